"""The files of mid-term reports: what each is made of, and how far its making is."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Workspace
from implementation import midterm_drafts, midterm_frozen, midterm_kept, midterm_pdf, midterm_word
from implementation.midterm import MidTermReport
from implementation.midterm_content import midterm_report
from implementation.models import MidTermReport as ReportRecord

# Where each round of the layout begins and how far it goes, in per cent, by the time that each takes.
ROUNDS = ((20, 40), (60, 3), (63, 2))


def render_report(record: ReportRecord, tell: Callable[[int, int], None]) -> bytes:
    """The file that was asked for; ``tell`` hears how far it is. One that was made of the very same is not made again.

    What it is made of stands in the outcome of ``record``, which whoever keeps the file keeps with it.
    """
    report = report_of(record)
    fingerprint = midterm_kept.made_of(report, record.file_format)
    record.outcome = {midterm_kept.MADE_OF: fingerprint}
    kept = midterm_kept.kept_file(record, fingerprint)
    return render(report, record.file_format, tell) if kept is None else kept


def report_of(record: ReportRecord) -> MidTermReport:
    """What a file is made of: an edition as it was published, a draft as it stands, or everything there is."""
    if record.edition:
        return midterm_frozen.thawed(record.edition.content[record.language])
    if record.draft:
        return midterm_drafts.draft_report(record.draft, language=record.language, on=record.created_at.date())
    workspace = Workspace.objects.with_parts().get(pk=record.workspace_id)
    return midterm_report(workspace, language=record.language, on=record.created_at.date())


def render(report: MidTermReport, file_format: str, tell: Callable[[int, int], None]) -> bytes:
    """The report as a file; ``tell`` hears per cent and page."""
    tell(5, 0)
    if file_format == ReportRecord.Format.WORD:
        return midterm_word.render_word(report)
    return midterm_pdf.render_pdf(report, progress=Layout(len(report.rows), tell).page)


@dataclass
class Layout:
    """Turns the pages that are being laid out into per cent.

    How many pages there will be is guessed from the number of recommendations, and known if a second round is needed
    because the contents name pages that come later. Before the first page the text is matched with its style sheet,
    behind the last one the file is written; neither can be heard.
    """

    recommendations: int
    tell: Callable[[int, int], None]
    round: int = 0
    last_page: int = 0
    pages: int = 0
    reached: int = 0

    def page(self, number: int) -> None:
        if number <= self.last_page:
            self.round, self.pages = self.round + 1, self.last_page
        self.last_page = number
        expected = self.pages or 8 + self.recommendations // 4
        share = min(number / expected, 1)
        start, length = ROUNDS[min(self.round, len(ROUNDS) - 1)]
        self.reached = max(self.reached, int(start + share * length))
        self.tell(self.reached, number)
