"""Reads Excel files (.xlsx) row by row, after looking what they unpack to and what their XML declares."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import openpyxl

from cycles.importers.docx_package import MAX_MEMBERS, MAX_PART, MAX_RATIO, MAX_TAGS, MEGABYTE
from cycles.importers.records import UnreadableFile

# UHRI's 100,000 recommendations of the UPR take 130 MB of XML, read in passing; shared strings stay in memory.
MAX_UNPACKED = 300 * MEGABYTE
_MOST_COLUMNS = 100
_MOST_ROWS = 1_048_576
_BATCH = 500
_DECLARATIONS = [
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]
_OVERLAP = max(map(len, _DECLARATIONS))


@dataclass(frozen=True, slots=True)
class _Limits:
    """The most that a part may hold: bytes, tags, and megabytes without the end of a row."""

    size: int
    tags: int
    without_row: int


_SHEET = _Limits(MAX_UNPACKED, MAX_UNPACKED, without_row=8)
_STRINGS = _Limits(100 * MEGABYTE, 6_000_000, MAX_UNPACKED)
_OTHER = _Limits(MAX_PART, MAX_TAGS, MAX_UNPACKED)


def read_xlsx(file: BinaryIO) -> Iterator[Sequence[object]]:
    """The rows of the first sheet. Raises UnreadableFile for other packages, and for those that mean harm."""
    _refuse_harm(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True)
            yield from _up_to_end(rows)
        finally:
            book.close()
    except UnreadableFile:
        raise
    except Exception as error:
        # openpyxl takes a file at its word: a damaged one ends in whatever error follows from that.
        raise UnreadableFile("damaged") from error


def _up_to_end(rows: Iterator[Sequence[object]]) -> Iterator[Sequence[object]]:
    """The rows, read by the batch so that openpyxl's remarks on styles can be hushed."""
    read = 0
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = list(islice(rows, _BATCH))
        read += len(batch)
        if read > _MOST_ROWS:
            raise UnreadableFile("damaged")
        if not batch:
            return
        yield from batch


def _refuse_harm(file: BinaryIO) -> None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _refuse_by_directory(members)
            left = MAX_UNPACKED
            for member in members:
                left -= _measure(archive, member, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, OverflowError) as error:
        raise UnreadableFile("damaged") from error
    except RuntimeError as error:
        raise UnreadableFile("encrypted") from error


def _refuse_by_directory(members: list[zipfile.ZipInfo]) -> None:
    """What the list of members says, before anything is unpacked."""
    names = [member.filename for member in members]
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableFile("not_an_export")
    if any("vbaproject" in name.casefold() for name in names):
        raise UnreadableFile("table_macros")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("encrypted")
    if len(set(names)) < len(names):
        raise UnreadableFile("damaged")
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadableFile("export_too_large")
    if any(m.file_size > MEGABYTE and m.file_size > MAX_RATIO * max(m.compress_size, 1) for m in members):
        raise UnreadableFile("export_too_large")


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """Bytes of the unpacked part, whatever its header claims. Raises UnreadableFile where it holds too much."""
    limits = _limits(member.filename)
    size = tags = without_row = 0
    tail = b""
    with archive.open(member) as part:
        while chunk := part.read(MEGABYTE):
            size += len(chunk)
            tags += chunk.count(b"<")
            without_row = 0 if b"row>" in chunk else without_row + 1
            if size > min(limits.size, left) or tags > limits.tags or without_row > limits.without_row:
                raise UnreadableFile("export_too_large")
            if any(word in tail + chunk for word in _DECLARATIONS):
                raise UnreadableFile("hostile_table")
            tail = chunk[-_OVERLAP:]
    return size


def _limits(name: str) -> _Limits:
    if "/worksheets/" in name:
        return _SHEET
    return _STRINGS if name.endswith("haredStrings.xml") else _OTHER
