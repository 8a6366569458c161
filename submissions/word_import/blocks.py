"""A Word file block by block: headings, paragraphs and entries of lists, in their order."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from cycles.importers.docx_package import open_package
from cycles.importers.records import UnreadableFile
from submissions.word_import.parts import Parts, W, number, value
from submissions.word_import.pieces import Piece, PieceReader

# Ten times what a joint submission may have.
MOST_BLOCKS, MOST_LETTERS = 4000, 400_000
_AROUND = frozenset(["sdt", "sdtContent", "customXml", "AlternateContent", "Choice", "ins", "moveTo"])
_BULLETS = frozenset(("bullet", "none"))
_CONTENTS = "Table of Contents"
_CELL = " | "


@dataclass(frozen=True)
class Block:
    """One paragraph of the file, with what Word says of it; ``count`` is the mark that Word counts for it."""

    pieces: tuple[Piece, ...]
    heading: int | None = None
    is_title: bool = False
    list_kind: str = ""
    depth: int = 0
    count: str = ""
    indent: int = 0
    is_row: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_bold(self) -> bool:
        """Whether every word is bold, as in headings that are none to Word."""
        said = [piece.bold for piece in self.pieces if piece.text.strip()]
        return bool(said) and all(said)


@dataclass
class Blocks:
    """All blocks of a file, the words of its notes, and what did not come along."""

    blocks: list[Block]
    reader: PieceReader

    @property
    def told(self) -> Counter[str]:
        return self.reader.told

    @property
    def parts(self) -> Parts:
        return self.reader.parts


def read_blocks(data: bytes) -> Blocks:
    """The Word file in ``data``; raises ``UnreadableFile`` where it is none, means harm, or is far too long."""
    parts = Parts(open_package(data))
    walk = _Walk(PieceReader(parts))
    body = parts.main.find(f"{W}body")
    blocks = [] if body is None else list(walk.inside(body))
    walk.reader.told["head"] += parts.has_page_heads
    return Blocks(blocks, walk.reader)


@dataclass
class _Walk:
    reader: PieceReader
    _counts: defaultdict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    _blocks: int = 0
    _letters: int = 0

    def inside(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            name = etree.QName(child).localname
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "sdt" and _is_contents(child):
                self.reader.told["contents"] += 1
            elif name in _AROUND:
                yield from self.inside(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        style = value(paragraph, "pPr/pStyle")
        name = self.reader.parts.styles.name(style)
        pieces = tuple(self.reader.read(paragraph))
        boxes, self.reader.boxes = self.reader.boxes, []
        if name.startswith("toc ") or name == "toc heading":
            self.reader.told["contents"] = 1
        elif any(piece.text.strip() or piece.note for piece in pieces):
            yield self._block(paragraph, style, name, pieces)
        for box in boxes:
            yield from self.inside(box)

    def _block(self, paragraph: etree._Element, style: str, name: str, pieces: tuple[Piece, ...]) -> Block:
        self._blocks, self._letters = self._blocks + 1, self._letters + sum(len(piece.text) for piece in pieces)
        if self._blocks > MOST_BLOCKS or self._letters > MOST_LETTERS:
            raise UnreadableFile("too_long")
        styles = self.reader.parts.styles
        level = number(value(paragraph, "pPr/outlineLvl"))
        heading = styles.outline(style) if level is None or level > 8 else level + 1  # noqa: PLR2004
        kind, depth, count = self._counted(paragraph, style)
        return Block(
            pieces=pieces,
            heading=heading,
            is_title=name == "title",
            list_kind=kind,
            depth=depth,
            count=count,
            indent=_indent(paragraph),
        )

    def _counted(self, paragraph: etree._Element, style: str) -> tuple[str, int, str]:
        """Which list a paragraph stands in, how deep, and its mark there: ``-`` or ``3`` or ``(b)``."""
        key = value(paragraph, "pPr/numPr/numId")
        depth = number(value(paragraph, "pPr/numPr/ilvl")) or 0
        if not key:
            key, depth = self.reader.parts.styles.list_of(style) or ("", 0)
        if key in ("", "0"):
            return "", 0, ""
        lists = self.reader.parts.lists
        kind, level = lists.kind(key), lists.level(key, depth)
        if level.form in _BULLETS:
            return kind, depth, "-"
        for counted, deep in list(self._counts):
            if counted == kind and deep > depth:
                del self._counts[counted, deep]
        place = self._counts[kind, depth] = self._counts.get((kind, depth), level.start - 1) + 1
        return kind, depth, _mark(level.form, place)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        """A frame of one cell is text; of other tables each row becomes the entry of a list."""
        rows = [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr")]
        if all(len(cells) <= 1 for cells in rows):
            for cells in rows:
                for cell in cells:
                    yield from self.inside(cell)
            return
        self.reader.told["table"] += 1
        for row in table.iter(f"{W}tr"):
            if any(etree.QName(one).localname == "tr" for one in row.iterancestors()):
                continue
            pieces = self._row(row)
            if any(piece.text.strip(" |") or piece.note for piece in pieces):
                self._letters += sum(len(piece.text) for piece in pieces)
                yield Block(pieces=tuple(pieces), list_kind="table", count="-", is_row=True)
            boxes, self.reader.boxes = self.reader.boxes, []
            for box in boxes:
                yield from self.inside(box)

    def _row(self, row: etree._Element) -> list[Piece]:
        pieces: list[Piece] = []
        for cell in (one for one in row.iter(f"{W}tc") if next(one.iterancestors(f"{W}tr")) is row):
            inside: list[Piece] = []
            for paragraph in cell.iter(f"{W}p"):
                found = [replace(one, text=one.text.replace("\n", " ")) for one in self.reader.read(paragraph)]
                inside += [*([Piece(" ")] if inside else []), *found]
            pieces += [*([Piece(_CELL)] if pieces else []), *inside]
        return pieces


def _is_contents(control: etree._Element) -> bool:
    found = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return found is not None and found.get(f"{W}val") == _CONTENTS


def _indent(paragraph: etree._Element) -> int:
    """How far its lines stand from the margin, in twentieths of a point."""
    found = paragraph.find(f"{W}pPr/{W}ind")
    said = "" if found is None else found.get(f"{W}start") or found.get(f"{W}left") or ""
    return number(said) or 0


def _mark(form: str, place: int) -> str:
    if form == "lowerLetter":
        return f"({chr(ord('a') + (place - 1) % 26)})"
    if form == "upperLetter":
        return f"({chr(ord('A') + (place - 1) % 26)})"
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(place)
        return f"({roman if form == 'lowerRoman' else roman.upper()})"
    return str(place)


def _roman(place: int) -> str:
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    out = ""
    for worth, sign in signs:
        while place >= worth and len(out) < 20:  # noqa: PLR2004
            out, place = out + sign, place - worth
    return out
