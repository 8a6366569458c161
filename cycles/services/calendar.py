"""Corrections of the calendar by the editors of the record: entered once, and everything that hangs on it follows."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from common.audit import record_event
from cycles.dates import GENEVA
from cycles.models import CouncilSession, KeyDate, Review, WorkingGroupSession
from cycles.services.calendar_log import dated_values, log_changes, log_key_date
from cycles.services.record_version import begin_change, hold_record
from cycles.services.reference import after_correction

# Days of the review itself, each with how sure it is and its source; every other milestone is a row of its own.
OWN_DAYS = {
    "review": ("review_date", "confidence", "source"),
    "adoption": ("adoption_date", "adoption_confidence", "adoption_source"),
}
_COMING = (Review.Status.SCHEDULED, Review.Status.RESCHEDULED)
_HELD = (Review.Status.REVIEWED, Review.Status.ADOPTED)


class CalendarRefused(Exception):
    """A change of the calendar that contradicts itself: ``needs_session``, ``same_session``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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
    before = _written(old.date, old.time, old.confidence) if old else ("", "")
    if day:
        values = {"date": day, "time": hour, "confidence": confidence, "source": source, "corrected_at": at}
        KeyDate.objects.update_or_create(review=review, milestone=milestone, defaults=values)
    elif old:
        old.delete()
    after = _written(day, hour, confidence) if day else ("", "")
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
    session = _session_for(review, status, session)
    values: dict[str, Any] = {"status": status, "confidence": confidence, "source": source}
    if session != review.current_session:
        council = session.council_session if session else None
        values |= {"current_session": session, "adoption_session": council, "review_order": None, "review_date": None}
        if review.original_session is None:
            values["original_session"] = session
        today = at.astimezone(GENEVA).date()
        if review.adoption_date and review.adoption_date > today:
            values["adoption_date"] = None
        coming = review.key_dates.filter(date__gt=today)
        for milestone in list(coming.values_list("milestone", flat=True)):
            set_key_date(
                review=review, milestone=milestone, day=None, confidence=confidence, source=source, by=by, at=at
            )
    return _write_review(review, values, source=source, by=by, at=at)


@transaction.atomic
def set_session_dates(
    *, session: WorkingGroupSession, values: Mapping[str, Any], by: Any, at: datetime
) -> WorkingGroupSession:
    """Correct the dates of a session; ``values`` are fields of it. All its reviews follow.

    The day of a coming review that no longer lies within the session falls: nobody has said where it went.
    """
    hold_record()
    session = WorkingGroupSession.objects.select_for_update().get(pk=session.pk)
    before = dated_values(session)
    for name, value in values.items():
        setattr(session, name, value)
    session.corrected_at = at
    session.save()
    change = begin_change(at)
    source = values.get("source") or session.source
    log_changes(row=session, before=before, source=source, by=by, change=change)
    record_event(verb="correct", target=session, by=by, at=at, fields=sorted(values))
    if before["session_dates"] != dated_values(session)["session_dates"]:
        for review in session.reviews.filter(status__in=_COMING, review_date__isnull=False).order_by("pk"):
            if not _lies_within(review.review_date, session):
                _write_review(review, {"review_date": None}, source=source, by=by, at=at)
    after_correction(row=session, at=at)
    return session


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
    review.save(update_fields=[*values, "corrected_at"])
    log_changes(row=review, before=before, source=source, by=by, change=begin_change(at))
    record_event(verb="correct", target=review, by=by, at=at, fields=sorted(values))
    after_correction(row=review, at=at)
    return review


def _session_for(review: Review, status: str, asked: WorkingGroupSession | None) -> WorkingGroupSession | None:
    """The session that goes with the status."""
    if status == Review.Status.POSTPONED:
        return None
    if status == Review.Status.SUSPENDED or status in _HELD:
        return asked or review.current_session
    if status == Review.Status.SCHEDULED:
        asked = asked or review.original_session
    if asked is None:
        raise CalendarRefused("needs_session")
    if status == Review.Status.RESCHEDULED and asked == review.original_session:
        raise CalendarRefused("same_session")
    return asked


def _lies_within(day: date | None, session: WorkingGroupSession) -> bool:
    if day is None or session.start_date is None:
        return False
    return session.start_date <= day <= (session.end_date or day)


def _written(day: date, hour: time | None, confidence: str) -> tuple[str, str]:
    return (f"{day}T{hour:%H:%M}" if hour else str(day), confidence)
