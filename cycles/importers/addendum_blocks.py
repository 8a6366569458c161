"""The paragraphs of an addendum: headings, numbered paragraphs, and what stands under numbers of recommendations."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cycles.importers.addendum_words import ends_in_position, heading_position, phrases
from cycles.importers.number_lists import NumberList, plain_signs, read_run
from cycles.importers.text import join_lines, tidy

HEADING, PARAGRAPH, ITEM = "heading", "paragraph", "item"

FULL_NUMBER = re.compile(
    r"(?<![\w./-])(\d{1,3})\.(\d{1,3})(?![\w%]|\.\d|\s*(?:per\s?cent|million|billion|pour\s+cent|por\s+ciento))"
)
_SYMBOL_LINE = re.compile(r"(?:United Nations\s+)?A/HRC/\S+$|GE\.\d\d-\d+.*|(?:page\s+)?\d{1,3}$", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,3})\.\s+(?=[^\W\d_]|[“\"(«])")
_ITEM_LINE = re.compile(r"(\d{1,3})\.(\d{1,3})\W{0,3}\s(?=[^\W\d_a-z])")
_OUTLINE = re.compile(r"([IVX]{1,5}|[A-H])\.\s+(?=[^\W\d_])")
_LABEL_WORD = re.compile(
    r"\W{0,3}(?:rec(?:ommendation|omm?)?s?|recommandations?|recomendaci(?:ón|ones)|рекомендаци[ия])\b", re.IGNORECASE
)
_NUMBER_FIRST = re.compile(r"\W{0,3}\d")
_HANGING = re.compile(r"^\d{1,3}\.\s*[,;]\s*\d{1,3}\.", re.MULTILINE)
_RUN_START = re.compile(
    r"(?:\b(recommendations?\b|rec(?:omm?)?s?\b\.?|recommandations?|recomendaci(?:ón|ones)|рекомендаци[иияй])\s*:?\s*(?:(?:numbers?|nos?\b\.?|n[°º]s?|№)\s*)?"
    r"(?:(?:in\s+)?para(?:graph)?s?\.?\s+(?=\d{1,3}\.\d))?|(?<![\w./-]))(?=\d{1,3}(?!\d))",
    re.IGNORECASE,
)
_OTHER_RECOMMENDATION = re.compile(r"\bgeneral\s*$|committee[’'s]*\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:[.:;!?)\]”\"»]|[.:;]\s?\d{1,2})$")
_LIST_END = re.compile(r"(?<![\w.])(?:\d{1,3}\.)?\d{1,3}\W{0,2}$")
_NOTES = re.compile(r"(?:end\s?)?notes?$", re.IGNORECASE)
_EDGE_TOP, _EDGE_BOTTOM = 3, 2
# A line that stops early ends a paragraph.
_SHORT_LINE = 45
_LONGEST_HEADING = 120
_MOST_HEADING_LINES = 3
_MOST_LOST = 3
# The longest lists fill some 40 lines.
_LINES_ABOVE = 40


@dataclass(slots=True)
class Block:
    """One block of the text; ``place`` is the numbered paragraph it belongs to, ``level`` 1 to 3 for headings."""

    kind: str
    place: str
    level: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole block on one line."""
        return join_lines(self.lines)

    def label(self) -> tuple[NumberList, str]:
        """The numbers in front of an item, and the words behind them, line by line."""
        raw = "\n".join(self.lines)
        numbers, stop = read_run(plain_signs(raw))
        return numbers, raw[stop:].lstrip(" \n\t.:,;)–—-")


@dataclass(slots=True)
class _Cutting:
    """A text on its way into blocks."""

    prefixes: frozenset[int]
    is_hanging: bool
    blocks: list[Block] = field(default_factory=list)
    last_number: int = 0
    is_table: bool | None = None
    ended: bool = True
    after_blank: bool = True

    @property
    def place(self) -> str:
        return str(self.last_number) if self.last_number else ""

    def open(self, kind: str, line: str, level: int = 0) -> None:
        self.blocks.append(Block(kind, self.place, level, [line]))

    def take(self, line: str) -> None:
        """Put a line where it belongs."""
        if not line:
            self.ended = self.after_blank = True
            return
        if not ((self.ended or self._follows(line)) and self._begins(line)):
            self._go_on(line)
        in_heading = self.blocks[-1].kind == HEADING
        breaks_off = line.endswith((",", "-", "–", " and", " et", " y", " to"))
        is_short = len(line) < _SHORT_LINE and not breaks_off
        is_answer = self.blocks[-1].kind == ITEM and ends_in_position(line)
        self.ended = in_heading or is_short or is_answer or bool(_SENTENCE_END.search(line))
        self.after_blank = False

    def _follows(self, line: str) -> bool:
        """The number after that of the item above: an item, even where no full stop ends the one above."""
        number = _ITEM_LINE.match(line)
        last = self.blocks[-1] if self.blocks else None
        if number is None or last is None or last.kind != ITEM:
            return False
        numbers = last.label()[0].numbers
        return bool(numbers) and numbers[-1] == (int(number[1]), int(number[2]) - 1)

    def _begins(self, line: str) -> bool:
        """Open a heading, a numbered paragraph, an item or a lead-in, where the line is one."""
        level = self._heading_level(line)
        numbered = _NUMBERED.match(line)
        if level:
            self.open(HEADING, line, level)
        elif numbered and not self.is_hanging and self._opens_paragraph(int(numbered[1]), line):
            self.last_number = int(numbered[1])
            self.open(PARAGRAPH, line[numbered.end() :])
        elif self._is_label(line):
            self.open(ITEM, line)
        elif _is_lead_in(line):
            self.open(PARAGRAPH, line)
        else:
            return False
        return True

    def _opens_paragraph(self, number: int, line: str) -> bool:
        """The next number, one or two of which may be lost; any number where the line itself accepts or notes."""
        is_next = self.last_number < number <= self.last_number + _MOST_LOST or (not self.last_number and number < 100)
        return is_next or bool(FULL_NUMBER.search(line) and phrases(line))

    def _go_on(self, line: str) -> None:
        last = self.blocks[-1] if self.blocks else None
        closed = last is None or (last.kind == PARAGRAPH and self.after_blank)
        if last and last.kind == HEADING:
            closed = self.after_blank or line[:1].isupper() or len(last.lines) == _MOST_HEADING_LINES
        if last is None or closed:
            self.open(PARAGRAPH, line)
        else:
            last.lines.append(line)

    def _heading_level(self, line: str) -> int:
        outline = _OUTLINE.match(line)
        if outline and not line.endswith((".", ";", ",")) and len(line) < _LONGEST_HEADING:
            return 1 if set(outline[1]) <= set("IVX") else 2
        bare = line.rstrip(": ")
        plain = line[:1].isupper() and not any(sign.isdigit() for sign in line) and not line.endswith((".", ";", ","))
        if plain and len(bare) < _SHORT_LINE * 2 and heading_position(bare) and not self._is_answer():
            return 3
        return 0

    def _is_answer(self) -> bool:
        """A position on a line of its own is the answer to the item above it, if the first one was, else a heading."""
        if self.is_table is None:
            self.is_table = bool(self.blocks) and self.blocks[-1].kind == ITEM
        return self.is_table

    def _is_label(self, line: str) -> bool:
        worded = bool(_LABEL_WORD.match(line))
        if not worded and not _NUMBER_FIRST.match(line):
            return False
        numbers, stop = read_run(plain_signs(line))
        if not numbers.pieces:
            return False
        first = numbers.numbers[0]
        belongs = first[0] in self.prefixes if first[0] is not None else worded or self.is_hanging
        return belongs and not self._goes_on_list(numbers, line[stop:])

    def _goes_on_list(self, numbers: NumberList, rest: str) -> bool:
        """A line of a list whose line above ended in a full stop by mistake: nothing in it was named before."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.kind == HEADING or self.after_blank or tidy(rest).strip(" .,;"):
            return False
        if not _LIST_END.search(last.lines[-1]) or (last.kind == ITEM and last.label()[1]):
            return False
        named = {
            number for run, _, _ in runs("\n".join(last.lines[-_LINES_ABOVE:]), self.prefixes) for number in run.numbers
        }
        return (
            bool(named)
            and named.isdisjoint(numbers.numbers)
            and _order(max(named, key=_order)) < _order(numbers.numbers[0])
        )


def read_blocks(pages: Iterable[Iterable[str]]) -> list[Block]:
    """The blocks of a document without page headers, page numbers and endnotes."""
    lines = _without_notes([line for page in pages for line in _without_furniture([tidy(line) for line in page])])
    text = "\n".join(lines)
    cutting = _Cutting(known_prefixes(text), bool(_HANGING.search(text)))
    for line in lines:
        cutting.take(line)
    return cutting.blocks


def known_prefixes(text: str) -> frozenset[int]:
    """The paragraphs of the report that full numbers name: those met twice, or the only one."""
    met = Counter(int(match[1]) for match in FULL_NUMBER.finditer(text))
    return frozenset(prefix for prefix, times in met.items() if times > 1 or len(met) == 1)


def runs(text: str, prefixes: frozenset[int]) -> Iterator[tuple[NumberList, int, int]]:
    """The lists within running text, with start and end: full numbers, or bare ones that are called recommendations."""
    text = plain_signs(text)
    at = 0
    while match := _RUN_START.search(text, at):
        numbers, stop = read_run(text, match.end())
        full = FULL_NUMBER.match(text, match.end())
        is_list = (
            int(full[1]) in prefixes
            if full
            else bool(match[1]) and not _OTHER_RECOMMENDATION.search(text[max(match.start() - 40, 0) : match.start()])
        )
        if is_list and (numbers.pieces or numbers.doubts):
            yield numbers, match.end(), stop
        at = max(stop, match.end() + 1)


def _order(number: tuple[int | None, int]) -> tuple[int, int]:
    return (number[0] or 0, number[1])


def _is_lead_in(line: str) -> bool:
    """``The following recommendations enjoy the support of …:`` opens a list even where no number stands before it."""
    line = _NUMBERED.sub("", line, count=1)
    announces = line.endswith(":") or re.search(
        r"following recommendations|recommandations suivantes|siguientes recomendaciones", line
    )
    return bool(announces and line[:1].isupper() and (phrases(line) or "ollowing" in line))


def _without_furniture(lines: list[str]) -> list[str]:
    """A page without its symbol, its number and its job number, which stand in its first and last lines."""
    filled = [index for index, line in enumerate(lines) if line]
    edges = {*filled[:_EDGE_TOP], *filled[-_EDGE_BOTTOM:]}
    kept: list[str] = []
    below_symbol = False
    for index, line in enumerate(lines):
        is_page_number = below_symbol and re.fullmatch(r"\d{1,3}", line)
        below_symbol = bool(re.fullmatch(r"A/HRC/\S+", line))
        if not (below_symbol or is_page_number or (index in edges and _SYMBOL_LINE.match(line))):
            kept.append(line)
    return kept


def _without_notes(lines: list[str]) -> list[str]:
    """The text up to the endnotes."""
    for index in range(len(lines) - 1, 0, -1):
        if _NOTES.match(lines[index]):
            below = next((line for line in lines[index + 1 :] if line), "")
            return lines[:index] if re.match(r"1\s", below) else lines
    return lines
