"""The list of proposed recommendations as a file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from submissions.models.proposals import LANGUAGES
from submissions.proposal_check import ProposalLine
from submissions.smart.findings import CRITERIA, Answer
from submissions.smart.messages import NAMES


def answer_word(answer: Answer) -> str:
    """The answer in a word."""
    words = {
        Answer.YES: pgettext("SMART", "yes"),
        Answer.NO: pgettext("SMART", "no"),
        Answer.UNCLEAR: pgettext("SMART", "unclear"),
    }
    return words[answer]


def table_head() -> list[str]:
    """The heads of the file."""
    return [
        _("Priority issue"),
        *(f"{_('Text')} ({language})" for language in LANGUAGES),
        _("Who is to act"),
        _("States that might take it up"),
        _("Status"),
        *(str(NAMES[name]) for name in CRITERIA),
        _("Asks for several things"),
        _("Action category"),
    ]


def table(lines: Iterable[ProposalLine]) -> Iterable[list[str | int]]:
    """The lines of the file, those of the page."""
    for line in lines:
        row, report = line.proposal, line.report
        yield [
            row.priority_issue.title if row.priority_issue else "",
            *(getattr(row, f"text_{language}") for language in LANGUAGES),
            row.addressee,
            "; ".join(state.name for state in row.states.all()),
            row.get_status_display(),
            *(answer_word(report.of(name).answer) for name in CRITERIA),
            pgettext("SMART", "yes") if report.is_several else pgettext("SMART", "no"),
            report.action_category or "",
        ]
