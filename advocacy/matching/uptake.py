"""Which recommendations took a proposal up: candidates with a confidence, for a person to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from unicodedata import name

from advocacy.matching.index import Index, Match
from advocacy.matching.lexicon import LANGUAGES

# From this confidence on the platform shows a candidate unasked: chosen on the tuned set so that at most a tenth of
# the proposals that nobody took up get one.
SHOWN_FROM = 0.5
# Below this there is nothing worth a look.
_LEAST = 0.02
_MOST = 10
_LOOKED_AT = 40
# The coverage at which a candidate is as likely right as wrong, and how fast that changes: fitted on the tuned set.
_MIDDLE, _STEEPNESS, _SCORE_SHARE = 0.58, 9.0, 0.05


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A recommendation that may have taken a proposal up, and how sure the machine is, 0..1."""

    number: str
    confidence: float

    @property
    def is_shown(self) -> bool:
        """Whether the platform shows it without being asked for weaker ones."""
        return self.confidence >= SHOWN_FROM


def can_read(text: str, language: str = "") -> bool:
    """Whether the text is in a language that the machine knows: as its writer says, and as its letters look."""
    letters = [sign for sign in text if sign.isalpha()]
    latin = sum(name(sign, "").startswith("LATIN") for sign in letters)
    return (not language or language in LANGUAGES) and 2 * latin >= len(letters)


def suggest(index: Index, text: str, language: str = "") -> list[Suggestion]:
    """The recommendations that may have taken the proposal up, best first; empty for a text that it cannot read."""
    if not can_read(text, language):
        return []
    found = sorted(index.search(text, language, _LOOKED_AT), key=_fit, reverse=True)
    suggestions = [Suggestion(match.number, round(confidence(match), 3)) for match in found[:_MOST]]
    return [one for one in suggestions if one.confidence >= _LEAST]


def confidence(match: Match) -> float:
    """How sure we are that the recommendation takes the proposal up."""
    return 1 / (1 + exp(-_STEEPNESS * (_fit(match) - _MIDDLE)))


def _fit(match: Match) -> float:
    return match.coverage + _SCORE_SHARE * match.score


def suggest_all(index: Index, proposals: Sequence[tuple[str, str, str]]) -> dict[str, list[Suggestion]]:
    """Suggestions for proposals given as key, text, language."""
    return {key: suggest(index, text, language) for key, text, language in proposals}
