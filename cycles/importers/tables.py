"""Opens a table of any kind, .csv, .xls or .xlsx, and yields its rows one by one."""

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from cycles.importers.old_workbook import OLE2, read_xls
from cycles.importers.records import UnreadableFile
from cycles.importers.workbook import read_xlsx

Cells = Sequence[object]

_CHUNK = 1024 * 1024
# The longest recommendation has 937 letters; a line of a million is a file without line ends.
_LONGEST_LINE = 1_000_000
_START = 65_536
_DELIMITERS = ",;\t"
# What Excel reads, and some write, in front of a table: "sep=;".
_SAID_DELIMITER = re.compile(r"\s*[\"']?sep=(.)[\"']?\s*", re.IGNORECASE)
_QUOTED = re.compile('"[^"]*"')
_ROWS_OF_A_TITLE = 10
_FEWEST_HEADINGS = 3
# Pages of the web, JSON and PDF, which would else pass for a table of one odd column.
_NO_TABLE = (b"<", b"{", b"[", b"%PDF-")
_BLANK = b" \t\r\n" + codecs.BOM_UTF8


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its kind (``csv``, ``xls``, ``xlsx``), its headings, and the rows below with their numbers.

    The heading is row 1 unless blank rows or a title stand above it. Cells of a spreadsheet are padded to the headings'
    width.
    """

    kind: str
    headings: tuple[str, ...]
    rows: Iterator[tuple[int, Cells]]


def open_table(file: BinaryIO) -> Table:
    """The table in a file that can be wound back. Raises UnreadableFile for everything that is none."""
    file.seek(0)
    start = file.read(_START)
    kind, read = _kind(start)
    rows = enumerate(read(file), start=1)
    above = list(islice(((place, cells) for place, cells in rows if any(cells)), _ROWS_OF_A_TITLE))
    if not above:
        raise UnreadableFile("empty_export")
    at = _heading(above)
    headings = _trimmed(above[at][1])
    below = _below(chain(above[at + 1 :], rows), 0 if kind == "csv" else len(headings))
    return Table(kind, tuple(map(_printed, headings)), below)


def _heading(rows: Sequence[tuple[int, Cells]]) -> int:
    """The place of the first row of several cells, where nothing but lines of one cell, a title, stands above it."""
    filled = [sum(map(bool, cells)) for _, cells in rows]
    wide = next((at for at, count in enumerate(filled) if count >= _FEWEST_HEADINGS), 0)
    return wide if all(count == 1 for count in filled[:wide]) else 0


def _kind(start: bytes) -> tuple[str, Callable[[BinaryIO], Iterator[Cells]]]:
    if start.startswith(OLE2):
        return "xls", read_xls
    if start.startswith(b"PK"):
        return "xlsx", read_xlsx
    is_utf16 = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not is_utf16 and (b"\0" in start or start.lstrip(_BLANK).startswith(_NO_TABLE)):
        raise UnreadableFile("not_an_export")
    return "csv", _read_csv


def _below(rows: Iterator[tuple[int, Cells]], width: int) -> Iterator[tuple[int, Cells]]:
    """The rows that hold anything; ``width`` is 0 where the file itself says how many cells a row has."""
    for place, cells in rows:
        if any(cells):
            filled = _trimmed(cells) if width else cells
            yield place, [*filled, *[""] * (width - len(filled))]


def _trimmed(cells: Cells) -> Cells:
    """The cells without the blank ones at the end."""
    end = len(cells)
    while end and (cells[end - 1] is None or cells[end - 1] == ""):
        end -= 1
    return cells[:end]


def _printed(cell: object) -> str:
    return "" if cell is None else str(cell)


def _read_csv(file: BinaryIO) -> Iterator[Cells]:
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        lines = _lines(text)
        above = list(islice(lines, _ROWS_OF_A_TITLE))
        said = _SAID_DELIMITER.fullmatch(above[0]) if above else None
        if said:
            above[0] = "\n"
        yield from csv.reader(chain(above, lines), delimiter=said[1] if said else _delimiter(above))
    except (csv.Error, UnicodeError) as error:
        raise UnreadableFile("damaged") from error
    finally:
        # The file is the caller's to close; one that is closed already cannot be handed back.
        with contextlib.suppress(ValueError):
            text.detach()


def _delimiter(lines: Sequence[str]) -> str:
    """What stands equally often in the most lines, and often: titles have few commas, texts now many and now none."""

    def weight(delimiter: str) -> int:
        counts = Counter(_QUOTED.sub("", line).count(delimiter) for line in lines)
        return max((lines_alike * count**2 for count, lines_alike in counts.items()), default=0)

    return max(_DELIMITERS, key=weight)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise UnreadableFile("damaged")
        yield line


def _encoding(file: BinaryIO) -> str:
    """UTF-8 or 16 where the bytes are; else the one of the system whose line ends the file has.

    UPR Info's export of 2015 came from a Mac: Mac Roman, and lines that end in CR alone.
    """
    file.seek(0)
    start = file.read(_START)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    is_mac = b"\r" in start and b"\n" not in start
    candidates = ("utf-8-sig",) if is_mac else ("utf-8-sig", "cp1252")
    return next((encoding for encoding in candidates if _decodes(file, encoding)), "mac_roman")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    """Whether the file is in this encoding; one that is cut in the middle of a letter still is."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True
