"""Which paragraphs of a submission OHCHR's summary cites: the machine reads numbers, a person decides the rest."""

from collections import defaultdict
from dataclasses import dataclass, field

from accounts.models import User
from cycles.citations import PARAGRAPH, whole_numbers
from cycles.models import SummaryCitation, UnDocument
from cycles.summary_page import stored_summary
from cycles.summary_shares import Share, code_of, in_percent, shares
from submissions.drafting_page import numbers_of
from submissions.models import CitationLink, Paragraph, Submission


@dataclass
class Mention:
    """A place of the summary that cites the submission.

    ``read`` are our paragraphs by their numbers, ``unknown`` what the note names and we cannot find;
    ``link`` is what a person decided, apart from what was read.
    """

    citation: SummaryCitation
    read: list[Paragraph]
    unknown: list[str]
    link: CitationLink | None = None

    @property
    def key(self) -> str:
        return f"{self.citation.note}-{self.citation.order}"

    @property
    def is_unclear(self) -> bool:
        """Whether the numbers leave something to a person."""
        return bool(self.unknown) or not self.read

    @property
    def is_open(self) -> bool:
        return self.is_unclear and self.link is None

    @property
    def is_main(self) -> bool:
        return self.citation.role == SummaryCitation.Role.MAIN


@dataclass
class TraceLine:
    """A paragraph of ours and the places that cite it; ``linked`` are those that a person put there."""

    paragraph: Paragraph
    number: str
    read: list[Mention] = field(default_factory=list)
    linked: list[Mention] = field(default_factory=list)

    @property
    def is_cited(self) -> bool:
        return bool(self.read or self.linked)


@dataclass(frozen=True)
class TracePage:
    """Everything on the page of a submission's citations."""

    document: UnDocument | None
    codes: list[tuple[str, str]]
    lines: list[TraceLine]
    mentions: list[Mention]
    shares: list[Share]

    @property
    def cited(self) -> int:
        return sum(line.is_cited for line in self.lines)

    @property
    def unclear(self) -> list[Mention]:
        return [one for one in self.mentions if one.is_unclear]

    @property
    def open_count(self) -> int:
        return sum(one.is_open for one in self.mentions)

    @property
    def main(self) -> int:
        return sum(one.is_main for one in self.mentions)

    @property
    def all_citations(self) -> int:
        return self.shares[0].all_citations if self.shares else 0

    @property
    def share(self) -> int:
        """Of all citations of the summary, in percent."""
        return in_percent(len(self.mentions), self.all_citations)


def document_key(document: UnDocument) -> str:
    """By which decisions name the summary: it stays when the document is imported anew."""
    return document.symbol[:60] or str(document.review_id)


def trace_page(submission: Submission, user: User) -> TracePage:
    """The citations of a submission as ``user`` may see them."""
    rows = Paragraph.objects.visible_to(user).filter(submission=submission).standing().in_order()
    paragraphs = list(rows.select_related("section"))
    numbers = numbers_of(paragraphs, are_fixed=submission.numbers_fixed_at is not None)
    lines = {row.pk: TraceLine(row, numbers[row.pk]) for row in paragraphs}
    document = stored_summary(submission.workspace.review)
    if document is None:
        return TracePage(None, [], list(lines.values()), [], [])
    cited = list(document.citations.select_related("stakeholder", "paragraph").order_by("note", "order"))
    code = submission.summary_code
    ours = {numbers[row.pk]: row for row in paragraphs}
    mentions = [_mention(one, ours) for one in cited if code and code_of(one) == code]
    _add_links(mentions, submission, document, user)
    for one in mentions:
        for row in one.read:
            lines[row.pk].read.append(one)
        if one.link and one.link.paragraph_id in lines:
            lines[one.link.paragraph_id].linked.append(one)
    found = shares(cited, document.summary_paragraphs.count())
    return TracePage(document, codes_of(document), list(lines.values()), mentions, found)


def codes_of(document: UnDocument) -> list[tuple[str, str]]:
    """The codes of those who sent a submission, with their names; what was attached to one is none of its own."""
    senders = document.stakeholders.filter(attachment_of="").order_by("order")
    return [(one.code, f"{one.code}: {one.name[:90]}") for one in senders]


def _mention(citation: SummaryCitation, ours: dict[str, Paragraph]) -> Mention:
    read: dict[object, Paragraph] = {}
    unknown = []
    for kind, printed in citation.refs:
        named = [str(number) for number in whole_numbers(printed)] or [printed]
        for name in named:
            row = ours.get(name) if kind == PARAGRAPH else None
            if row:
                read[row.pk] = row
            else:
                unknown.append(f"para. {name}" if kind == PARAGRAPH else f"p. {name}")
    return Mention(citation, list(read.values()), unknown)


def _add_links(mentions: list[Mention], submission: Submission, document: UnDocument, user: User) -> None:
    """A decision for a paragraph that is in the bin by now is open again."""
    links = CitationLink.objects.visible_to(user).standing().select_related("by", "paragraph")
    kept: dict[tuple[int, int], list[CitationLink]] = defaultdict(list)
    for link in links.filter(submission=submission, document=document_key(document)):
        if link.paragraph is None or link.paragraph.binned_at is None:
            kept[link.note, link.order].append(link)
    for one in mentions:
        one.link = next(iter(kept[one.citation.note, one.citation.order]), None)
