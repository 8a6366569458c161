"""What an address asks of the whole record: words and values of facets. The address is the whole search."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import QueryDict

from cycles.address_values import MAX_VALUES, values_given
from cycles.models import PersonGroup, PositionKind, SearchFacets, SearchText, State
from cycles.querysets import RecommendationQuerySet
from cycles.search_query import Words, parse
from cycles.search_stems import StemmedQuery, languages_by_stems
from cycles.search_words import CONFIGURATIONS

WORDS, ORDER = "search", "order"
CYCLE, SESSION, STATE, REGION = "cycle", "session", "state", "region"
RECOMMENDING_STATE, RECOMMENDING_REGION = "recommending_state", "recommending_region"
POSITION, ISSUE, GOAL, PERSONS, ACTION, LANGUAGE = "position", "issue", "sdg", "persons", "action", "language"
SUGGESTED = "suggested-"
NEWEST = "newest"

_NUMBER = re.compile(r"[0-9]{1,4}").fullmatch
_STATE = re.compile(r"[A-Z]{3}").fullmatch
_REGION = set(State.RegionalGroup.values).__contains__
# Whether a value of this kind can be meant at all.
FITS: dict[str, Callable[[str], object]] = {
    CYCLE: _NUMBER,
    SESSION: _NUMBER,
    STATE: _STATE,
    REGION: _REGION,
    RECOMMENDING_STATE: _STATE,
    RECOMMENDING_REGION: _REGION,
    POSITION: set(PositionKind.values).__contains__,
    ISSUE: _NUMBER,
    GOAL: _NUMBER,
    PERSONS: bool,
    ACTION: re.compile(rf"(?:{SUGGESTED})?[1-5]").fullmatch,
    LANGUAGE: CONFIGURATIONS.__contains__,
}
# The columns of SearchFacets; those that hold several values end in an s.
COLUMNS = {
    CYCLE: "cycle",
    SESSION: "session",
    STATE: "state_under_review",
    REGION: "regional_group",
    RECOMMENDING_STATE: "recommending_states",
    RECOMMENDING_REGION: "recommending_groups",
    POSITION: "position",
    ISSUE: "issues",
    GOAL: "goals",
    PERSONS: "person_groups",
}
SEVERAL = {RECOMMENDING_STATE, RECOMMENDING_REGION, ISSUE, GOAL, PERSONS}
_DIVIDED_BY_COMMAS = {STATE, RECOMMENDING_STATE}


@dataclass(frozen=True)
class SearchFilter:
    """What an address asks for. Several values of one kind: any of them. Several kinds: all of them."""

    words: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    # Values that no recommendation could have, as they stood in the address.
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_address(cls, address: QueryDict) -> "SearchFilter":
        """Read the address; what cannot be meant is set aside, never an error."""
        chosen: dict[str, tuple[str, ...]] = {}
        ignored: list[str] = []
        for name, fits in FITS.items():
            values = values_given(address.getlist(name), "," if name in _DIVIDED_BY_COMMAS else None)
            if name in _DIVIDED_BY_COMMAS:
                values = [value.upper() for value in values]
            elif fits is _NUMBER:
                values = [value.lstrip("0") or value for value in values]
            chosen[name] = tuple(dict.fromkeys(value for value in values if fits(value)))
            ignored += [value for value in values if not fits(value)]
        words, signs = words_given(address)
        order = address.get(ORDER, "")
        return cls(words, chosen, order if order == NEWEST else "", tuple([*signs, *ignored][:MAX_VALUES]))

    @property
    def is_active(self) -> bool:
        """Whether the address asks for less than everything."""
        return bool(self.words) or any(self.chosen.values())

    @cached_property
    def query(self) -> Words:
        """The words as PostgreSQL reads them."""
        return parse(self.words)

    @property
    def refusal(self) -> str:
        """Why nothing is looked for, in the language of the reader: then nothing is found either."""
        return self.query.refusal

    def but(self, name: str) -> "SearchFilter":
        """The same without the values of one kind: what its choices are counted under."""
        return replace(self, chosen=self.chosen | {name: ()})

    def address(self, *, without: tuple[str, str] | None = None) -> str:
        """The search as the query of an address, each kind in its place; ``without`` leaves one value out."""
        query = QueryDict(mutable=True)
        if self.words and without != (WORDS, self.words):
            query[WORDS] = self.words
        for name, values in self.chosen.items():
            kept = [value for value in values if (name, value) != without]
            if kept:
                query.setlist(name, kept)
        if self.order:
            query[ORDER] = self.order
        return query.urlencode()

    def narrow(self, rows: RecommendationQuerySet) -> RecommendationQuerySet:
        """Of these recommendations the ones that were asked for."""
        return rows.filter(pk__in=self.found().values("pk"))

    def found(self) -> QuerySet[SearchFacets]:
        """What was asked for, as rows of facets.

        Rows of an invented State are found only where the search names that State.
        """
        rows = SearchFacets.objects.filter(
            Q(is_invented=False) | Q(state_under_review__in=self.chosen.get(STATE, ())),
        )
        for name, values in self.chosen.items():
            if values and name != LANGUAGE:
                rows = rows.filter(_condition(name, values))
        return rows.filter(pk__in=self.hits().values("recommendation")) if self.needs_hits else rows

    @property
    def needs_hits(self) -> bool:
        """Whether the texts must be asked at all."""
        return bool(self.words or self.chosen.get(LANGUAGE))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages whose texts are asked: those chosen, or all."""
        return self.chosen.get(LANGUAGE) or tuple(CONFIGURATIONS)

    def hits(self) -> QuerySet[SearchText]:
        """The texts that fit, in any language or in those chosen."""
        texts = SearchText.objects.filter(language__in=self.languages)
        if self.query.excess:
            return texts.none()
        if not self.words:
            return texts
        unwanted = texts.filter(self.match(self.query.unwanted)).values("recommendation")
        if self.query.wanted:
            texts = texts.filter(self.match(self.query.wanted))
        return texts.exclude(recommendation__in=unwanted) if self.query.unwanted else texts

    def match(self, query: str) -> Q:
        """Texts that fit these words (``Words.wanted``, ``Words.unwanted``), each by the stems of its language."""
        return reduce(or_, (Q(language__in=named, words=StemmedQuery(stems)) for stems, named in self.stems(query)))

    def stems(self, query: str) -> list[tuple[str, list[str]]]:
        """The same words stemmed, each with those of the languages asked that stem them so."""
        asked = [
            (stems, [language for language in named if language in self.languages])
            for stems, named in languages_by_stems(query).items()
        ]
        return [(stems, named) for stems, named in asked if named]


def words_given(address: QueryDict) -> tuple[str, tuple[str, ...]]:
    """The words that an address looks for; signs without a word stand apart."""
    words = " ".join(address.get(WORDS, "").replace("\0", " ").split())
    return (words, ()) if parse(words) else ("", (words,) if words else ())


def _condition(name: str, values: Iterable[str]) -> Q:
    """Rows with any of the values."""
    if name == ACTION:
        given = [int(value) for value in values if not value.startswith(SUGGESTED)]
        guessed = [int(value.removeprefix(SUGGESTED)) for value in values if value.startswith(SUGGESTED)]
        return Q(action_category__in=given) | Q(suggested_action__in=guessed)
    asked: list = list(values)
    if name == PERSONS:
        asked = list(PersonGroup.objects.filter(label__in=asked).values_list("pk", flat=True))
    elif FITS[name] is _NUMBER:
        asked = [int(value) for value in asked]
    return Q(**{f"{COLUMNS[name]}__{'overlap' if name in SEVERAL else 'in'}": asked})
