"""Reads Excel files of before 2007 (.xls), damaged ones among them."""

import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import xlrd
from xlrd.compdoc import CompDoc

from cycles.importers.records import UnreadableFile

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# 65,536 rows are the most that such a file holds; UPR Info's 8,000 take under 4 MB.
MAX_SIZE = 60 * 1024 * 1024
_STREAMS = ("workbook", "book")


def read_xls(file: BinaryIO) -> Iterator[Sequence[object]]:
    """The rows of the first sheet. Raises UnreadableFile for other files of before 2007, and for locked ones.

    UPR Info's own file has a damaged allocation table, which is why damage in it is overlooked.
    """
    file.seek(0)
    data = file.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise UnreadableFile("export_too_large")
    _refuse_other_kinds(data)
    book = _open(data)
    sheet = book.sheet_by_index(0)
    return (sheet.row_values(row) for row in range(sheet.nrows))


def _refuse_other_kinds(data: bytes) -> None:
    """Stream names tell what a container of this age holds; a file with a password is in one, too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile("encrypted")
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "WORKBOOK", "Book")):
        raise UnreadableFile("not_an_export")


def _open(data: bytes) -> xlrd.Book:
    log = io.StringIO()
    try:
        _refuse_short_stream(data, log)
        return xlrd.open_workbook(
            file_contents=data, logfile=log, ignore_workbook_corruption=True, ragged_rows=True, on_demand=False
        )
    except UnreadableFile:
        raise
    except xlrd.XLRDError as error:
        raise UnreadableFile("encrypted" if "encrypted" in str(error) else "damaged") from error
    except Exception as error:
        # xlrd checks little of what it reads: a damaged file ends in whatever error its arithmetic meets.
        raise UnreadableFile("damaged") from error


def _refuse_short_stream(data: bytes, log: io.StringIO) -> None:
    """A workbook among the short streams is smaller than any real one, and xlrd follows its chain without end."""
    container = CompDoc(data, logfile=log, ignore_workbook_corruption=True)
    for node in container.dirlist:
        if node.name.casefold() in _STREAMS and node.tot_size < container.min_size_std_stream:
            raise UnreadableFile("damaged")
