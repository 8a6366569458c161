"""Which State, cycle and session a list is of: its page header says so, in words that vary.

``UPR of Slovenia (4th Cycle - 48th Session)``, ``(2nd Cycle – 20th session)``, ``UPR of Egypt - Second Cycle``.
"""

import re
from dataclasses import dataclass

from cycles.importers.state_names import StateNames

_UNITS = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_TEENS = ["eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_ORDINALS = {word: number for number, word in enumerate([*_UNITS, *_TEENS, "nineteenth"]) if word}
_ORDINALS |= {f"{tens[:-1]}ieth": number for tens, number in _TENS.items()}
_ORDINALS |= {
    f"{tens}-{_UNITS[unit]}": number + unit for tens, number in _TENS.items() for unit in range(1, len(_UNITS) - 1)
}
_NUMBER = r"(\d{1,2})\s?(?:st|nd|rd|th)?|(" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + ")"


def _counted(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_NUMBER})\s+(?:UPR\s+)?{noun}\b|\b{noun}\s+(\d{{1,2}})\b", re.IGNORECASE)


_CYCLE, _SESSION = _counted("cycle"), _counted("session")
_REVIEW_OF = re.compile(r"\b(?:UPR|Universal Periodic Review)\b\W*(of\b)?\W*", re.IGNORECASE)
_REST = re.compile(r"\b(?:thematic|matrix|list of|recommendations|page \d)", re.IGNORECASE)
_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class PageHeader:
    """The header as printed and what it tells; None for what it does not say."""

    text: str
    state: str | None
    cycle: int | None
    session: int | None


def read_page_header(headers: tuple[str, ...], paragraphs: tuple[str, ...], names: StateNames) -> PageHeader:
    """What the list is of, from its page headers or, where they are silent, from the title before the table."""
    texts = [*headers, " ".join(paragraphs)] if paragraphs else list(headers)
    read = [_read(text[:1000], names) for text in texts]
    if not read:
        return PageHeader("", None, None, None)
    return max(read, key=lambda header: (header.state is not None) + (header.cycle is not None))


def _read(text: str, names: StateNames) -> PageHeader:
    return PageHeader(text, _state(text, names), _number(_CYCLE, text), _number(_SESSION, text))


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    if match is None:
        return None
    digits, word = match[1] or match[3], match[2]
    return int(digits) if digits else _ORDINALS[word.casefold()]


def _state(text: str, names: StateNames) -> str | None:
    opening = _REVIEW_OF.search(text)
    if opening:
        named = text[opening.end() :]
        for ending in (_CYCLE, _SESSION, _REST):
            match = ending.search(named)
            named = named[: match.start()] if match else named
        named = _balanced(named)
        found = names.closest(named) or names.closest(named.partition("(")[0])
        if found or opening[1]:
            return found
    speaks_of_review = opening or _CYCLE.search(text) or _SESSION.search(text)
    return _only_name(text, names) if speaks_of_review else None


def _balanced(name: str) -> str:
    """The name without the bracket or dash that opened what follows it."""
    name = name.strip(" -–—:;,")
    while name.count("(") > name.count(")"):
        name = name[: name.rindex("(")].rstrip(" -–—:;,")
    return name


def _only_name(text: str, names: StateNames) -> str | None:
    """The one State that is named anywhere in the header; None for none and for several."""
    words = re.findall(r"[\w’'().-]+", text)[:60]
    found = set()
    start = 0
    while start < len(words):
        for stop in range(min(len(words), start + _MOST_WORDS), start, -1):
            iso3 = names.resolve(" ".join(words[start:stop])) if words[start][0].isupper() else None
            if iso3:
                found.add(iso3)
                start = stop - 1
                break
        start += 1
    return found.pop() if len(found) == 1 else None
