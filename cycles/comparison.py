"""Two reviews or two States side by side: how many recommendations, and how they divide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.bars import Bar, Segment
from cycles.figures import HEADS, MANY, SHOWN, TITLES, Figures, Line
from cycles.models import PositionKind, State
from cycles.search_filter import ACTION, CYCLE, ISSUE, POSITION, RECOMMENDING_STATE, STATE, SearchFilter
from cycles.state_index import sort_key
from cycles.statistics import Partial, percent

KINDS = (ISSUE, ACTION, RECOMMENDING_STATE)
_WIDTH, _HEIGHT, _THICK = 240, 16, 7
# The first is dark, the second light.
_FILLS = ("f-sup", "f-psup")
_TITLES: dict[str, Promise] = {**TITLES, POSITION: gettext_lazy("By position")}
_HEADS: dict[str, Promise] = {**HEADS, POSITION: pgettext_lazy("of the State under Review", "Position")}


# How many recommendations, and the search that finds them.
Found = tuple[int, str]


@dataclass(frozen=True)
class Side:
    """One State, or one of its reviews, with its figures."""

    state: State
    cycle: int | None
    figures: Figures

    @classmethod
    def of(cls, state: State, cycle: int | None, states: Mapping[str, State]) -> "Side":
        """All recommendations to the State, or those of one cycle."""
        chosen: dict[str, tuple[str, ...]] = {STATE: (state.pk,)}
        if cycle:
            chosen[CYCLE] = (str(cycle),)
        return cls(state, cycle, Figures(SearchFilter(chosen=chosen), KINDS, Partial.APART, states))

    @property
    def code(self) -> str:
        """``SVN-4`` or ``SVN``."""
        return f"{self.state.pk}-{self.cycle}" if self.cycle else self.state.pk

    @property
    def name(self) -> str:
        if not self.cycle:
            return self.state.name
        return _("%(state)s, cycle %(number)s") % {"state": self.state.name, "number": self.cycle}

    @cached_property
    def lines(self) -> dict[str, dict[str, Line]]:
        """By kind and code: the lines of each table."""
        tables = {kind: self.figures.table(kind) for kind in KINDS}
        return {kind: {line.code: line for line in table.lines} for kind, table in tables.items()}


@dataclass(frozen=True)
class Half:
    """What one side has in one line: recommendations, their share of all of that side, and where they are."""

    count: int
    share: int
    address: str


@dataclass(frozen=True)
class Pair:
    """One line of the comparison."""

    name: str
    code: str
    first: Half
    second: Half
    # The largest share of the table, which fills its bar.
    largest: int = 0

    @property
    def bar(self) -> Bar:
        return pair_bar(self.first.share, self.second.share, self.largest)

    @property
    def halves(self) -> tuple[Half, Half]:
        return self.first, self.second

    @property
    def signed_difference(self) -> str:
        """With its sign, as tables of differences are read."""
        return f"{self.difference:+d}".replace("-", "\u2212") if self.difference else "0"

    @property
    def difference(self) -> int:
        """Percentage points from the first to the second, of the shares as they are shown."""
        return self.second.share - self.first.share


@dataclass(frozen=True)
class PairTable:
    """The lines of one kind that both or either side has."""

    kind: str
    pairs: list[Pair]
    names: tuple[str, str]

    @property
    def title(self) -> Promise:
        return _TITLES[self.kind]

    @property
    def head(self) -> Promise:
        return _HEADS[self.kind]

    @property
    def shown(self) -> list[Pair]:
        return self.pairs[:SHOWN]

    @property
    def others(self) -> list[Pair]:
        return self.pairs[SHOWN:]

    @property
    def is_many(self) -> bool:
        return self.kind in MANY

    @property
    def silent(self) -> str:
        """The side of which the record says nothing at all in this kind; its noughts would pass for a difference."""
        halves = zip(self.names, zip(*(pair.halves for pair in self.pairs), strict=True), strict=False)
        return next((name for name, side in halves if not any(half.count for half in side)), "")

    @property
    def in_common(self) -> int:
        return sum(1 for pair in self.pairs if pair.first.count and pair.second.count)

    @property
    def only_first(self) -> list[Pair]:
        return [pair for pair in self.pairs if not pair.second.count]

    @property
    def only_second(self) -> list[Pair]:
        return [pair for pair in self.pairs if not pair.first.count]

    @property
    def own(self) -> list[tuple[str, list[Pair]]]:
        """What only one side has, by its name."""
        return [(self.names[0], self.only_first), (self.names[1], self.only_second)]

    @property
    def has_own(self) -> bool:
        """Whether it matters which lines only one side has: of issues and States, not of positions."""
        return self.kind in {ISSUE, RECOMMENDING_STATE}


@dataclass(frozen=True)
class Comparison:
    """Both sides and their tables."""

    first: Side
    second: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.first, self.second

    @property
    def names(self) -> tuple[str, str]:
        return self.first.name, self.second.name

    @property
    def keys(self) -> list[tuple[str, Side]]:
        """Each side with the class of its bar."""
        return list(zip(_FILLS, self.sides, strict=True))

    @cached_property
    def tables(self) -> list[PairTable]:
        return [self.positions, *(table for table in map(self.table, KINDS) if table.pairs)]

    @property
    def positions(self) -> PairTable:
        """What the States said, in the order of every chart."""
        cells = zip(self.first.figures.cells, self.second.figures.cells, strict=True)
        found = {
            kind: (str(PositionKind(kind).label), (one, self._at(self.first, kind)), (two, self._at(self.second, kind)))
            for (kind, one), (_kind, two) in cells
        }
        return PairTable(POSITION, self._pairs(found), self.names)

    def table(self, kind: str) -> PairTable:
        """The lines of either side, those with the largest share of one side first; categories in their order."""
        one, two = self.first.lines[kind], self.second.lines[kind]
        found = {code: (line.name, _found(one.get(code)), _found(two.get(code))) for code, line in (two | one).items()}
        pairs = self._pairs(found)
        if kind == ACTION:
            pairs.sort(key=lambda pair: pair.code, reverse=True)
        else:
            pairs.sort(key=lambda pair: (-max(self._exact(pair)), -sum(self._exact(pair)), sort_key(pair.name)))
        return PairTable(kind, pairs, self.names)

    def rows(self) -> Iterator[list[object]]:
        """The lines of all tables for a file, with exactly the figures of the page."""
        whole = self.first.figures.tally.total, self.second.figures.tally.total
        yield [_("All recommendations"), "", "", whole[0], 100, whole[1], 100, 0]
        for table in self.tables:
            for pair in table.pairs:
                halves = pair.first.count, pair.first.share, pair.second.count, pair.second.share
                yield [table.title, pair.name, pair.code, *halves, pair.difference]

    def head(self) -> list[str]:
        """The columns of that file."""
        shares = [_("%(name)s, in a hundred") % {"name": side.name} for side in (self.first, self.second)]
        return [
            _("Counted by"),
            _("Name"),
            _("Code"),
            self.first.name,
            shares[0],
            self.second.name,
            shares[1],
            _("Difference in percentage points"),
        ]

    def _at(self, side: Side, kind: str) -> str:
        return side.figures.found_at(POSITION, kind)

    def _pairs(self, found: Mapping[str, tuple[str, Found, Found]]) -> list[Pair]:
        """The lines with their shares."""
        pairs = [
            Pair(name, code, self._half(self.first, one), self._half(self.second, two))
            for code, (name, one, two) in found.items()
        ]
        largest = max((max(pair.first.share, pair.second.share) for pair in pairs), default=0)
        return [replace(pair, largest=largest) for pair in pairs]

    def _half(self, side: Side, found: Found) -> Half:
        count, address = found
        return Half(count, percent(count, side.figures.tally.total) or 0, address)

    def _exact(self, pair: Pair) -> tuple[float, float]:
        """The shares before they are rounded, for the order."""
        return (
            pair.first.count / self.first.figures.tally.total,
            pair.second.count / self.second.figures.tally.total,
        )


def pair_bar(first: int, second: int, largest: int) -> Bar:
    """Two shares as two thin bars, one below the other, drawn to the scale of the largest."""
    segments = []
    for css, share, top in zip(_FILLS, (first, second), (0, _HEIGHT - _THICK), strict=True):
        if share:
            end = _WIDTH * share / largest
            segments.append(Segment(css, "", f"M0 {top}H{end:.1f}V{top + _THICK}H0z"))
    return Bar(_WIDTH, _HEIGHT, tuple(segments))


def _found(line: Line | None) -> Found:
    return (line.tally.total, line.address) if line else (0, "")
