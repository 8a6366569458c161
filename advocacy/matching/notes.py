"""Notes typed during a webcast, held against the recommendations that were then printed."""

import csv
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp

from advocacy.matching.index import Index, Match, features
from advocacy.matching.lexicon import FOLDER, LANGUAGES, STOP_WORDS, singular, tell_language, vocabulary
from advocacy.matching.numbered import contradicts, numbered
from advocacy.matching.records import Candidate
from advocacy.matching.spotting import Spotted, Spotter
from cycles.actions import FILE as VERBS
from cycles.importers.misspellings import distance
from cycles.search_words import words_of

# Below this nothing fits: chosen on the tuned notes.
LEAST = 0.5
_MIDDLE, _STEEPNESS = 0.42, 9.0
# Where no State is named the whole record is open, and more has to agree.
_STATELESS = 0.3
# Who says nearly the same is a rival: so much less of a fit makes one a third as likely.
_RIVAL = 0.08
# Who said it is in none of the words: never so sure that the page ticks it.
_UNNAMED = 0.7
# Somebody spoke whom we do not know: whoever else said so is no more than a hint.
_UNKNOWN = 0.4
# It speaks of another treaty or another article.
_ANOTHER = 0.4
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_WITH = re.compile(r"\bw/(?:o\b)?", re.IGNORECASE)
# A plus between words parts them; the one of LGBTI+ does not.
_PARTS = re.compile(r";|\s\+\s|(?<=\w)\+(?=\w)")
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
        self,
        candidates: Sequence[Candidate],
        spellings: Mapping[str, str],
        *,
        speakers: Collection[str] = (),
        words: Collection[str] = (),
    ) -> None:
        """``speakers`` are the States that a misspelt name may mean, beside those that recommended.

        ``words`` are no slips, beside those of the record and of the field.
        """
        candidates = [replace(one, text=numbered(one.text)) for one in candidates]
        self.index = Index(candidates)
        self._of_state: dict[str, set[int]] = {}
        for place, one in enumerate(candidates):
            for iso3 in one.states:
                self._of_state.setdefault(iso3, set()).add(place)
        self._made = {one.number: one.states for one in candidates}
        self._spotter = Spotter(spellings, {*self._of_state, *speakers})
        self._words = {word for one in candidates for word in words_of(one.text)}
        self._known = self._words | _field_words() | frozenset(words)
        self._corrected: dict[str, str] = {}

    def match(self, note: str) -> NoteMatch | None:
        """The recommendation that fits the note; None where nothing does."""
        best = next(iter(self.ranked(note, most=1)), None)
        return best if best and best.confidence >= LEAST else None

    def ranked(self, note: str, *, state: str = "", most: int = _MOST) -> list[NoteMatch]:
        """The recommendations that come nearest to the note, the surest first; ``state`` is who said it, if known."""
        return self._ranked(self._spotted(note), (state,) if state else None)[:most]

    def of_parts(self, note: str, *, state: str = "") -> list[NoteMatch]:
        """What each part of a note is (``OPCAT; prisons + carers``), each recommendation once; nothing weak."""
        spotted = self._spotted(note)
        parts = [part for part in _PARTS.split(spotted.rest) if part.strip()]
        found: dict[str, NoteMatch] = {}
        for rest in parts if len(parts) > 1 else ():
            for best in self._ranked(replace(spotted, rest=rest), (state,) if state else None)[:1]:
                if best.confidence >= max(LEAST, found[best.number].confidence if best.number in found else 0):
                    found[best.number] = best
        whole = [best for best in self.ranked(note, state=state, most=1) if best.confidence >= LEAST]
        return list(found.values()) or whole

    def _ranked(self, spotted: Spotted, speakers: tuple[str, ...] | None) -> list[NoteMatch]:
        states = spotted.states if speakers is None else speakers
        among = set().union(*(self._of_state.get(one, set()) for one in states)) if states else None
        if among is not None and not among:
            return []
        text = self._readable(spotted.rest)
        found = sorted(self.index.search(text, tell_language(text), 10, among), key=_fit, reverse=True)
        trust = 1.0 if states else _UNKNOWN if spotted.is_unknown else _UNNAMED
        asked = features(self.index.read(text))
        shares = [
            share * trust * (_ANOTHER if contradicts(asked, self.index.vectors[one.place]) else 1)
            for one, share in zip(found, self._shares(found, states), strict=True)
        ]
        guesses = [self._guess(one, states, share) for one, share in zip(found, shares, strict=True)]
        return sorted(guesses, key=lambda guess: -guess.confidence)

    def read(self, note: str) -> Spotted:
        """The States that the note may name, and what it says, written out and put right."""
        spotted = self._spotted(note)
        return replace(spotted, rest=self._readable(spotted.rest))

    def _spotted(self, note: str) -> Spotted:
        spotted = self._spotter.spot(note, self._is_word, self._is_like_a_word)
        return replace(spotted, rest=numbered(spotted.rest))

    def _shares(self, found: Sequence[Match], states: Collection[str]) -> list[float]:
        """How likely each is beside those that other States made; one State alone has no rivals."""
        if len(states) == 1:
            return [1.0] * len(found)
        likely = [(exp((_fit(one) - _fit(found[0])) / _RIVAL), set(self._makers(one, states))) for one in found]
        return [mine / (mine + sum(other for other, makers in likely if not makers & by)) for mine, by in likely]

    def _guess(self, match: Match, states: Collection[str], share: float) -> NoteMatch:
        sure = 1 / (1 + exp(-_STEEPNESS * (_fit(match) - _MIDDLE - (0 if states else _STATELESS))))
        return NoteMatch(next(iter(self._makers(match, states)), ""), match.number, round(sure * share, 3))

    def _makers(self, match: Match, states: Collection[str]) -> list[str]:
        """The States that made a recommendation, of those that may be meant."""
        return [iso3 for iso3 in self._made[match.number] if not states or iso3 in states]

    def _is_word(self, word: str) -> bool:
        return word in self._known or singular(word) in self._known or word in _abbreviations() or word in _openings()

    def _is_like_a_word(self, word: str) -> bool:
        """A word of some kind: of the field by its beginning, or misspelt."""
        return _is_met(word) or self._corrected_part(word) != word

    def _readable(self, text: str) -> str:
        """Short forms written out, misspelt words put right."""
        plain = _WITH.sub(" ", text)
        return " ".join(self._word(word) for word in _TOKEN.findall(plain))

    def _word(self, word: str) -> str:
        short = _abbreviations().get(word) or _abbreviations().get(word.casefold())
        if short:
            return short
        if word not in self._corrected:
            parts = words_of(word)
            self._corrected[word] = " ".join(self._corrected_part(part) for part in parts) if parts else word
        return self._corrected[word]

    def _corrected_part(self, word: str) -> str:
        if len(word) < _SHORTEST or word in self._known or singular(word) in self._known or _is_met(word):
            return word
        if not word.isalpha():
            # Another number is another article.
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


@cache
def _openings() -> frozenset[str]:
    """The words with which recommendations open."""
    with VERBS.open(encoding="utf-8", newline="") as file:
        words = {row["pattern"].split()[0] for row in csv.DictReader(file)}
    return frozenset(words | {word.replace("iz", "is") for word in words})


def match_all(matcher: NoteMatcher, notes: Collection[tuple[str, str]]) -> dict[str, NoteMatch | None]:
    """Matches of notes given as key and text."""
    return {key: matcher.match(text) for key, text in notes}
