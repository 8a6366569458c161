"""The sessions of the Working Group: cycle by cycle, and one with its dates and its States."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cycles import rules
from cycles.dates import GENEVA, When, deadline_when, is_over, session_when
from cycles.key_dates import session_timeline
from cycles.models import Cycle, Review, WorkingGroupSession
from cycles.state_index import sort_key

_UNORDERED = 10_000


@dataclass(frozen=True)
class SessionRow:
    """A session as a page shows it: its dates in words and its reviews by the name of the State."""

    session: WorkingGroupSession
    when: When | None
    deadline: When | None
    reviews: list[Review]
    is_over: bool
    # Until submissions are due; below zero once they were.
    days_left: int | None

    @property
    def deadline_is_over(self) -> bool:
        """Whether submissions can no longer be sent."""
        return self.days_left is not None and self.days_left < 0

    @property
    def real_count(self) -> int:
        """How many States are reviewed, the invented one not counted."""
        return sum(not review.state_under_review.is_invented for review in self.reviews)


@login_not_required
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    on = today()
    real = Count("reviews", filter=Q(reviews__state_under_review__is_invented=False))
    sessions = WorkingGroupSession.objects.annotate(state_count=real).order_by("number")
    rows: list[dict[str, Any]] = [
        {"session": one, "when": session_when(one), "deadline": deadline_when(one), "is_over": is_over(one, on)}
        for one in sessions
    ]
    cycles = [
        {
            "cycle": cycle,
            "rows": [row for row in rows if row["session"].cycle_id == cycle.number],
            "is_open": any(row["session"].cycle_id == cycle.number and not row["is_over"] for row in rows),
        }
        for cycle in Cycle.objects.order_by("-number")
    ]
    return render(request, "cycles/session_list.html", {"cycles": cycles, "here": "sessions"})


@login_not_required
@require_safe
def session_detail(request: HttpRequest, number: int) -> HttpResponse:
    session = get_object_or_404(WorkingGroupSession.objects.select_related("cycle", "council_session"), pk=number)
    reviews = Review.objects.visible_to(request.user).select_related("state_under_review")
    context = {
        "session": session,
        "when": session_when(session),
        "rows": session_timeline(session),
        "reviews": sorted(reviews.filter(current_session=session), key=_place),
        "moved_out": reviews.filter(original_session=session).exclude(current_session=session).order_by("pk"),
        "moved_in": reviews.filter(current_session=session)
        .exclude(original_session=F("current_session"))
        .exclude(original_session=None)
        .order_by("pk"),
        "is_over": is_over(session, today()),
        "can_edit": rules.can_edit_calendar(request.user),
        "here": "sessions",
    }
    return render(request, "cycles/session_detail.html", context)


def today() -> date:
    """The day it is in Geneva, where the deadlines end."""
    return timezone.localdate(timezone=GENEVA)


def session_rows(sessions: Any, *, user: Any, on: date) -> list[SessionRow]:
    """Sessions (a queryset) with their reviews, those planned for them at present."""
    reviews = Review.objects.visible_to(user).select_related("state_under_review")
    return [
        SessionRow(
            session=session,
            when=session_when(session),
            deadline=deadline_when(session),
            reviews=_by_name(session.reviews.all()),
            is_over=is_over(session, on),
            days_left=(session.submission_deadline - on).days if session.submission_deadline else None,
        )
        for session in sessions.prefetch_related(Prefetch("reviews", queryset=reviews))
    ]


def _by_name(reviews: Iterable[Review]) -> list[Review]:
    return sorted(reviews, key=lambda review: sort_key(review.state_under_review.name))


def _place(review: Review) -> tuple[int, str]:
    """In the order of review; where it is not known, by name."""
    return review.review_order or _UNORDERED, sort_key(review.state_under_review.name)
