"""The words by which a State under Review accepts, notes or leaves open, in English, French, Spanish and Russian."""

import re
from dataclasses import dataclass

from cycles.importers.records import NOTED, PARTIALLY_SUPPORTED, PENDING, SUPPORTED

# A phrase that takes a position which cannot be told: "accepts in principle", "cannot fully support".
UNCLEAR = ""

_ACCEPT_EN = r"(?:accept|support|endors|approv)\w*"
_GAP = r"(?:\s+[\w’'-]+){0,4}?\s+"
_NOT = (
    r"(?:(?:do|does|did|can|could|will|would|shall|is|are|was|were|has|have)(?:\s+not|n[’']t)|cannot|unable\s+to"
    r"|not(?:\s+yet)?\s+in\s+a\s+position\s+to|never)"
)
_PHRASES = {
    UNCLEAR: (
        rf"{_ACCEPT_EN}{_GAP}?in\s+principle|{_NOT}{_GAP}(?:fully|entirely|wholly){_GAP}?{_ACCEPT_EN}"
        r"|not\s+(?:fully|entirely|wholly)\s+(?:accepted|supported)"
        r"|accept\w*\s+(?:de\s+|sur\s+le\s+)?principe|acept\w*\s+en\s+principio"
    ),
    PARTIALLY_SUPPORTED: (
        rf"{_ACCEPT_EN}(?:{_GAP}|\s*[:,(–-]?\s*)(?:in\s+part|partially|partly)\b|(?:partially|partly|in\s+part)\s+{_ACCEPT_EN}"
        r"|enjoys?\s+(?:the\s+|its\s+)?(?:partial|limited)\s+support|partial(?:ly)?\s+(?:acceptance|support)\w*|supported\s*/\s*noted"
        r"|(?:accept|appuy|soutien)\w*\s+(?:\w+\s+){0,3}?(?:partiellement|en\s+partie)|partiellement\s+accept\w+"
        r"|(?:acept|apoy)\w*\s+(?:\w+\s+){0,3}?(?:parcialmente|en\s+parte)|parcialmente\s+(?:acept|apoy)\w+"
        r"|(?:принима|поддержива)\w+\s+частично|частично\s+(?:принима|поддерж)\w+"
    ),
    PENDING: (
        rf"{_NOT}{_GAP}(?:make|give|provide|take){_GAP}(?:definitive|final|clear)\s+(?:statement|answer|response|position)"
        r"|(?:is|are|remains?|still|currently)\s+(?:still\s+|currently\s+)?pending\b|under\s+(?:active\s+)?(?:consideration|examination|review|study)\b"
        r"|(?:will|to)\s+be\s+(?:further\s+)?(?:examined|considered|studied)|(?:requires?|needs?)\s+further\s+(?:consideration|examination|study)"
        r"|pending\s+(?:recommendations|further)|(?:à\s+l[’']examen|en\s+cours\s+d[’']examen)|en\s+estudio|на\s+рассмотрении"
    ),
    NOTED: (
        rf"{_NOT}{_GAP}?(?:be\s+)?(?:{_ACCEPT_EN}|agree\s+(?:to|with)|enjoy\w*|adhere\s+to|find\s+favour|acceptable)(?:\s+(?:the\s+|its\s+|our\s+|their\s+)?support)?"
        r"|not\s+(?:accepted|supported|endorsed|acceptable|accepting|supporting)|non-(?:accepted|supported)|unacceptable"
        r"|not\s+enjoy\w*\s+(?:the\s+|its\s+|our\s+|their\s+)?support|(?:withh[oe]ld\w*)\s+(?:its\s+)?(?:acceptance|support)"
        r"|reject(?:s|ed|ing)?\b|declin(?:e|es|ed)\b|(?:takes?|took|taken|taking)\s+(?:due\s+)?note\b|(?:is|are|were|be|has|have)\s+noted\b"
        r"|noted\b(?!\s+(?:that|above|with))|notes\b(?!\s+(?:that|with))|\bnote\b(?!\s+(?:that|with))"
        r"|n[’'](?:accept|appuie|appuy)\w*\s+pas|ne\s+(?:\w+\s+){0,3}?(?:pas|peu\w+)\s+(?:\w+\s+){0,2}?(?:accept|appuy|souscri|adh[ée]r)\w*"
        r"|ne\s+(?:souscri\w+|recueill\w+|b[ée]n[ée]fici\w+|soutien\w+|jouiss\w+)\s+pas(?:\s+(?:à|de)\s+l[’']\w+)?|pren(?:d|nent|ant|dre)\s+note|pris(?:es?)?\s+(?:bonne\s+)?note"
        r"|non\s+accept[ée]e?s|not[ée]e?s\b|rejet(?:te|tent|[ée]e?s?)\b"
        r"|no\s+(?:\w+\s+){0,3}?(?:acept|apoy)\w*|no\s+(?:\w+\s+){0,2}?(?:cuenta\w*|goza\w*)\s+con\s+(?:el|su)\s+apoyo|tom(?:a|an|ado|ar|ando|ó)\s+(?:\w+\s+)?nota|rechaz\w+"
        r"|не\s+(?:\w+\s+){0,2}?(?:прин\w+|поддерж\w+|пользуют\w+)|отклон\w+|прин\w+\s+к\s+сведению"
    ),
    SUPPORTED: (
        r"accept(?:s|ed|ing|ance|able)?\b|support(?:s|ed|ing)\b|enjoy(?:s|ed|ing)?\s+(?:the\s+|its\s+|our\s+|their\s+|full\s+|the\s+full\s+)?support"
        r"|\bsupport\b|endors(?:e|es|ed|ing|ement)\b|agrees?\s+(?:to|with)\b|(?:gives?|has|have|with)\s+(?:its|the)\s+support"
        r"|accept(?:e|ent|[ée]e?s?)\b|appuie(?:nt)?\b|appuy[ée]e?s?\b|souscri(?:t|vent)\b|recueill\w+\s+(?:l[’']\w+|son\s+\w+)|b[ée]n[ée]fici\w+\s+de\s+(?:l[’']appui|son\s+appui)"
        r"|acept(?:a|an|ó|ad[ao]s?)\b|apoya[ns]?\b|apoyad[ao]s?\b|(?:cuenta|goza)n?\s+con\s+(?:el|su)\s+apoyo"
        r"|принима(?:ет|ются|ем)\b|принят\w+|поддержива(?:ет|ются|ем)\b|поддержан\w+|пользу\w+\s+поддержкой"
    ),
}
_NAMES = {
    UNCLEAR: "unclear",
    PARTIALLY_SUPPORTED: "partial",
    PENDING: "pending",
    NOTED: "noted",
    SUPPORTED: "supported",
}
_KINDS = {name: position for position, name in _NAMES.items()}
_PHRASE = re.compile(
    r"(?<![\w-])(?:" + "|".join(rf"(?P<{_NAMES[kind]}>{words})" for kind, words in _PHRASES.items()) + ")",
    re.IGNORECASE,
)
# These take an object: "supports efforts to" says nothing about a recommendation.
_TAKES_OBJECT = re.compile(
    r"(?:accept|support|endorse|agree|reject|decline|approve)s?\b|note[sd]?\b|accepte|appuie|souscri|acepta|apoya|rechaza|принимает|поддерживает",
    re.IGNORECASE,
)
_PASSIVE_ENDING = re.compile(
    r"(?:ed|ées?|és|ad[ao]s?|support|apoyo|ются|part|partially|partly|acceptable)$", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\W*(?:$|\d|(?:[\w’'-]+\W+){0,5}?(?:rec(?:s|omm?s?)?\.?\s\d|recommendation|recommandation|recomendaci|рекомендаци|(?:it|them|these|those|this)\b(?!\s+(?!rec)\w)))"
    r"|\s*[.:;]",
    re.IGNORECASE,
)
_IMPLEMENTED = re.compile(
    r"already\s+(?:been\s+)?(?:(?:fully|partially|largely)\s+)?implement|(?:in|under)\s+(?:the\s+)?process\s+of\s+(?:being\s+)?implement"
    r"|(?:already\s+)?(?:implemented\s+or|being\s+implemented)|d[ée]j[àa]\s+(?:mis\w*\s+en\s+œuvre|appliqu|r[ée]alis)|en\s+cours\s+de\s+(?:mise\s+en\s+œuvre|r[ée]alisation)"
    r"|ya\s+(?:\w+\s+){0,3}?(?:aplica|implementa|cumpli)|en\s+(?:proceso|v[íi]as)\s+de\s+(?:aplicaci|implementaci)|уже\s+(?:выполн|осуществл|реализ)",
    re.IGNORECASE,
)
_STATED = re.compile(r"\s*(?:$|[.:;\n]|[–—-]\s)")
_STATED_BEFORE = re.compile(
    r"[\s.:;,–—-]*(?:(?:position|response|status|answer|réponse|respuesta)\s*:\s*)?", re.IGNORECASE
)
_BEFORE_ANSWER = re.compile(r"\)[\s.:;–—-]{0,5}|\n")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that take a position, and where they stand."""

    position: str
    start: int
    stop: int


def phrases(text: str) -> list[Phrase]:
    """The positions that a text takes on recommendations, in their order."""
    found = []
    for match in _PHRASE.finditer(text):
        words = match[0]
        bare = _TAKES_OBJECT.match(words) and not _PASSIVE_ENDING.search(words)
        if not bare or _ABOUT.match(text, match.end()):
            found.append(Phrase(_KINDS[match.lastgroup or ""], match.start(), match.end()))
    return found


def ends_in_position(line: str) -> bool:
    """Whether a line closes with an answer, as the rows of a table do."""
    found = phrases(line)
    return bool(found) and found[-1].stop >= len(line.rstrip(" ."))


def heading_position(text: str) -> str | None:
    """The one position of a heading, or None for none, for several and for one that cannot be told."""
    return only_position([phrase.position for phrase in phrases(text)])


def only_position(positions: list[str]) -> str | None:
    """The position that all agree on."""
    return positions[0] if positions and len(set(positions)) == 1 and positions[0] != UNCLEAR else None


def is_implemented(text: str) -> bool:
    """Whether the words call recommendations implemented already, or in process of it."""
    return bool(_IMPLEMENTED.search(text))


def stated_position(text: str) -> str | None:
    """A position that stands by itself, in front of the text, behind its brackets, or as a line: ``Noted. The law``."""
    opening = _STATED_BEFORE.match(text)
    starts = [opening.end() if opening else 0, *(match.end() for match in _BEFORE_ANSWER.finditer(text))]
    for start in starts:
        match = _PHRASE.match(text, start)
        if match and _STATED.match(text, match.end()) and match.lastgroup != "unclear":
            return _KINDS[match.lastgroup or ""]
    return None
