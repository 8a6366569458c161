"""The filter of a review's recommendations: the address is the whole filter, and each choice says what it gives."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from cycles.address_values import values_given
from cycles.models import (
    PositionKind,
    PublishedRating,
    RatingLevel,
    RecommendationTheme,
    RecommendingState,
    State,
)
from cycles.querysets import RecommendationQuerySet
from cycles.search_filter import SearchFilter, words_given
from cycles.state_index import sort_key

SEARCH, POSITION, THEME, STATE, RATING = "search", "position", "theme", "recommending_state", "rating"
# The API takes several themes divided by a bar and several States divided by commas; so do the pages.
DIVIDERS = {POSITION: None, THEME: "|", STATE: ",", RATING: None}
THEMES_SHOWN = 6
# Whether a value of this kind can be meant at all.
FITS: dict[str, Callable[[str], object]] = {
    POSITION: set(PositionKind.values).__contains__,
    THEME: bool,
    STATE: re.compile(r"[A-Z]{3}").fullmatch,
    RATING: set(RatingLevel.values).__contains__,
}


@dataclass(frozen=True)
class RecommendationFilter:
    """What an address asks for. Several values of one kind: any of them. Several kinds: all of them."""

    words: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # Values that no recommendation could have, as they stood in the address.
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_address(cls, address: QueryDict) -> "RecommendationFilter":
        """Read the address; what cannot be meant is set aside, never an error."""
        chosen: dict[str, tuple[str, ...]] = {}
        ignored: list[str] = []
        for name, divider in DIVIDERS.items():
            good, bad = _read(name, values_given(address.getlist(name), divider))
            chosen[name] = tuple(good)
            ignored += bad
        words, signs = words_given(address)
        return cls(words, chosen, (*signs, *ignored))

    @cached_property
    def search(self) -> SearchFilter:
        """The words as the search over the whole record looks for them."""
        return SearchFilter(words=self.words)

    @property
    def is_active(self) -> bool:
        """Whether the address asks for less than everything."""
        return bool(self.words) or any(self.chosen.values())

    def narrow(self, rows: RecommendationQuerySet, *, but: str = "") -> RecommendationQuerySet:
        """The rows that were asked for; ``but`` leaves one kind of value out, for the counts of that kind."""
        if self.words:
            rows = rows.filter(pk__in=self.search.hits().values("recommendation"))
        for name, values in self.chosen.items():
            if values and name != but:
                rows = rows.filter(_condition(name, values))
        return rows

    def address(self, *, without: tuple[str, str] | None = None) -> str:
        """The filter as the query of an address, each kind in its place; ``without`` leaves one value out."""
        query = QueryDict(mutable=True)
        if self.words and without != (SEARCH, self.words):
            query[SEARCH] = self.words
        for name, values in self.chosen.items():
            kept = [value for value in values if (name, value) != without]
            if kept:
                query.setlist(name, kept)
        return query.urlencode()

    def api_address(self, review_code: str) -> str:
        """The same filter as the API takes it; empty where the API has no such filter."""
        if self.chosen.get(RATING):
            return ""
        query = QueryDict(mutable=True)
        query["review"] = review_code
        if self.words:
            query[SEARCH] = self.words
        for name, divider in DIVIDERS.items():
            values = list(self.chosen.get(name, ()))
            if values:
                query.setlist(name, [divider.join(values)] if divider else values)
        return query.urlencode(safe=",|")


@dataclass(frozen=True)
class Choice:
    """One value of a facet, and how many recommendations it would give under all other filters."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Chip:
    """An active value and the address without it."""

    label: str
    address: str


class Facets:
    """The choices of one review under one filter, counted when they are asked for."""

    def __init__(self, asked: RecommendationFilter, rows: RecommendationQuerySet) -> None:
        self.asked = asked
        self.rows = rows

    @cached_property
    def positions(self) -> list[Choice]:
        counted = dict(self._others(POSITION).order_by().values_list("position").annotate(Count("pk")))
        return [self._choice(POSITION, kind.value, str(kind.label), counted.get(kind, 0)) for kind in PositionKind]

    @cached_property
    def ratings(self) -> list[Choice]:
        found = PublishedRating.objects.filter(recommendation__in=self._others(RATING).values("pk"))
        counted = dict(found.values_list("level").annotate(Count("recommendation", distinct=True)))
        return [self._choice(RATING, level.value, str(level.label), counted.get(level, 0)) for level in RatingLevel]

    @cached_property
    def themes(self) -> list[Choice]:
        found = RecommendationTheme.objects.filter(recommendation__in=self._others(THEME).values("pk"))
        counted = found.values_list("theme__code", "theme__label").annotate(Count("recommendation", distinct=True))
        return self._sorted(
            THEME, [self._choice(THEME, code or label, label, count, also=label) for code, label, count in counted]
        )

    @cached_property
    def states(self) -> list[Choice]:
        found = RecommendingState.objects.filter(recommendation__in=self._others(STATE).values("pk"))
        counted = dict(found.values_list("state").annotate(Count("recommendation", distinct=True)))
        names = State.objects.in_bulk({*counted, *self.asked.chosen.get(STATE, ())})
        return self._sorted(
            STATE, [self._choice(STATE, code, state.name, counted.get(code, 0)) for code, state in names.items()]
        )

    @property
    def first_themes(self) -> list[Choice]:
        """The chosen themes, and with them the most frequent."""
        return self.themes[: max(THEMES_SHOWN, sum(choice.is_chosen for choice in self.themes))]

    @property
    def other_themes(self) -> list[Choice]:
        return sorted(self.themes[len(self.first_themes) :], key=lambda choice: choice.label.casefold())

    @property
    def chosen_states(self) -> list[Choice]:
        return [choice for choice in self.states if choice.is_chosen]

    @property
    def other_states(self) -> list[Choice]:
        return sorted((one for one in self.states if not one.is_chosen), key=lambda one: sort_key(one.label))

    @cached_property
    def chips(self) -> list[Chip]:
        """Everything that narrows the list, each with the way to be rid of it."""
        facets = {POSITION: self.positions, THEME: self.themes, STATE: self.states, RATING: self.ratings}
        chips = []
        for name, values in self.asked.chosen.items():
            labels = {choice.value.casefold(): choice.label for choice in facets[name]}
            chips += [
                Chip(labels.get(value.casefold(), value), self.asked.address(without=(name, value))) for value in values
            ]
        if self.asked.words:
            address = self.asked.address(without=(SEARCH, self.asked.words))
            chips.append(Chip(_("“%(words)s”") % {"words": self.asked.words}, address))
        return chips

    def _others(self, name: str) -> RecommendationQuerySet:
        return self.asked.narrow(self.rows, but=name)

    def _choice(self, name: str, value: str, label: str, count: int, *, also: str = "") -> Choice:
        chosen = {one.casefold() for one in self.asked.chosen.get(name, ())}
        return Choice(value, label, count, is_chosen=bool(chosen & {value.casefold(), also.casefold()}))

    def _sorted(self, name: str, choices: list[Choice]) -> list[Choice]:
        """The chosen first, then the most frequent; a chosen value that nothing has any longer stays with a zero."""
        names = {text.casefold() for choice in choices for text in (choice.value, choice.label)}
        lost = [value for value in self.asked.chosen.get(name, ()) if value.casefold() not in names]
        choices += [self._choice(name, value, value, 0) for value in lost]
        return sorted(choices, key=lambda choice: (not choice.is_chosen, -choice.count, choice.label.casefold()))


def _condition(name: str, values: Iterable[str]) -> Q:
    """Rows with any of the values. Asked by key, so that no row comes twice."""
    if name == POSITION:
        return Q(position__in=values)
    if name == STATE:
        return Q(pk__in=RecommendingState.objects.filter(state__in=values).values("recommendation"))
    if name == RATING:
        return Q(pk__in=PublishedRating.objects.filter(level__in=values).values("recommendation"))
    wanted = Q()
    for value in values:
        wanted |= Q(theme__label__iexact=value) | Q(theme__code__iexact=value, theme__code__gt="")
    return Q(pk__in=RecommendationTheme.objects.filter(wanted).values("recommendation"))


def _read(name: str, values: list[str]) -> tuple[list[str], list[str]]:
    """The values that can be meant, and the others."""
    fits = FITS[name]
    if name == STATE:
        values = [value.upper() for value in values]
    return [value for value in values if fits(value)], [value for value in values if not fits(value)]
