"""What the record holds of one review beside its recommendations, for the pages that show it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from cycles.models import (
    AdvanceQuestion,
    ImportRun,
    RecommendationSource,
    RecommendingState,
    Review,
    State,
    SummaryParagraph,
    UnDocument,
)

# Which document an import of each format is a reading of.
_READ_FROM = {
    "thematic_list": UnDocument.Kind.WORKING_GROUP_REPORT,
    "working_group_report": UnDocument.Kind.WORKING_GROUP_REPORT,
    "addendum": UnDocument.Kind.ADDENDUM,
    "number_lists": UnDocument.Kind.ADDENDUM,
    "stakeholder_summary": UnDocument.Kind.STAKEHOLDER_SUMMARY,
    "voluntary_pledges": UnDocument.Kind.PLEDGES,
}
# The documents that recommendations and positions come from.
_STATED = {
    RecommendationSource.Kind.REPORT: UnDocument.Kind.WORKING_GROUP_REPORT,
    RecommendationSource.Kind.ADDENDUM: UnDocument.Kind.ADDENDUM,
}
# The three documents on which a review is based and the last part of their symbols (resolution 5/1, paragraph 15).
_BASIS = (
    (UnDocument.Kind.NATIONAL_REPORT, 1),
    (UnDocument.Kind.COMPILATION, 2),
    (UnDocument.Kind.STAKEHOLDER_SUMMARY, 3),
)
_ORDER = {kind: place for place, kind in enumerate(UnDocument.Kind.values)}


def contents() -> dict[str, Exists]:
    """What a review is annotated with for its tabs: ``has_questions``, ``has_summary``, ``has_documents``."""
    own = {"review": OuterRef("pk")}
    return {
        "has_questions": Exists(AdvanceQuestion.objects.filter(**own)),
        "has_summary": Exists(SummaryParagraph.objects.filter(document__review=OuterRef("pk"))),
        "has_documents": Exists(UnDocument.objects.filter(**own)),
    }


@dataclass
class Asking:
    """A heading of the advance questions: the State, its questions, how many recommendations it made in the review."""

    state: State | None
    heading: str
    on_behalf_of: str
    questions: list[AdvanceQuestion]
    recommended: int = 0


def asking_states(review: Review) -> list[Asking]:
    """The advance questions of a review by State, in the order of the files."""
    found: dict[tuple[str, str], Asking] = {}
    for question in review.advance_questions.select_related("state").order_by("order", "pk"):
        key = (question.state_id or question.heading, question.on_behalf_of)
        asking = found.setdefault(key, Asking(question.state, question.heading, question.on_behalf_of, []))
        asking.questions.append(question)
    made = RecommendingState.objects.filter(recommendation__review=review, state__advance_questions__review=review)
    counted = dict(made.values_list("state").annotate(Count("recommendation", distinct=True)))
    for asking in found.values():
        asking.recommended = counted.get(asking.state.pk, 0) if asking.state else 0
    return list(found.values())


@dataclass(frozen=True)
class Reading:
    """An import that is in the record: its format and its moment, never who brought it."""

    format: str
    at: datetime


@dataclass(frozen=True)
class ListedDocument:
    """A UN document of a review and what was read from it."""

    document: UnDocument
    readings: list[Reading]


@dataclass(frozen=True)
class Documents:
    """The documents of a review; ``others`` are readings of files that are no UN documents."""

    listed: list[ListedDocument]
    others: list[Reading]
    usual: list[tuple[str, str]]


def read_documents(review: Review) -> Documents:
    """What the record knows of a review's documents, in the order of a review."""
    documents = sorted(review.documents.all(), key=lambda one: (_ORDER[one.kind], one.symbol))
    of_exports = RecommendationSource.objects.filter(recommendation__review=review).values("import_run")
    runs = ImportRun.objects.filter(Q(review=review) | Q(pk__in=of_exports), status=ImportRun.Status.APPLIED)
    readings: dict[int | None, list[Reading]] = defaultdict(list)
    for name, at, symbol in runs.order_by("applied_at", "pk").values_list("format", "applied_at", "report__document"):
        if at:
            readings[_read_from(documents, name, symbol)].append(Reading(name, at))
    return Documents(
        listed=[ListedDocument(document, readings[document.pk]) for document in documents],
        others=readings[None],
        usual=_usual(review, documents),
    )


@dataclass(frozen=True)
class Origin:
    """Where recommendations of a review were read, and the documents of this kind, or those that it names."""

    name: str
    documents: list[UnDocument]


def origins(review: Review) -> list[Origin]:
    """The sources that the recommendations of a review were read from, in the order of their word.

    A report or an addendum that only a list or an export names stands behind the first that does.
    """
    named = review.documents.filter(kind__in=_STATED.values()).exclude(symbol="").order_by("symbol")
    unread = defaultdict(list)
    for document in named:
        unread[document.kind].append(document)
    read = set(
        RecommendationSource.objects.filter(recommendation__review=review).values_list("kind", flat=True).distinct()
    )
    own = {kind: unread.pop(stated_as, []) for kind, stated_as in _STATED.items() if kind in read}
    found = []
    for kind in RecommendationSource.Kind:
        if kind in own:
            found.append(Origin(str(kind.label), own[kind]))
        elif kind in read:
            found.append(Origin(str(kind.label), sum(unread.values(), [])))
            unread.clear()
    # Rows that nobody imported have no source but the document that they stand in.
    return found or [Origin("", [document]) for documents in unread.values() for document in documents]


def _read_from(documents: Iterable[UnDocument], name: str, symbol: str | None) -> int | None:
    """The document that an import read: by its symbol, or the only one of its kind."""
    of_kind = [document for document in documents if document.kind == _READ_FROM.get(name)]
    named = [document for document in of_kind if document.symbol == symbol]
    found = named or (of_kind if len(of_kind) == 1 else [])
    return found[0].pk if found else None


def _usual(review: Review, documents: Iterable[UnDocument]) -> list[tuple[str, str]]:
    """What the record lacks of the three documents of a review, with the symbols that they usually have."""
    session = review.original_session_id or review.current_session_id
    if session is None or review.state_under_review.is_invented:
        return []
    known = {document.kind for document in documents}
    stem = f"A/HRC/WG.6/{session}/{review.state_under_review_id}"
    return [(str(kind.label), f"{stem}/{last}") for kind, last in _BASIS if kind not in known]
