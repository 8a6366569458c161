"""Notes typed during a webcast, held against the recommendations that were then printed."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from advocacy.matching.index import Index, Match
from advocacy.matching.lexicon import FOLDER, LANGUAGES, STOP_WORDS, singular, tell_language, vocabulary
from advocacy.matching.records import Candidate
from advocacy.matching.spotting import Spotter
from cycles.importers.misspellings import distance
from cycles.search_words import words_of

# Below this nothing fits: chosen on the tuned notes.
LEAST = 0.5
_MIDDLE, _STEEPNESS = 0.42, 9.0
# Where no State is named the whole record is open, and more has to agree.
_STATELESS = 0.3
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_WITH = re.compile(r"\bw/(?:o\b)?", re.IGNORECASE)
_SHORTEST = 4
_MOST = 3


@dataclass(frozen=True, slots=True)
class NoteMatch:
    """The recommendation that a note heard: code of the State, number, and how sure the machine is."""

    state: str
    number: str
    confidence: float


class NoteMatcher:
    """The recommendations of one review, ready to be found by notes."""

    def __init__(
        self, candidates: Sequence[Candidate], spellings: Mapping[str, str], *, speakers: Collection[str] = ()
    ) -> None:
        """``speakers`` are the States that a misspelt name may mean, beside those that recommended."""
        self.index = Index(candidates)
        self._of_state: dict[str, set[int]] = {}
        for place, one in enumerate(candidates):
            for iso3 in one.states:
                self._of_state.setdefault(iso3, set()).add(place)
        self._spotter = Spotter(spellings, {*self._of_state, *speakers})
        self._words = {word for one in candidates for word in words_of(one.text)}
        self._known = self._words | _field_words()
        self._corrected: dict[str, str] = {}

    def match(self, note: str) -> NoteMatch | None:
        """The recommendation that fits the note; None where nothing does."""
        best = next(iter(self.ranked(note, most=1)), None)
        return best if best and best.confidence >= LEAST else None

    def ranked(self, note: str, *, state: str = "", most: int = _MOST) -> list[NoteMatch]:
        """The recommendations that come nearest to the note, the surest first; ``state`` is who said it, if known."""
        spotted, text = self.read(note)
        state = state or spotted
        among = self._of_state.get(state, set()) if state else None
        if among is not None and not among:
            return []
        found = sorted(self.index.search(text, tell_language(text), 10, among), key=_fit, reverse=True)
        return [self._guess(match, state) for match in found[:most]]

    def read(self, note: str) -> tuple[str, str]:
        """The code of the State that the note names, if any, and what it says, written out and put right."""
        state, rest = self._spotter.spot(note, self._known)
        return state, self._readable(rest)

    def _guess(self, match: Match, state: str) -> NoteMatch:
        sure = 1 / (1 + exp(-_STEEPNESS * (_fit(match) - _MIDDLE - (0 if state else _STATELESS))))
        return NoteMatch(state or self._states(match.number), match.number, round(sure, 3))

    def _states(self, number: str) -> str:
        return next((one.states[0] for one in self.index.candidates if one.number == number and one.states), "")

    def _readable(self, text: str) -> str:
        """Short forms written out, misspelt words put right."""
        plain = _WITH.sub(" ", text)
        return " ".join(self._word(word) for word in _TOKEN.findall(plain))

    def _word(self, word: str) -> str:
        short = _abbreviations().get(word.casefold())
        if short:
            return short
        if word not in self._corrected:
            parts = words_of(word)
            self._corrected[word] = " ".join(self._corrected_part(part) for part in parts) if parts else word
        return self._corrected[word]

    def _corrected_part(self, word: str) -> str:
        if len(word) < _SHORTEST or word in self._known or singular(word) in self._known or _is_met(word):
            return word
        limit = 1 + (len(word) >= 8)
        near = (
            (distance(word, known, limit), known not in self._words, known)
            for known in self._known
            if abs(len(known) - len(word)) <= limit and known[0] == word[0]
        )
        far, _, known = min(near, default=(limit + 1, True, word))
        return known if far <= limit else word


def _fit(match: Match) -> float:
    return match.coverage + 0.05 * match.score


def _is_met(word: str) -> bool:
    return any(vocabulary(language).atoms(singular(word)) for language in LANGUAGES)


@cache
def _field_words() -> frozenset[str]:
    """Every whole word of the lexicon and the small words of its languages."""
    found: set[str] = set()
    for language in LANGUAGES:
        found |= STOP_WORDS[language] | vocabulary(language).whole_words()
    return frozenset(found)


@cache
def _abbreviations() -> dict[str, str]:
    lines = (FOLDER / "note_abbreviations.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" = ") for line in lines if line and not line.startswith("#"))
    return {short: meant for short, _, meant in pairs}


def match_all(matcher: NoteMatcher, notes: Collection[tuple[str, str]]) -> dict[str, NoteMatch | None]:
    """Matches of notes given as key and text."""
    return {key: matcher.match(text) for key, text in notes}
