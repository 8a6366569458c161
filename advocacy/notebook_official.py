"""The notebook and the official list side by side: guesses, decisions, lines without one, and what nobody heard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from advocacy.matching.files import candidates_of, stored_spellings
from advocacy.matching.notes import NoteMatch, NoteMatcher
from advocacy.models import LineMatch
from advocacy.notebook_page import Shown, speaker_of
from cycles.models import Recommendation, Review

# Boxes of guesses this sure are ticked for whoever asks for it.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Guess:
    """A recommendation that a line may be, and how sure the machine is."""

    recommendation: Recommendation
    confidence: float

    @property
    def percent(self) -> int:
        """How sure, in hundredths."""
        return round(100 * self.confidence)

    @property
    def is_sure(self) -> bool:
        """Whether its box is ticked for whoever asks for it."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Beside:
    """A line beside what it became: the decisions of people, and what the machine takes its parts for."""

    row: Shown
    matches: list[LineMatch]
    # One for each part that nobody has decided; none once a person said that there is nothing, or nothing else.
    guesses: list[Guess]

    @property
    def is_none(self) -> bool:
        """Whether a person said that the list has none for it."""
        return bool(self.matches) and all(match.recommendation_id is None for match in self.matches)

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided, or there is a guess at another part."""
        return not self.matches or bool(self.guesses)


@dataclass(frozen=True)
class Sides:
    """Both sides: the lines, and the recommendations that no line is or may be."""

    lines: list[Beside]
    unheard: list[Recommendation]

    @property
    def decided(self) -> int:
        """How many lines a person decided, with all their parts."""
        return sum(not one.is_open for one in self.lines)

    @property
    def guessed(self) -> int:
        """How many lines wait with a guess."""
        return sum(bool(one.guesses) for one in self.lines)

    @property
    def without(self) -> int:
        """How many lines have neither."""
        return sum(one.is_open and not one.guesses for one in self.lines)


def guesses(row: Shown, review: Review) -> list[NoteMatch]:
    """What a line may be: its parts first, then what comes nearest to the whole, also the weak ones."""
    asked = (row.line.text, speaker_of(row), review.pk, review.state_under_review.data_version)
    found = {one.number: one for one in _ranked(*asked)} | {one.number: one for one in _parts(*asked)}
    return sorted(found.values(), key=lambda one: -one.confidence)


def sides(rows: Sequence[Shown], review: Review, recommendations: Iterable[Recommendation]) -> Sides:
    """The lines of a notebook held against the list of the review."""
    listed = list(recommendations)
    by_number = {one.number: one for one in listed}
    lines = [Beside(row, row.matches, _open_guesses(row, review, by_number) if listed else []) for row in rows]
    heard = {match.recommendation_id for one in lines for match in one.matches}
    heard |= {guess.recommendation.pk for one in lines for guess in one.guesses}
    return Sides(lines, [one for one in listed if one.pk not in heard])


def candidates(row: Shown, review: Review, recommendations: Iterable[Recommendation]) -> list[Guess]:
    """What one line may be, for a person to choose."""
    decided = {match.recommendation_id for match in row.matches}
    by_number = {one.number: one for one in recommendations if one.pk not in decided}
    return [Guess(by_number[one.number], one.confidence) for one in guesses(row, review) if one.number in by_number]


def _open_guesses(row: Shown, review: Review, by_number: dict[str, Recommendation]) -> list[Guess]:
    """What the parts of a line may be that nobody decided: as many decisions as parts leave none open."""
    decided = {match.recommendation_id for match in row.matches}
    if None in decided:
        return []
    asked = (row.line.text, speaker_of(row), review.pk, review.state_under_review.data_version)
    parts = [Guess(by_number[one.number], one.confidence) for one in _parts(*asked) if one.number in by_number]
    return [] if len(decided) >= len(parts) else [one for one in parts if one.recommendation.pk not in decided]


@lru_cache(maxsize=4096)
def _parts(text: str, state: str, review: int, version: int) -> tuple[NoteMatch, ...]:
    return tuple(_matcher(review, version).of_parts(text, state=state))


@lru_cache(maxsize=4096)
def _ranked(text: str, state: str, review: int, version: int) -> tuple[NoteMatch, ...]:
    return tuple(_matcher(review, version).ranked(text, state=state))


@lru_cache(maxsize=8)
def _matcher(review: int, version: int) -> NoteMatcher:
    return NoteMatcher(candidates_of(Review(pk=review)), stored_spellings())
