"""Whether things went better or worse, from one rating of a recommendation to the next."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from implementation.midterm_words import LEVELS, Mark
from implementation.models import Rating
from implementation.viewpoint import Viewpoint

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
class Step:
    """Where a rating leads from the one before it: a word and an arrow."""

    kind: str

    @property
    def words(self) -> str | Promise:
        return WORDS[self.kind]

    @property
    def arrow(self) -> str:
        return ARROWS[self.kind]


def step_to(chosen: Rating, rows: Iterable[Rating], *, apart: bool) -> Step | None:
    """From the last verdict of an earlier day to ``chosen``; the same day again is a correction, and no way.

    ``apart``: each organisation is a voice of its own. What was taken back is not in ``rows``.
    """
    earlier = [
        row
        for row in rows
        if row.rated_date < chosen.rated_date
        and row.level in _RANKS
        and (not apart or (row.organisation_id, row.is_settled) == (chosen.organisation_id, chosen.is_settled))
    ]
    last = max(earlier, key=lambda row: (row.rated_date, row.rated_at), default=None)
    kind = trend(last.level, chosen.level) if last else ""
    return Step(kind) if kind else None


def steps(viewpoint: Viewpoint, *, keys: Collection[int] | None = None, counted: bool = False) -> dict[int, Step]:
    """By recommendation: whether it went better or worse, for what this person goes on from, or for what counts."""
    rows = Rating.objects.ours().filter(workspace=viewpoint.workspace, undone_at=None)
    if keys is not None:
        rows = rows.filter(recommendation__in=keys)
    said: defaultdict[int, list[Rating]] = defaultdict(list)
    columns = ("recommendation", "level", "rated_date", "rated_at", "organisation", "is_settled", "is_current")
    for row in rows.only(*columns, "is_counted").order_by("is_counted", "rated_at", "pk"):
        said[row.recommendation_id].append(row)
    found = {}
    for key, some in said.items():
        able = [row for row in some if (row.is_counted if counted else row.is_current and viewpoint.is_own(row))]
        step = step_to(able[-1], some, apart=viewpoint.rules.rates_apart) if able else None
        if step:
            found[key] = step
    return found


def step_counts(viewpoint: Viewpoint) -> list[tuple[Step, int]]:
    """How many of the ratings that count are better, as, or worse than the one before."""
    counts = Counter(step.kind for step in steps(viewpoint, counted=True).values())
    return [(Step(kind), counts[kind]) for kind in WORDS if counts[kind]]


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
        key = ("", row.organisation_id if apart else None) if row.is_ours else (row.voice, None)
        step = "" if row.undone_at else trend(last.get(key, ""), row.level)
        moments.append(Moment(row, step))
        if not row.undone_at:
            last[key] = row.level
    return moments[::-1]
