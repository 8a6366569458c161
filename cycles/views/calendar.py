"""What is due this month, and the calendar of a State for phones."""

import hashlib
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from cycles import rules
from cycles.calendar_feed import state_feed
from cycles.calendar_month import Due, due_between, touches
from cycles.dates import month_in_words
from cycles.milestones import ACTORS
from cycles.models import State
from cycles.views.sessions import today

_FIRST_YEAR, _LAST_YEAR = 2008, 2040


@login_not_required
@require_safe
def calendar_month(request: HttpRequest) -> HttpResponse:
    on = today()
    first = asked_month(request.GET.get("month", "")) or on.replace(day=1)
    actor = asked_actor(request)
    second = next_month(first)
    due = due_between(first, next_month(second) - timedelta(days=1), user=request.user, actor=actor)
    months = [
        {"words": month_in_words(month), "due": [one for one in due if _is_in(one, month)], "first": month}
        for month in (first, second)
    ]
    before = (first - timedelta(days=1)).replace(day=1)
    context = {
        "months": months,
        "before": before if before.year >= _FIRST_YEAR else None,
        "after": second if second.year < _LAST_YEAR else None,
        "month": f"{first:%Y-%m}" if first != on.replace(day=1) else "",
        "actor": actor,
        "actors": ACTORS.items(),
        "can_edit": rules.can_edit_calendar(request.user),
        "here": "calendar",
    }
    return render(request, "cycles/calendar_month.html", context)


@login_not_required
@require_safe
def state_ics(request: HttpRequest, iso3: str) -> HttpResponse:
    state = get_object_or_404(State.objects.visible_to(request.user), pk=iso3)
    language = request.GET.get("lang", "")
    site = request.build_absolute_uri("/").rstrip("/")
    spoken = language if language in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(spoken):
        feed = state_feed(state=state, user=request.user, on=today(), site=site, actor=asked_actor(request))
    response = HttpResponse(feed.content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="upr-{state.iso3}.ics"'
    etag = quote_etag(hashlib.sha256(feed.content).hexdigest()[:32])
    response["ETag"] = etag
    response["Last-Modified"] = http_date(feed.changed_at.timestamp())
    patch_cache_control(response, public=True, max_age=3600)
    patch_vary_headers(response, ["Accept-Language"])
    return get_conditional_response(request, etag=etag, response=response) or response


def asked_month(text: str) -> date | None:
    """The first day of ``2026-12``; None for anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if _FIRST_YEAR <= first.year < _LAST_YEAR else None


def asked_actor(request: HttpRequest) -> str:
    """The actor that the address asks for; empty for all."""
    asked = request.GET.get("who", "")
    return asked if asked in ACTORS else ""


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _is_in(due: Due, month: date) -> bool:
    return touches(due.row, month, next_month(month) - timedelta(days=1))
