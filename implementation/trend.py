"""Whether things went better or worse, from one rating of a recommendation to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from implementation.midterm_words import LEVELS, Mark
from implementation.models import Rating

# From the furthest to the nearest; "no information" and "too early" say nothing about the way.
_RANKS = {"regressed": 0, "not_implemented": 1, "partially": 2, "fully": 3}
WORDS = {
    "better": pgettext_lazy("trend of a rating", "better than before"),
    "worse": pgettext_lazy("trend of a rating", "worse than before"),
    "same": pgettext_lazy("trend of a rating", "as before"),
}
ARROWS = {"better": "↗", "worse": "↘", "same": "→"}


def trend(before: str, after: str) -> str:
    """``better``, ``worse`` or ``same``; empty where one of the two levels is no verdict."""
    if before not in _RANKS or after not in _RANKS:
        return ""
    step = _RANKS[after] - _RANKS[before]
    return "same" if step == 0 else "better" if step > 0 else "worse"


@dataclass(frozen=True)
class Moment:
    """One rating in the history, with what changed from the one before it."""

    rating: Rating
    trend: str

    @property
    def mark(self) -> Mark:
        return LEVELS[self.rating.level]

    @property
    def words(self) -> str | Promise:
        return WORDS.get(self.trend, "")

    @property
    def arrow(self) -> str:
        return ARROWS.get(self.trend, "")


def history(rows: Sequence[Rating], *, apart: bool) -> list[Moment]:
    """The ratings of one recommendation, the newest first, each beside what the same voice said before.

    ``apart``: each organisation is a voice of its own.

    What was taken back has no trend, and none is measured from it.
    """
    last: dict[tuple, str] = {}
    moments = []
    for row in sorted(rows, key=lambda row: (row.rated_date, row.rated_at)):
        key = (row.voice, row.organisation_id if apart and row.voice == Rating.Voice.CSO else None)
        step = "" if row.undone_at else trend(last.get(key, ""), row.level)
        moments.append(Moment(row, step))
        if not row.undone_at:
            last[key] = row.level
    return moments[::-1]
