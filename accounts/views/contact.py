"""The way to the people who run the server."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.contact import ContactForm
from accounts.services.concerns import send_concern


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The same answer whether it was kept or caught in the trap."""
    form = ContactForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if request.method != "POST":
        return render(request, "accounts/contact.html", {"form": form})
    if not form.is_valid():
        return _again(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not ratelimit.consume(request, action="contact", key="all"):
        form.add_error(None, _("Too many messages came just now. Your words are still here: send them in an hour."))
        return _again(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    if not form.is_trapped:
        words = {name: form.cleaned_data[name] for name in ("kind", "text", "answer_to", "key")}
        send_concern(**words, at=timezone.now())
    messages.success(request, _("Your message reached the people who run this server."))
    return redirect("accounts:contact")


def _again(request: HttpRequest, form: ContactForm, status: HTTPStatus) -> HttpResponse:
    return render(request, "accounts/contact.html", {"form": form}, status=status)
