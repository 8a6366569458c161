"""Reads UPR Info's exports: one row for each recommendation and recommending State, never with a number.

The export of 2015 is a CSV in Mac Roman or the XLS it was made from; today's database (Uwazi) gives a CSV in UTF-8
whose headings are the labels that its editors chose, with "|" between several values.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO

from cycles.importers.export_columns import Column, find_columns
from cycles.importers.export_values import (
    Problem,
    StateCells,
    action_category,
    plain,
    position_of,
    session_and_cycle,
    warnings_of,
)
from cycles.importers.records import ReadExport, ReadExportRow, ReadTheme
from cycles.importers.state_names import StateNames, normalise
from cycles.importers.tables import Table, open_table
from cycles.importers.text import unique

ISSUES = Path(__file__).resolve().parent.parent / "refdata" / "upr_info_issues.csv"
SCHEME = "upr_info"

COLUMNS = (
    Column("text", ("Recommendation", "Text", "Recommendation text", "Title"), is_needed=True),
    Column("state", ("State under Review", "SuR", "To", "State under review (SuR)"), is_needed=True),
    Column("recommending_state", ("Recommending State", "RS", "From", "Recommending States"), is_needed=True),
    Column("response", ("Response", "Response of the State", "Position"), is_needed=True),
    Column("session", ("Session", "UPR session", "Sessions"), is_needed=True, or_else="cycle"),
    Column("cycle", ("Cycle", "UPR cycle")),
    Column("issues", ("Issues", "Issue")),
    Column("action", ("Action category", "Action", "Action categories")),
)
_HEADINGS_OF_2015 = ({"To", "From"}, {"SuR", "RS"})


def read_upr_info(file: BinaryIO, names: StateNames, columns: Mapping[str, str] | None = None) -> ReadExport:
    """The export in ``file``, which can be wound back; ``columns`` gives the heading of a role that is not found.

    Roles are those of ``COLUMNS``. Raises UnreadableFile, also while rows are read.
    """
    table = open_table(file)
    places = find_columns(table.headings, COLUMNS, columns)
    skipped: Counter[str] = Counter()
    rows = _Rows(places, len(table.headings), names, skipped).read(table.rows)
    return ReadExport("upr_info", _layout(table), "en", rows, skipped)


def upr_info_headings(file: BinaryIO) -> tuple[str, ...]:
    """The headings of a table, for a person to say which column is which. Raises UnreadableFile."""
    return open_table(file).headings


@cache
def issues() -> dict[str, ReadTheme]:
    """UPR Info's 54 issues by their names, those of its database among them, as ``normalise`` writes them."""
    found: dict[str, ReadTheme] = {}
    with ISSUES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            theme = ReadTheme(row["number"], row["label"])
            found |= {normalise(row["label"]): theme, normalise(row["database_label"]): theme}
    return found


def _layout(table: Table) -> str:
    if not any(headings <= set(table.headings) for headings in _HEADINGS_OF_2015):
        return "uwazi"
    return "csv_2015" if table.kind == "csv" else "xls_2015"


class _Rows:
    """The rows of one export on their way through, with what was seen of them so far."""

    def __init__(self, places: Mapping[str, int], width: int, names: StateNames, skipped: Counter[str]) -> None:
        self.places = places
        self.width = width
        self.states = StateCells(names)
        self.skipped = skipped
        self.seen: dict[int, int] = {}
        self.themes: dict[str, tuple[tuple[ReadTheme, ...], tuple[str, ...]]] = {}

    def read(self, rows: Iterator[tuple[int, Sequence[object]]]) -> Iterator[ReadExportRow]:
        """The rows that hold a recommendation; the others are counted by what is wrong with them."""
        for place, cells in rows:
            flaw = self.flaw(cells)
            if flaw:
                self.skipped[flaw] += 1
            else:
                yield self.row(place, cells)

    def flaw(self, cells: Sequence[object]) -> str:
        if len(cells) < self.width or any(map(plain, cells[self.width :])):
            return "wrong_number_of_cells"
        if not plain(cells[self.places["text"]]):
            return "no_text"
        return "" if plain(cells[self.places["state"]]) else "no_state_under_review"

    def row(self, place: int, cells: Sequence[object]) -> ReadExportRow:
        problems = self.repeated(place, cells)
        (state,) = self.states.read([self.cell(cells, "state")], problems)
        recommending = self.states.read(_several(self.cell(cells, "recommending_state")), problems)
        if not recommending:
            problems.append(("no_state", ""))
        session, cycle = session_and_cycle(self.cell(cells, "session"), self.cell(cells, "cycle"), problems)
        return ReadExportRow(
            place=place,
            state=state,
            cycle=cycle,
            session=session,
            document="",
            paragraph=None,
            item=None,
            text=self.cell(cells, "text"),
            recommending_states=recommending,
            position=position_of(self.cell(cells, "response"), problems),
            action_category=self.action(self.cell(cells, "action"), problems),
            theme_scheme=SCHEME,
            themes=self.issues(self.cell(cells, "issues"), problems),
            warnings=warnings_of(problems, place),
        )

    def cell(self, cells: Sequence[object], role: str) -> str:
        return plain(cells[self.places[role]]) if role in self.places else ""

    def repeated(self, place: int, cells: Sequence[object]) -> list[Problem]:
        """A warning where the same row stands above. Rows are told apart by their hash alone, which takes less room."""
        first = self.seen.setdefault(hash(tuple(map(str, cells))), place)
        return [] if first == place else [("duplicate_row", str(first))]

    def action(self, printed: str, problems: list[Problem]) -> int | None:
        category = action_category(printed)
        if printed and category is None:
            problems.append(("unknown_action_category", printed))
        return category

    def issues(self, printed: str, problems: list[Problem]) -> tuple[ReadTheme, ...]:
        if printed not in self.themes:
            themes = unique(map(_issue, _issue_labels(printed)))
            self.themes[printed] = themes, tuple(theme.label for theme in themes if not theme.code)
        themes, unknown = self.themes[printed]
        problems += [("unknown_issue", label) for label in unknown]
        return themes


def _several(printed: str) -> tuple[str, ...]:
    return tuple(part for piece in printed.split("|") if (part := piece.strip()))


def _issue_labels(printed: str) -> Iterator[str]:
    """The labels of a cell, cut at "|", and at commas unless a label holds them itself; ``group::label`` is a label."""
    for piece in _several(printed):
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        if normalise(piece) not in issues() and any(normalise(part) in issues() for part in parts):
            yield from parts
        else:
            yield piece.rpartition("::")[2].strip()


def _issue(label: str) -> ReadTheme:
    return issues().get(normalise(label), ReadTheme("", label))
