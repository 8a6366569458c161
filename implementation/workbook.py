"""Cells and names of Excel files: nothing in them is run as a formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from common.http import safe_cell


def add_sheet(book: Workbook, name: str, *, is_rtl: bool, widths: Sequence[int]) -> Any:
    """A sheet whose head stays in sight."""
    sheet = book.create_sheet(sheet_name(name))
    sheet.sheet_view.rightToLeft = is_rtl
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def add_about(book: Workbook, lines: Iterable[str]) -> None:
    """A sheet that says what the file is."""
    about = book.create_sheet(sheet_name(_("About this file")))
    for line in lines:
        about.append([cell(about, line)])


def saved(book: Workbook) -> bytes:
    """The workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_name(words: str) -> str:
    """A name that a sheet may have: at most 31 letters, and none of seven signs."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in words)[:31]


def cell(sheet: Any, value: Any, *, is_head: bool = False) -> Any:
    """A cell: amounts and days as such, everything else as text."""
    is_value = isinstance(value, Decimal | date)
    made = WriteOnlyCell(sheet, value if is_value else ILLEGAL_CHARACTERS_RE.sub("", safe_cell(value)))
    made.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, Decimal):
        made.number_format = "#,##0.00"
    elif is_value:
        made.number_format = "yyyy-mm-dd"
    if is_head:
        made.font = Font(bold=True)
    return made
