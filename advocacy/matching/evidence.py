"""What speaks for and against a recommendation having taken a proposal up, in numbers for the weights of ``uptake``."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log, log1p

from advocacy.matching.index import STEM, UNKNOWN_WEIGHT, WORD_WEIGHT, Features, Index, Match, features
from advocacy.matching.kinship import closeness, direction
from advocacy.matching.lexicon import FOLDER, LANGUAGES, Text, concepts, singular

# A word that carries an argument but names nothing.
FAINT_WEIGHT = 0.04
_LEAST_STEM = 4
_LOOKED_AT = 40

Numbers = tuple[float, ...]

# Of these kinds of ideas it counts by itself how much is answered.
_KINDS = ("act", "word")
NAMES = ("coverage", "answered", *_KINDS, "missing", "unknown", "reverse", "kin")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the proposal: its meanings, each a family of concepts with weights; or its stem where it has none.

    ``kind`` is that of its heaviest concept.
    """

    meanings: tuple[tuple[tuple[str, float], ...], ...]
    stem: str
    weight: float
    kind: str


class Asked:
    """A proposal, ready to be held against recommendations."""

    def __init__(self, index: Index, text: str, language: str) -> None:
        self._index = index
        self._found = index.search(text, language, _LOOKED_AT)
        self._top = log(2 * len(index.candidates) + 2)
        read = index.read(text, language)
        self._wanted = features(read, language)
        self._direction = direction(self._wanted)
        self._words = self._read(read, language)

    def candidates(self) -> list[tuple[Match, Numbers]]:
        """The recommendations that come near, each with its numbers in the order of ``NAMES``."""
        return [
            (match, (*self._told(match), closeness(self._direction, self._index.direction(match.place))))
            for match in self._found
        ]

    def _told(self, match: Match) -> Numbers:
        theirs = self._index.vectors[match.place]
        asked = answered = missing = unknown = 0.0
        kinds = dict.fromkeys(_KINDS, 0.0)
        for word in self._words:
            weight, answer = _answer(word, theirs)
            asked += weight
            answered += answer
            if word.kind in kinds:
                kinds[word.kind] += answer / self._top
            if word.meanings:
                missing = max(missing, weight - answer)
            else:
                unknown += weight - answer
        whole = asked or 1.0
        return (
            answered / whole,
            log1p(answered),
            *kinds.values(),
            missing / self._top,
            unknown / whole,
            self._reverse(theirs),
        )

    def _reverse(self, theirs: Features) -> float:
        """The share of the recommendation that the proposal speaks of."""
        whole = told = 0.0
        for key, strength in theirs.items():
            if key[1:2] != ":":
                weight = self._index.weight(key, "") * strength
                whole += weight
                told += weight * (key in self._wanted)
        return told / whole if whole else 0.0

    def _read(self, read: Text, language: str) -> list[_Word]:
        keys: list[list[str]] = [[] for _ in read.words]
        for key, places in read.concepts.items():
            for place in places:
                keys[place].append(key)
        faint = faint_words(language)
        words = []
        for word, spoken in zip(read.words, keys, strict=True):
            families = tuple(
                tuple((key, self._index.weight(key, language)) for key in family) for family in _families(spoken)
            )
            stem = f"w:{word[:STEM]}" if len(word) >= _LEAST_STEM else ""
            words.append(_Word(families, stem, self._unknown(word, faint, language), _kind(families)))
        return words

    def _unknown(self, word: str, faint: frozenset[str], language: str) -> float:
        if word in faint:
            return FAINT_WEIGHT * self._top
        stem = f"w:{word[:STEM]}"
        usual = UNKNOWN_WEIGHT * self._top
        if language == "en" and stem in self._index.counts:
            return min(usual, WORD_WEIGHT * self._index.rarity(stem))
        return usual


def _answer(word: _Word, theirs: Features) -> tuple[float, float]:
    """What a word weighs in the meaning that the recommendation answers best, and how far it answers."""
    if not word.meanings:
        return word.weight, word.weight if word.stem in theirs else 0.0
    best = (0.0, 0.0)
    for family in word.meanings:
        weight = max(one for _, one in family)
        answer = max(one * theirs.get(key, 0.0) for key, one in family)
        if (answer, weight) > (best[1], best[0]):
            best = (weight, answer)
    return best


def _kind(families: Iterable[Iterable[tuple[str, float]]]) -> str:
    heaviest = max((one for family in families for one in family), key=lambda one: one[1], default=("", 0.0))
    return concepts()[heaviest[0]].kind if heaviest[0] else ""


def _families(keys: Iterable[str]) -> list[list[str]]:
    """Concepts that one word speaks of, those together of which one belongs to the other."""
    found: list[list[str]] = []
    for key in keys:
        near = [family for family in found if any(other in wider(key) or key in wider(other) for other in family)]
        found = [family for family in found if family not in near]
        found.append([key, *(one for family in near for one in family)])
    return found


@cache
def wider(key: str) -> frozenset[str]:
    """All ideas that an idea belongs to, near and far."""
    direct = concepts()[key].wider
    return frozenset(direct).union(*(wider(one) for one in direct))


@cache
def faint_words(language: str) -> frozenset[str]:
    """Words of a language that a recommendation need not say though a proposal does."""
    found: set[str] = set()
    for line in (FOLDER / "faint_words.txt").read_text(encoding="utf-8").splitlines():
        spoken, _, words = line.partition(": ")
        if spoken == language and spoken in LANGUAGES:
            found.update(singular(word) for word in words.split())
    return frozenset(found)
