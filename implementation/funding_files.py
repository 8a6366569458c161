"""The tables of the funding page as CSV and Excel: exactly what is shown."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook

from accounts.models import Workspace
from cycles.dates import day_in_words
from implementation.funding_tables import Table
from implementation.workbook import add_about, add_sheet, cell, saved

_WIDE, _NARROW = 36, 16


def csv_rows(tables: Sequence[Table]) -> tuple[Sequence[str], Iterator[Sequence[Any]]]:
    """The heads and the rows; where there are two tables, the second follows with its own heads."""

    def rows() -> Iterator[Sequence[Any]]:
        yield from tables[0].values
        for table in tables[1:]:
            yield []
            yield table.heads
            yield from table.values

    return tables[0].heads, ([_plain(value) for value in row] for row in rows())


def _plain(value: Any) -> Any:
    """As spreadsheet programs of every language read it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def render_xlsx(tables: Sequence[Table], *, workspace: Workspace, on: date) -> bytes:
    """A sheet for each table; nothing in it is run as a formula."""
    book = Workbook(write_only=True)
    for table in tables:
        widths = [_WIDE, *[_NARROW] * (len(table.heads) - 1)]
        sheet = add_sheet(book, table.name, is_rtl=get_language_bidi(), widths=widths)
        sheet.append([cell(sheet, head, is_head=True) for head in table.heads])
        for row in table.values:
            sheet.append([cell(sheet, value) for value in row])
    as_of = _("As of %(date)s") % {"date": day_in_words(on)}
    add_about(book, (_("Funding"), workspace.name, workspace.review.name, as_of))
    return saved(book)
