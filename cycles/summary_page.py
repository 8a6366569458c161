"""The stakeholder summary of a review as its page shows it: who is cited where, and what echoes it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cycles.citations import PAGE, PARAGRAPH, Trace, trace
from cycles.echoes import Echo, find_echoes
from cycles.models import Recommendation, Review, Stakeholder, SummaryCitation, SummaryParagraph, UnDocument
from cycles.querysets import RecommendationQuerySet
from cycles.summary_shares import Share, shares


@dataclass(frozen=True)
class Linked:
    """A recommendation that has words in common with a paragraph."""

    echo: Echo
    recommendation: Recommendation


@dataclass
class Cited:
    """A stakeholder cited in a paragraph under one code and in one role; by all of these notes."""

    code: str
    role: str
    stakeholder: Stakeholder | None
    refs: list[list[str]]
    notes: list[int]


@dataclass(frozen=True)
class ShownParagraph:
    """A paragraph of the summary, who is cited in it, and the recommendations that echo its words."""

    paragraph: SummaryParagraph
    cited: list[Cited]
    echoes: list[Linked]


@dataclass(frozen=True)
class Section:
    """Paragraphs under one heading; ``above`` are the headings over it."""

    title: str
    above: list[str]
    paragraphs: list[ShownParagraph]


@dataclass(frozen=True)
class ShownStakeholder:
    """An entry of the list of stakeholders and what the summary cites of its submission.

    ``shares`` is the earlier entry with the same code, to which the notes' citations were given.
    """

    stakeholder: Stakeholder
    count: int
    paragraphs: Trace
    pages: Trace
    shares: Stakeholder | None


@dataclass(frozen=True)
class Summary:
    """The stakeholder summary of a review; ``unplaced`` are citations of notes without a paragraph."""

    document: UnDocument
    sections: list[Section]
    stakeholders: list[ShownStakeholder]
    unplaced: list[SummaryCitation]
    echo_count: int
    shares: list[Share]


def stored_summary(review: Review) -> UnDocument | None:
    """The stakeholder summary that the record holds the words of."""
    kept = UnDocument.objects.filter(review=review, kind=UnDocument.Kind.STAKEHOLDER_SUMMARY)
    return kept.exclude(summary_paragraphs=None).distinct().order_by("pk").first()


def read_summary(review: Review, recommendations: RecommendationQuerySet) -> Summary | None:
    """The summary with its citations, and the recommendations of the review that echo it."""
    document = stored_summary(review)
    if document is None:
        return None
    paragraphs = list(document.summary_paragraphs.order_by("number"))
    citations = list(document.citations.select_related("stakeholder").order_by("note", "order"))
    echoes = _echoes(paragraphs, recommendations)
    cited: dict[int | None, list[SummaryCitation]] = defaultdict(list)
    for citation in citations:
        cited[citation.paragraph_id].append(citation)
    sections: list[Section] = []
    for paragraph in paragraphs:
        *above, title = paragraph.heading.split(" / ")
        if not sections or [*sections[-1].above, sections[-1].title] != [*above, title]:
            sections.append(Section(title, above, []))
        sections[-1].paragraphs.append(
            ShownParagraph(paragraph, _cited(cited[paragraph.pk]), echoes.get(paragraph.number, []))
        )
    return Summary(
        document=document,
        sections=sections,
        stakeholders=_stakeholders(document, citations),
        unplaced=cited[None],
        echo_count=sum(map(len, echoes.values())),
        shares=shares(citations, len(paragraphs)),
    )


def _cited(citations: Iterable[SummaryCitation]) -> list[Cited]:
    found: dict[tuple[str, str], Cited] = {}
    for one in citations:
        cited = found.setdefault((one.code, one.role), Cited(one.code, one.role, one.stakeholder, [], []))
        cited.refs += [ref for ref in one.refs if ref not in cited.refs]
        cited.notes.append(one.note)
    return list(found.values())


def _echoes(paragraphs: Iterable[SummaryParagraph], recommendations: RecommendationQuerySet) -> dict[int, list[Linked]]:
    rows = {row.key: row for row in recommendations.select_related("review").defer("row_json", "raw_text").in_order()}
    found: dict[int, list[Linked]] = defaultdict(list)
    texts = [(paragraph.number, paragraph.text) for paragraph in paragraphs]
    for echo in find_echoes(texts, [(key, row.text) for key, row in rows.items()]):
        found[echo.paragraph].append(Linked(echo, rows[echo.key]))
    return found


def _stakeholders(document: UnDocument, citations: Iterable[SummaryCitation]) -> list[ShownStakeholder]:
    refs: dict[int | None, list[list[str]]] = defaultdict(list)
    counts: Counter[int | None] = Counter()
    for citation in citations:
        refs[citation.stakeholder_id] += citation.refs
        counts[citation.stakeholder_id] += 1
    holders: dict[str, Stakeholder] = {}
    shown = []
    for one in document.stakeholders.order_by("order"):
        first = holders.setdefault(one.code, one)
        paragraphs, pages = trace(refs[one.pk], PARAGRAPH), trace(refs[one.pk], PAGE)
        shown.append(ShownStakeholder(one, counts[one.pk], paragraphs, pages, None if first is one else first))
    return shown
