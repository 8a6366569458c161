"""A Word file as the submission that it would become: sections with paragraphs, and what does not come along."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cycles.importers.records import UnreadableFile
from submissions import annex_words
from submissions.models import Section
from submissions.models.paragraphs import MOST_SIGNS
from submissions.word_import.blocks import Blocks, read_blocks
from submissions.word_import.markup import lines_of as cut
from submissions.word_import.markup import written
from submissions.word_import.numbers import Line
from submissions.word_import.numbers import lines_of as sorted_out
from submissions.word_import.pieces import Piece
from submissions.word_import.words import FIRST_HEADINGS, kind_of, language_of

_MOST_HEADING = 200
# A line before the text with more words than this is text; a bold line with fewer is a heading.
_WORDS_OF_COVER, _WORDS_OF_HEADING = 40, 14
# What has no number goes on for so many letters at most.
_LONG = MOST_SIGNS // 2
_SENTENCE_END = re.compile(r"[.;:!?,。؟；：]\s*$")


@dataclass
class BroughtSection:
    """A section as it would be made."""

    title: str
    kind: str
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class Brought:
    """What a Word file would become; ``told`` counts by word what does not come along or comes otherwise."""

    title: str
    language: str
    sections: list[BroughtSection]
    cover: list[str]
    told: dict[str, int]
    annexes: list[dict[str, Any]] = field(default_factory=list)


def read_submission(data: bytes, *, name: str = "") -> Brought:
    """The Word file in ``data`` as a submission; ``name`` is what it is called where it does not say so itself.

    Raises ``UnreadableFile``: for what is no Word file, ``no_text`` where it holds no words, ``too_long``.
    """
    found = read_blocks(data)
    lines = sorted_out(found.blocks)
    titles = [_plain(line.pieces) for line in lines if line.block.is_title]
    has_headings = any(line.block.heading is not None for line in lines)
    cover, rest, lost = _without_cover([line for line in lines if not line.block.is_title], has_headings)
    language = language_of("\n".join(_plain(line.pieces) for line in lines), said=found.parts.language)
    rest, annexes = _without_annexes(rest)
    sections = _Sections(found, language, has_headings).made(rest)
    if not any(section.paragraphs for section in sections):
        raise UnreadableFile("no_text")
    title = " ".join(titles) or _title(found.parts.title) or next(iter(cover), "") or name
    found.told["cover_note"] += lost
    told = {word: number for word, number in found.told.items() if number}
    return Brought(title[:_MOST_HEADING], language, sections, cover, told, annexes)


def _without_annexes(lines: list[Line]) -> tuple[list[Line], list[dict[str, Any]]]:
    """The text, and the list of annexes at its end as our own files have it."""
    headings = annex_words.headings()
    starts = [place for place, line in enumerate(lines) if line.block.heading and _plain(line.pieces) in headings]
    read = [annex_words.read_line(line.block.text) for line in lines[starts[-1] + 1 :]] if starts else []
    annexes = [one for one in read if one]
    if not annexes or len(annexes) < len(read):
        return lines, []
    return lines[: starts[-1]], annexes


def _title(said: str) -> str:
    """The title in the properties of the file, but for what programs put there."""
    return "" if re.match(r"(?i)microsoft word|document\d*$|untitled", said) else said


def _plain(pieces: Sequence[Piece]) -> str:
    return " ".join("".join(piece.text for piece in pieces).split())


def _without_cover(lines: Sequence[Line], has_headings: bool) -> tuple[list[str], list[Line], int]:
    """Lines before the first heading, number or long paragraph, how many notes they have, and the rest.

    The platform makes a cover of its own.
    """
    for place, line in enumerate(lines):
        is_long = line.block.words > _WORDS_OF_COVER
        if line.kind == "paragraph" or is_long or _is_heading(line, has_headings):
            notes = sum(1 for one in lines[:place] for piece in one.pieces if piece.note)
            return [_plain(one.pieces) for one in lines[:place]], list(lines[place:]), notes
    return [], list(lines), 0


def _is_heading(line: Line, has_headings: bool) -> bool:
    """A heading to Word; in a file that has none, a short bold line."""
    block = line.block
    if has_headings or block.heading is not None:
        return block.heading is not None and len(_plain(line.pieces)) <= _MOST_HEADING
    is_short = block.words <= _WORDS_OF_HEADING and not _SENTENCE_END.search(block.text)
    return is_short and block.is_bold and line.kind != "item"


@dataclass
class _Sections:
    found: Blocks
    language: str
    has_headings: bool
    sections: list[BroughtSection] = field(default_factory=list)
    _is_numbered: bool = False
    # Notes of headings, which go to the first words below.
    _waiting: list[Piece] = field(default_factory=list)

    def made(self, lines: Sequence[Line]) -> list[BroughtSection]:
        open_lines: list[Line] = []
        for line in lines:
            if _is_heading(line, self.has_headings):
                self._close(open_lines)
                self._begin(_plain(line.pieces))
                self._waiting += [Piece(note=piece.note) for piece in line.pieces if piece.note]
            elif open_lines and not self._begins(line) and sum(len(one.block.text) for one in open_lines) < _LONG:
                open_lines.append(line)
            else:
                self._close(open_lines)
                self._is_numbered = self._is_numbered or line.kind == "paragraph"
                open_lines.append(line)
        self._close(open_lines)
        return self.sections

    def _begins(self, line: Line) -> bool:
        """In a section with numbers what has none goes on; without numbers each is a paragraph but entries of lists."""
        return line.kind == "paragraph" or (line.kind == "text" and not self._is_numbered and not line.indent)

    def _begin(self, title: str) -> None:
        self._is_numbered = False
        above = self.sections[-1] if self.sections else None
        if above and not above.paragraphs and len(f"{above.title}: {title}") <= _MOST_HEADING:
            # A heading with nothing but another one below it.
            above.title = f"{above.title}: {title}"
            above.kind = kind_of(title) if kind_of(title) != Section.Kind.THEME else above.kind
        else:
            self.sections.append(BroughtSection(title, kind_of(title)))

    def _close(self, lines: list[Line]) -> None:
        first = next((place for place, line in enumerate(lines) if line.pieces), None)
        if first is not None:
            lines[first] = replace(lines[first], pieces=(*lines[first].pieces, *self._waiting))
            self._waiting = []
        if text := _Paragraph(self.found).written(lines):
            if not self.sections:
                self.sections.append(BroughtSection(FIRST_HEADINGS[self.language], Section.Kind.INTRODUCTION))
            self.sections[-1].paragraphs += _cut_long(text)
        lines.clear()


@dataclass
class _Paragraph:
    """One of our paragraphs: its lines with their marks, and below them its notes."""

    found: Blocks
    _notes: dict[str, int] = field(default_factory=dict)
    # The lists that are open, by how far in they stand and how far in their text does.
    _lists: list[tuple[int | None, int]] = field(default_factory=list)

    def written(self, lines: Sequence[Line]) -> str:
        blocks = [one for line in lines for one in self._block(line)]
        text = "".join(f"{gap}{words}" for gap, words in blocks).strip("\n")
        notes = [f"[^{mark}]: {self._note(key)}" for key, mark in self._notes.items()]
        return "\n\n".join(filter(None, [text, "\n".join(notes)]))

    def _mark(self, key: str) -> str:
        return str(self._notes.setdefault(key, len(self._notes) + 1))

    def _note(self, key: str) -> str:
        pieces = [Piece(one.text.replace("\n", " "), one.bold, one.italic) for one in self.found.reader.note(key)]
        return " ".join(written(line, self._mark) for line in cut(pieces)) or "–"

    def _block(self, line: Line) -> Iterator[tuple[str, str]]:
        rows = [written(row, self._mark) for row in cut(line.pieces)]
        if not rows:
            return
        if line.kind == "item":
            yield from self._item(line, rows)
        elif line.kind == "text" and self._lists and line.indent:
            self._leave(line.indent)
            inside = " " * self._lists[-1][1]
            yield "\n\n", "\n".join(f"{inside}{row}" for row in rows)
        else:
            self._lists.clear()
            yield "\n\n", "\n".join(rows)

    def _leave(self, indent: int | None) -> None:
        """Close the lists that stand further in."""
        while len(self._lists) > 1 and indent is not None and (self._lists[-1][0] or 0) > indent:
            self._lists.pop()

    def _item(self, line: Line, rows: list[str]) -> Iterator[tuple[str, str]]:
        """An entry of a list, in the list that stands as far in, or in a new one."""
        was_open = bool(self._lists)
        self._leave(line.indent)
        if self._lists and self._lists[-1][0] is None:
            self._lists[-1] = (line.indent, self._lists[-1][1])
        if not self._lists or (line.indent or 0) > (self._lists[-1][0] or 0):
            margin = self._lists[-1][1] if self._lists else 0
            self._lists.append((line.indent, margin + len(line.mark) + 1))
        inside = self._lists[-1][1]
        margin = self._lists[-2][1] if len(self._lists) > 1 else 0
        first, *others = rows
        text = "\n".join([f"{' ' * margin}{line.mark} {first}", *(f"{' ' * inside}{row}" for row in others)])
        yield "\n" if was_open else "\n\n", text


def _cut_long(text: str) -> list[str]:
    """A paragraph that is longer than one may be, cut between its blocks; its notes stay with the last part."""
    if len(text) <= MOST_SIGNS:
        return [text]
    parts = [""]
    for block in text.split("\n\n"):
        for piece in re.findall(rf"(?s).{{1,{MOST_SIGNS // 2}}}(?:\s|$)|.{{1,{MOST_SIGNS // 2}}}", block):
            if len(parts[-1]) + len(piece) > MOST_SIGNS // 2:
                parts.append("")
            parts[-1] = f"{parts[-1]}\n\n{piece}".strip()
    return parts
