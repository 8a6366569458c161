"""Whether a submission proposes something for each challenge that it names, and where it does not.

That a paragraph asks for something is told by the words with which submissions do, which are shown; a proposed
recommendation of the workspace that stands in the text counts as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from submissions.drafting_page import DraftPage, ParagraphLine, SectionPart
from submissions.format_check import GOOD, MIDDLING, Finding, Spot
from submissions.models import PriorityIssue, ProposedRecommendation, Section
from submissions.notes import parted

# As verbs, or “recommendations” at the head of a line: what others recommended before is no proposal of the text.
_ASKS = re.compile(
    r"\b(?:recommends?|urges?|calls? (?:up)?on|asks? (?:that|the)|proposes? (?:that|to))\b|^\W*recommendations?\b"
    r"|\brecommand(?:e|ent|ons)\b|^\W*recommandations?\b|\bdemand(?:e|ent|ons) (?:à|au|que)\b"
    r"|\bpri(?:e|ent|ons) (?:instamment )?(?:le|la|l)\b|\bpropos(?:e|ent|ons) (?:que|de)\b"
    r"|\brecom(?:endamos|ienda|iendan)\b|^\W*recomendaci(?:ón|ones)\b|\binsta(?:mos|n)?\b"
    r"|\bexhort(?:amos|an|a)\b|\bpedimos\b|\bproponemos\b"
    r"|рекоменду\w+|^\W*рекомендац\w+|призыва\w+|предлага\w+"
    r"|نوصي|توصي|يوصي|^\W*(?:ال)?توصيات|نحث|ندعو|نطالب|نقترح|建议|敦促|呼吁",
    re.IGNORECASE | re.MULTILINE,
)
# So much of the beginning of a proposal tells it in the text.
_BEGINNING = 120


@dataclass(frozen=True)
class Ask:
    """A paragraph that asks for something, and the words that say so."""

    line: ParagraphLine
    words: str


@dataclass(frozen=True)
class SectionLine:
    """A section on a theme: where it proposes something, and what is ready to be put into it."""

    section: Section
    asks: tuple[Ask, ...]
    ready: tuple[ProposedRecommendation, ...]
    is_empty: bool


@dataclass(frozen=True)
class IssueLine:
    """A priority issue with the recommendations that are proposed on it."""

    row: PriorityIssue
    proposals: int

    @property
    def has_some(self) -> bool:
        return bool(self.proposals or self.row.proposal.strip())


@dataclass(frozen=True)
class Constructive:
    """Every theme of a submission and every priority issue of its workspace, with what is proposed."""

    sections: list[SectionLine]
    issues: list[IssueLine]

    @property
    def silent_sections(self) -> list[SectionLine]:
        return [line for line in self.sections if not line.asks and not line.is_empty]

    @property
    def silent_issues(self) -> list[IssueLine]:
        return [line for line in self.issues if not line.has_some]


def constructive(page: DraftPage, user: User) -> Constructive:
    """What is proposed on each theme, as ``user`` may see it: two queries."""
    workspace = page.submission.workspace_id
    rows = ProposedRecommendation.objects.visible_to(user).filter(workspace=workspace).with_issue()
    proposals = list(rows.exclude(status=ProposedRecommendation.Status.DROPPED).in_order())
    by_issue: defaultdict[object, int] = defaultdict(int)
    for one in proposals:
        by_issue[one.priority_issue_id] += 1
    themes = [part for part in page.parts if part.section.kind == Section.Kind.THEME]
    issues = PriorityIssue.objects.visible_to(user).filter(workspace=workspace).named()
    return Constructive(
        sections=[_section(part, proposals) for part in themes],
        issues=[IssueLine(row, by_issue[row.pk]) for row in issues],
    )


def _section(part: SectionPart, proposals: Iterable[ProposedRecommendation]) -> SectionLine:
    texts = {line.paragraph.pk: _plain(line.paragraph.text) for line in part.lines}
    asks, ready = [], []
    for line in part.lines:
        if found := _ASKS.search(_body(line.paragraph.text)):
            asks.append(Ask(line, found[0].strip(" -*\n")))
    for proposal in proposals:
        beginnings = [_plain(text)[:_BEGINNING].casefold() for text in proposal.texts.values()]
        stands = [line for line in part.lines if any(one in texts[line.paragraph.pk].casefold() for one in beginnings)]
        known = {ask.line.paragraph.pk for ask in asks}
        asks += [Ask(line, proposal.text[:60]) for line in stands if line.paragraph.pk not in known]
        if not stands and _is_about(proposal, part.section):
            ready.append(proposal)
    return SectionLine(part.section, tuple(asks), tuple(ready), not part.lines)


def _is_about(proposal: ProposedRecommendation, section: Section) -> bool:
    """Of the same issue, or of a priority issue with the title of the section."""
    issue = proposal.priority_issue
    if issue is None:
        return False
    is_same = section.issue_id is not None and issue.issue_id == section.issue_id
    return is_same or issue.title.casefold() == section.title.casefold()


def _plain(text: str) -> str:
    return " ".join(_body(text).split())


def _body(text: str) -> str:
    return parted(text)[0].replace("*", "")


def proposal_findings(found: Constructive) -> Iterator[Finding]:
    """For the format check: each theme without a proposal, with the spot."""
    reason = _("States take up what is proposed to them. End each theme with what should be done, by whom, until when.")
    if silent := found.silent_sections:
        title = ngettext(
            "%(number)s theme without a constructive proposal",
            "%(number)s themes without a constructive proposal",
            len(silent),
        )
        spots = tuple(Spot(line.section.get_absolute_url(), line.section.title) for line in silent)
        yield Finding(MIDDLING, title % {"number": len(silent)}, reason, spots=spots)
    elif any(line.asks for line in found.sections):
        yield Finding(GOOD, _("Every theme proposes something"))
    if issues := found.silent_issues:
        title = ngettext(
            "%(number)s priority issue without a proposed recommendation",
            "%(number)s priority issues without a proposed recommendation",
            len(issues),
        )
        spots = tuple(Spot(line.row.get_absolute_url(), line.row.title) for line in issues)
        yield Finding(MIDDLING, title % {"number": len(issues)}, reason, spots=spots)
