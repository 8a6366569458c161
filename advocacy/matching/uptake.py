"""Which recommendations took a proposal up: candidates with a confidence, for a person to decide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from unicodedata import name

from advocacy.matching.evidence import NAMES, Asked
from advocacy.matching.index import Index
from advocacy.matching.learning import Model
from advocacy.matching.lexicon import FOLDER, LANGUAGES, tell_language, wide_vocabulary
from advocacy.matching.records import Candidate
from common.languages import language_of_code

# From this confidence on the platform shows a candidate unasked: what it means is learnt (``learning.FALSE_HOPE``).
SHOWN_FROM = 0.5
# Whoever looks at a proposal for its best candidate sees the next ones too: so many in all, down to this likelihood.
MOST_SHOWN, SHOWN_BESIDE = 5, 0.1
WEIGHTS = FOLDER / "uptake_weights.txt"
# Below this there is nothing worth a look.
_LEAST = 0.02
_MOST = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A recommendation that may have taken a proposal up, and how sure the machine is, 0..1."""

    number: str
    confidence: float


def shown(found: Sequence[Suggestion], cut_off: float = SHOWN_FROM) -> list[Suggestion]:
    """What the platform shows of the guesses at one proposal, best first, without being asked for weaker ones.

    Its best candidate alone decides whether a proposal is shown as perhaps taken up; the next ones stand beside it.
    """
    if not found or found[0].confidence < cut_off:
        return []
    beside = [one for one in found[:MOST_SHOWN] if SHOWN_BESIDE <= one.confidence < cut_off]
    return [one for one in found if one.confidence >= cut_off] + beside


def can_read(text: str, language: object = "") -> bool:
    """Whether the text is in a language that the machine knows: as its writer says, and as its letters look."""
    spoken = language_of_code(language)
    letters = [sign for sign in text if sign.isalpha()]
    latin = sum(name(sign, "").startswith("LATIN") for sign in letters)
    return (not spoken or spoken in LANGUAGES) and 2 * latin >= len(letters)


def index_of(candidates: Sequence[Candidate]) -> Index:
    """The recommendations of a review, read for all that proposals may say."""
    return Index(candidates, wide_vocabulary)


def guess(index: Index, text: str, language: object = "", by: Model | None = None) -> list[Suggestion]:
    """The recommendations that may have taken the proposal up, each as likely as ``by`` holds it to be, best first.

    Empty for a text that it cannot read. ``language`` is a code, as people write them; where it is none, the machine
    tells the language itself.
    """
    if not can_read(text, language):
        return []
    weighed = by or model()
    asked = Asked(index, text, language_of_code(language) or tell_language(text))
    sure = [(weighed.likelihood(numbers), match.number) for match, numbers in asked.candidates()]
    found = sorted(sure, key=lambda one: -one[0])[:_MOST]
    return [Suggestion(number, round(confidence, 3)) for confidence, number in found if confidence >= _LEAST]


def raised(found: Sequence[Suggestion]) -> list[Suggestion]:
    """The same with a confidence that says by itself what is shown: SHOWN_FROM at least, and less for all others."""
    kept = {one.number for one in shown(found)}
    return [replace(one, confidence=max(one.confidence, SHOWN_FROM)) if one.number in kept else one for one in found]


def suggest(index: Index, text: str, language: object = "") -> list[Suggestion]:
    """The guesses at a proposal, best first; those from SHOWN_FROM on are shown."""
    return raised(guess(index, text, language))


@cache
def model() -> Model:
    """The weights as ``learn_uptake`` wrote them."""
    rows = (line.split() for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    weights = {key: float(weight) for key, weight in rows}
    return Model(weights["constant"], tuple(weights[key] for key in NAMES))


def suggest_all(index: Index, proposals: Sequence[tuple[str, str, object]]) -> dict[str, list[Suggestion]]:
    """Suggestions for proposals given as key, text, language."""
    return {key: suggest(index, text, language) for key, text, language in proposals}
