"""Three texts that become one: what two people changed apart from each other is joined, what clashes is not.

The usual way of three-way merges (Khanna, Kunal and Pierce, “A formal investigation of diff3”, 2007), by words instead
of lines: a paragraph is one line. A word carries the space behind it, so that changes of neighbouring words clash.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A sign of its own where writing knows no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Myanmar.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]\s*|[^\s{_UNSPACED}]+\s*|\s+")


@dataclass(frozen=True)
class Merge:
    """What became of two texts that began from one: the joined text, or None where they clash."""

    text: str | None

    @property
    def clashes(self) -> bool:
        return self.text is None


@dataclass(frozen=True)
class Piece:
    """Words of a text, and whether the other text has them too."""

    text: str
    is_new: bool


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Both changes of ``base`` in one text; nothing where both changed the same words differently."""
    if mine == theirs or theirs == base:
        return Merge(mine)
    if mine == base:
        return Merge(theirs)
    joined: list[str] = []
    for was, ours, others in _regions(_words(base), _words(mine), _words(theirs)):
        if ours == others or others == was:
            joined += ours
        elif ours == was:
            joined += others
        else:
            return Merge(None)
    return Merge(normal("".join(joined)))


def normal(text: str) -> str:
    """As every text is kept: one way of ending lines, no blanks at their ends, none around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def pieces(text: str, other: str) -> list[Piece]:
    """``text`` in pieces: which of its words ``other`` lacks."""
    words = _words(text)
    return [
        Piece("".join(words[start:end]), tag != "equal")
        for tag, _a, _b, start, end in _matcher(_words(other), words).get_opcodes()
        if end > start
    ]


def _words(text: str) -> list[str]:
    # Every word ends in a space, the last as well: it would be another word with something behind it.
    return _TOKEN.findall(f"{text} ") if text else []


def _matcher(a: Sequence[str], b: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, a, b, autojunk=False)


def _regions(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The texts cut at the same places: where all three agree, and what stands between."""
    at_base = at_mine = at_theirs = 0
    for start, in_mine, in_theirs, size in _agreed(base, mine, theirs):
        yield base[at_base:start], mine[at_mine:in_mine], theirs[at_theirs:in_theirs]
        same = base[start : start + size]
        if size:
            yield same, same, same
        at_base, at_mine, at_theirs = start + size, in_mine + size, in_theirs + size


def _agreed(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where words of ``base`` stand in all three: the place in each, and how many; at last their ends."""
    ours = _matcher(base, mine).get_matching_blocks()
    others = _matcher(base, theirs).get_matching_blocks()
    one = two = 0
    while one < len(ours) and two < len(others):
        a, b = ours[one], others[two]
        start, end = max(a.a, b.a), min(a.a + a.size, b.a + b.size)
        if start < end:
            yield start, a.b + start - a.a, b.b + start - b.a, end - start
        if a.a + a.size < b.a + b.size:
            one += 1
        else:
            two += 1
    yield len(base), len(mine), len(theirs), 0
