"""What the paragraph that opens a run of recommendations says of the position of the State under Review.

The words are those of Working Group reports of four cycles, in English, French and Spanish. What a State does not
support is tested before what it does: "did not enjoy the support" holds "enjoy the support".
"""

import re
import unicodedata
from dataclasses import dataclass

from cycles.importers.records import NOTED, PARTIALLY_SUPPORTED, PENDING, SUPPORTED

_PARTIAL = (
    r"partial(?:ly)? (?:support|accept)|(?:support|accept)\w* (?:\w+ )?(?:in part|partially)|partial support",
    r"partiellement (?:acceptee|appuyee)|(?:accepte|appuie)\w* (?:en partie|partiellement)",
    r"parcialmente (?:aceptada|apoyada)|(?:acepta|apoya)\w* (?:en parte|parcialmente)",
)
_NOTED = (
    r"\b(?:not|n't) (?:\w+ ){0,2}(?:enjoy|support|accept|meet with|agree)|\bcannot\b|\breject|\brefuse|\bdeclin",
    r"\b(?:been|were|are|was|is|be|being|only|duly|therefore|thus) noted\b|\bnoted by\b|\bnotes\b"
    r"|\b(?:takes?|taken|took) note|\bunable to (?:support|accept)|\bwithout (?:the|its) support",
    r"\bne (?:\w+ ){1,3}(?:pas|point)\b|\bn'(?:ont|a|est|emportent|obtiennent|appuie) (?:\w+ ){0,2}pas\b"
    r"|\bpas l'(?:adhesion|appui)",
    r"\bpren(?:d|dre|ant) note|\bpris(?:es)? note|\bnotees\b|\bpris acte|\brejet",
    r"\bno (?:han? )?(?:go[cz]a|cuenta|conta|recib|obt|tien|tuv|acept|apoy|pued|podr)|\btoma\w* nota|\btomo nota"
    r"|\btomado nota|\brechaz",
)
_WILL_EXAMINE = (
    r"\b(?:will|would|shall|to|are to) (?:\w+ )?be (?:\w+ )?(?:examined|considered|reviewed|studied)",
    r"\b(?:will|would) (?:\w+ )?(?:examine|consider|review|study)\b|\bbeing (?:examined|considered)|\bfurther consider",
    r"\b(?:pending|deferred|under consideration)\b|\brequire\w* further",
    r"\b(?:seront|sera|doivent etre) (?:\w+ )?(?:examinee|etudiee)|\bexaminera|\betudiera|\ba l'examen\b",
    r"\bseran? (?:\w+ )?(?:examinad|estudiad|considerad)|\bexaminara|\bestudiara|\ben estudio\b",
)
_SUPPORTED = (
    r"\benjoy|\bsupport(?:s|ed)?\b|\baccept(?:s|ed)?\b|\bagree(?:s|d)?\b|\bmeet with (?:the|its) approval|\bapproved",
    r"\badhesion\b|\bappui\b|\bappuye|\bsouscrit|\baccept(?:e|ees)\b|\bagre(?:e|ees)\b",
    r"\bapoyo\b|\bapoyad|\bacept(?:a|o|ada|adas|aron)\b|\baprob(?:o|adas)\b",
)
_WILL_ANSWER = (
    r"\b(?:will|would) (?:\w+ )?(?:provide|respond|reply|give)|\brespon\w+ (?:\w+ ){0,4}in due (?:time|course)"
    r"|\b(?:responses?|repl(?:y|ies)) (?:\w+ ){0,10}(?:will|would) be",
    r"\b(?:donnera|fournira|communiquera|repondra)\b|\ben temps voulu",
    r"\b(?:dara respuesta|respondera|proporcionara|comunicara)\b|\ba su debido tiempo",
)
_IMPLEMENTED = (
    r"\balready (?:been |being |in |under )*(?:\w+ )?(?:implement|place|appl|effect|realized|fulfil)",
    r"\bin the process of (?:being )?implement|\b(?:been|being) implemented|\bin (?:the )?course of implementation",
    r"\bdeja (?:\w+ ){0,2}(?:applique|mise|execute|suivi)|\ben (?:cours|voie) d'(?:application|execution)"
    r"|\ben cours de mise en oeuvre",
    r"\bya (?:\w+ ){0,3}(?:aplicad|implementad|cumplid|ejecutad|llevad|puest)|\ben (?:proceso|vias|curso) de"
    r" (?:aplicacion|ejecucion|implementacion|cumplimiento)|\b(?:aplicando|implementando)",
)
_RECOMMENDATION = re.compile(r"\brecomm?[ae]nda?")


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_RULES = (
    (_any_of(_PARTIAL), PARTIALLY_SUPPORTED),
    (_any_of(_NOTED), NOTED),
    (_any_of(_WILL_EXAMINE), PENDING),
    (_any_of(_SUPPORTED), SUPPORTED),
    (_any_of(_WILL_ANSWER), PENDING),
)
_DONE = _any_of(_IMPLEMENTED)
_PLAINLY_NOTED = re.compile(r"\bnoted\b")
# A lead-in has one to four sentences.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Standing:
    """The first position of some recommendations; ``position`` is empty where the words do not say."""

    position: str
    is_already_implemented: bool


def read_standing(text: str) -> Standing:
    """The position that a lead-in gives to what follows it; already implemented means supported as well."""
    words = _plain(text)
    position = next((position for rule, position in _RULES if rule.search(words)), "")
    done = _DONE.search(words) is not None
    if not position:
        position = SUPPORTED if done else NOTED if _PLAINLY_NOTED.search(words) else ""
    return Standing(position, done and position == SUPPORTED)


def speaks_of_recommendations(text: str) -> bool:
    """Whether a paragraph is about recommendations and the State's position on them."""
    return _RECOMMENDATION.search(_plain(text)) is not None and bool(read_standing(text).position)


def opens_list(text: str) -> bool:
    """Whether recommendations follow: the paragraph takes a position on them, or announces them with a colon."""
    announces = text.rstrip().endswith(":") and _RECOMMENDATION.search(_plain(text)) is not None
    return announces or speaks_of_recommendations(text)


def _plain(text: str) -> str:
    """Small letters without accents, curly signs and wide blanks."""
    decomposed = unicodedata.normalize("NFKD", text[:_LONGEST].replace("’", "'").replace("œ", "oe")).casefold()
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())
