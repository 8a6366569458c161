"""Looks at lists before and after they were filled in, by means of their own: bytes cut at the tags of cells."""

import io
import re
import struct
import zipfile
from datetime import date
from html import unescape

from django.utils import translation

from cycles.importers import read
from cycles.importers.list_places import find_places
from implementation.matrix import Entry, fill_matrix
from tests.thematic_lists import state_names

MAIN = "word/document.xml"
DAY = date(2026, 3, 1)
_CELL = re.compile(rb"(<w:tc[ >].*?</w:tc>)", re.DOTALL)


def fill(data, entries, language="en", workspace="The coalition"):
    """The filled list and what became of each recommendation."""
    with translation.override(language):
        return fill_matrix(data, find_places(data, state_names()), entries, workspace=workspace)


def rated(data, level="fully", note="", only=None, **levels):
    """A rating for every recommendation that the list holds, or for some."""
    return {
        one.number: Entry(one.text, level, note, DAY) if only is None or one.number in only else Entry(one.text)
        for one in read(data, state_names()).recommendations
    }


def members(data):
    """Every member but the document: its line of the directory, and its bytes as they are packed."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.filename == MAIN:
                continue
            name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            packed = data[start : start + info.compress_size]
            known = (info.date_time, info.CRC, info.compress_type, info.flag_bits, info.external_attr, info.extra)
            found[info.filename] = (packed, known)
    return found


def names(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [info.filename for info in archive.infolist()]


def document(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(MAIN)


def pieces(xml):
    """The document cut at its cells: every second piece is one."""
    return _CELL.split(xml)


def rows(xml):
    """The cells of each row."""
    return [_CELL.findall(row) for row in re.findall(rb"<w:tr[ >].*?</w:tr>", xml, re.DOTALL)]


def paragraphs(cell):
    """The words of each paragraph of a cell."""
    found = re.findall(rb"<w:p(?: [^>]*)?>.*?</w:p>|<w:p/>", cell, re.DOTALL)
    return ["".join(_piece(*one) for one in re.findall(rb"<w:t[^>]*>([^<]*)</w:t>|(<w:br/>)", text)) for text in found]


def _piece(words, line_break):
    return "\n" if line_break else unescape(words.decode())


def row_of(data, number):
    """The words of the row of a recommendation: a list of paragraphs for each cell."""
    for row in rows(document(data)):
        if row and re.match(rf"{re.escape(number)}\.?\s", paragraphs(row[0])[0]):
            return [paragraphs(cell) for cell in row]
    raise AssertionError(number)
