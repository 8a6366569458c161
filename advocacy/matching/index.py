"""The recommendations of one review, indexed by what they speak of; proposals are scored against them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

from advocacy.matching.kinship import Vector, direction
from advocacy.matching.lexicon import Text, Vocabulary, concepts, read_text
from advocacy.matching.records import Candidate

# How much an idea of each kind tells: chosen on the tuned set.
KIND_WEIGHTS = {
    "instrument": 1.3,
    "body": 1.1,
    "right": 0.85,
    "topic": 1.0,
    "group": 1.0,
    "sector": 0.8,
    "act": 0.6,
    "word": 0.35,
}
WORD_WEIGHT = 0.5
COGNATE_WEIGHT = 0.5
# A word that is no term of ours and that the record does not know.
UNKNOWN_WEIGHT = 0.3
# An idea that only follows from a narrower one, or from a label of the source.
WIDER = 0.4
LABELLED = 0.25
LENGTH_POWER = 0.35
STEM = 6
_COGNATE = 5

Features = dict[str, float]


@cache
def _weights(is_english: bool) -> dict[str, float]:
    """The weight of each concept by its kind, and of words by how far they are of the record's language."""
    words = {"w:": WORD_WEIGHT, "c:": 0.0} if is_english else {"w:": 0.0, "c:": COGNATE_WEIGHT}
    return {key: KIND_WEIGHTS[one.kind] for key, one in concepts().items()} | words


@dataclass(frozen=True, slots=True)
class Match:
    """How well one recommendation fits a proposal; ``coverage`` is the share of the proposal's words it answers."""

    number: str
    score: float
    coverage: float
    place: int


def features(text: Text, language: str = "en") -> Features:
    """What a text speaks of, each idea with its strength 0..1: concepts, those wider than they, stems of words."""
    found: Features = {}
    known = concepts()
    for key in text.concepts:
        found[key] = 1.0
    for key in text.concepts:
        _widen(known[key].wider, WIDER, found)
    for word in text.words:
        if len(word) > 3:
            found[f"w:{word[:STEM]}"] = 1.0
        if len(word) > 5:
            found[f"c:{word[:_COGNATE]}"] = 1.0
    return found


def _widen(keys: Sequence[str], strength: float, found: Features) -> None:
    known = concepts()
    for key in keys:
        if found.get(key, 0) < strength:
            found[key] = strength
            _widen(known[key].wider, strength * WIDER, found)


def said(found: Features) -> list[str]:
    """The ideas and English words among the features of a text."""
    return [key for key in found if not key.startswith("c:")]


class Index:
    """Recommendations ready to be searched; built once for a review."""

    def __init__(self, candidates: Sequence[Candidate], known: Callable[[str], Vocabulary] | None = None) -> None:
        """``known`` are the terms to look for, those of the concepts where nothing is said."""
        self._known = known
        self.candidates = list(candidates)
        self.vectors: list[Features] = []
        for one in self.candidates:
            vector = features(self.read(one.text))
            for key in self.read("; ".join(one.labels), "en").concepts if one.labels else ():
                vector.setdefault(key, LABELLED)
            self.vectors.append(vector)
        self.counts: defaultdict[str, float] = defaultdict(float)
        for vector in self.vectors:
            for key, strength in vector.items():
                self.counts[key] += strength
        self._rarities: dict[str, float] = {}
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for place, vector in enumerate(self.vectors):
            for key, strength in vector.items():
                self._postings.setdefault(key, []).append((place, strength))
        self._directions: dict[int, Vector] = {}
        self.norms = [self._norm(vector, "en") for vector in self.vectors]

    def read(self, text: str, language: str = "") -> Text:
        """What a text speaks of, in the terms that this index knows."""
        return read_text(text, language, self._known)

    def direction(self, place: int) -> Vector:
        """Where a recommendation stands among all that the record speaks of."""
        if place not in self._directions:
            self._directions[place] = direction(self.vectors[place])
        return self._directions[place]

    def weight(self, key: str, language: str) -> float:
        """How much it tells that a text speaks of this: the rarer in the record, the more."""
        kind = _weights(language == "en").get(key[:2] if key[1:2] == ":" else key, 0.0)
        return kind * self.rarity(key) if kind else 0.0

    def rarity(self, key: str) -> float:
        """How few recommendations speak of this."""
        if key not in self._rarities:
            self._rarities[key] = log((len(self.candidates) + 1) / (self.counts.get(key, 0.0) + 0.5))
        return self._rarities[key]

    def _norm(self, vector: Features, language: str) -> float:
        return sqrt(sum((strength * self.weight(key, language)) ** 2 for key, strength in vector.items())) or 1.0

    def search(self, text: str, language: str, most: int = 10, among: Collection[int] | None = None) -> list[Match]:
        """The recommendations that share most with the text, best first; ``among`` narrows to those places."""
        read = self.read(text, language)
        wanted = features(read, language)
        dots: dict[int, float] = {}
        for key, strength in wanted.items():
            weight = self.weight(key, language)
            if not weight:
                continue
            for place, theirs in self._postings.get(key, ()):
                if among is not None and place not in among:
                    continue
                dots[place] = dots.get(place, 0) + weight * weight * strength * theirs
        norm = self._norm(wanted, language)
        ranked = sorted(
            ((dot / norm / self.norms[place] ** LENGTH_POWER, -place) for place, dot in dots.items()), reverse=True
        )
        return [
            Match(self.candidates[-place].number, score, self._coverage(read, language, self.vectors[-place]), -place)
            for score, place in ranked[:most]
        ]

    def _coverage(self, read: Text, language: str, theirs: Features) -> float:
        """The share of the proposal's words, weighted, that the recommendation answers."""
        top = log(2 * len(self.candidates) + 2)
        best = [0.0] * len(read.words)
        weights = [0.0] * len(read.words)
        for key, places in read.concepts.items():
            weight = self.weight(key, language)
            answer = theirs.get(key, 0.0)
            for place in places:
                weights[place] = max(weights[place], weight)
                best[place] = max(best[place], weight * answer)
        total = got = 0.0
        for place, word in enumerate(read.words):
            if not weights[place]:
                stem = f"w:{word[:STEM]}"
                weights[place] = UNKNOWN_WEIGHT * top
                if language == "en" and stem in self.counts:
                    weights[place] = min(weights[place], WORD_WEIGHT * self.rarity(stem))
                if len(word) > 3 and stem in theirs:
                    best[place] = weights[place]
            total += weights[place]
            got += best[place]
        return got / total if total else 0.0
