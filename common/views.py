"""Pages without a UPR word: a form whose session ended or whose row is gone, and the way out."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from common.meanwhile import GoneMeanwhile
from common.problems import problem
from common.typed_words import Sent, sent_in, sent_with


def keep_posted_words(request: HttpRequest, *, status: int, first_step: tuple[str, str] | None = None) -> HttpResponse:
    """Give a form back that could not be taken, so that its words can be sent again after signing in.

    ``first_step`` is another page that has to be seen before, and what to do there.
    """
    if not _comes_from_us(request):
        return HttpResponseForbidden()
    context = {"kept": sent_with(request), "action": request.get_full_path(), "first_step": first_step}
    return render(request, "kept_words.html", context, status=status)


def gone_meanwhile(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say that a colleague deleted what was to be saved, and give the words back, to be copied."""
    sent = sent_in(error.form) if isinstance(error, GoneMeanwhile) else sent_with(request)
    said = _(
        "This, or something that you chose in it, was deleted in the moment in which you saved. "
        "Nothing of yours is saved."
    )
    return _not_saved(request, sent, title=_("A colleague deleted this"), said=said)


def key_taken(request: HttpRequest) -> HttpResponse:
    """Say that the form was not taken since another row has its key, and give the words back, to be copied."""
    said = _(
        "This form was used before, for something else. Nothing of yours is saved: open it anew and put your words "
        "into it."
    )
    return _not_saved(request, sent_with(request), title=_("Open the form once more"), said=said)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same for words that were sent to where nothing is, or is no more; programs are told in their own format."""
    if request.path_info.startswith("/api/"):
        told = _("There is nothing at this address. What there is: %(address)s")
        found = problem(404) | {"detail": told % {"address": request.build_absolute_uri(reverse("api_docs"))}}
        return JsonResponse(found, status=404, content_type="application/problem+json")
    words = _typed(sent_with(request)) if request.method == "POST" and _comes_from_us(request) else []
    return render(request, "404.html", {"words": words}, status=404)


def _not_saved(request: HttpRequest, sent: list[Sent], *, title: str, said: str) -> HttpResponse:
    return render(request, "not_saved.html", {"title": title, "said": said, "words": _typed(sent)}, status=409)


def _typed(sent: list[Sent]) -> list[Sent]:
    return [one for one in sent if one.is_typed]


def _comes_from_us(request: HttpRequest) -> bool:
    """Whether one of our own pages sent the form: a stranger's page must not get its words a fresh token."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of the form is too old: after signing in again in another tab, for instance."""
    return keep_posted_words(request, status=403)


@login_not_required
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Leave now: ends the session and goes to a neutral page. GET is right here: losing a session harms nobody."""
    logout(request)
    response = HttpResponse(status=302)
    response["Location"] = settings.LEAVE_URL
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
