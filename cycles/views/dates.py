"""The key dates of a review with their log, and the forms by which editors correct dates, reviews and sessions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from common.access import require
from cycles import rules
from cycles.calendar_forms import CouncilSessionForm, KeyDateForm, MoveForm, SessionForm
from cycles.date_changes import log_of
from cycles.dates import review_status
from cycles.key_date_rows import KeyDateRow
from cycles.key_dates import timeline
from cycles.milestones import MILESTONES
from cycles.models import Confidence, CouncilSession, Review, WorkingGroupSession
from cycles.review_contents import contents
from cycles.services import calendar
from cycles.services.calendar_following import CalendarRefused
from cycles.views.sessions import today

# It is the day of another review: that one is corrected.
_NOT_HERE = "next_review"
_REFUSALS = {
    "needs_session": gettext_lazy("Choose the session of the Working Group."),
    "same_session": gettext_lazy("It was planned for this session at first. Choose “scheduled” to bring it back."),
}


@login_not_required
@require_safe
def review_dates(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = _find(request, iso3, cycle)
    on = today()
    rows = timeline(review)
    context = {
        "review": review,
        "state": review.state_under_review,
        "rows": [row for row in rows if row.day],
        "unknown": [row for row in rows if row.day is None],
        "status": review_status(review, on),
        "log": log_of(review),
        "today": on,
        "fixed": _NOT_HERE,
        "can_edit": rules.can_edit_calendar(request.user),
        "here": "states",
    }
    return render(request, "cycles/review_dates.html", context)


@require_http_methods(["GET", "POST"])
def key_date_edit(request: HttpRequest, iso3: str, cycle: int, milestone: str) -> HttpResponse:
    review = _find(request, iso3, cycle)
    require(rules.can_edit_calendar(request.user))
    if milestone not in MILESTONES or milestone == _NOT_HERE:
        raise Http404
    row = next((row for row in timeline(review) if row.milestone == milestone), None)
    form = KeyDateForm(request.POST or None, initial=_initial(row), review=review, milestone=milestone)
    if request.method == "POST" and form.is_valid():
        calendar.set_key_date(
            review=review, milestone=milestone, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, _("The date was corrected; what hangs on it follows."))
        return redirect(review.get_dates_url())
    context = {"review": review, "milestone": MILESTONES[milestone], "row": row, "form": form, "here": "states"}
    return render(request, "cycles/key_date_edit.html", context)


@require_http_methods(["GET", "POST"])
def review_move(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = _find(request, iso3, cycle)
    require(rules.can_edit_calendar(request.user))
    initial = {"status": review.status, "session": review.current_session_id, "confidence": review.confidence}
    form = MoveForm(request.POST or None, initial=initial, review=review, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            calendar.move_review(review=review, **form.cleaned_data, by=request.user, at=timezone.now())
        except CalendarRefused as error:
            form.add_error("session", str(_REFUSALS[error.code]))
        else:
            messages.success(request, _("The review was moved; its dates follow."))
            return redirect(review.get_dates_url())
    return render(request, "cycles/review_move.html", {"review": review, "form": form, "here": "states"})


@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, number: int) -> HttpResponse:
    session = get_object_or_404(WorkingGroupSession, pk=number)
    require(rules.can_edit_calendar(request.user))
    form = SessionForm(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        calendar.set_session_dates(session=session, values=values, by=request.user, at=timezone.now())
        messages.success(request, _("The session was corrected; its reviews follow."))
        return redirect(session)
    context = {"session": session, "form": form, "count": session.reviews.count(), "here": "sessions"}
    return render(request, "cycles/session_edit.html", context)


@require_http_methods(["GET", "POST"])
def council_session_edit(request: HttpRequest, number: int) -> HttpResponse:
    council = get_object_or_404(CouncilSession.objects.visible_to(request.user), pk=number)
    require(rules.can_edit_calendar(request.user))
    form = CouncilSessionForm(request.POST or None, instance=council)
    sessions = council.working_group_sessions.order_by("-number")
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        calendar.set_council_dates(council=council, values=values, by=request.user, at=timezone.now())
        messages.success(request, _("The session was corrected; its reviews follow."))
        return redirect(sessions.first() or "cycles:session_list")
    count = Review.objects.visible_to(request.user).adopted_in(council).count()
    context = {"council": council, "form": form, "count": count, "session": sessions.first(), "here": "sessions"}
    return render(request, "cycles/council_session_edit.html", context)


def _find(request: HttpRequest, iso3: str, cycle: int) -> Review:
    return get_object_or_404(
        Review.objects.visible_to(request.user).with_parts().annotate(**contents()),
        state_under_review=iso3,
        cycle=cycle,
    )


def _initial(row: KeyDateRow | None) -> dict[str, Any]:
    """What the record says now; a counted date is a proposal that the editor replaces."""
    if row is None or row.day is None:
        return {"confidence": Confidence.CONFIRMED}
    if row.confidence == Confidence.ESTIMATED:
        return {"day": row.day, "confidence": Confidence.CONFIRMED}
    return {"day": row.day, "hour": row.hour, "confidence": row.confidence, "source": row.source}
