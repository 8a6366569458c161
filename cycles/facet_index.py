"""Which recommendations have which value of each facet: one number for each value, a bit for each recommendation.

Each process holds the whole record so, some 20 MB for 130,000 recommendations, until the version of the record moves.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import chain, compress, islice
from operator import or_
from threading import Lock

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, transaction

from cycles.covered import SessionHeld, sessions_held
from cycles.models import PersonGroup, SearchText
from cycles.search_filter import ACTION, COLUMNS, FITS, LANGUAGE, PERSONS, SEVERAL, STATE, SUGGESTED, SearchFilter
from cycles.search_words import CONFIGURATIONS

# Every column as text, the values of a list divided by commas: codes and numbers hold none.
_READ = {kind: f"array_to_string({column}, ',')" if kind in SEVERAL else column for kind, column in COLUMNS.items()} | {
    ACTION: f"coalesce(action_category::text, '{SUGGESTED}' || suggested_action)"
}
_ROWS = f"""
SELECT recommendation_id, is_invented, {", ".join(f"({column})::text" for column in _READ.values())}
FROM cycles_searchfacets facets
ORDER BY facets.session DESC NULLS LAST, facets.state_under_review, facets.place, recommendation_id
"""  # noqa: S608 - made of constants
# The version and the transaction that wrote it: a version that was taken back may come again with other rows.
_STAMP = "SELECT version, xmin::text FROM cycles_recordversion WHERE id = 1"
# Words whose texts are held, each as much as three values of a facet.
_MAX_WORDS = 200
_AT_ONCE = 5000

Stamp = tuple[int, str]


@dataclass(frozen=True)
class Counts:
    """How many recommendations were found, and how many each value of each facet would give."""

    total: int = 0
    by: dict[str, dict[str, int]] = field(default_factory=dict)


class FacetIndex:
    """The facets of one version of the record."""

    def __init__(self, version: int = 0) -> None:
        self.version = version
        # Of the recommendations, the newest first: where a key stands here is its bit everywhere.
        self.keys: list[int] = []
        self.invented = 0
        self._values: dict[str, dict[str, int]] = {}
        self._texts: dict[str, dict[str, int]] = {}
        self._read()

    @cached_property
    def whole(self) -> Counts:
        """The counts of the whole record without invented States."""
        return self.counts(SearchFilter())

    @cached_property
    def sessions(self) -> list[SessionHeld]:
        """The sessions that it is of."""
        return sessions_held()

    def counts(self, asked: SearchFilter) -> Counts:
        """How many a search finds, and how many it would find with each choice as well.

        A choice is counted under all filters but those of its own kind.
        """
        found = self.found(asked)
        by: dict[str, dict[str, int]] = {}
        for kind in FITS:
            among = self.found(asked.but(kind)) if asked.chosen.get(kind) else found
            values = self._fitting(asked.query.wanted) if kind == LANGUAGE else self._values[kind]
            counted = {value: (among & bits).bit_count() for value, bits in values.items()}
            by[kind] = {value: count for value, count in counted.items() if count}
        return Counts(found.bit_count(), by)

    def found(self, asked: SearchFilter) -> int:
        """The bits of what a search finds: the same as ``SearchFilter.found``."""
        found = self._real | self._any(STATE, asked.chosen.get(STATE, ()))
        for kind, values in asked.chosen.items():
            if values and kind != LANGUAGE:
                found &= self._any(kind, values)
        if asked.query.excess:
            return 0
        if asked.needs_hits:
            wanted = self._fitting(asked.query.wanted)
            found &= _union(wanted.get(language, 0) for language in asked.languages)
        if asked.query.unwanted:
            unwanted = self._fitting(asked.query.unwanted)
            found &= ~_union(unwanted.get(language, 0) for language in asked.languages)
        return found

    def keys_of(self, bits: int, start: int = 0, size: int | None = None) -> list[int]:
        """The keys of these recommendations, the newest first; ``size`` of them from ``start`` on."""
        flags = bin(bits)[:1:-1].encode().replace(b"0", b"\0")
        return list(islice(compress(self.keys, flags), start, None if size is None else start + size))

    def languages_of(self, key: int, asked: SearchFilter) -> list[str]:
        """The languages of the texts of one recommendation that fit, of those that are asked."""
        fitting, place = self._fitting(asked.query.wanted), self._places[key]
        return [language for language in asked.languages if fitting.get(language, 0) >> place & 1]

    @cached_property
    def _real(self) -> int:
        return ((1 << len(self.keys)) - 1) & ~self.invented

    @cached_property
    def _places(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def _any(self, kind: str, values: Iterable[str]) -> int:
        return _union(self._values[kind].get(value, 0) for value in values)

    def _fitting(self, words: str) -> dict[str, int]:
        """By language, what has a text in it that fits ``words`` (``Words.wanted``); without words, any text in it."""
        fitting = self._texts.get(words)
        if fitting is None:
            rows = SearchText.objects.filter(language__in=CONFIGURATIONS)
            if words:
                rows = rows.filter(SearchFilter().match(words))
            found = rows.order_by().values_list("language").annotate(keys=ArrayAgg("recommendation"))
            # A text that was written since this version is of the next one.
            fitting = {
                language: self._bits(self._places[key] for key in keys if key in self._places)
                for language, keys in found
            }
            if len(self._texts) >= _MAX_WORDS:
                self._texts.clear()
            self._texts[words] = fitting
        return fitting

    def _read(self) -> None:
        """One pass over the rows of facets, the newest first."""
        invented: list[int] = []
        lists: list[dict[str | None, list[int]]] = [defaultdict(list) for _ in _READ]
        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute(_ROWS)
            rows = chain.from_iterable(iter(lambda: cursor.fetchmany(_AT_ONCE), []))
            for place, (key, is_invented, *texts) in enumerate(rows):
                self.keys.append(key)
                if is_invented:
                    invented.append(place)
                for places, text in zip(lists, texts, strict=True):
                    places[text].append(place)
        self.invented = self._bits(invented)
        # The same group goes by several keys, one for each version of the scheme.
        groups = {str(key): name for key, name in PersonGroup.objects.values_list("pk", "label")}
        self._values = {
            kind: self._by_value(places, groups if kind == PERSONS else {})
            for kind, places in zip(_READ, lists, strict=True)
        }

    def _by_value(self, lists: dict[str | None, list[int]], names: dict[str, str]) -> dict[str, int]:
        """The bits of each value, under its name where it has one, from the places of each list of values."""
        places: dict[str, list[int]] = defaultdict(list)
        for text, found in lists.items():
            for value in text.split(",") if text else ():
                places[names.get(value, value)] += found
        return {value: self._bits(found) for value, found in places.items()}

    def _bits(self, places: Iterable[int]) -> int:
        flags = bytearray(len(self.keys) // 8 + 1)
        for place in places:
            flags[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(flags, "little")


_kept: dict[Stamp, FacetIndex] = {}
_reading = Lock()


def facet_index() -> FacetIndex:
    """The index of the record as it stands; whoever comes while it is read anew waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp = cursor.fetchone()
    if stamp is None:
        # Nothing was ever written by a change: there is nothing to keep it under.
        return FacetIndex()
    index = _kept.get(stamp)
    if index is None:
        with _reading:
            index = _kept.get(stamp)
            if index is None:
                index = FacetIndex(stamp[0])
                _kept.clear()
                _kept[stamp] = index
    return index


def _union(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)
