"""OHCHR's thematic list of recommendations, the Word file, in its four layouts.

A (2015) has a column of recommending States and "Right or area" rows, B (2019) coded themes, C (2020) plain themes with
the goals beneath them, D (2025) a column of goals. Columns are known by the words of the heading row alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cycles.importers import table_columns
from cycles.importers.numbering import number_warnings
from cycles.importers.page_header import PageHeader, read_page_header
from cycles.importers.records import ReadDocument, ReadRecommendation, ReadState, ReadTheme, ReadWarning, UnreadableFile
from cycles.importers.state_names import StateNames
from cycles.importers.table_cells import (
    NUMBER,
    RecommendationCell,
    ThemesCell,
    document_symbol,
    is_theme_label,
    read_goals,
    read_position,
    read_recommendation,
    read_theme,
    read_themes,
)
from cycles.importers.table_columns import Columns, other_language, read_heading
from cycles.importers.text import tidy, unique
from cycles.importers.word_document import Cell, Row, WordDocument, read_word

FORMAT = "thematic_list"
# The longest list has some 450 rows, the longest recommendation some 2,500 signs.
MAX_ROWS = 1000
MAX_CELL = 20_000
_LONGEST_THEME = 200


@dataclass(slots=True)
class Reading:
    """One list on its way through."""

    names: StateNames
    columns: Columns
    rows: int = 0
    block: ReadTheme | None = None
    above: dict[str, Cell] = field(default_factory=dict)
    recommendations: list[ReadRecommendation] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    states_in_text: bool = False

    def cell(self, row: Row, role: str) -> Cell | None:
        """The cell of that role, or the one above where the two are merged."""
        cell = self.columns.cell(row, role)
        if cell is not None and not cell.continues:
            self.above[role] = cell
        return self.above.get(role) if cell is not None else None

    def text(self, row: Row, role: str) -> str:
        cell = self.cell(row, role)
        return cell.text if cell else ""

    def lines(self, row: Row, role: str) -> list[str]:
        cell = self.cell(row, role)
        return cell.lines if cell else []


def read_thematic_list(data: bytes, names: StateNames) -> ReadDocument:
    """The list in a Word file; raises UnreadableFile where the file is another one or holds no list."""
    document = read_word(data)
    header = read_page_header(document.headers, document.paragraphs, names)
    reading = start_reading(document, names)
    for row, is_heading in rows_of(document, reading):
        if not is_heading:
            _read_row(reading, row)
    if not reading.rows:
        raise UnreadableFile("empty_table")
    if not reading.recommendations:
        raise UnreadableFile("not_a_thematic_list")
    recommendations = tuple(reading.recommendations)
    return ReadDocument(
        format=FORMAT,
        layout=_layout(reading),
        state=header.state,
        cycle=header.cycle,
        session=header.session,
        header=header.text,
        rows=reading.rows,
        recommendations=recommendations,
        warnings=(*_header_warnings(header), *_row_warnings(reading), *number_warnings(recommendations)),
    )


def start_reading(document: WordDocument, names: StateNames) -> Reading:
    """A reading with the columns of the first heading row; raises UnreadableFile where no table has one."""
    if not document.tables:
        raise UnreadableFile("no_table")
    for table in document.tables:
        for row in table:
            columns = read_heading(row)
            if columns:
                return Reading(names, columns)
    texts = [cell.text for table in document.tables for row in table[:5] for cell in row.cells]
    language = other_language([*texts, *document.headers])
    if language:
        raise UnreadableFile("other_language", language)
    raise UnreadableFile("not_a_thematic_list")


def rows_of(document: WordDocument, reading: Reading) -> Iterator[tuple[Row, bool]]:
    """Heading rows and the rows below one, each with whether it is a heading.

    The list may go on in a second table, with or without a heading.
    """
    number = 0
    for table in document.tables:
        headings = {row.number: columns for row in table if (columns := read_heading(row))}
        goes_on = number > 0 and any(_begins_with_number(reading, row) for row in table)
        if not headings and not goes_on:
            continue
        under_heading = goes_on
        for row in table:
            number += 1
            if row.number in headings:
                reading.columns = headings[row.number]
                under_heading = True
            if under_heading:
                yield Row(number, row.cells), row.number in headings


def _begins_with_number(reading: Reading, row: Row) -> bool:
    cell = reading.columns.cell(row, table_columns.RECOMMENDATION)
    return cell is not None and len(row.cells) > 1 and NUMBER.match(cell.text) is not None


def _read_row(reading: Reading, row: Row) -> None:
    filled = [cell for cell in row.cells if cell.text]
    if is_remark(row, filled):
        return
    if is_theme_row(row, filled):
        reading.block = read_theme(filled[0].text) or reading.block
        return
    reading.rows += 1
    if reading.rows > MAX_ROWS or any(cell.size > MAX_CELL for cell in filled):
        raise UnreadableFile("too_large_unpacked")
    cell = reading.cell(row, table_columns.RECOMMENDATION)
    recommendation = read_recommendation(cell) if cell else None
    if recommendation is None:
        reading.warnings.append(ReadWarning("no_number", row.number, "", (cell.text if cell else filled[0].text)[:80]))
    else:
        reading.recommendations.append(_Assembly(reading, row, recommendation).recommendation())


def is_remark(row: Row, filled: list[Cell]) -> bool:
    """A row without words, or one cell with a note to the whole list."""
    return not filled or len(row.cells) == 1 and filled[0].text.startswith("*")


def is_theme_row(row: Row, filled: list[Cell]) -> bool:
    """One cell across the table, or one filled cell that says "Theme:"; a recommendation is neither."""
    text = filled[0].text
    if len(filled) > 1 or len(text) > _LONGEST_THEME:
        return False
    if is_theme_label(text):
        return True
    match = NUMBER.match(text)
    # "2.1. Acceptance" is a theme, "140.7 Ratify" a recommendation whose other cells are lost.
    return len(row.cells) == 1 and (match is None or len(match[1]) < 3)


class _Assembly:
    """One row put together: its cells, and what a person should look at in them."""

    def __init__(self, reading: Reading, row: Row, cell: RecommendationCell) -> None:
        self.reading = reading
        self.row = row
        self.cell = cell

    def recommendation(self) -> ReadRecommendation:
        """The record of the row."""
        found = self.reading.names.find_states(self.cell.text)
        for code, detail in found.problems:
            self.warn(code, detail)
        themes = read_themes(self.reading.lines(self.row, table_columns.THEMES))
        goals = read_goals(self.reading.lines(self.row, table_columns.SDGS))
        self.compare_themes(themes)
        return ReadRecommendation(
            row=self.row.number,
            paragraph=self.cell.paragraph,
            item=self.cell.item,
            text=found.body,
            raw_text=self.cell.raw_text,
            recommending_states=self.states(found.states),
            position=self.position(),
            position_source=self.cell.source,
            document=document_symbol(self.cell.source),
            themes=themes.themes,
            block_theme=self.reading.block,
            groups=themes.groups,
            sdgs=unique((*themes.sdgs, *goals)),
            comments=self.cell.comments,
            assessment="\n".join(map(tidy, self.reading.lines(self.row, table_columns.ASSESSMENT))),
        )

    def warn(self, code: str, detail: str = "") -> None:
        number = f"{self.cell.paragraph}.{self.cell.item}"
        self.reading.warnings.append(ReadWarning(code, self.row.number, number, detail))

    def position(self) -> str:
        printed = self.reading.text(self.row, table_columns.POSITION)
        position = read_position(printed)
        if position is None:
            self.warn("unknown_position", printed)
        elif not position:
            self.warn("missing_position")
        return position or ""

    def states(self, in_text: tuple[ReadState, ...]) -> tuple[ReadState, ...]:
        """The States of the text, and those that only the column of States names."""
        self.reading.states_in_text |= bool(in_text)
        in_column = self.column_states()
        together = {state.iso3 or state.raw: state for state in (*in_column, *in_text)}
        ordered = unique(state.iso3 or state.raw for state in (*in_text, *in_column))
        if in_column and {state.iso3 or state.raw for state in in_column} != {s.iso3 or s.raw for s in in_text}:
            self.warn("state_column_differs", f"{_listed(in_text)} ≠ {_listed(in_column)}")
        if not ordered:
            self.warn("no_state")
        return tuple(together[key] for key in ordered)

    def column_states(self) -> tuple[ReadState, ...]:
        """The States of layout A's own column, one on each line."""
        lines = [
            name for line in self.reading.lines(self.row, table_columns.STATES) if (name := tidy(line).strip(" ;,.-"))
        ]
        found = self.reading.names.list_states(", ".join(lines))
        for code, detail in found.problems:
            self.warn(code, detail)
        return found.states

    def compare_themes(self, cell: ThemesCell) -> None:
        """Layouts B to D list a recommendation under the first theme of its cell; A need not."""
        block = self.reading.block
        if not cell.themes:
            self.warn("no_theme")
        elif block and table_columns.STATES not in self.reading.columns.roles:
            first = cell.themes[0]
            same_code = first.code == block.code or not (first.code and block.code)
            if not same_code or first.label.casefold() != block.label.casefold():
                self.warn("theme_block_differs", f"{_printed(block)} ≠ {_printed(first)}")


def _listed(states: tuple[ReadState, ...]) -> str:
    return ", ".join(state.raw for state in states) or "–"


def _printed(theme: ReadTheme) -> str:
    return f"{theme.code} {theme.label}".strip()


def _layout(reading: Reading) -> str:
    """The letter of the layout; B and C have the same columns and differ in coded themes."""
    roles = reading.columns.roles
    if table_columns.STATES in roles:
        return "A"
    if table_columns.SDGS in roles:
        return "D"
    coded = any(theme.code for recommendation in reading.recommendations for theme in recommendation.themes)
    return "B" if coded else "C"


def _header_warnings(header: PageHeader) -> list[ReadWarning]:
    return [] if header.state else [ReadWarning("no_source_state", None, "", header.text[:200])]


def _row_warnings(reading: Reading) -> list[ReadWarning]:
    """Warnings of rows; where no text names its States, the column alone holds them and differs from nothing."""
    if reading.states_in_text:
        return list(dict.fromkeys(reading.warnings))
    return [w for w in dict.fromkeys(reading.warnings) if w.code != "state_column_differs"]
