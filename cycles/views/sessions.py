"""The sessions of the Working Group, cycle by cycle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cycles.dates import GENEVA, When, deadline_when, is_over, session_when
from cycles.models import Cycle, Review, WorkingGroupSession
from cycles.state_index import sort_key


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
    rows = session_rows(WorkingGroupSession.objects.order_by("number"), user=request.user, on=today())
    cycles = [
        {
            "cycle": cycle,
            "rows": [row for row in rows if row.session.cycle_id == cycle.number],
            "is_open": any(row.session.cycle_id == cycle.number and not row.is_over for row in rows),
        }
        for cycle in Cycle.objects.order_by("-number")
    ]
    return render(request, "cycles/session_list.html", {"cycles": cycles, "here": "sessions"})


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
