"""What became of the recommendations: a page, its rows for programs, and a badge and a table for other sites."""

import hashlib

from csp.constants import HEADER
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.html import format_html
from django.utils.http import quote_etag
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cycles.models import Review
from cycles.models.recommendations import RatingLevel
from cycles.public_status import public_status
from cycles.views.reviews import find_review

# Other sites may frame these; they hold no script, no form and nothing of the reader's.
EMBEDDED = "default-src 'none'; style-src 'self'; frame-ancestors *; base-uri 'none'; form-action 'none'"


@login_not_required
@require_safe
def review_status(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    level, publisher = request.GET.get("level", ""), request.GET.get("publisher", "")
    names = [iso3, cycle, translation.get_language()]
    context = {
        "review": review,
        "state": review.state_under_review,
        "status": public_status(review, level=level, publisher=publisher),
        "levels": RatingLevel.choices,
        "level": level,
        "publisher": publisher,
        **_snippets(request, names),
        "here": "states",
    }
    return render(request, "cycles/review_status.html", context)


def _snippets(request: HttpRequest, names: list[object]) -> dict[str, str]:
    """What another site puts into its pages: the badge with a link to this page, and the table."""
    page = request.build_absolute_uri(request.path)
    badge, table = (
        request.build_absolute_uri(reverse(f"cycles:{name}", args=names)) for name in ("status_badge", "status_table")
    )
    said = gettext("Published ratings")
    return {
        "badge_snippet": format_html('<a href="{}"><img src="{}" alt="{}"></a>', page, badge, said),
        "table_snippet": format_html('<iframe src="{}" width="100%" height="320" title="{}"></iframe>', table, said),
    }


@login_not_required
@require_safe
def review_status_json(request: HttpRequest, iso3: str, cycle: int) -> HttpResponseBase:
    review = _public_review(iso3, cycle)
    status = public_status(review, level=request.GET.get("level", ""), publisher=request.GET.get("publisher", ""))
    rows = [
        {
            "recommendation": row.recommendation.number,
            "publisher": row.publisher_name,
            "publisher_id": str(row.publisher_id),
            "voice": row.voice,
            "level": row.level,
            "since": row.since.isoformat(),
        }
        for row in status.rows
    ]
    publishers = [
        {"id": str(one.key), "name": one.name, "voice": one.voice, "counts": dict(one.counts)}
        for one in status.publishers
    ]
    answer = JsonResponse({"review": review.code, "publishers": publishers, "ratings": rows})
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return _checked(request, answer)


@login_not_required
@require_safe
@xframe_options_exempt
def status_badge(request: HttpRequest, iso3: str, cycle: int, language: str) -> HttpResponseBase:
    return _embedded(request, _public_review(iso3, cycle), language, "status_badge.svg", "image/svg+xml")


@login_not_required
@require_safe
@xframe_options_exempt
def status_table(request: HttpRequest, iso3: str, cycle: int, language: str) -> HttpResponseBase:
    return _embedded(request, _public_review(iso3, cycle), language, "status_table.html", "text/html; charset=utf-8")


def _public_review(iso3: str, cycle: int) -> Review:
    """Asked by nobody: the answer is the same for everybody and varies with no cookie."""
    return get_object_or_404(
        Review.objects.visible_to(AnonymousUser()).with_parts(), state_under_review=iso3, cycle=cycle
    )


def _embedded(request: HttpRequest, review: Review, language: str, name: str, kind: str) -> HttpResponseBase:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        context = {
            "review": review,
            "state": review.state_under_review,
            "status": public_status(review),
            "levels": RatingLevel.choices,
            "language": language,
            "is_rtl": translation.get_language_bidi(),
            "page_url": request.build_absolute_uri(reverse("cycles:review_status", args=[*review.code.split("-")])),
        }
        answer = HttpResponse(render_to_string(f"cycles/{name}", context), content_type=kind)
    answer.headers[HEADER] = EMBEDDED
    return _checked(request, answer)


def _checked(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """May be kept anywhere, and is asked after each time: what is withdrawn is gone at the next request."""
    etag = quote_etag(hashlib.sha256(answer.content).hexdigest()[:32])
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    checked = get_conditional_response(request, etag=etag, response=answer) or answer
    checked.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    checked.is_for_everybody = True  # type: ignore[attr-defined]
    if HEADER in answer.headers:
        checked.headers[HEADER] = answer.headers[HEADER]
        checked.xframe_options_exempt = True
    return checked
