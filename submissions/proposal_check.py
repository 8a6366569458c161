"""What a page says of a proposed recommendation: the SMART check, and how such recommendations fared."""

from dataclasses import dataclass

from submissions.category_support import CategorySupport, support_of
from submissions.models import ProposedRecommendation
from submissions.smart import Report, check


@dataclass(frozen=True)
class CheckedText:
    """A text, what the check found in it, and how often States supported such a request."""

    language: str
    text: str
    report: Report
    support: CategorySupport | None


@dataclass(frozen=True)
class ProposalLine:
    """A proposed recommendation as lists show it."""

    proposal: ProposedRecommendation
    report: Report


def checked_texts(texts: dict[str, str], *, year: int) -> list[CheckedText]:
    """Each text with its check, in the order of the languages."""
    found = []
    for language, text in texts.items():
        report = check(text, language, year=year)
        support = support_of(report.action_category) if report.action_category else None
        found.append(CheckedText(language, text, report, support))
    return found


def proposal_line(proposal: ProposedRecommendation, *, year: int) -> ProposalLine:
    """The proposal with what the check finds in the text that stands in lists."""
    return ProposalLine(proposal, check(proposal.text, proposal.language, year=year))
