"""Whom to lobby: States in the order in which it pays to ask them, each with what speaks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

# So many recommendations of doubt: one that was strong and supported says less than twenty.
DOUBT = 3
# The shades of the heat table, from one recommendation to the most.
SHADES = 5


@dataclass(slots=True)
class Counts:
    """What the record knows of one recommending State on the issues asked about.

    ``here`` is part of ``nearby``, and that of ``everywhere``: each figure leads to exactly its recommendations. Only
    those to an invented State are in ``here`` alone.
    """

    here: int = 0
    here_supported: int = 0
    here_partially: int = 0
    here_noted: int = 0
    here_pending: int = 0
    nearby: int = 0
    everywhere: int = 0
    supported: int = 0
    answered: int = 0
    strong: int = 0
    questions: int = 0
    # In earlier reviews of this State: how often the workspace's people asked it, and how often it delivered.
    asked: int = 0
    delivered: int = 0
    # An embassy that sits in the State under Review.
    embassy: int = 0
    # Organisations to which both belong.
    groups: int = 0
    ratings: dict[str, int] = field(default_factory=dict)
    by_issue: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each reason weighs, 0 to 10."""

    here: int = 3
    nearby: int = 2
    everywhere: int = 4
    strong: int = 1
    supported: int = 1
    questions: int = 1
    delivered: int = 2
    embassy: int = 1
    # Not judged on the record, as the others were: it weighs only where somebody lets it.
    groups: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, name) for name in REASONS)

    def total_of_known(self, largest: Mapping[str, int]) -> int:
        """Without what is known of no State yet: that would only make all points smaller."""
        return sum(getattr(self, name) for name in REASONS if largest[name] or name not in NOTED)


REASONS = tuple(one.name for one in fields(Weights))
# What the record does not know: it is noted by people, in the pipeline and in the directory. And an invented State
# belongs to no organisation.
NOTED = ("delivered", "embassy", "groups")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A State in its place: points in a hundred, and how many of them each reason gave."""

    rank: int
    iso3: str
    points: float
    shares: dict[str, float]
    counts: Counts


def rank(found: Mapping[str, Counts], weights: Weights, *, without: str = "") -> list[Ranked]:
    """All States in order, the State under Review left out; those with equal points share a rank."""
    rows = {iso3: counts for iso3, counts in found.items() if iso3 != without}
    largest = {name: max((getattr(row, name) for row in rows.values()), default=0) for name in REASONS}
    total = max(weights.total_of_known(largest), 1)
    weighed = []
    for iso3, counts in rows.items():
        signals = _signals(counts, largest)
        shares = {name: 100 * getattr(weights, name) * signals[name] / total for name in REASONS}
        weighed.append((iso3, round(sum(shares.values()), 1), shares, counts))
    weighed.sort(key=lambda one: (-one[1], -one[3].everywhere, one[0]))
    ranked: list[Ranked] = []
    for place, (iso3, points, shares, counts) in enumerate(weighed, 1):
        equal = ranked and ranked[-1].points == points
        ranked.append(Ranked(ranked[-1].rank if equal else place, iso3, points, shares, counts))
    return ranked


def _signals(counts: Counts, largest: Mapping[str, int]) -> dict[str, float]:
    """Each reason between 0 and 1: against the State with the most of it, or as a share with doubt."""
    return {
        "here": _of(counts.here, largest["here"]),
        "nearby": _of(counts.nearby, largest["nearby"]),
        "everywhere": _of(counts.everywhere, largest["everywhere"]),
        "strong": counts.strong / (counts.everywhere + DOUBT),
        "supported": counts.supported / (counts.answered + DOUBT),
        "questions": _of(counts.questions, largest["questions"]),
        "delivered": counts.delivered / (counts.asked or 1),
        "embassy": float(bool(counts.embassy)),
        "groups": _of(counts.groups, largest["groups"]),
    }


def _of(part: int, most: int) -> float:
    return part / most if most else 0.0


def shade(count: int, most: int) -> int:
    """The shade of a cell of the heat table: 0 for nothing, then by fifths of the largest."""
    return -(-SHADES * count // most) if most else 0


def most_in_a_cell(rows: Iterable[Ranked]) -> int:
    """The largest figure of the heat table."""
    return max((count for row in rows for count in row.counts.by_issue.values()), default=0)
