"""The days of a review by which its workspaces find their place in the cycle."""

from collections.abc import Iterable
from datetime import date

from django.core.cache import caches

from accounts.models import User
from cycles.cycle_steps import moments
from cycles.key_date_rows import KeyDateRow
from cycles.models import RecordVersion, Review
from impact.standing import timelines_of

_ON_THE_RING = "midterm_report"


def days_of(*, review: Review, user: User) -> dict[str, date]:
    """Those that steps are counted from, and the mid-term report's; kept until the record changes.

    Every page of a workspace asks for them, and they change a few times in five years.
    """
    # Read before the days: what changes in between is found under the next version.
    version = RecordVersion.objects.filter(pk=1).values_list("version", flat=True).first()
    key = f"days:{review.pk}:{version}"
    known: dict[str, date] | None = caches["answers"].get(key)
    if known is None:
        known = days_among(timelines_of(review=review, user=user).get(review.pk, ()))
        caches["answers"].set(key, known)
    return known


def days_among(rows: Iterable[KeyDateRow]) -> dict[str, date]:
    """The same from key dates at hand."""
    rows = list(rows)
    return moments(rows) | {row.milestone: row.day for row in rows if row.day and row.milestone == _ON_THE_RING}
