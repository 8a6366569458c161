"""Which blocks are numbered paragraphs, which are entries of lists, and what is left of them without their marks."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from submissions.word_import.blocks import Block
from submissions.word_import.pieces import Piece

# “12.” or “12a.” or “12)” before the text; other writing has digits of its own.
_NUMBER = re.compile(r"^[\s\u200e\u200f]*(\d{1,3})([a-z]{0,2})([.)])(\s+)(?=\S)")
_BULLET = re.compile(r"^[\s\u200e\u200f]*(?:[•·▪●○◦‣–—\-*\uf0b7\uf0a7]\s+|o\t)(?=\S)")
# Entries of a list are shorter than the paragraphs of a submission.
_WORDS_OF_PARAGRAPH = 12


@dataclass(frozen=True)
class Line:
    """A block with its part in the text: ``paragraph`` begins one, ``item`` is an entry of a list, else ``text``."""

    block: Block
    kind: str
    pieces: tuple[Piece, ...]
    mark: str = "-"
    # How far in it stands; None where its paragraph’s number stands before it.
    indent: int | None = 0


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """Each block with its part in the text."""
    counted, sign = _paragraph_lists(blocks), _typed_sign(blocks)
    last = 0
    lines = []
    for block in blocks:
        found = _NUMBER.match(block.text) if sign and not block.count else None
        if block.heading is None and block.list_kind in counted and block.depth == 0 and block.count.isdigit():
            lines += _begun(block, block.pieces)
        elif found and block.heading is None and _goes_on(found, sign, last):
            last = int(found[1])
            lines += _begun(block, without(block.pieces, found.end()))
        else:
            lines.append(_other(block))
    return lines


def _begun(block: Block, pieces: tuple[Piece, ...]) -> list[Line]:
    """A numbered paragraph, which may begin with a list."""
    if found := _BULLET.match("".join(piece.text for piece in pieces)):
        return [
            Line(block, "paragraph", ()),
            Line(block, "item", without(pieces, found.end()), indent=None),
        ]
    if found := _NUMBER.match("".join(piece.text for piece in pieces)):
        item = Line(block, "item", without(pieces, found.end()), mark=f"{int(found[1])}.", indent=None)
        return [Line(block, "paragraph", ()), item]
    return [Line(block, "paragraph", pieces)]


def _other(block: Block) -> Line:
    """A heading, an entry of a list, or more text."""
    if block.heading is not None or block.is_title:
        return Line(block, "text", block.pieces)
    if block.count:
        is_plain = block.count == "-" or block.count.isdigit()
        mark = block.count if block.count == "-" else f"{block.count}."
        pieces = block.pieces if is_plain else (Piece(f"{block.count} "), *block.pieces)
        indent = block.depth * 360 + 1
        return Line(block, "item", pieces, mark=mark if is_plain else "-", indent=indent)
    if found := _BULLET.match(block.text):
        return Line(block, "item", without(block.pieces, found.end()), indent=block.indent)
    if found := _NUMBER.match(block.text):
        pieces = without(block.pieces, found.end())
        if found[2]:
            return Line(block, "text", block.pieces)
        return Line(block, "item", pieces, mark=f"{int(found[1])}.", indent=block.indent)
    return Line(block, "text", block.pieces, indent=block.indent)


def _paragraph_lists(blocks: Sequence[Block]) -> set[str]:
    """The counted lists of Word’s that are the paragraphs of the text: long entries, or most of the words."""
    words: Counter[str] = Counter()
    entries: Counter[str] = Counter()
    for block in blocks:
        if block.heading is None and block.count.isdigit() and block.depth == 0:
            words[block.list_kind] += block.words
            entries[block.list_kind] += 1
    return {kind for kind in words if words[kind] >= _WORDS_OF_PARAGRAPH * entries[kind]}


def _typed_sign(blocks: Sequence[Block]) -> str:
    """Whether paragraphs are numbered by hand as ``1.`` or ``1)``: what counts up further, if either does."""
    reached = {".": 0, ")": 0}
    for block in blocks:
        found = _NUMBER.match(block.text) if block.heading is None and not block.count else None
        if found and _follows(found, reached[found[3]]):
            reached[found[3]] = int(found[1])
    sign = max(reached, key=lambda one: reached[one])
    return sign if reached[sign] else ""


def _goes_on(found: re.Match[str], sign: str, last: int) -> bool:
    """Whether a number is the next one of the text. Behind a tab it is one also where others are missing before it."""
    return found[3] == sign and _follows(found, last)


def _follows(found: re.Match[str], last: int) -> bool:
    place = int(found[1])
    return place == last + 1 or (place == last and bool(found[2])) or ("\t" in found[4] and place >= last)


def without(pieces: tuple[Piece, ...], length: int) -> tuple[Piece, ...]:
    """The pieces without their first signs."""
    kept: list[Piece] = []
    for piece in pieces:
        cut = min(length, len(piece.text))
        length -= cut
        if piece.text[cut:] or piece.note:
            kept.append(replace(piece, text=piece.text[cut:]))
    return tuple(kept)
