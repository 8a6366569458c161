"""OHCHR's matrix handed back: its column of assessments filled in, every other byte of the file as it came."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from lxml import etree

from common import word_cells
from common.archive_parts import NotAnArchive, with_member
from common.bidi import text_direction
from common.word import Run
from common.word_places import NoWordXml, RowPlace, WordPlaces
from cycles.dates import day_in_words
from cycles.importers import UnreadableFile
from cycles.importers.docx_package import open_package
from cycles.importers.list_places import ListHeading, ListPlaces, ListRow
from implementation.midterm_words import LEVELS

# The words with which OHCHR heads the column in its lists of 2019 and 2020; whoever reads the list knows them.
OHCHR_HEADING = "Assessment/comments on level of implementation"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Twentieths of a point: 5.5 cm, and what no other column is narrowed below, 2.5 cm.
COLUMN_WIDTH, LEAST_WIDTH = 3118, 1417
_MOST_WIDTH = 31_680
# How many of the words of a recommendation must stand in its row, so that a misprinted number does no harm.
_SAME = 0.5


@dataclass(frozen=True)
class Entry:
    """What is to be written about one recommendation, whose ``text`` tells its row; ``level`` is empty until rated."""

    text: str
    level: str = ""
    note: str = ""
    rated_date: date | None = None


@dataclass
class Outcome:
    """How it went, by number: filled in, not rated yet, not in the record, and of other words than the record's."""

    filled: list[str] = field(default_factory=list)
    unrated: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    without_cell: list[str] = field(default_factory=list)
    new_column: bool = False


def fill_matrix(
    data: bytes, places: ListPlaces, entries: Mapping[str, Entry], *, workspace: str
) -> tuple[bytes, Outcome]:
    """The list with its assessments, in the language that is active. Raises UnreadableFile for what is no Word file."""
    package = open_package(data)
    cells = list(package.main().iter(f"{_W}tc"))
    try:
        filling = _Filling(WordPlaces(package.main_bytes()), cells, workspace)
        filling.fill(places, entries)
        return with_member(data, package.main_name, filling.xml.save()), filling.outcome
    except (NoWordXml, NotAnArchive) as error:
        raise UnreadableFile("damaged") from error


class _Filling:
    """One list on its way: its bytes with their places, and the same cells as elements, to be looked at."""

    def __init__(self, xml: WordPlaces, cells: list[etree._Element], workspace: str) -> None:
        if len(cells) != len(xml.cells):
            raise NoWordXml("cells")
        self.xml, self.cells, self.workspace = xml, cells, workspace
        self.is_rtl = get_language_bidi()
        self.outcome = Outcome()

    def fill(self, places: ListPlaces, entries: Mapping[str, Entry]) -> None:
        """Write every rating that has a place; the outcome says of the others why not."""
        wanted = [one for row in places.rows for one in self._wanted(row, entries)]
        shared = Counter(cell for cell, _number, _entry in wanted)
        written: defaultdict[int, list[str]] = defaultdict(list)
        for cell, number, entry in wanted:
            runs = self._lines(entry, number=number if shared[cell] > 1 else "")
            written[cell] += [word_cells.paragraph(one, like=self._model(cell), is_rtl=self.is_rtl) for one in runs]
        new = self._tables_without(places)
        self.outcome.new_column = bool(new)
        for cell, paragraphs in written.items():
            if self._row_of(cell).table not in new:
                self._fill_cell(cell, paragraphs)
        for table in sorted(new):
            self._widen(table)
        self._add_cells(new, places, written)

    def _wanted(self, row: ListRow, entries: Mapping[str, Entry]) -> Iterator[tuple[int, str, Entry]]:
        """What is to be written of a row: the cell that it goes into, the row's first where the column is to come."""
        first, *further = row.numbers
        for number in (first, *(number for number in further if number in entries)):
            entry = entries.get(number)
            if entry is None:
                self.outcome.unknown.append(number)
            elif not is_same_text(entry.text, row.text):
                self.outcome.different.append(number)
            elif not entry.level:
                self.outcome.unrated.append(number)
            elif row.assessment is None and row.has_column:
                self.outcome.without_cell.append(number)
            else:
                self.outcome.filled.append(number)
                yield row.first if row.assessment is None else row.assessment, number, entry

    def _lines(self, entry: Entry, *, number: str) -> Iterator[list[Run]]:
        """The rating in bold, why, and who says so since when."""
        mark = LEVELS[entry.level]
        words = [Run(f"{number}: ", direction="rtl" if self.is_rtl else "")] if number else []
        yield [*words, Run(str(mark.label), bold=True, colour=mark.colour)]
        if entry.note.strip():
            yield [Run(entry.note.strip(), direction=text_direction(entry.note))]
        if entry.rated_date:
            values = {"workspace": self.workspace, "date": day_in_words(entry.rated_date)}
            yield [Run(_("Rated by %(workspace)s, as of %(date)s") % values, direction="rtl" if self.is_rtl else "")]

    def _fill_cell(self, number: int, paragraphs: list[str]) -> None:
        """In the place of the empty paragraph that the cell opens with, or below what somebody wrote already."""
        cell, place = self.cells[number], self.xml.cells[number]
        blank = place.paragraphs[0] if place.paragraphs and _is_blank(cell) else None
        if blank:
            self.xml.replace(blank, "".join(paragraphs))
        else:
            written = _words(cell)
            new = [one for one in paragraphs if _markup_words(one) not in written]
            self.xml.insert(place.stop, "".join(new))

    def _tables_without(self, places: ListPlaces) -> set[int]:
        found = [*((heading.last, heading.has_column) for heading in places.headings)]
        found += [(row.first, row.has_column) for row in places.rows]
        return {self._row_of(cell).table for cell, has_column in found if not has_column}

    def _add_cells(self, tables: set[int], places: ListPlaces, written: Mapping[int, list[str]]) -> None:
        """A cell at the end of every row of the tables that get a column."""
        headings = {self.xml.cells[heading.last].row: heading for heading in places.headings}
        first = {self.xml.cells[row.first].row: row.first for row in places.rows}
        last: dict[int, int] = {place.row: number for number, place in enumerate(self.xml.cells)}
        for number, row in enumerate(self.xml.rows):
            if row.table not in tables or number not in last:
                continue
            paragraphs = written.get(first.get(number, -1), [])
            if number in headings:
                paragraphs = self._heading(headings[number])
            self.xml.insert(row.stop, word_cells.cell(paragraphs, like=self.cells[last[number]], width=COLUMN_WIDTH))

    def _heading(self, heading: ListHeading) -> list[str]:
        """OHCHR's own words, and below them the same in the language of the report."""
        model = self._model(heading.last)
        lines = [word_cells.paragraph([Run(OHCHR_HEADING, bold=True, direction="ltr")], like=model, is_rtl=False)]
        if not (get_language() or "en").startswith("en"):
            translated = [Run(_("Assessment of the level of implementation"), bold=True)]
            lines.append(word_cells.paragraph(translated, like=model, is_rtl=self.is_rtl))
        return lines

    def _widen(self, number: int) -> None:
        """Make room in the table's grid, taken from its wide columns, and let Word set the widths.

        The cells that are there keep theirs: nothing of them is touched.
        """
        table = self.xml.tables[number]
        widths = [_width(self.xml.text(column)) for column in table.columns]
        spare = [max(width - LEAST_WIDTH, 0) for width in widths]
        if sum(spare) > COLUMN_WIDTH:
            for column, old, room in zip(table.columns, widths, spare, strict=True):
                self.xml.replace(column, word_cells.column(old - room * COLUMN_WIDTH // sum(spare)))
        if table.columns:
            self.xml.insert(table.columns[-1].end, word_cells.column(COLUMN_WIDTH))
        if table.layout:
            fixed = self.xml.text(table.layout).decode()
            self.xml.replace(table.layout, re.sub(r"([\"'])fixed\1", r"\1autofit\1", fixed))

    def _model(self, number: int) -> etree._Element | None:
        """The paragraph that new ones are set like: the first of the cell."""
        return self.cells[number].find(f"{_W}p")

    def _row_of(self, cell: int) -> RowPlace:
        return self.xml.rows[self.xml.cells[cell].row]


def is_same_text(stored: str, printed: str) -> bool:
    """Whether a row holds the recommendation that the record has under its number, give or take a correction."""
    wanted = set(re.findall(r"\w{3,}", stored.casefold()))
    found = set(re.findall(r"\w{3,}", printed.casefold()))
    return len(wanted & found) >= _SAME * len(wanted)


def _width(column: bytes) -> int:
    match = re.search(rb"\bw\s*=\s*[\"'](\d{1,6})", column)
    return min(int(match[1]), _MOST_WIDTH) if match else 0


def _is_blank(cell: etree._Element) -> bool:
    """Whether a cell says nothing anywhere and opens with a paragraph that holds nothing but settings."""
    first = cell.find(f"{_W}p")
    settings = {f"{_W}{name}" for name in ("pPr", "r")}
    inside = {f"{_W}{name}" for name in ("rPr", "t")}
    return (
        first is not None
        and not _words(cell)
        and all(child.tag in settings for child in first)
        and all(piece.tag in inside for run in first.iterfind(f"{_W}r") for piece in run)
    )


def _words(cell: etree._Element) -> str:
    return "".join(cell.itertext(f"{_W}t")).strip()


def _markup_words(paragraph: str) -> str:
    return _words(etree.fromstring(paragraph))
