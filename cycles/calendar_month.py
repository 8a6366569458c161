"""What is due for whom in a span of days, over all reviews."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from cycles.key_date_rows import KeyDateRow
from cycles.key_dates import timelines
from cycles.models import Review
from cycles.state_index import sort_key

# The moments of a review lie from a year before it (consultations) to two and a half years after (mid-term report).
_BEFORE = timedelta(days=400)
_AFTER = timedelta(days=950)
# It is the review of the cycle after, and stands there.
_ELSEWHERE = "next_review"


@dataclass(frozen=True)
class Due:
    """A moment that several reviews have on the same day, as one of them has it, with all of them."""

    row: KeyDateRow
    reviews: list[Review]

    @property
    def session(self) -> int | None:
        return self.row.review.current_session_id


def due_between(first: date, last: date, *, user: Any, actor: str = "") -> list[Due]:
    """What is due from ``first`` to ``last``, or begun and not over; the earliest first, of one actor or of all."""
    groups: dict[tuple, list[KeyDateRow]] = defaultdict(list)
    for row in _rows(first, last, user):
        if touches(row, first, last) and (not actor or actor in row.actors):
            groups[_group(row)].append(row)
    found = [Due(rows[0], _by_name(row.review for row in rows)) for rows in groups.values()]
    return sorted(found, key=lambda due: (due.row.is_month, due.row.day or first, due.session or 0, due.row.milestone))


def touches(row: KeyDateRow, first: date, last: date) -> bool:
    """Whether a day of it lies between the two; a session that runs on from one month into the next is in both."""
    return bool(row.day and row.last_day and row.day <= last and row.last_day >= first)


def _rows(first: date, last: date, user: Any) -> Iterable[KeyDateRow]:
    near = (first - _AFTER, last + _BEFORE)
    own_day = Q(current_session=None, review_date__range=near)
    reviews = Review.objects.visible_to(user).with_parts()
    reviews = reviews.filter(Q(current_session__start_date__range=near) | own_day)
    return (row for rows in timelines(reviews).values() for row in rows if row.milestone != _ELSEWHERE)


def _group(row: KeyDateRow) -> tuple:
    day = row.day.replace(day=1) if row.day and row.is_month else row.day
    return row.milestone, day, row.end, row.is_month, row.review.current_session_id, row.confidence, row.basis


def _by_name(reviews: Iterable[Review]) -> list[Review]:
    return sorted(reviews, key=lambda review: sort_key(review.state_under_review.name))
