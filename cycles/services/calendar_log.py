"""What moved in the calendar, written down for each review that it concerns."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from cycles.models import CouncilSession, KeyDate, Review, ReviewDateChange, WorkingGroupSession
from cycles.services.record_version import Change, begin_change

# What a change is of, its value as text, how sure it is.
Dated = dict[str, tuple[str, str]]
DatedRow = Review | WorkingGroupSession | CouncilSession
# Of these, a new word on how sure they are is a change as well.
_SURENESS_COUNTS = frozenset({"session", "session_dates", "council_dates", "stakeholder_submission", "adoption"})


def dated_values(row: DatedRow) -> Dated:
    """The dates, session and status of a row as the log writes them."""
    if isinstance(row, CouncilSession):
        return {"council_dates": (_span(row.start_date, row.end_date), row.confidence)}
    if isinstance(row, Review):
        values = {
            "session": _text(row.current_session_id),
            "status": row.status,
            "review": _text(row.review_date),
            "adoption": "",
            "adoption_session": _text(row.adoption_session_id),
        }
        adoption = (_text(row.adoption_date), row.adoption_confidence)
        return {what: (value, row.confidence) for what, value in values.items()} | {"adoption": adoption}
    shared = {
        "session_dates": _span(row.start_date, row.end_date, row.date_precision),
        "submission_window_opens": _text(row.submission_window_opens),
        "national_report": _text(row.national_report_deadline),
        "presession": _span(row.presession_start_date, row.presession_end_date),
    }
    deadline = (_text(row.submission_deadline), row.submission_deadline_confidence)
    return {what: (value, row.confidence) for what, value in shared.items()} | {"stakeholder_submission": deadline}


def log_changes(*, row: DatedRow, before: Dated, source: str, by: Any, change: Change) -> list[ReviewDateChange]:
    """Write down what is different from ``before``: for the review, or for every review of the session.

    The days of a Council session are of every review whose outcome it adopts.
    """
    after = dated_values(row)
    moved = [what for what in after if _is_moved(what, before[what], after[what])]
    if not moved:
        return []
    keys = _concerned(row).order_by("pk").values_list("pk", flat=True)
    return ReviewDateChange.objects.bulk_create(
        _entry(review, what, before[what], after[what], _source(row, what, after) or source, by, change.at)
        for review in keys
        for what in moved
    )


def _concerned(row: DatedRow) -> QuerySet[Review]:
    if isinstance(row, Review):
        return Review.objects.filter(pk=row.pk)
    return Review.objects.adopted_in(row) if isinstance(row, CouncilSession) else row.reviews.all()


def _source(row: DatedRow, what: str, after: Dated) -> str:
    """Who says so, where a date of the row has a source of its own; not of one that falls."""
    if not after[what][0]:
        return ""
    if isinstance(row, Review) and what == "adoption":
        return row.adoption_source
    if isinstance(row, WorkingGroupSession) and what == "stakeholder_submission":
        return row.submission_deadline_source
    return ""


def log_key_date(
    *,
    review: Review,
    milestone: str,
    before: tuple[str, str],
    after: tuple[str, str],
    source: str,
    by: Any,
    at: datetime,
) -> None:
    """Write down that a date of this review alone was entered, moved or taken out."""
    if before != after:
        _entry(review.pk, milestone, before, after, source, by, at).save(force_insert=True)


def written_day(given: KeyDate) -> tuple[str, str]:
    """A date of one review as the log writes it."""
    day = f"{given.date}T{given.time:%H:%M}" if given.time else str(given.date)
    return day, given.confidence


def log_fallen(*, given: KeyDate, source: str, by: Any, at: datetime) -> None:
    """Write down that a date of one review no longer holds."""
    log_key_date(
        review=given.review,
        milestone=given.milestone,
        before=written_day(given),
        after=("", ""),
        source=source,
        by=by,
        at=at,
    )


def log_early_moves(*, at: datetime) -> int:
    """Write down, once, which reviews our files know as moved: to another session, or to a later adoption."""
    reviews = Review.objects.select_related("original_session", "current_session")
    moved = reviews.exclude(original_session=F("current_session")).exclude(original_session=None)
    late = reviews.exclude(adoption_session=F("current_session__council_session"))
    late = late.exclude(Q(adoption_session=None) | Q(current_session=None) | Q(current_session__council_session=None))
    pairs = [
        *(("session", one, one.original_session_id, one.current_session_id) for one in _unlogged(moved, "session")),
        *(
            ("adoption_session", one, _council_of(one), one.adoption_session_id)
            for one in _unlogged(late, "adoption_session")
        ),
    ]
    if not pairs:
        return 0
    # The moment of a change of the record, so that whoever follows the log misses nothing.
    moment = begin_change(at).at
    created = ReviewDateChange.objects.bulk_create(
        _entry(one.pk, what, (_text(old), ""), (_text(new), one.confidence), one.source, None, moment)
        for what, one, old, new in pairs
    )
    return len(created)


def _unlogged(reviews: Any, what: str) -> Iterable[Review]:
    logged = ReviewDateChange.objects.filter(what=what).values("review")
    return reviews.exclude(pk__in=logged).order_by("pk")


def _council_of(review: Review) -> int | None:
    return review.current_session.council_session_id if review.current_session else None


def _is_moved(what: str, before: tuple[str, str], after: tuple[str, str]) -> bool:
    return before != after if what in _SURENESS_COUNTS and (before[0] or after[0]) else before[0] != after[0]


def _entry(
    review: int, what: str, before: tuple[str, str], after: tuple[str, str], source: str, by: Any, at: datetime
) -> ReviewDateChange:
    return ReviewDateChange(
        review_id=review,
        what=what,
        before=before[0],
        after=after[0],
        before_confidence=before[1] if before[0] else "",
        after_confidence=after[1] if after[0] else "",
        source=source[:300],
        changed_at=at,
        changed_by=by,
    )


def _text(value: date | int | None) -> str:
    return "" if value is None else str(value)


def _span(start: date | None, end: date | None, precision: str = "") -> str:
    """``2027-01-19/2027-01-29``, ISO 8601; ``2027-01`` where only the month is known."""
    if start is None:
        return ""
    if precision == WorkingGroupSession.Precision.MONTH:
        return f"{start:%Y-%m}"
    return f"{start}/{end}" if end else str(start)
