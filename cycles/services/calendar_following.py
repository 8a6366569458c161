"""What a change of the calendar takes along in the reviews: forms and tables ask here, so that both do the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cycles.models import CouncilSession, DeadlineRule, KeyDate, Review, WorkingGroupSession

COMING = (Review.Status.SCHEDULED, Review.Status.RESCHEDULED)
HELD = (Review.Status.REVIEWED, Review.Status.ADOPTED)
_UNHELD = (*COMING, Review.Status.POSTPONED)
_MONTH = WorkingGroupSession.Precision.MONTH


class CalendarRefused(Exception):
    """A change of the calendar that contradicts itself: ``needs_session``, ``same_session``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Following:
    """What follows in one review: fields of it, and whether the coming dates of its own fall."""

    values: Mapping[str, Any]
    days_fall: bool


def session_for(status: str, asked: int | None, current: int | None, original: int | None) -> int | None:
    """The session that goes with the status. Raises ``CalendarRefused``."""
    if status == Review.Status.POSTPONED:
        return None
    if status == Review.Status.SUSPENDED or status in HELD:
        return asked or current
    if status == Review.Status.SCHEDULED:
        asked = asked or original
    if asked is None:
        raise CalendarRefused("needs_session")
    if status == Review.Status.RESCHEDULED and asked == original:
        raise CalendarRefused("same_session")
    return asked


def status_for(review: Review, session: int | None) -> str:
    """The status of a review that goes to a session, where nobody says it."""
    if review.status not in _UNHELD:
        return review.status
    if session is None:
        return Review.Status.POSTPONED
    return Review.Status.SCHEDULED if review.original_session_id in {None, session} else Review.Status.RESCHEDULED


def after_move(review: Review, session: WorkingGroupSession | None, on: date) -> dict[str, Any]:
    """Fields of a review that goes to another session, or to none; the coming dates of its own fall.

    Days that belonged to the session it leaves fall, those that are past stay.
    """
    values: dict[str, Any] = {
        "current_session_id": session.pk if session else None,
        "adoption_session_id": session.council_session_id if session else None,
        "review_order": None,
        "review_date": None,
    }
    if review.original_session_id is None:
        values["original_session_id"] = values["current_session_id"]
    if review.adoption_date and review.adoption_date > on:
        values["adoption_date"] = None
    return values


def after_session(review: Review, before: WorkingGroupSession, after: WorkingGroupSession, on: date) -> Following:
    """What follows in a review when its session, as it was before, gets other days or another Council session.

    Dates of the review's own fall with the day from which they were counted: its own day, which no longer lies within
    the session, or the first day of the session where it has none. Nobody has said where they went.
    """
    values: dict[str, Any] = {}
    days_fall = False
    if review.status in COMING and _span(before) != _span(after):
        if review.review_date is None:
            days_fall = _starts_elsewhere(before, after)
        elif not lies_within(review.review_date, after):
            values["review_date"] = None
            days_fall = True
        adopted, last = review.adoption_date, after.end_date or after.start_date
        if days_fall and adopted and adopted > on and (last is None or adopted <= last):
            values["adoption_date"] = None
    was, council = before.council_session_id, after.council_session_id
    if was != council and review.adoption_session_id == was and review.status != Review.Status.ADOPTED:
        values["adoption_session_id"] = council
        if review.adoption_date and review.adoption_date > on:
            values["adoption_date"] = None
    return Following(values, days_fall)


def after_council(review: Review, before: CouncilSession, after: CouncilSession, on: date) -> Following:
    """What follows in a review when the Council session that adopts its outcome gets other days.

    What was said of days that lay in the session falls with them; that a session gets its first days is no move.
    """
    if review.status == Review.Status.ADOPTED or before.start_date is None:
        return Following({}, days_fall=False)
    adopted = review.adoption_date
    is_lost = adopted is not None and adopted > on and _holds(before, adopted) and not _holds(after, adopted)
    return Following({"adoption_date": None} if is_lost else {}, days_fall=before.start_date != after.start_date)


def coming_council_days(reviews: Iterable[int], on: date) -> list[KeyDate]:
    """The coming dates of these reviews' own that hang on the session of the Council."""
    anchors = (DeadlineRule.Anchor.ADOPTION_COUNCIL_START, DeadlineRule.Anchor.ADOPTION_DATE)
    hanging = set(DeadlineRule.objects.filter(anchor__in=anchors).values_list("milestone", flat=True))
    return [given for given in coming_days(reviews, on) if given.milestone in hanging]


def coming_days(reviews: Iterable[int], on: date) -> list[KeyDate]:
    """The coming dates of these reviews' own, by their ids."""
    found = KeyDate.objects.filter(review__in=list(reviews), date__gt=on)
    return list(found.select_related("review").order_by("review", "pk"))


def lies_within(day: date | None, session: WorkingGroupSession) -> bool:
    """Whether the day is one of the session; a month holds all its days."""
    if day is None or session.start_date is None:
        return False
    if session.date_precision == _MONTH:
        return (day.year, day.month) == (session.start_date.year, session.start_date.month)
    return session.start_date <= day <= (session.end_date or day)


def _holds(council: CouncilSession, day: date) -> bool:
    return council.start_date is not None and council.start_date <= day <= (council.end_date or day)


def _span(session: WorkingGroupSession) -> tuple[Any, ...]:
    return session.start_date, session.end_date, session.date_precision


def _starts_elsewhere(before: WorkingGroupSession, after: WorkingGroupSession) -> bool:
    """Whether the first day moved; to know the day of a month is no move."""
    if before.date_precision == _MONTH:
        return not lies_within(after.start_date, before)
    return before.start_date != after.start_date
