"""The text of a Word file: its tables cell by cell, the paragraphs before them, its page headers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from cycles.importers.docx_package import open_package
from cycles.importers.records import UnreadableFile
from cycles.importers.text import tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC = (f"{_W}{tag}" for tag in ("p", "tbl", "tr", "tc"))
_VAL = f"{_W}val"
# Content controls and custom XML wrap cells, rows, tables and paragraphs without changing what is read.
_TRANSPARENT = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_MC}AlternateContent", f"{_MC}Choice"})
# Deleted and moved text is no text any more; a fallback repeats what stands beside it.
_DROPPED = (f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback")
_SIGNS = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_TEXT_TAGS = (f"{_W}t", *_SIGNS)
_MOST_PARAGRAPHS = 40
# All the questions that a State was ever sent in advance fill some 200 paragraphs.
_MOST_TEXT_PARAGRAPHS = 10_000
_DEEPEST_TABLE = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs, the columns of the grid it covers, and whether it goes on from the cell above.

    ``place`` counts the cells of the whole document from 0 as they begin, those left out of the reading too.
    """

    paragraphs: tuple[str, ...]
    start: int
    span: int
    continues: bool
    place: int = -1

    @property
    def lines(self) -> list[str]:
        """Every printed line that holds something, soft line breaks cut as well."""
        return [line for text in self.paragraphs for line in text.split("\n") if line.strip()]

    @property
    def text(self) -> str:
        """The whole cell on one line."""
        return tidy(" ".join(self.paragraphs))

    @property
    def size(self) -> int:
        """How many signs the cell holds, blanks included."""
        return sum(len(text) for text in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. ``number`` counts from 1 at the head of the table."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class WordDocument:
    """What a Word file says: tables, page headers, and the paragraphs outside of tables."""

    tables: tuple[tuple[Row, ...], ...]
    headers: tuple[str, ...]
    paragraphs: tuple[str, ...]


def read_word(data: bytes) -> WordDocument:
    """The text of the Word file in ``data``; raises UnreadableFile where it is none or means harm."""
    package = open_package(data)
    main = package.main()
    places = {cell: place for place, cell in enumerate(main.iter(_TC))}
    _drop_deleted(main)
    _refuse_nests(main)
    tables = tuple(tuple(_rows(table, places)) for table in main.iter(_TBL))
    headers = tuple(filter(None, (_header_text(header) for header in package.headers())))
    body = main.find(f"{_W}body")
    paragraphs = () if body is None else tuple(filter(None, (tidy(_text(p)) for p in _loose_paragraphs(body))))
    return WordDocument(tables, headers, paragraphs)


def read_paragraphs(data: bytes) -> tuple[str, ...]:
    """Every paragraph of a Word file in its order, empty ones and those in tables too; soft line breaks are kept."""
    main = open_package(data).main()
    _drop_deleted(main)
    _refuse_nests(main)
    body = main.find(f"{_W}body")
    if body is None:
        return ()
    return tuple(_text(paragraph) for paragraph in islice(body.iter(_P), _MOST_TEXT_PARAGRAPHS))


def _refuse_nests(root: etree._Element) -> None:
    """Tables in tables in tables: the text of each is read with every table around it."""
    for table in root.iter(_TBL):
        if sum(1 for _ in table.iterancestors(_TBL)) > _DEEPEST_TABLE:
            raise UnreadableFile("too_large_unpacked")


def _drop_deleted(root: etree._Element) -> None:
    for mark in list(root.iter(f"{_W}trPr")):
        row = mark.getparent()
        if mark.find(f"{_W}del") is not None and row is not None and row.getparent() is not None:
            row.getparent().remove(row)
    etree.strip_elements(root, *_DROPPED, with_tail=False)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children of that kind, those inside content controls included."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, tag)


def _rows(table: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[Row]:
    for number, row in enumerate(_children(table, _TR), 1):
        yield Row(number, tuple(_cells(row, places)))


def _cells(row: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[Cell]:
    start = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _children(row, _TC):
        span = max(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 1)
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        continues = merge is not None and merge.get(_VAL, "continue") == "continue"
        texts = tuple(_text(paragraph) for paragraph in cell.iter(_P))
        yield Cell(texts, start, span, continues, places[cell])
        start += span


def _text(paragraph: etree._Element) -> str:
    """The text of one paragraph, hyperlinks, insertions and content controls included."""
    parts = []
    for node in paragraph.iter(*_TEXT_TAGS):
        if node.tag in _SIGNS:
            # Tab stops in the properties of a paragraph carry the same name as tabs in its text.
            parts.append(_SIGNS[node.tag] if node.getparent().tag == f"{_W}r" else "")
        elif not _in_inner_paragraph(node, paragraph):
            parts.append(node.text or "")
    return "".join(parts)


def _in_inner_paragraph(node: etree._Element, paragraph: etree._Element) -> bool:
    """Whether the text stands in a text box, whose paragraphs are read for themselves."""
    return next(node.iterancestors(_P)) is not paragraph


def _loose_paragraphs(body: etree._Element) -> Iterator[etree._Element]:
    for count, paragraph in enumerate(_children(body, _P)):
        if count == _MOST_PARAGRAPHS:
            return
        yield paragraph


def _header_text(header: etree._Element) -> str:
    etree.strip_elements(header, *_DROPPED, with_tail=False)
    return tidy(" ".join(_text(paragraph) for paragraph in header.iter(_P)))


def _number(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else element.get(_VAL, "")
    return min(int(value), 1000) if re.fullmatch(r"\d{1,6}", value) else default
