"""Reads UPR Info's exports: one row for each recommendation and recommending State, never with a number.

The export of 2015 is a CSV in Mac Roman or the XLS it was made from; today's database (Uwazi) gives a CSV in UTF-8
whose headings are the labels that its editors chose, with "|" between several values.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from cycles.importers.export_columns import Column, find_columns, missing_columns, same_heading
from cycles.importers.export_values import (
    Problem,
    StateCells,
    action_category,
    plain,
    plain_again,
    position_of,
    printable,
    session_and_cycle,
    warnings_of,
)
from cycles.importers.markdown_text import without_markdown
from cycles.importers.records import LeftOut, ReadExport, ReadExportRow, ReadTheme
from cycles.importers.state_names import StateNames, normalise
from cycles.importers.tables import Table, open_table
from cycles.importers.text import unique

ISSUES = Path(__file__).resolve().parent.parent / "refdata" / "upr_info_issues.csv"
SCHEME = "upr_info"

COLUMNS = (
    Column("text", ("Recommendation", "Text", "Recommendation text"), is_needed=True, makeshift="Title"),
    Column("state", ("State under Review", "SuR", "To", "State under review (SuR)"), is_needed=True),
    Column("recommending_state", ("Recommending State", "RS", "From", "Recommending States"), is_needed=True),
    Column("response", ("Response", "Response of the State", "Position"), is_needed=True),
    Column("session", ("Session", "UPR session", "Sessions"), is_needed=True, or_else="cycle"),
    Column("cycle", ("Cycle", "UPR cycle")),
    Column("issues", ("Issues", "Issue")),
    Column("action", ("Action category", "Action", "Action categories")),
)
_TEXT = COLUMNS[0]
# What Uwazi adds to the labels of every template.
_OF_UWAZI = frozenset({"date added", "template", "geolocation", "documents", "attachments", "published"})
_ROWS_LOOKED_AT = 20
# Of labels, which a file repeats; names of people go through ``normalise`` elsewhere, and are kept nowhere.
_same = lru_cache(maxsize=5000)(normalise)
_HEADINGS_OF_2015 = ({"To", "From"}, {"SuR", "RS"})


def read_upr_info(file: BinaryIO, names: StateNames, columns: Mapping[str, str] | None = None) -> ReadExport:
    """The export in ``file``, which can be wound back; ``columns`` gives the heading of a role that is not found.

    Roles are those of ``COLUMNS``. Raises UnreadableFile, also while rows are read.
    """
    table = open_table(file)
    places = find_columns(table.headings, COLUMNS, columns)
    if "text" not in (columns or {}) and same_heading(table.headings[places["text"]], _TEXT.makeshift):
        _ask_for_the_text(table, places)
        # From its first row again.
        table = open_table(file)
    skipped = LeftOut()
    layout = _layout(table)
    # Uwazi's titles are plain; its texts are Markdown.
    is_marked = layout == "uwazi" and not same_heading(table.headings[places["text"]], _TEXT.makeshift)
    rows = _Rows(places, len(table.headings), names, skipped, is_marked=is_marked).read(table.rows)
    return ReadExport("upr_info", layout, "en", rows, skipped)


def _ask_for_the_text(table: Table, places: Mapping[str, int]) -> None:
    """Refuse a table in which the title would stand in for the text although another column may well be it.

    Uwazi shortens titles. Such a column has a heading that nobody knows, and says more than the title in most rows.
    """
    title = places["text"]
    rows = [cells for _, cells in islice(table.rows, _ROWS_LOOKED_AT)]
    known = {*places.values(), *(at for at, one in enumerate(table.headings) if _same(one) in _OF_UWAZI)}
    if any(_says_more(rows, at, title) for at in range(len(table.headings)) if at not in known):
        raise missing_columns([_TEXT.headings[0]], table.headings)


def _says_more(rows: Sequence[Sequence[object]], at: int, title: int) -> bool:
    pairs = [(plain(cells[at]), plain(cells[title])) for cells in rows if len(cells) > max(at, title)]
    told = [(text, short) for text, short in pairs if " " in text]
    return bool(told) and 2 * sum(len(text) > len(short) for text, short in told) > len(told)


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

    def __init__(
        self, places: Mapping[str, int], width: int, names: StateNames, skipped: LeftOut, *, is_marked: bool
    ) -> None:
        self.is_marked = is_marked
        self.places = places
        self.width = width
        self.states = StateCells(names)
        self.skipped = skipped
        self.seen: dict[int, int] = {}
        self.themes: dict[str, tuple[tuple[ReadTheme, ...], tuple[str, ...]]] = {}

    def read(self, rows: Iterator[tuple[int, Sequence[object]]]) -> Iterator[ReadExportRow]:
        """The rows that hold a recommendation; the others are counted by what is wrong with them."""
        for place, cells in rows:
            said = self.said(cells)
            flaw = _flaw(said)
            if flaw:
                self.skipped.leave(flaw, place)
            else:
                yield self.row(place, said)

    def said(self, cells: Sequence[object]) -> dict[str, str]:
        """What each role says in a row; nothing of a row that is cut off or too long."""
        if len(cells) < self.width or any(map(plain, cells[self.width :])):
            return {}
        said = {role: plain_again(cells[at]) for role, at in self.places.items() if role != "text"}
        printed = cells[self.places["text"]]
        text = plain(without_markdown(printed)) if self.is_marked and isinstance(printed, str) else plain(printed)
        marked = printable(printed) if self.is_marked and text != plain(printed) else ""
        return said | {"text": text, "printed": marked}

    def row(self, place: int, said: Mapping[str, str]) -> ReadExportRow:
        problems: list[Problem] = []
        (state,) = self.states.read([said["state"]], problems)
        recommending = self.states.read(_several(said["recommending_state"]), problems)
        if not recommending:
            problems.append(("no_state", ""))
        session, cycle = session_and_cycle(said.get("session", ""), said.get("cycle", ""), problems)
        position = position_of(said["response"], problems)
        problems += self.repeated(place, state, cycle, session, said["text"], recommending, position)
        return ReadExportRow(
            place=place,
            state=state,
            cycle=cycle,
            session=session,
            document="",
            paragraph=None,
            item=None,
            text=said["text"],
            recommending_states=recommending,
            position=position,
            action_category=self.action(said.get("action", ""), problems),
            theme_scheme=SCHEME,
            themes=self.issues(said.get("issues", ""), problems),
            printed=said["printed"],
            warnings=warnings_of(problems, place),
        )

    def repeated(self, place: int, *says: object) -> list[Problem]:
        """A warning where a row above says the same, whatever blanks it has. A hash alone takes less room than rows."""
        first = self.seen.setdefault(hash(says), place)
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


def _flaw(said: Mapping[str, str]) -> str:
    """Why a row is no recommendation, if it is none."""
    if not said:
        return "wrong_number_of_cells"
    if not said["text"]:
        return "no_text"
    return "" if said["state"] else "no_state_under_review"


def _several(printed: str) -> tuple[str, ...]:
    return tuple(part for piece in printed.split("|") if (part := piece.strip()))


def _issue_labels(printed: str) -> Iterator[str]:
    """The labels of a cell, cut at "|", and at commas unless a label holds them itself; ``group::label`` is a label."""
    for piece in _several(printed):
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        if _same(piece) not in issues() and any(_same(part) in issues() for part in parts):
            yield from parts
        else:
            yield piece.rpartition("::")[2].strip()


def _issue(label: str) -> ReadTheme:
    return issues().get(_same(label), ReadTheme("", label))
