"""The numbered paragraphs of a report's recommendations: lead-ins, and under each its items.

``140. The following recommendations will be examined by ...:`` is followed by ``140.1 Ratify ...``; reports of the
first cycle count ``1. 2. 3.`` afresh under each lead-in. The next number is known, so a misprinted one is seen and
repaired, and a number inside a text is told from the beginning of an item.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cycles.importers.lead_ins import opens_list, speaks_of_recommendations
from cycles.importers.records import ReadWarning, UnreadableFile
from cycles.importers.report_lines import Line
from cycles.importers.text import join_lines

# The most that one State ever got is some 450; the longest item has some 3,000 signs.
MAX_ITEMS = 2000
MAX_ITEM = 30_000
# A number may be left out by mistake, hardly more than two; a report has at most eight lead-ins.
_LARGEST_GAP = 3
_NEXT_LEAD_INS = 6
_FEW = 5
_LONGEST_LEAD_IN = 40

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĶĻŁŃŅŇŐŒŘŚŞŠŢŤŪŮŰŹŻŽ“\"«‘'¿¡\[(]"
# "140.7 Ratify", "119.1. Continue", "125-15 Take", "111. 29 Take", "125 15 Take", "140.12Ratify".
_FULL = re.compile(r"(\d{1,3})(\s?[.\-–,]\s?|\s)(\d{1,3})(?:\s?[.):])?(?:\s*(?=[^\W\d_]|[“\"«‘'(\[¿¡*])|\s+(?=\d))")
_BARE = re.compile(r"(\d{1,3})\s?[.)]\s*(?=[^\W\d_]|[“\"«‘'(\[¿¡*])")
_LONE_NUMBER = re.compile(r"\d{1,3}(?:\s?[.\-–]\s?\d{1,3})?\.?")
# Inside a line: texts run together, and numbers glued to what they follow, "(Spain);110.44. Take".
_WITHIN = re.compile(
    r"(?:\s+|(?<=[;:.)\]/”]))(?=\d{2,3}\.\s?\d{1,3}\.?(?:\s+\D|$))"
    rf"|(?<=[;:.)\]/”])\s+(?=\d{{1,3}}\.(?:\s+{_CAPITAL}|$))"
)
_FINISHED = re.compile(r"(?:[;.:)”\"»\]/,]|\b(?:and|et|y))(?:\s?[\d*]{1,3})?$")
_CLOSING = re.compile(
    r"(?:\d{1,3}\s?\.\s*)?(?:All (?:the )?conclusions? and|Toutes les conclusions|Todas las conclusiones"
    r"|L['’]ensemble des conclusions|Les conclusions et(?:/ou)? recommandations figurant"
    r"|(?:Annexe?|ANNEXE?|Anexo|ANEXO)(?:\s+[IVX]+)?$)"
)


@dataclass(slots=True)
class Item:
    """One recommendation as printed: ``printed`` is its number there, ``parts`` its lines without that number."""

    number: int
    place: int
    printed: str
    parts: list[str]

    @property
    def text(self) -> str:
        return join_lines(self.parts)


@dataclass(slots=True)
class Block:
    """A paragraph (0 until met), its items, and the number before the first of them (0 unless the count goes on)."""

    paragraph: int
    place: int
    parts: list[str]
    items: list[Item] = field(default_factory=list)
    is_bare: bool = False
    count_from: int = 0

    @property
    def text(self) -> str:
        return join_lines(self.parts)

    @property
    def opening(self) -> str:
        """The text if it is short enough for a lead-in, else nothing."""
        return self.text if len(self.parts) <= _LONGEST_LEAD_IN else ""

    @property
    def last(self) -> int:
        return self.items[-1].number if self.items else self.count_from


@dataclass(frozen=True, slots=True)
class _Head:
    """What the start of a line would be if it were an item; ``paragraph`` is 0 for ``7. Ratify``, ``140. The ...``."""

    paragraph: int
    item: int
    printed: str
    end: int
    is_clear: bool
    number: str


@dataclass(frozen=True, slots=True)
class _Segment:
    """A line, or what follows a full stop within one."""

    place: int
    text: str
    at_start: bool
    full: _Head | None
    bare: _Head | None


class Paragraphs:
    """Reads lines into ``blocks``; what a person should look at is in ``warnings``."""

    def __init__(self) -> None:
        self.blocks: list[Block] = [Block(0, 1, [])]
        self.warnings: list[ReadWarning] = []
        self.is_closed = False
        self._items = 0
        self._odd: list[ReadWarning] = []
        self._signs = 0
        self._next: _Segment | None = None

    @property
    def block(self) -> Block:
        return self.blocks[-1]

    def read(self, lines: Sequence[Line]) -> None:
        """All lines up to the paragraph that says whose positions these are."""
        segments = list(_segments(lines))
        for segment, after in zip(segments, _following(segments), strict=True):
            if self.block.items and _CLOSING.match(segment.text):
                self.is_closed = True
                break
            self._next = after
            self._take(segment)
        # One "125-15" among "125.14" is a misprint; a report that prints them all so has a habit.
        self.warnings += self._odd if len(self._odd) <= _FEW else []

    def _take(self, segment: _Segment) -> None:
        is_item = not self._is_lead_in(segment) and (self._full_item(segment) or self._bare_item(segment))
        if not is_item and not self._open_block(segment):
            self._continue(segment)

    def _is_lead_in(self, segment: _Segment) -> bool:
        """A paragraph's own number that would be the next item's as well, in a list that counts 1. 2. 3."""
        head = segment.bare
        if head is None or not self.block.is_bare:
            return False
        is_next_paragraph = self.block.paragraph < head.item <= self.block.paragraph + _NEXT_LEAD_INS
        return is_next_paragraph and self._is_finished() and speaks_of_recommendations(segment.text)

    # Items numbered 140.7.

    def _full_item(self, segment: _Segment) -> bool:
        head, block = segment.full, self.block
        if head is None or block.is_bare:
            return False
        number = self._number_of(head, segment)
        if number is None:
            self._doubt(head, segment)
            return False
        if not block.paragraph or number == 1 and block.items:
            self._open_unannounced(head, segment)
        elif head.paragraph != block.paragraph and not block.items and self._next_is(head.paragraph, head.item + 1):
            # Two items agree, so it is the lead-in whose number is misprinted.
            was, block.paragraph = str(block.paragraph), head.paragraph
            self.warnings.append(ReadWarning("repaired_number", segment.place, str(head.paragraph), was))
        self._add(number, head, segment)
        return True

    def _number_of(self, head: _Head, segment: _Segment) -> int | None:
        """The number that the item must have, or None where this is no item but text."""
        block, expected = self.block, self.block.last + 1
        is_own = head.paragraph == block.paragraph
        if is_own and head.item == expected or _is_cut_tail(head, expected, is_own=is_own):
            return expected
        if not self._is_firm(head):
            return None
        if not block.paragraph:
            return head.item if head.item == 1 or self._next_is(head.paragraph, head.item + 1) else None
        if head.item == 1 and self._opens_unannounced(head):
            return 1
        if head.item == expected and (block.items or speaks_of_recommendations(block.opening)):
            return expected
        if is_own and not block.items and head.item == self._last_of_all() + 1:
            block.count_from = head.item - 1
            return head.item
        return self._after_gap(head.item, expected) if is_own else None

    def _after_gap(self, printed: int, expected: int) -> int | None:
        """A number of the right paragraph that is not the next one: what follows it tells which it is."""
        paragraph = self.block.paragraph
        if self._next_is(paragraph, expected + 1):
            return expected
        if expected < printed < expected + _LARGEST_GAP or printed > expected and self._next_is(paragraph, printed + 1):
            return printed
        return None

    def _opens_unannounced(self, head: _Head) -> bool:
        block = self.block
        return bool(block.items) and block.paragraph < head.paragraph <= block.paragraph + _NEXT_LEAD_INS

    def _open_unannounced(self, head: _Head, segment: _Segment) -> None:
        """Items whose paragraph has not been met: its number comes from the items, its words from what precedes."""
        if not self.block.paragraph:
            self.block.paragraph = head.paragraph
        else:
            self.blocks.append(Block(head.paragraph, segment.place, []))

    # Items numbered 7, under a lead-in.

    def _bare_item(self, segment: _Segment) -> bool:
        head, block = segment.bare, self.block
        if head is None or not block.paragraph or block.items and not block.is_bare:
            return False
        expected = block.last + 1
        if not block.items:
            goes_on = self._last_of_all() + 1
            if head.item not in (1, goes_on) or not opens_list(block.opening):
                return False
            block.is_bare = True
            block.count_from = head.item - 1
        elif head.item != expected:
            is_near = expected < head.item < expected + _LARGEST_GAP
            if not (is_near and self._is_firm(head) and self._bare_next_is(head.item + 1)):
                return False
        self._add(head.item, head, segment)
        return True

    # What both kinds share.

    def _add(self, number: int, head: _Head, segment: _Segment) -> None:
        block = self.block
        paragraph, printed = str(block.paragraph), head.printed.rstrip(" .:)")
        repaired = ReadWarning("repaired_number", segment.place, f"{paragraph}.{number}", printed)
        if head.paragraph not in (0, block.paragraph) or head.item != number:
            self.warnings.append(repaired)
        elif number > block.last + 1:
            missing = [f"{paragraph}.{left_out}" for left_out in (block.last + 1, number - 1)]
            detail = missing[0] if missing[0] == missing[1] else "–".join(missing)
            self.warnings.append(ReadWarning("gap", segment.place, paragraph, detail))
        elif head.paragraph and printed != repaired.number:
            self._odd.append(repaired)
        block.items.append(Item(number, segment.place, head.printed, [segment.text[head.end :]]))
        self._signs = len(segment.text)
        self._items += 1
        if self._items > MAX_ITEMS:
            raise UnreadableFile("too_long")

    def _open_block(self, segment: _Segment) -> bool:
        """A new paragraph: the next number, or one of the next numbers if it speaks of recommendations."""
        head, block = segment.bare, self.block
        if head is None or not head.is_clear or not head.printed.endswith("."):
            return False
        current = block.paragraph
        if current and not current < head.item <= current + _NEXT_LEAD_INS:
            return False
        is_next = not current or head.item == current + 1 and self._is_finished()
        if not is_next and not speaks_of_recommendations(segment.text):
            return False
        self.blocks.append(Block(head.item, segment.place, [segment.text[head.end :]]))
        self._signs = 0
        return True

    def _continue(self, segment: _Segment) -> None:
        parts = self.block.items[-1].parts if self.block.items else self.block.parts
        parts.append(segment.text)
        self._signs += len(segment.text)
        if self.block.items and self._signs > MAX_ITEM:
            raise UnreadableFile("too_long")

    def _is_firm(self, head: _Head) -> bool:
        """Whether the line looks like a beginning for more than its number: a capital, behind a finished text."""
        return head.is_clear and self._is_finished()

    def _is_finished(self) -> bool:
        if not self.block.paragraph:
            return True
        parts = self.block.items[-1].parts if self.block.items else self.block.parts
        return not parts or _FINISHED.search(parts[-1][-40:]) is not None

    def _next_is(self, paragraph: int, item: int) -> bool:
        head = self._next.full if self._next else None
        return head is not None and (head.paragraph, head.item) == (paragraph, item)

    def _bare_next_is(self, item: int) -> bool:
        head = self._next.bare if self._next else None
        return head is not None and head.item == item

    def _last_of_all(self) -> int:
        return next((block.last for block in reversed(self.blocks) if block.items), 0)

    def _doubt(self, head: _Head, segment: _Segment) -> None:
        """A number of this report that begins a line and yet was read as text."""
        block = self.block
        if segment.at_start and block.items and head.paragraph == block.paragraph and self._is_firm(head):
            number = f"{block.paragraph}.{block.last}"
            self.warnings.append(ReadWarning("number_in_text", segment.place, number, head.printed.rstrip(" .:)")))


def _is_cut_tail(head: _Head, expected: int, *, is_own: bool) -> bool:
    """``118.09`` for 118.109."""
    return is_own and head.number.startswith("0") and str(expected).endswith(head.number)


def _segments(lines: Sequence[Line]) -> Iterator[_Segment]:
    """The lines, cut also where a number follows the end of a text within one, and joined where one stands alone."""
    waiting = ""
    for line in lines:
        pieces = _WITHIN.split(f"{waiting} {line.text}" if waiting else line.text)
        last = pieces[-1]
        waiting = last if "." in last and _LONE_NUMBER.fullmatch(last) else ""
        for index, piece in enumerate(pieces[:-1] if waiting else pieces):
            if piece:
                yield _Segment(line.place, piece, index == 0, _full(piece, at_start=index == 0), _bare(piece))


def _following(segments: Sequence[_Segment]) -> list[_Segment | None]:
    """For each segment the next one that could begin an item."""
    following: list[_Segment | None] = []
    after: _Segment | None = None
    for segment in reversed(segments):
        following.append(after)
        if segment.full or segment.bare:
            after = segment
    return following[::-1]


_STARTS_CLEAR = re.compile(_CAPITAL)


def _full(text: str, *, at_start: bool) -> _Head | None:
    match = _FULL.match(text)
    if match is None or not at_start and match[2].strip() != ".":
        return None
    # Only a dot makes a number that can stand for another; "12 5 per cent", "10-15 Member States" are words.
    is_clear = match[2].strip() == "." and _STARTS_CLEAR.match(text, match.end()) is not None
    return _Head(int(match[1]), int(match[3]), text[: match.end()].rstrip(), match.end(), is_clear, match[3])


def _bare(text: str) -> _Head | None:
    match = _BARE.match(text)
    if match is None:
        return None
    is_clear = _STARTS_CLEAR.match(text, match.end()) is not None
    return _Head(0, int(match[1]), text[: match.end()].rstrip(), match.end(), is_clear, match[1])
