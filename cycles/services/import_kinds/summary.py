"""OHCHR's summary of stakeholders' submissions: its paragraphs, the stakeholders, and who is cited where."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cycles.importers.records import ReadCitation, ReadStakeholder, ReadSummary, ReadWarning
from cycles.models import ImportRun, Review, Stakeholder, SummaryCitation, SummaryParagraph, UnDocument
from cycles.services.documents import un_document
from cycles.services.import_kinds.base import Finding, Found, named_review
from cycles.services.record_version import Change
from cycles.services.undo_log import UndoLog

FORMATS = ("stakeholder_summary",)
PIECE = "cycles/_import_summary.html"
_KIND = UnDocument.Kind.STAKEHOLDER_SUMMARY
_PARAGRAPHS = ("number", "heading", "text")
_NAMES = ("order", "code", "other_codes", "category", "name", "place", "members", "attachment_of", "has_a_status")
# Where a note stands is left out: a person may have said so by hand.
_CITATIONS = ("note", "order", "code", "role", "refs", "raw")

find_review = named_review


@dataclass(frozen=True, kw_only=True)
class SummaryFound(Found):
    """A summary held against one review."""

    document: ReadSummary
    review: Review

    @property
    def is_of_recommendations(self) -> bool:
        return False


def reconcile(document: ReadSummary, review: Review, *, answers: Mapping[str, str], leave_doubts: bool) -> SummaryFound:
    """The summary held against the review's, of which there is one: it is new, the same, or stands in the way."""
    stored = UnDocument.objects.filter(review=review, kind=_KIND).exclude(summary_paragraphs=None).distinct().first()
    is_same = stored is not None and _is_stored(document, stored)
    count = len(document.paragraphs)
    return SummaryFound(
        document=document,
        review=review,
        symbol=document.symbol,
        created=0 if is_same else count,
        updated=0,
        unchanged=count if is_same else 0,
        warnings=document.warnings,
        obstacles=(ReadWarning("other_summary", None, "", str(stored)),) if stored and not is_same else (),
    )


def figures(found: SummaryFound) -> dict[str, Any]:
    """Paragraphs, notes placed and not, stakeholders by category, and how often each is cited."""
    document = found.document
    placed = {one.note for one in document.citations if one.summary_paragraph is not None}
    categories = Counter(one.category for one in document.stakeholders)
    cited = Counter((holder.order if holder else 0) for holder in map(_holders(document).get, _codes(document)))
    return {
        "unit": "paragraphs",
        "paragraphs": len(document.paragraphs),
        "stakeholders": len(document.stakeholders),
        "attachments": sum(bool(one.attachment_of) for one in document.stakeholders),
        "categories": {kind: categories[kind] for kind in Stakeholder.Category.values},
        "notes": document.note_count,
        "placed": len(placed),
        "unplaced": sorted({one.note for one in document.citations} - placed),
        "citations": len(document.citations),
        "cited": [{"code": one.codes[0], "name": one.name, "count": cited[one.order]} for one in document.stakeholders],
    }


def changes(found: SummaryFound) -> list[dict[str, str]]:
    """A summary comes in whole; nothing stored changes."""
    return []


def store(found: SummaryFound, *, run: ImportRun, change: Change, log: UndoLog) -> Collection[int]:
    """Write paragraphs, stakeholders and citations. No recommendation changes."""
    read = found.document
    document = un_document(
        review=found.review, kind=_KIND, symbol=read.symbol[:60], published=read.published_date, log=log
    )
    own = {"document": document, "import_run": run}
    paragraphs = SummaryParagraph.objects.bulk_create(SummaryParagraph(**row, **own) for row in _paragraphs(read))
    holders = Stakeholder.objects.bulk_create(Stakeholder(**row, **own) for row in _stakeholders(read))
    by_number = {one.number: one for one in paragraphs}
    by_order = {one.order: one for one in holders}
    who = {code: by_order[one.order] for code, one in _holders(read).items()}
    SummaryCitation.objects.bulk_create(
        SummaryCitation(
            **row, **own, paragraph=by_number.get(one.summary_paragraph or 0), stakeholder=who.get(one.code)
        )
        for one, row in _citations(read)
    )
    return ()


def findings(figures: dict[str, Any], codes: Collection[str]) -> list[Finding]:
    """Paragraphs, stakeholders, notes with and without a place."""
    count, notes = figures["paragraphs"], figures["notes"]
    title = ngettext("%(count)s paragraph", "%(count)s paragraphs", count) % {"count": count}
    is_whole = "summary_paragraphs_missing" not in codes
    listed = ngettext("%(count)s stakeholder", "%(count)s stakeholders", figures["stakeholders"])
    entries = ngettext(
        "%(count)s of them is an attachment.", "%(count)s of them are attachments.", figures["attachments"]
    )
    told = ngettext("%(count)s note", "%(count)s notes", notes) % {"count": notes}
    cited = ngettext("%(count)s citation", "%(count)s citations", figures["citations"])
    lost = ngettext(
        "%(count)s note could not be placed in the text.",
        "%(count)s notes could not be placed in the text.",
        len(figures["unplaced"]),
    )
    return [
        Finding(is_whole, title, _("No number is missing.") if is_whole else _("Their numbers are not in order.")),
        Finding(
            bool(figures["stakeholders"]) and "summary_count_differs" not in codes,
            listed % {"count": figures["stakeholders"]},
            entries % {"count": figures["attachments"]} if figures["attachments"] else "",
        ),
        Finding(
            not figures["unplaced"] and "summary_notes_missing" not in codes,
            f"{told}, {cited % {'count': figures['citations']}}",
            lost % {"count": len(figures["unplaced"])} if figures["unplaced"] else _("Every note has its place."),
        ),
    ]


def lines(figures: dict[str, Any]) -> list[str]:
    """The figures for people at the command line."""
    told = [
        f"{figures['paragraphs']} paragraphs, {figures['stakeholders']} stakeholders",
        f"{figures['citations']} citations in {figures['notes']} notes",
    ]
    unplaced = ", ".join(map(str, figures["unplaced"]))
    return told + ([f"notes without a place: {unplaced}"] if unplaced else [])


def _is_stored(read: ReadSummary, document: UnDocument) -> bool:
    """Whether the record holds the same words, stakeholders and citations."""
    citations = [row for _, row in _citations(read)]
    return (
        list(document.summary_paragraphs.order_by("number").values(*_PARAGRAPHS)) == _paragraphs(read)
        and list(document.stakeholders.order_by("order").values(*_NAMES)) == _stakeholders(read)
        and list(document.citations.order_by("note", "order").values(*_CITATIONS)) == citations
    )


def _paragraphs(read: ReadSummary) -> list[dict[str, Any]]:
    """The paragraphs as they are stored, each number once."""
    rows = {
        one.number: {"number": one.number, "heading": one.heading[:300], "text": one.text}
        for one in reversed(read.paragraphs)
    }
    return [rows[number] for number in sorted(rows)]


def _stakeholders(read: ReadSummary) -> list[dict[str, Any]]:
    return [
        {
            "order": one.order,
            "code": one.codes[0][:60],
            "other_codes": list(one.codes[1:]),
            "category": one.category,
            "name": one.name,
            "place": one.place[:200],
            "members": list(one.members),
            "attachment_of": one.attachment_of[:60],
            "has_a_status": one.has_a_status,
        }
        for one in read.stakeholders
    ]


def _citations(read: ReadSummary) -> Iterator[tuple[ReadCitation, dict[str, Any]]]:
    """Each citation with its row, in the order of the notes and within each note."""
    orders: Counter[int] = Counter()
    for one in sorted(read.citations, key=lambda citation: citation.note):
        orders[one.note] += 1
        yield (
            one,
            {
                "note": one.note,
                "order": orders[one.note],
                "code": one.code[:60],
                "role": one.role,
                "refs": [list(ref) for ref in one.refs],
                "raw": one.raw,
            },
        )


def _holders(read: ReadSummary) -> dict[str, ReadStakeholder]:
    """The stakeholder that each code means; where two entries share one, the first of them."""
    return {code: one for one in reversed(read.stakeholders) for code in one.codes}


def _codes(read: ReadSummary) -> Iterator[str]:
    return (citation.code for citation in read.citations)
