"""The tables of the funding page: what stands in them on screen stands in their files too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User, Workspace
from cycles.dates import day_in_words
from implementation.funding_sums import UNSHARED, SumLine, SumTable, book_of
from implementation.models import FundingCall, FundingNeed, Grant, Spending
from implementation.plan_columns import amount
from reminders.deadline_lines import colleagues_of
from reminders.words import holder_words


@dataclass(frozen=True)
class Cell:
    """What stands in one place: a text, an amount or a day."""

    value: Any
    url: str = ""
    is_late: bool = False

    @property
    def words(self) -> str:
        """As the page writes it; empty where nothing is said."""
        if isinstance(self.value, Decimal):
            return amount(self.value)
        if isinstance(self.value, date):
            return day_in_words(self.value)
        return str(self.value or "")

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, Decimal)


@dataclass(frozen=True)
class Table:
    """A table with its name, its heads, its rows, and its totals below."""

    key: str
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Sequence[Cell]] = ()
    note: str = ""

    @property
    def named_rows(self) -> list[list[tuple[str, Cell]]]:
        """Each cell with the head of its column, which stands before it on phones."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]

    @property
    def named_totals(self) -> list[list[tuple[str, Cell]]]:
        return [list(zip(self.heads, row, strict=True)) for row in self.totals]

    @property
    def values(self) -> list[list[Any]]:
        """Every row with the totals, for files."""
        return [[cell.value for cell in row] for row in (*self.rows, *self.totals)]


@dataclass(frozen=True)
class Asker:
    """Whose tables they are, for whom, and on which day."""

    workspace: Workspace
    user: User
    on: date
    can_edit: bool

    def place(self, row: FundingNeed | Spending) -> str:
        """Rows without a page of their own lead those who write to their form, others nowhere."""
        return row.get_absolute_url() if self.can_edit else ""


def sums(asker: Asker) -> list[Table]:
    """By action and by activity."""
    book = book_of(workspace=asker.workspace, user=asker.user)
    unfilled = _("What one line has too much fills no gap of another. Different currencies are never added.")
    return [
        _sums(
            "action",
            _("By action of the plan"),
            (pgettext("plan", "Action"), _("For no action")),
            book.by_action(),
            unfilled
            + " "
            + _(
                "Where no need is listed for an action, its budget in the plan counts; "
                "where no share of a grant is, what the plan says is promised."
            ),
        ),
        _sums("activity", _("By activity"), (_("Activity"), _("For no activity")), book.by_activity(), unfilled),
    ]


def _sums(key: str, name: str, words: tuple[str, str], table: SumTable, note: str) -> Table:
    head, nameless = words
    heads = (head, _("Currency"), _("Need"), _("Secured"), _("Spent"), _("Gap"))

    def row(line: SumLine, said: str) -> list[Cell]:
        thing = line.thing
        is_action = thing is not None and thing is not UNSHARED and hasattr(thing, "get_absolute_url")
        first = Cell(said, thing.get_absolute_url() if is_action else "")
        money = (line.sums.need, line.sums.secured, line.sums.spent, line.sums.gap)
        return [first, Cell(line.currency), *(Cell(value) for value in money)]

    def said(line: SumLine) -> str:
        if line.thing is UNSHARED:
            return _("Of grants, not shared out yet")
        return nameless if line.thing is None else str(line.thing)

    rows = [row(line, said(line)) for line in table.lines]
    totals = [row(line, _("All together")) for line in table.totals]
    return Table(key, name, heads, rows, totals, note)


def needs(asker: Asker) -> list[Table]:
    """What is needed, the largest first."""
    rows = FundingNeed.objects.visible_to(asker.user).filter(workspace=asker.workspace).select_related("action")
    heads = (_("What it is for"), *_for_heads(), _("Amount"), _("Currency"), _("Note"))
    lines = [
        [Cell(row.title, asker.place(row)), *_for(row), Cell(row.amount), Cell(row.currency), Cell(row.note)]
        for row in rows.largest_first()
    ]
    return [Table("needs", _("Needs"), heads, lines)]


def calls(asker: Asker) -> list[Table]:
    """Calls and applications: what can still be written for comes first."""
    known = colleagues_of(asker.user)
    found = FundingCall.objects.visible_to(asker.user).filter(workspace=asker.workspace)
    heads = (
        _("Call or programme"),
        _("Funder"),
        pgettext("of a call", "Last day"),
        _("Application"),
        _("Who writes it"),
        _("Amount asked for"),
        _("Currency"),
    )
    lines = []
    for row in found.select_related("organisation", "person").in_order():
        who = holder_words(row.person, row.organisation, known)
        is_late = row.is_late(asker.on)
        status = f"{row.get_status_display()}, {pgettext('call', 'late')}" if is_late else row.get_status_display()
        lines.append(
            [
                Cell(row.title, row.get_absolute_url()),
                Cell(row.funder),
                Cell(row.due_date),
                Cell(str(status), is_late=is_late),
                Cell(who or _("nobody yet")),
                Cell(row.amount),
                Cell(row.currency if row.amount else ""),
            ]
        )
    return [Table("calls", _("Calls and applications"), heads, lines)]


def grants(asker: Asker) -> list[Table]:
    """Grants: those that run longest come first."""
    found = Grant.objects.visible_to(asker.user).filter(workspace=asker.workspace).with_sums().in_order()
    heads = (
        _("Grant"),
        _("Funder"),
        pgettext("first day", "From"),
        pgettext("last day", "Until"),
        _("Amount"),
        _("Shared out"),
        _("Spent"),
        _("Currency"),
    )
    lines = [
        [
            Cell(row.title, row.get_absolute_url()),
            Cell(row.funder),
            Cell(row.start_date),
            Cell(row.end_date),
            Cell(row.amount),
            Cell(row.shared),
            Cell(row.spent),
            Cell(row.currency),
        ]
        for row in found
    ]
    return [Table("grants", _("Grants"), heads, lines)]


def spending(asker: Asker) -> list[Table]:
    """What was spent, the newest first."""
    found = Spending.objects.visible_to(asker.user).filter(workspace=asker.workspace).select_related("action", "grant")
    heads = (_("What was paid"), _("Day"), *_for_heads(), _("Grant"), _("Amount"), _("Currency"), _("Note"))
    lines = [
        [
            Cell(row.title, asker.place(row)),
            Cell(row.spent_date),
            *_for(row),
            Cell(str(row.grant or "")),
            Cell(row.amount),
            Cell(row.currency),
            Cell(row.note),
        ]
        for row in found.newest_first()
    ]
    return [Table("spending", _("Spent"), heads, lines)]


def _for_heads() -> tuple[str, str]:
    return (pgettext("plan", "Action"), _("Activity"))


def _for(row: FundingNeed | Spending) -> tuple[Cell, Cell]:
    return (
        Cell(row.action.title, reverse("implementation:action_detail", args=[row.action_id]))
        if row.action
        else Cell("")
    ), Cell(row.activity)


VIEWS: dict[str, Callable[[Asker], list[Table]]] = {
    "sums": sums,
    "needs": needs,
    "calls": calls,
    "grants": grants,
    "spending": spending,
}
