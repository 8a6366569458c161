"""The types that the kinds of documents share; the package's docstring says what each kind supplies."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.db.models import Q

from cycles.importers.records import ReadWarning
from cycles.models import ImportRun, Review, UnDocument
from cycles.querysets import ReviewQuerySet
from cycles.services.record_version import Change
from cycles.services.undo_log import UndoLog

NEW = "new"
# The answer to numbers that are missing: the document itself leaves them out.
LEFT_OUT = "left_out"
# Advance questions are collected from ten working days before a review until it begins.
_LONGEST_BEFORE = timedelta(days=60)
# The document does not say which review it is about; the detail is the State, where it says that much.
NOT_NAMED = "review_not_named"


class ImportRefused(Exception):
    """A document that cannot enter the record as it is; ``import_words.refusal`` has the words for each code."""

    def __init__(self, code: str, detail: str = "", found: "Found | None" = None) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.found = found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recommendation of the record that a row may be: its number, words, the codes of its States, 0 to 1."""

    number: str
    text: str
    states: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that is much like a recommendation of the record: a person says whether it is the same.

    ``place`` names the row in ``ImportRun.answers``, ``row`` is where it stands in the file.
    """

    place: str
    row: int | None
    text: str
    states: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A document held against the record: what it would change, what a person should see, what forbids storing.

    ``updated`` counts the ``joined`` too: those that gain a source and nothing else. ``symbol`` is the UN document.
    """

    document: Any
    review: Review | None
    created: int
    updated: int
    unchanged: int
    joined: int = 0
    symbol: str = ""
    warnings: tuple[ReadWarning, ...] = ()
    obstacles: tuple[ReadWarning, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_of_recommendations(self) -> bool:
        """Whether recommendations are counted; else the document stands beside them, and ``figures`` name its unit."""
        return True

    @property
    def touched(self) -> int:
        """How many rows would be written."""
        return self.created + self.updated

    @property
    def already_stored(self) -> bool:
        """Everything of the document stands in the record as it is."""
        return not (self.obstacles or self.doubts or self.touched)


@dataclass(frozen=True)
class Finding:
    """A line of the reading: what was found, whether it is as it should be, and what to know about it."""

    is_good: bool
    title: str
    hint: str = ""


def gap_answers(warnings: Iterable[ReadWarning]) -> dict[str, str]:
    """The answers, by place, that say of all missing numbers that the document itself leaves them out.

    The numbers are the place: those that are read otherwise later are asked anew. A list with more holes than can be
    printed was read badly; of that nobody can say so.
    """
    return {f"gap {one.detail}": LEFT_OUT for one in warnings if one.code == "gap" and "…" not in one.detail}


class Kind(Protocol):
    """A kind of document; a module is one."""

    FORMATS: tuple[str, ...]
    PIECE: str

    def find_review(self, document: Any, chosen: Review | None) -> Review | None: ...

    def reconcile(self, document: Any, review: Any, *, answers: Mapping[str, str], leave_doubts: bool) -> Found: ...

    def figures(self, found: Any) -> dict[str, Any]: ...

    def changes(self, found: Any) -> list[dict[str, str]]: ...

    def store(self, found: Any, *, run: ImportRun, change: Change, log: UndoLog) -> Collection[int]: ...

    def findings(self, figures: dict[str, Any], codes: Collection[str]) -> list[Finding]: ...

    def lines(self, figures: dict[str, Any]) -> list[str]: ...


def named_review(document: Any, chosen: Review | None) -> Review:
    """The review that the document is about: its own word, which a choice may complete, never overrule."""
    if chosen is not None:
        says = document.state or chosen.state_under_review_id, document.cycle or _cycle_of(document, chosen)
        if says != (chosen.state_under_review_id, chosen.cycle_id):
            raise ImportRefused("other_review", f"{says[0]}-{says[1]}; {chosen.code}")
        return chosen
    by_symbol = _review_of_report(document)
    if by_symbol:
        return by_symbol
    if document.state is None:
        raise ImportRefused(NOT_NAMED)
    reviews = Review.objects.filter(state_under_review=document.state)
    if document.cycle is not None:
        found = reviews.filter(cycle=document.cycle).first()
    elif document.session is not None:
        found = reviews.filter(current_session=document.session).first()
    else:
        return _review_of_questions(document, reviews)
    if found is None:
        raise ImportRefused("review_unknown", f"{document.state}-{document.cycle or document.session}")
    return found


def _review_of_report(document: Any) -> Review | None:
    """The review whose report the document is, or answers, where the record knows that symbol."""
    symbol = getattr(document, "report", "") or getattr(document, "symbol", "")
    if not symbol:
        return None
    kind = UnDocument.Kind.WORKING_GROUP_REPORT
    reviews = Review.objects.filter(documents__symbol=symbol, documents__kind=kind)
    if document.state is not None:
        reviews = reviews.filter(state_under_review=document.state)
    if document.cycle is not None:
        reviews = reviews.filter(cycle=document.cycle)
    found = list(reviews.distinct()[:2])
    return found[0] if len(found) == 1 else None


def _review_of_questions(document: Any, reviews: ReviewQuerySet) -> Review:
    """The review before which advance questions were put together: they say the day, not the session."""
    day = getattr(document, "generated_date", None)
    near = (
        Q(current_session__start_date__lte=day + _LONGEST_BEFORE, current_session__end_date__gte=day) if day else None
    )
    found = reviews.filter(near).order_by("current_session").first() if near else None
    if found is None:
        raise ImportRefused(NOT_NAMED, document.state)
    return found


def _cycle_of(document: Any, chosen: Review) -> int:
    """Where the document names its session alone, the session tells the cycle."""
    session = chosen.current_session_id
    if document.session is None or session is None or document.session == session:
        return chosen.cycle_id
    named = Review.objects.filter(state_under_review=chosen.state_under_review_id, current_session=document.session)
    return named.values_list("cycle", flat=True).first() or chosen.cycle_id
