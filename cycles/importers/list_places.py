"""Where in a thematic list each recommendation stands, and the cell that is meant for its assessment.

The list as a form to fill in: the same rows that ``thematic_list`` reads, with the places of their cells.
"""

import re
from dataclasses import dataclass

from cycles.importers.page_header import read_page_header
from cycles.importers.records import UnreadableFile
from cycles.importers.state_names import StateNames
from cycles.importers.table_cells import NUMBER
from cycles.importers.table_columns import ASSESSMENT, RECOMMENDATION
from cycles.importers.thematic_list import MAX_ROWS, Reading, is_remark, is_theme_row, rows_of, start_reading
from cycles.importers.word_document import Row, read_word

# Further recommendations in the same cell begin a line, or follow the bracket or the semicolon of the one before.
_FURTHER = re.compile(r"(?:^\s*|[;)]\s*)(\d{2,3})\s?\.\s?(0{0,9}[1-9]\d{0,2})\.?\s*(?=[^\W\d_a-z])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: the numbers printed in it, its words, and the places of its first and its assessment's cell.

    ``assessment`` is None where the table has no such column, or where this row ends before it.
    """

    numbers: tuple[str, ...]
    text: str
    first: int
    assessment: int | None
    has_column: bool


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading row: the place of its last cell, and whether one of its cells heads assessments."""

    last: int
    has_column: bool


@dataclass(frozen=True, slots=True)
class ListPlaces:
    """What the list is of, as far as it says so, with its heading rows and its recommendations."""

    state: str | None
    cycle: int | None
    headings: tuple[ListHeading, ...]
    rows: tuple[ListRow, ...]


def find_places(data: bytes, names: StateNames) -> ListPlaces:
    """The places in the Word file ``data``; raises UnreadableFile as the reader of thematic lists does."""
    document = read_word(data)
    header = read_page_header(document.headers, document.paragraphs, names)
    reading = start_reading(document, names)
    headings, rows = [], []
    for row, is_heading in rows_of(document, reading):
        has_column = ASSESSMENT in reading.columns.roles
        if is_heading:
            headings.append(ListHeading(row.cells[-1].place, has_column))
        elif found := _row(reading, row, has_column):
            rows.append(found)
    if not rows:
        raise UnreadableFile("empty_table")
    if len(rows) > MAX_ROWS:
        raise UnreadableFile("too_large_unpacked")
    return ListPlaces(header.state, header.cycle, tuple(headings), tuple(rows))


def _row(reading: Reading, row: Row, has_column: bool) -> ListRow | None:
    """The row if it begins with a number; one that goes on below a merged cell is that cell's."""
    filled = [cell for cell in row.cells if cell.text]
    if is_remark(row, filled) or is_theme_row(row, filled):
        return None
    cell = reading.columns.cell(row, RECOMMENDATION)
    assessment = reading.cell(row, ASSESSMENT)
    if cell is None or cell.continues:
        return None
    printed = "\n".join(cell.lines).strip()
    numbers = _numbers(printed)
    if not numbers:
        return None
    return ListRow(numbers, printed, cell.place, assessment.place if assessment else None, has_column)


def _numbers(printed: str) -> tuple[str, ...]:
    match = NUMBER.match(printed)
    if match is None:
        return ()
    further = _FURTHER.findall(printed[match.end() :])
    found = [(match[1], match[2]), *further]
    return tuple(dict.fromkeys(f"{int(paragraph)}.{int(item)}" for paragraph, item in found))
