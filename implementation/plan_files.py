"""The action strategy plan as PDF, Word and Excel: the same columns, in the language that was asked for."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _
from openpyxl import Workbook

from accounts.models import Workspace
from common import pdf
from common.bidi import text_direction
from common.word import Run, WordFile
from cycles.dates import day_in_words
from implementation.plan_columns import COLUMNS, amount, facts_of
from implementation.plan_lines import ActionLine, PlanPage
from implementation.workbook import add_about, add_sheet, cell, saved

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
        gap = self.line.funds.gap
        return "" if gap is None else f"{amount(gap)} {self.line.action.plan.currency}"

    @property
    def who(self) -> str:
        return self.line.who_printed or _("nobody yet")

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
            file.table([pgettext("heading of a column", "About"), _("What we say")], facts, FACT_WIDTHS)
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
        entry.who,
        entry.line.until,
        entry.status,
        entry.gap,
    )


def render_xlsx(document: PlanDocument) -> bytes:
    """The plan as a workbook: a row for each action, every column; nothing in it is run as a formula."""
    book = Workbook(write_only=True)
    widths = [column.width for column in COLUMNS]
    sheet = add_sheet(book, _("Action strategy plan"), is_rtl=document.is_rtl, widths=widths)
    sheet.append([cell(sheet, str(column.head), is_head=True) for column in COLUMNS])
    for line in document.page.shown:
        sheet.append([cell(sheet, column.value(line)) for column in COLUMNS])
    about = (document.title, document.workspace.name, document.review_name, document.as_of_text, document.finding)
    add_about(book, about)
    return saved(book)


RENDERERS = {"pdf": render_pdf, "docx": render_word, "xlsx": render_xlsx}
