"""Changes the XML of a Word document in a few places and leaves every other byte of it as it was.

A parser that reads a document and writes it again moves name spaces, quotes and blanks about. So the places of cells,
rows and tables are looked up in the bytes, and markup is put there.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_WORDS = frozenset(
    f"{space} {name}"
    for space in (NAMESPACE, STRICT_NAMESPACE)
    for name in ("tbl", "tblLayout", "gridCol", "tr", "tc", "tcPr", "p", "pPr")
)
# The root element binds its prefixes within these first bytes.
_HEAD = 16_384
_START_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")


class NoWordXml(Exception):
    """The bytes are no XML, or in an encoding that Word does not write."""


@dataclass(slots=True)
class Place:
    """Where an element stands: from ``start`` to ``end``, its content from ``inside`` to ``stop``."""

    start: int
    inside: int
    stop: int = 0
    end: int = 0


@dataclass(slots=True)
class TablePlace(Place):
    """A table: the columns of its grid, and the element that fixes their widths, if there is one."""

    columns: list[Place] = field(default_factory=list)
    layout: Place | None = None


@dataclass(slots=True)
class RowPlace(Place):
    """A row and the number of its table."""

    table: int = -1


@dataclass(slots=True)
class CellPlace(Place):
    """A cell, the number of its row, and the paragraphs that stand in it directly."""

    row: int = -1
    paragraphs: list[Place] = field(default_factory=list)


class WordPlaces:
    """The bytes of a document and where its tables, rows and cells are, each counted from 0 as they begin."""

    def __init__(self, data: bytes) -> None:
        self._codec = _codec(data)
        self.data = data if self._codec == "utf-8" else data.decode(self._codec).encode()
        self.tables: list[TablePlace] = []
        self.rows: list[RowPlace] = []
        self.cells: list[CellPlace] = []
        self._edits: list[tuple[int, int, bytes]] = []
        self._open: list[tuple[str, Place | None]] = []
        self._read()
        self.namespace = STRICT_NAMESPACE if STRICT_NAMESPACE.encode() in self.data else NAMESPACE

    def text(self, place: Place) -> bytes:
        """The element with its tags."""
        return self.data[place.start : place.end]

    def insert(self, at: int, markup: str) -> None:
        """Put markup at a place of the document as it came; several at one place stand in the order of the calls."""
        self._edits.append((at, at, self._own(markup)))

    def replace(self, place: Place, markup: str) -> None:
        """Put markup in the place of an element."""
        self._edits.append((place.start, place.end, self._own(markup)))

    def save(self) -> bytes:
        """The document with all changes."""
        parts, behind = [], 0
        for start, end, markup in sorted(self._edits, key=lambda edit: edit[:2]):
            parts += [self.data[behind:start], markup]
            behind = end
        changed = b"".join([*parts, self.data[behind:]])
        return changed if self._codec == "utf-8" else changed.decode().encode(self._codec)

    def _own(self, markup: str) -> bytes:
        """Markup says the name space by itself; it need not where the document has bound the same prefix to it."""
        if f'xmlns:w="{self.namespace}"'.encode() in self.data[:_HEAD]:
            return markup.replace(f' xmlns:w="{NAMESPACE}"', "").encode()
        return markup.replace(NAMESPACE, self.namespace).encode()

    def _read(self) -> None:
        # The places are counted in the bytes that are handed over, whatever the declaration says.
        parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.StartElementHandler = lambda name, _attributes: self._begin(name, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda name: self._close(parser.CurrentByteIndex)
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            raise NoWordXml(str(error)) from error

    def _begin(self, name: str, start: int) -> None:
        place = self._make(name, start) if name in _WORDS else None
        self._open.append((name, place))

    def _make(self, name: str, start: int) -> Place:
        tag = _START_TAG.match(self.data, start)
        if tag is None:
            raise NoWordXml(name)
        where = (start, tag.end())
        match name.rpartition(" ")[2]:
            case "tbl":
                self.tables.append(TablePlace(*where))
                return self.tables[-1]
            case "tr":
                self.rows.append(RowPlace(*where, table=self._number_of("tbl", self.tables)))
                return self.rows[-1]
            case "tc":
                self.cells.append(CellPlace(*where, row=self._number_of("tr", self.rows)))
                return self.cells[-1]
        return self._part(name.rpartition(" ")[2], Place(*where))

    def _part(self, name: str, place: Place) -> Place:
        """What is kept with the element that it is a part of."""
        _, parent = self._open[-1] if self._open else ("", None)
        if name == "p" and isinstance(parent, CellPlace):
            parent.paragraphs.append(place)
        elif name in {"gridCol", "tblLayout"}:
            table = self._around("tbl")
            if isinstance(table, TablePlace) and name == "gridCol" and self._open[-1][0].endswith(" tblGrid"):
                table.columns.append(place)
            elif isinstance(table, TablePlace) and name == "tblLayout" and self._open[-1][0].endswith(" tblPr"):
                table.layout = place
        return place

    def _around(self, name: str) -> Place | None:
        return next((place for opened, place in reversed(self._open) if opened.endswith(f" {name}")), None)

    def _number_of(self, name: str, found: list) -> int:
        """The number of the innermost open element of that name."""
        around = self._around(name)
        return next((number for number in range(len(found) - 1, -1, -1) if found[number] is around), -1)

    def _close(self, at: int) -> None:
        _, place = self._open.pop()
        if place is None:
            return
        is_empty = self.data[place.inside - 2 : place.inside] == b"/>"
        place.stop = place.inside if is_empty else at
        place.end = place.inside if is_empty else self.data.index(b">", at) + 1


def _codec(data: bytes) -> str:
    """Word writes UTF-8; other programs may write UTF-16 with its mark."""
    codec = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "utf-8")
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        raise NoWordXml(codec) from error
    return codec
