"""The States that a search names: their recommendations are found by facets, not by words in the texts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from cycles.facet_index import FacetIndex
from cycles.models import State, StateAlias
from cycles.search_filter import RECOMMENDING_STATE, STATE, SearchFilter
from cycles.search_words import CONFIGURATIONS, words_of

# More names than these are a list, for which a line each would be no help.
MOST = 4
_SHORTEST_ALIAS = 4
# What makes more of words than a row of them: then none can be taken out of it.
_SIGNS = re.compile(r"[()|*]|(?:^|\s)-|\b(?:AND|OR|NOT)\b")

Key = TypeVar("Key")
# Where a name begins among the words, and where it has ended.
Place = tuple[int, int]


@dataclass(frozen=True)
class NamedState:
    """A State that the words name, with how many the search would find under it, and the addresses of both."""

    state: State
    under_review: int
    under_review_address: str
    recommending: int
    recommending_address: str


class Typed:
    """The words of a search as they are looked up in names, and as they were typed."""

    def __init__(self, words: str) -> None:
        self._whole, self._parts = words, words.split()
        read = [(word, at) for at, part in enumerate(self._parts) for word in words_of(part)]
        self.words = [word for word, _ in read]
        # The part in which each word was typed.
        self._part_of = [at for _, at in read]

    def without(self, places: Iterable[Place]) -> str:
        """What was typed but for the names at these places; nothing where signs hold it together."""
        if _SIGNS.search(self._whole):
            return ""
        left_out = {at for start, end in places for at in self._part_of[start:end]}
        return " ".join(part for at, part in enumerate(self._parts) if at not in left_out)


def named_states(asked: SearchFilter, index: FacetIndex) -> list[NamedState]:
    """The States whose name stands in the words, in any language; the search under each is without their names."""
    if not asked.words or asked.refusal:
        return []
    typed = Typed(asked.words)
    found = _found(typed.words)
    rest = typed.without((start, end) for _, start, end in found)
    chosen = {*asked.chosen.get(STATE, ()), *asked.chosen.get(RECOMMENDING_STATE, ())}
    states = [state for state, _, _ in found if state.iso3 not in chosen][:MOST]
    named = [_named(state, replace(asked, words=rest), index) for state in states]
    return [one for one in named if one.under_review or one.recommending]


def _named(state: State, asked: SearchFilter, index: FacetIndex) -> NamedState:
    under, by = (replace(asked, chosen=asked.chosen | {kind: (state.iso3,)}) for kind in (STATE, RECOMMENDING_STATE))
    return NamedState(state, index.found(under).bit_count(), under.address(), index.found(by).bit_count(), by.address())


def _found(words: list[str]) -> list[tuple[State, int, int]]:
    """Each State once, with where its name begins and ends among the words; the longest name first."""
    found = places_of(words, _names(set(words)))
    states = State.objects.in_bulk(found) if found else {}
    return [(states[iso3], *place) for iso3, place in found.items()]


def places_of(words: list[str], names: Mapping[tuple[str, ...], Key]) -> dict[Key, Place]:
    """What is named among the words, each once, with where its name begins and ends; the longest name first."""
    longest = max(map(len, names), default=0)
    found: dict[Key, Place] = {}
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + longest), at, -1)
        end = next((end for end in ends if tuple(words[at:end]) in names), at)
        if end > at:
            found.setdefault(names[tuple(words[at:end])], (at, end))
        at = max(end, at + 1)
    return found


def _names(wanted: set[str]) -> dict[tuple[str, ...], str]:
    """What States are called, by their codes: in each language, without what stands in brackets, and in documents.

    Only names that begin with one of the words.
    """
    real = State.objects.filter(is_invented=False).order_by("iso3")
    aliases = StateAlias.objects.filter(state__is_invented=False).order_by("alias")
    # US, CAR and the like are words as well.
    called = [(alias, iso3) for alias, iso3 in aliases.values_list("alias", "state") if len(alias) >= _SHORTEST_ALIAS]
    for iso3, *names in real.values_list("iso3", *(f"name_{language}" for language in CONFIGURATIONS)):
        called += [(part, iso3) for name in names for part in (name, name.partition(" (")[0])]
    found = ((_name(name), iso3) for name, iso3 in called)
    return {name: iso3 for name, iso3 in found if name and name[0] in wanted}


@lru_cache(maxsize=8_000)
def _name(name: str) -> tuple[str, ...]:
    return tuple(words_of(name))
