"""The action strategy plan as PDF, Word and Excel: the same columns, in the language that was asked for."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from accounts.models import Workspace
from common import pdf
from common.bidi import text_direction
from common.http import safe_cell
from common.word import Run, WordFile
from cycles.dates import day_in_words
from implementation.plan_columns import COLUMNS, amount, facts_of
from implementation.plan_lines import ActionLine, PlanPage

SUMMARY_WIDTHS = (66, 32, 28, 20, 28)
FACT_WIDTHS = (46, 128)


@dataclass(frozen=True)
class PlanDocument:
    """A plan on paper, in the language that is active. Whoever makes it chose the lines."""

    workspace: Workspace
    page: PlanPage

    @property
    def title(self) -> str:
        plan = self.page.plan
        return plan.title if plan and plan.title else _("Action strategy plan")

    @property
    def introduction(self) -> str:
        return self.page.plan.introduction if self.page.plan else ""

    @property
    def language(self) -> str:
        return get_language() or "en"

    @property
    def is_rtl(self) -> bool:
        return get_language_bidi()

    @property
    def direction(self) -> str:
        return "rtl" if self.is_rtl else "ltr"

    @property
    def as_of_text(self) -> str:
        return _("As of %(date)s") % {"date": day_in_words(self.page.on)}

    @property
    def review_name(self) -> str:
        return self.workspace.review.name

    @property
    def finding(self) -> str:
        """How much of it is done, late and without money, in one or two sentences."""
        lines = self.page.shown
        done = sum(line.action.status == line.action.Status.DONE for line in lines)
        words = _("%(done)s of %(total)s actions are done, %(late)s are late.") % {
            "done": done,
            "total": len(lines),
            "late": sum(line.is_late for line in lines),
        }
        money = self.page.money
        if not money.budget:
            return words
        return (
            words
            + " "
            + _("Of %(budget)s %(currency)s, %(gap)s %(currency)s are missing.")
            % {"budget": amount(money.budget), "gap": amount(money.gap), "currency": self.page.currency}
        )

    @property
    def clusters(self) -> list[tuple[str, list["PlanEntry"]]]:
        return [(name, [PlanEntry(line) for line in lines]) for name, lines in self.page.clusters]


@dataclass(frozen=True)
class PlanEntry:
    """One action on paper."""

    line: ActionLine

    @property
    def title(self) -> str:
        return self.line.action.title

    @property
    def direction(self) -> str:
        return text_direction(self.title)

    @property
    def status(self) -> str:
        word = str(self.line.action.get_status_display())
        return f"{word}, {pgettext('action', 'late')}" if self.line.is_late else word

    @property
    def gap(self) -> str:
        gap = self.line.action.gap
        return "" if gap is None else f"{amount(gap)} {self.line.action.plan.currency}"

    @property
    def facts(self) -> list[tuple[str, str, str]]:
        """Head, words, and the direction of the words."""
        return [(head, words, text_direction(words)) for head, words in facts_of(self.line)]


def render_html(document: PlanDocument) -> str:
    """The plan as the page that becomes the PDF."""
    return render_to_string("implementation/plan_document.html", {"document": document})


def render_pdf(document: PlanDocument) -> bytes:
    """The plan as tagged PDF."""
    return pdf.render(render_html(document))


def render_word(document: PlanDocument) -> bytes:
    """The plan as .docx, to be gone on with."""
    file = WordFile(
        title=document.title,
        language=document.language,
        is_rtl=document.is_rtl,
        at=datetime.combine(document.page.on, time(), UTC),
    )
    file.foot(f"{document.title} · {document.as_of_text}")
    file.heading(document.title, 0, size=24)
    file.paragraph([Run(document.workspace.name, bold=True), Run(f" · {document.review_name}")])
    file.paragraph(document.as_of_text)
    file.paragraph([Run(document.finding, size=12)])
    if document.introduction:
        file.paragraph([Run(document.introduction, direction=text_direction(document.introduction))])
    for name, entries in document.clusters:
        file.heading(name, 1)
        file.table(summary_head(), [_summary(entry) for entry in entries], SUMMARY_WIDTHS)
        for entry in entries:
            file.heading(entry.title, 2)
            facts = [
                ([Run(head, bold=True, size=8)], [Run(words, size=8, direction=way)])
                for head, words, way in entry.facts
            ]
            file.table([_("About"), _("What we say")], facts, FACT_WIDTHS)
    return file.save()


def summary_head() -> list[str]:
    """The heads of the short table of a cluster."""
    return [
        pgettext("plan", "Action"),
        pgettext("action", "Who carries it"),
        pgettext("last day", "Until"),
        _("Status"),
        _("Funding gap"),
    ]


def _summary(entry: PlanEntry) -> tuple[Any, ...]:
    return (
        [Run(entry.title, size=8, direction=entry.direction)],
        entry.line.who,
        entry.line.until,
        entry.status,
        entry.gap,
    )


def render_xlsx(document: PlanDocument) -> bytes:
    """The plan as a workbook: a row for each action, every column; nothing in it is run as a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_cell_name(_("Action strategy plan")))
    sheet.sheet_view.rightToLeft = document.is_rtl
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_cell(sheet, str(column.head), is_head=True) for column in COLUMNS])
    for line in document.page.shown:
        sheet.append([_cell(sheet, column.value(line)) for column in COLUMNS])
    about = book.create_sheet(_cell_name(_("About this file")))
    for row in (document.title, document.workspace.name, document.review_name, document.as_of_text, document.finding):
        about.append([_cell(about, row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell_name(words: str) -> str:
    """A name that a sheet may have: at most 31 letters, and none of seven signs."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in words)[:31]


def _cell(sheet: Any, value: Any, *, is_head: bool = False) -> Any:
    is_number = isinstance(value, Decimal)
    cell = WriteOnlyCell(sheet, value if is_number else ILLEGAL_CHARACTERS_RE.sub("", safe_cell(value)))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_number:
        cell.number_format = "#,##0.00"
    if is_head:
        cell.font = Font(bold=True)
    return cell


RENDERERS = {"pdf": render_pdf, "docx": render_word, "xlsx": render_xlsx}
