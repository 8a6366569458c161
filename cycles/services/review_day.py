"""The day of the review as the report of the Working Group has it: written where no better one stands."""

from datetime import date
from typing import Any

from django.utils.dateparse import parse_datetime

from cycles.models import Confidence, ImportRun, Review
from cycles.services.calendar_following import lies_within
from cycles.services.calendar_log import dated_values, log_changes
from cycles.services.record_version import Change
from cycles.services.reference import keep_in_step

_FIELDS = ("review_date", "confidence", "source", "corrected_at")


def write_review_day(review: Review, day: date | None, *, symbol: str, run: ImportRun, change: Change) -> Any:
    """The day that a report gives, if the record has none that is confirmed; what undoing puts back.

    A day outside of the session that the record has is misread, or the session is wrong: a person has to look.
    """
    review = Review.objects.select_for_update(of=("self",)).select_related("current_session").get(pk=review.pk)
    session = review.current_session
    is_known = review.review_date is not None and review.confidence == Confidence.CONFIRMED
    is_elsewhere = session is not None and session.start_date is not None and not lies_within(day, session)
    if day is None or not symbol or is_known or is_elsewhere:
        return None
    before = dated_values(review)
    after = {"review_date": day, "confidence": Confidence.CONFIRMED, "source": symbol, "corrected_at": change.at}
    kept = {name: [_plain(getattr(review, name)), _plain(after[name])] for name in _FIELDS}
    _write(review, after)
    keep_in_step([review], at=change.at)
    log_changes(row=review, before=before, source=symbol, by=run.applied_by, change=change)
    return {"review": review.pk, "fields": kept}


def put_review_day_back(kept: Any, *, run: ImportRun, by: Any, change: Change) -> None:
    """The day as it was before an import wrote it; one that a person has corrected since stays."""
    review = Review.objects.select_for_update().filter(pk=kept["review"]).first()
    fields = kept["fields"]
    if review is None or any(_plain(getattr(review, name)) != fields[name][1] for name in _FIELDS):
        return
    before = dated_values(review)
    day, confidence, source, corrected_at = (fields[name][0] for name in _FIELDS)
    values = {
        "review_date": date.fromisoformat(day) if day else None,
        "confidence": confidence,
        "source": source,
        "corrected_at": parse_datetime(corrected_at) if corrected_at else None,
    }
    _write(review, values)
    keep_in_step([review], at=change.at)
    log_changes(row=review, before=before, source=f"Taken back: {run.file_name}", by=by, change=change)


def _write(review: Review, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(review, name, value)
    review.save(update_fields=list(values))


def _plain(value: Any) -> Any:
    """A value as JSON keeps it; written out here, as it would keep thousandths of a second alone."""
    return value.isoformat() if isinstance(value, date) else value
