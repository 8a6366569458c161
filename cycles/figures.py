"""Counts of the record as tables that are charts: each figure leads to exactly the recommendations behind it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from common.bars import Bar, Fill, Pattern, stacked_bar
from cycles.issue_names import issue_name
from cycles.models import ActionCategory, PositionKind, State, Theme
from cycles.search_filter import (
    ACTION,
    CYCLE,
    ISSUE,
    RECOMMENDING_REGION,
    RECOMMENDING_STATE,
    REGION,
    STATE,
    SUGGESTED,
    SearchFilter,
)
from cycles.state_index import sort_key
from cycles.statistics import THEME, TOTAL, Partial, Tally, kept_tallies, percent

# So many lines stand open; the others are folded.
SHOWN = 12
_WIDTH, _HEIGHT = 240, 14
_LEAST = 4
# What a photocopier must keep apart: dark, light, hatched, empty.
FILLS = (
    Fill("f-sup"),
    Fill("f-psup"),
    Fill("f-noted", pattern=Pattern.HATCHED),
    Fill("f-open", pattern=Pattern.OPEN),
)
# The title of a table by what it divides.
TITLES: dict[str, Promise] = {
    CYCLE: gettext_lazy("By cycle"),
    ISSUE: gettext_lazy("By issue"),
    THEME: gettext_lazy("By theme, as the source names it"),
    ACTION: gettext_lazy("By what is asked for"),
    RECOMMENDING_STATE: gettext_lazy("By recommending State"),
    RECOMMENDING_REGION: gettext_lazy("By regional group of the recommending States"),
    STATE: gettext_lazy("By State under Review"),
    REGION: gettext_lazy("By regional group of the State under Review"),
}
HEADS: dict[str, Promise] = {
    CYCLE: gettext_lazy("Cycle"),
    ISSUE: pgettext_lazy("of a recommendation", "Issue"),
    THEME: gettext_lazy("Theme"),
    ACTION: gettext_lazy("Action category"),
    RECOMMENDING_STATE: gettext_lazy("Recommending State"),
    RECOMMENDING_REGION: gettext_lazy("Regional group"),
    STATE: pgettext_lazy("UN member", "State under Review"),
    REGION: gettext_lazy("Regional group"),
}
# Why the lines of a table add up to more than all recommendations.
OVERLAPS: dict[str, Promise] = {
    ISSUE: gettext_lazy("The unit is the recommendation. One with several issues is counted under each of them."),
    THEME: gettext_lazy("The unit is the recommendation. One with several themes is counted under each of them."),
    RECOMMENDING_STATE: gettext_lazy(
        "The unit is the State mention: a recommendation that several States made is counted under each of them."
    ),
    RECOMMENDING_REGION: gettext_lazy(
        "The unit is the recommendation. One made by States of several groups is counted under each of them."
    ),
}
_ONE_EACH = gettext_lazy("The unit is the recommendation; each is counted once.")
# Kinds with up to two hundred lines: those beyond the first are a page of their own, not folded into this one.
MANY = {STATE, RECOMMENDING_STATE}
# Kinds whose lines have an order of their own; the others go by size.
_IN_NUMBERS = {CYCLE, ACTION}


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is about, its figures, its bar, and where its recommendations are."""

    name: str
    tally: Tally
    address: str
    share: int | None
    # The largest sum of the table: its bar is as long as the table allows.
    largest: int
    code: str = ""
    remark: str = ""

    @property
    def bar(self) -> Bar:
        return tally_bar(self.tally, self.largest, width=_WIDTH, height=_HEIGHT)

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Each position with its figure."""
        return list(zip(PositionKind.values, self.tally.counts, strict=True))


@dataclass(frozen=True)
class Table:
    """The lines of one kind, the largest first or in their own order."""

    kind: str
    lines: list[Line]

    @property
    def title(self) -> Promise:
        return TITLES[self.kind]

    @property
    def head(self) -> Promise:
        return HEADS[self.kind]

    @property
    def unit(self) -> Promise:
        """What a figure counts."""
        return OVERLAPS.get(self.kind, _ONE_EACH)

    @property
    def shown(self) -> list[Line]:
        return self.lines[:SHOWN]

    @property
    def others(self) -> list[Line]:
        return self.lines[SHOWN:]

    @property
    def is_many(self) -> bool:
        return self.kind in MANY


class Figures:
    """The tables of the recommendations that one search finds, by each of some kinds of value."""

    def __init__(
        self, asked: SearchFilter, kinds: Iterable[str], partial: Partial, states: Mapping[str, State]
    ) -> None:
        self.asked = asked
        self.kinds = tuple(kinds)
        self.partial = partial
        self.states = states

    @cached_property
    def found(self) -> dict[str, dict[str, Tally]]:
        """The counts behind all tables."""
        return kept_tallies(self.asked, self.kinds)

    @property
    def tally(self) -> Tally:
        return self.found[TOTAL][TOTAL]

    @property
    def share(self) -> int | None:
        return self.tally.share(self.partial)

    @property
    def bar(self) -> Bar:
        return tally_bar(self.tally, self.tally.total, width=600, height=22)

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Each position with its figure."""
        return list(zip(PositionKind.values, self.tally.counts, strict=True))

    @cached_property
    def address(self) -> str:
        """The search that finds these recommendations."""
        return f"{reverse('cycles:search')}?{self.asked.address()}"

    def found_at(self, kind: str, *values: str) -> str:
        """The search that finds those of them with one of these values as well."""
        return "&".join([self.address, *(f"{kind}={value}" for value in values)])

    def table(self, kind: str) -> Table:
        """These recommendations divided by one kind of value."""
        found = self.found[kind]
        if kind == ACTION:
            return self._actions(found)
        if kind == THEME:
            found = self._other_themes(found)
        name = self._names(kind, found)
        order: Callable[[str], tuple] = lambda value: (-found[value].total, sort_key(name(value)))  # noqa: E731
        if kind in _IN_NUMBERS:
            order = lambda value: (-int(value),)  # noqa: E731
        largest = max((counts.total for counts in found.values()), default=0)
        lines = [
            self._line(name(value), found[value], self._way(kind, value), largest, code=value)
            for value in sorted(found, key=order)
        ]
        return Table(kind, lines)

    def _other_themes(self, found: Mapping[str, Tally]) -> dict[str, Tally]:
        """The themes of the sources; those of UPR Info are the issues, which have a table of their own."""
        of_sources = Theme.objects.filter(pk__in=list(found)).exclude(scheme=Theme.Scheme.UPR_INFO)
        self._themes = {str(theme.pk): theme for theme in of_sources}
        return {value: counts for value, counts in found.items() if value in self._themes}

    def _actions(self, found: Mapping[str, Tally]) -> Table:
        """The five categories from the most specific to the least; what the machine suggested is said apart."""
        lines, largest = [], 0
        both = {}
        for number in sorted(ActionCategory.values, reverse=True):
            guessed = found.get(f"{SUGGESTED}{number}", Tally())
            both[number] = (found.get(str(number), Tally()) + guessed, guessed.total)
            largest = max(largest, both[number][0].total)
        for number, (counts, guesses) in both.items():
            if counts.total:
                way = self.found_at(ACTION, str(number), f"{SUGGESTED}{number}")
                label = f"{number}. {ActionCategory(number).label}"
                line = self._line(label, counts, way, largest, code=str(number))
                lines.append(replace(line, remark=_guessed(guesses)))
        return Table(ACTION, lines)

    def _line(self, name: str, counts: Tally, address: str, largest: int, *, code: str = "") -> Line:
        return Line(name, counts, address, counts.share(self.partial), largest, code)

    def _way(self, kind: str, value: str) -> str:
        """Where the recommendations of a line are; themes are no facet of the search, only of a review."""
        if kind != THEME:
            return self.found_at(kind, value)
        review = (self.asked.chosen[STATE][0], self.asked.chosen[CYCLE][0])
        theme = self._themes[value]
        return f"{reverse('cycles:review_detail', args=review)}?{urlencode({'theme': theme.code or theme.label})}"

    def _names(self, kind: str, values: Iterable[str]) -> Callable[[str], str]:
        if kind in {STATE, RECOMMENDING_STATE}:
            return lambda iso3: self.states[iso3].name if iso3 in self.states else iso3
        if kind in {REGION, RECOMMENDING_REGION}:
            return lambda group: str(State.RegionalGroup(group).label)
        if kind == CYCLE:
            return lambda number: _("Cycle %(number)s") % {"number": number}
        if kind == THEME:
            return lambda key: self._themes[key].label
        return lambda number: issue_name(number, number)


def tally_bar(counts: Tally, largest: int, *, width: int, height: int) -> Bar:
    """The positions as one bar, as long as its share of the largest line."""
    least = _LEAST * sum(1 for count in counts.counts if count)
    drawn = max(width * counts.total / max(largest, 1), least)
    bar = stacked_bar(zip(FILLS, counts.counts, strict=True), width=drawn, height=height)
    return replace(bar, width=width)


def csv_head() -> list[str]:
    """The columns of the file of a page with tables."""
    positions = [str(kind.label) for kind in PositionKind]
    return [_("Counted by"), _("Name"), _("Code"), *positions, _("All"), _("Share supported, in a hundred answered")]


def csv_rows(figures: Figures, tables: Iterable[Table]) -> Iterator[list[object]]:
    """All recommendations, then each line of each table, with exactly the figures of the page."""
    whole = figures.tally
    yield [_("All recommendations"), "", "", *whole.counts, whole.total, figures.share]
    for table in tables:
        for line in table.lines:
            yield [table.title, line.name, line.code, *line.tally.counts, line.tally.total, line.share]


def strength(counts: Mapping[str, int]) -> int | None:
    """Specific actions (category 5), given or suggested, in a hundred recommendations whose category is known."""
    specific = counts.get("5", 0) + counts.get(f"{SUGGESTED}5", 0)
    return percent(specific, sum(counts.values()))


def _guessed(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d of them suggested from its verb", "%(count)d of them suggested from their verbs", count
    ) % {"count": count}
