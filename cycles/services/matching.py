"""Which rows of a source are recommendations that the record has: by text and recommending States, within one review.

Pure functions. A match is sure, doubtful (a person says) or none; a doubt is never resolved here. Texts that a number,
a negation or the people concerned tell apart are never surely the same, however long they are.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Generic, TypeVar

from cycles.services.telling_words import are_told_apart

K = TypeVar("K", bound=Hashable)

# Of texts by States that fit: from here on the same recommendation; from DOUBTFUL on a person is asked.
# Measured: of the 180 rows that UPR Info has on Slovenia's second review all find their recommendation in OHCHR's list;
# of 2,733 recommendations held against the rest of their reviews, 2 find one that differs in a word, 16 are doubts.
SURE, DOUBTFUL = 0.9, 0.75
# A text that stands whole inside another one is the same from this many words on: UPR Info cuts clauses apart.
FEWEST_WORDS_INSIDE = 6
_CLOSE = 0.05
_MOST_CANDIDATES = 5
_SIGNS = str.maketrans(dict.fromkeys('.,;:()[]"“”„-–—‑/', " ") | {"’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Said(Generic[K]):
    """A recommendation as matching sees it; ``states`` are codes, none where no State is known."""

    key: K
    text: str
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match(Generic[K]):
    """The recommendation that a row surely is, or those that it may be, the likeliest first, each with 0 to 1."""

    key: K | None = None
    candidates: tuple[tuple[K, float], ...] = ()

    @property
    def is_doubtful(self) -> bool:
        return self.key is None and bool(self.candidates)


@dataclass(slots=True)
class _Known(Generic[K]):
    """The recommendations of a review, by text and by State."""

    by_text: dict[str, list[Said[K]]] = field(default_factory=lambda: defaultdict(list))
    by_state: dict[str, list[Said[K]]] = field(default_factory=lambda: defaultdict(list))


class Matcher(Generic[K]):
    """Finds rows among the recommendations of one review; new ones may be added on the way."""

    def __init__(self, known: Iterable[Said[K]] = ()) -> None:
        self._known: _Known[K] = _Known()
        for said in known:
            self.add(said)

    def add(self, said: Said[K]) -> None:
        """One more recommendation that rows may be."""
        self._known.by_text[plain(said.text)].append(said)
        for state in said.states or {""}:
            self._known.by_state[state].append(said)

    def match(self, row: Said[object]) -> Match[K]:
        """The recommendation that the row is. Without a State in common, no text makes two the same."""
        same = [said for said in self._known.by_text.get(plain(row.text), ()) if overlap(row.states, said.states)]
        fitting = [said for said in same if fits(row.states, said.states)]
        equal = [said for said in fitting if said.states == row.states]
        if len(equal) == 1 or len(fitting) == 1:
            return Match((equal if len(equal) == 1 else fitting)[0].key)
        if same:
            return Match(None, tuple((said.key, 1.0) for said in same[:_MOST_CANDIDATES]))
        return self._match_alike(row)

    def _match_alike(self, row: Said[object]) -> Match[K]:
        scored = sorted(self._scored(row), key=lambda pair: -pair[1])[:_MOST_CANDIDATES]
        if not scored:
            return Match()
        best, score = scored[0]
        is_alone = len(scored) == 1 or scored[1][1] < score - _CLOSE
        if score >= SURE and is_alone and fits(row.states, best.states) and not _differ(row.text, best.text):
            return Match(best.key)
        return Match(None, tuple((said.key, share) for said, share in scored))

    def _scored(self, row: Said[object]) -> list[tuple[Said[K], float]]:
        states = [*row.states, ""] if row.states else list(self._known.by_state)
        near = {id(said): said for state in states for said in self._known.by_state.get(state, ())}
        scored = ((said, likeness(row.text, said.text)) for said in near.values())
        return [(said, score) for said, score in scored if score >= DOUBTFUL]


def match_all(rows: Sequence[Said[object]], known: Iterable[Said[K]]) -> list[Match[K]]:
    """Each row's match among the known ones. Where two rows would be the same one, both are doubtful."""
    matcher = Matcher(known)
    matches = [matcher.match(row) for row in rows]
    claims: dict[K, int] = defaultdict(int)
    for match in matches:
        if match.key is not None:
            claims[match.key] += 1
    return [
        Match(None, ((match.key, 1.0),)) if match.key is not None and claims[match.key] > 1 else match
        for match in matches
    ]


def fits(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the States of one are the other's or among them; unknown States contradict nothing."""
    return one <= other or other <= one


def overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both share a State, or one of them knows none."""
    return not one or not other or not one.isdisjoint(other)


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, 0 to 1; one that stands whole inside the other counts as nearly the same."""
    left, right = plain(one), plain(other)
    if left == right:
        return 1.0
    words, others = words_of(left), words_of(right)
    shared = 2 * len(set(words) & set(others))
    if shared < len(set(words)) + len(set(others)):
        shorter, longer = sorted((left, right), key=len)
        if len(words_of(shorter)) >= FEWEST_WORDS_INSIDE and f" {shorter} " in f" {longer} ":
            return 0.95
    if shared < DOUBTFUL * (len(set(words)) + len(set(others))) * 0.9:
        return 0.0
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def _differ(one: str, other: str) -> bool:
    """Whether a word tells two texts apart that are alike: "first" and "second", "women" and "men".

    A clause cut out of a text may be short of anything.
    """
    words, others = words_of(plain(one)), words_of(plain(other))
    shorter, longer = sorted((words, others), key=len)
    is_inside = f" {' '.join(shorter)} " in f" {' '.join(longer)} "
    is_clause = is_inside and len(longer) - len(shorter) >= FEWEST_WORDS_INSIDE
    return not is_clause and are_told_apart(words, others)


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """The words of a text in lower case, without signs: what two prints of one text have in common."""
    return " ".join(text.casefold().translate(_SIGNS).split())


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a plain text."""
    return tuple(text.split())
