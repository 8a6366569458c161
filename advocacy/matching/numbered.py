"""What is called by its number, in the one form in which notes and recommendations are compared; and by its name."""

import re
from collections.abc import Collection
from functools import cache

from advocacy.matching.lexicon import concepts, read_text

_ORDINALS = {"1": "first", "2": "second", "3": "third"}
_AND = r"\s*(?:[,+&/]\s*(?:and\b)?|and\b|et\b|y\b|e\b)\s*"
_ARTICLES = re.compile(
    rf"\b(?:arts?|articles?|art[ií]culos?)\b\.?\s*(?P<numbers>\d{{1,4}}(?:{_AND}\d{{1,4}})*)\b", re.IGNORECASE
)
_PROTOCOLS = re.compile(rf"\b(?:ops?|optional protocols?)\s*-?\s*(?P<numbers>[1-3](?:{_AND}[1-3])*)\b", re.IGNORECASE)
# "1st + 2nd OP": one part of a note, not two.
_BOTH = re.compile(r"\b(1st|2nd|first|second)\s*[+&/]\s*(?=(?:2nd|3rd|second|third)\b)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ARTICLE = re.compile(r"w:art\d")
# These are no treaty of their own.
_ANY_TREATY = frozenset(("optional_protocol", "core_treaties"))
_PROTOCOL_OF = {"iccpr_op2": "iccpr"}


def numbered(text: str) -> str:
    """The text with a word for each article (``art305``) and with protocols counted in words."""
    text = _ARTICLES.sub(_articles, text)
    return _BOTH.sub(r"\1 and ", _PROTOCOLS.sub(_protocols, text))


def _articles(found: re.Match[str]) -> str:
    numbers = _DIGITS.findall(found["numbers"])
    # An article that means an idea of the field has words there already.
    return found[0] if any(map(_is_idea, numbers)) else " ".join(f"art{number}" for number in numbers)


@cache
def _is_idea(number: str) -> bool:
    of_any = read_text("article", "en").concepts.keys()
    return bool(read_text(f"article {number}", "en").concepts.keys() - of_any)


def _protocols(found: re.Match[str]) -> str:
    return f"{' and '.join(_ORDINALS[number] for number in _DIGITS.findall(found['numbers']))} optional protocol"


def contradicts(asked: Collection[str], theirs: Collection[str]) -> bool:
    """Whether one text names an article, or a treaty, and the other only others; both by their features."""
    articles = [{key for key in keys if _ARTICLE.match(key)} for keys in (asked, theirs)]
    treaties = [_treaties(keys) for keys in (asked, theirs)]
    return any(one and other and not one & other for one, other in (articles, treaties))


def _treaties(keys: Collection[str]) -> set[str]:
    known = concepts()
    named = {key for key in keys if key in known and known[key].kind == "instrument"} - _ANY_TREATY
    return named | {_PROTOCOL_OF[key] for key in named if key in _PROTOCOL_OF}
