"""Corrections of the calendar by the editors of the record: entered once, and everything that hangs on it follows."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from common.audit import record_event
from cycles.dates import GENEVA
from cycles.models import CouncilSession, KeyDate, Review, WorkingGroupSession
from cycles.services.calendar_following import (
    Following,
    after_council,
    after_move,
    after_session,
    coming_council_days,
    coming_days,
    session_for,
)
from cycles.services.calendar_log import dated_values, log_changes, log_key_date, written_day
from cycles.services.record_version import begin_change, hold_record
from cycles.services.reference import after_correction

# Days of the review itself, each with how sure it is and its source; every other milestone is a row of its own.
OWN_DAYS = {
    "review": ("review_date", "confidence", "source"),
    "adoption": ("adoption_date", "adoption_confidence", "adoption_source"),
}


@transaction.atomic
def set_key_date(
    *,
    review: Review,
    milestone: str,
    day: date | None,
    hour: time | None = None,
    confidence: str,
    source: str,
    by: Any,
    at: datetime,
) -> None:
    """Enter or correct one date of one review. Without a day the date is counted by the rule again.

    The session of the Council follows the day of the adoption.
    """
    review = _hold(review)
    if milestone in OWN_DAYS:
        day_field, confidence_field, source_field = OWN_DAYS[milestone]
        values: dict[str, Any] = {day_field: day}
        if day:
            values |= {confidence_field: confidence, source_field: source}
        if (
            day
            and milestone == "adoption"
            and (council := CouncilSession.objects.held_on(day).order_by("number").first())
        ):
            values["adoption_session"] = council
        _write_review(review, values, source=source, by=by, at=at)
        return
    change = begin_change(at)
    old = KeyDate.objects.filter(review=review, milestone=milestone).first()
    before = written_day(old) if old else ("", "")
    new = None
    if day:
        values = {"date": day, "time": hour, "confidence": confidence, "source": source, "corrected_at": at}
        new, _ = KeyDate.objects.update_or_create(review=review, milestone=milestone, defaults=values)
    elif old:
        old.delete()
    after = written_day(new) if new else ("", "")
    log_key_date(review=review, milestone=milestone, before=before, after=after, source=source, by=by, at=change.at)
    record_event(verb="correct", target=review, by=by, at=at, fields=[milestone])
    after_correction(row=review, at=at)


@transaction.atomic
def move_review(
    *,
    review: Review,
    status: str,
    session: WorkingGroupSession | None,
    confidence: str,
    source: str,
    by: Any,
    at: datetime,
) -> Review:
    """Move a review to another session, postpone or suspend it, bring it back, or say that it took place.

    Days that belonged to the session it leaves fall; those that are past stay. Raises ``CalendarRefused``.
    """
    review = _hold(review)
    asked = session.pk if session else None
    number = session_for(status, asked, review.current_session_id, review.original_session_id)
    values: dict[str, Any] = {"status": status, "confidence": confidence, "source": source}
    if number != review.current_session_id:
        on = at.astimezone(GENEVA).date()
        values |= after_move(review, WorkingGroupSession.objects.filter(pk=number).first() if number else None, on)
        _drop(coming_days([review.pk], on), source=source, by=by, at=at)
    return _write_review(review, values, source=source, by=by, at=at)


@transaction.atomic
def set_session_dates(
    *, session: WorkingGroupSession, values: Mapping[str, Any], by: Any, at: datetime
) -> WorkingGroupSession:
    """Correct the dates of a session; ``values`` are fields of it. All its reviews follow.

    What belonged to the days before falls in the reviews as it does when one moves: nobody has said where it went.
    """
    session, old, source = _correct(session, values, by, at)
    _let_follow(session.reviews, after_session, coming_days, old, session, source=source, by=by, at=at)
    after_correction(row=session, at=at)
    return session


@transaction.atomic
def set_council_dates(*, council: CouncilSession, values: Mapping[str, Any], by: Any, at: datetime) -> CouncilSession:
    """Correct the dates of a session of the Council; all reviews whose outcome it adopts follow."""
    council, old, source = _correct(council, values, by, at)
    reviews = Review.objects.adopted_in(council)
    _let_follow(reviews, after_council, coming_council_days, old, council, source=source, by=by, at=at)
    after_correction(row=council, at=at)
    return council


def _correct(row: Any, values: Mapping[str, Any], by: Any, at: datetime) -> tuple[Any, Any, str]:
    """The session with its new values, in the log and the trail; as it was before; and where the new ones come from."""
    hold_record()
    row = type(row).objects.select_for_update().get(pk=row.pk)
    before, old = dated_values(row), copy(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.corrected_at = at
    row.save()
    source = values.get("source") or row.source
    log_changes(row=row, before=before, source=source, by=by, change=begin_change(at))
    record_event(verb="correct", target=row, by=by, at=at, fields=sorted(values))
    return row, old, source


def _let_follow(
    reviews: Any,
    following_of: Callable[[Review, Any, Any, date], Following],
    coming: Callable[[Iterable[int], date], Iterable[KeyDate]],
    old: Any,
    new: Any,
    *,
    source: str,
    by: Any,
    at: datetime,
) -> None:
    """Write in the reviews of a session what follows from its new days, and take down what fell with the old ones."""
    on = at.astimezone(GENEVA).date()
    for review in reviews.order_by("pk"):
        following = following_of(review, old, new, on)
        if following.days_fall:
            _drop(coming([review.pk], on), source=source, by=by, at=at)
        if following.values:
            _write_review(review, following.values, source=source, by=by, at=at)


def _drop(days: Iterable[KeyDate], *, source: str, by: Any, at: datetime) -> None:
    """Take out dates that no longer hold; the rule counts them again."""
    for given in days:
        set_key_date(
            review=given.review,
            milestone=given.milestone,
            day=None,
            confidence=given.confidence,
            source=source,
            by=by,
            at=at,
        )


def _hold(review: Review) -> Review:
    """The review as it is now, after the record: nobody waits for the other in a ring."""
    hold_record()
    held = Review.objects.select_for_update(of=("self",))
    return held.select_related("current_session__council_session", "original_session").get(pk=review.pk)


def _write_review(review: Review, values: Mapping[str, Any], *, source: str, by: Any, at: datetime) -> Review:
    before = dated_values(review)
    for name, value in values.items():
        setattr(review, name, value)
    review.corrected_at = at
    names = sorted(name.removesuffix("_id") for name in values)
    review.save(update_fields=[*names, "corrected_at"])
    log_changes(row=review, before=before, source=source, by=by, change=begin_change(at))
    record_event(verb="correct", target=review, by=by, at=at, fields=names)
    after_correction(row=review, at=at)
    return review
