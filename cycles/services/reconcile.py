"""What a list of recommendations would change in the public record: compared, never written."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from cycles.importers.records import ReadDocument, ReadRecommendation, ReadWarning
from cycles.importers.text import squeezed
from cycles.models import Recommendation, RecommendationSource, Review, UnDocument
from cycles.services.clauses import choose_whole, find_clauses, in_use, without
from cycles.services.import_kinds.base import NEW, Found, gap_answers
from cycles.services.list_steps import next_step, position_changes
from cycles.services.numberless import Numberless, find_numberless
from cycles.services.positions import Step
from cycles.services.read_values import file_values, list_kind, stored_values
from cycles.services.record_rows import with_all_parts

CREATED, UPDATED, JOINED, UNCHANGED = "created", "updated", "joined", "unchanged"
# Below this share of common words, in order, a text is another one and no correction of the stored one.
SAME_TEXT = 0.6
# What the parser found that forbids storing: the list is not whole, or not of one document.
FORBIDDING = frozenset({"gap", "duplicate_number", "foreign_paragraph"})
# A number that nobody printed is no mistake of the reading; a person who has the document before them can say so.
_SAID = "gap_said"
# What the source with the first word about a recommendation decides.
_OF_FIRST_WORD = frozenset({"text", "raw_text", "recommending_states"})
_WORDS = {kind: order for order, kind in enumerate(RecommendationSource.Kind.values)}
_NAMED_AT_MOST = 12
_SIGNS = str.maketrans(dict.fromkeys('.,;:()[]"“”„', " ") | {"’": "'", "‘": "'"})

Number = tuple[int, int]
Clauses = Mapping[str, Sequence[Recommendation]]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as text; several values stand on lines of their own."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one recommendation of the file.

    ``step`` is what it adds to the history of the position; ``other_text`` its text in another language than the
    record's; ``is_joining`` says that the record did not know this source for it; ``parts`` are clauses of it that UPR
    Info holds for themselves.
    """

    read: ReadRecommendation
    stored: Recommendation | None
    changes: tuple[FieldChange, ...] = ()
    step: Step | None = None
    other_text: str = ""
    is_joining: bool = False
    warnings: tuple[ReadWarning, ...] = ()
    parts: tuple[Recommendation, ...] = ()

    @property
    def outcome(self) -> str:
        if self.stored is None:
            return CREATED
        if self.changes:
            return UPDATED
        return JOINED if self.step or self.other_text or self.is_joining else UNCHANGED

    @property
    def changed_fields(self) -> frozenset[str]:
        return frozenset(change.field for change in self.changes)


@dataclass(frozen=True, kw_only=True)
class Reconciliation(Found):
    """A list held against one review; ``kind`` is the source that it is, ``verdicts`` follow the order of the file."""

    document: ReadDocument
    review: Review
    kind: str
    verdicts: tuple[Verdict, ...]

    @property
    def written(self) -> tuple[Verdict, ...]:
        """The recommendations that are new or gain anything."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome != UNCHANGED)


@dataclass(frozen=True, slots=True)
class _Held:
    """The record that a list is held against: the report's symbol, its recommendations by number, those without one."""

    symbol: str
    by_number: dict[Number, Recommendation]
    numberless: list[Recommendation]
    problems: list[ReadWarning]


def reconcile(
    document: ReadDocument, review: Review, *, answers: Mapping[str, str] | None = None, leave_doubts: bool = False
) -> Reconciliation:
    """Hold a file against the stored recommendations of its review.

    A recommendation is found again by its document, paragraph and item; one that the record knows without a number,
    by text and States. A review has one report of the Working Group: a list that does not name it means the stored
    one, and a list that names it gives its symbol to recommendations that an earlier list stored without. Two
    different symbols are never brought together.
    """
    answers = answers or {}
    document = _with_said_gaps(document, answers)
    held = _held(document, review)
    clauses = _clauses(document, held, answers)
    numberless = _numberless(document, held, clauses, answers)
    used = in_use([part for parts in clauses.values() for part in parts])
    doubts = numberless.doubts
    reads = document.recommendations
    if leave_doubts:
        reads = tuple(read for read in reads if read.number not in {doubt.place for doubt in doubts})
    kind = list_kind(document.format)
    verdicts = tuple(
        _with_parts(_verdict(read, row, document, held.symbol, review), clauses.get(read.number, ()), used)
        for read in reads
        for row in [_stored(read, held, numberless, clauses, used)]
    )
    counts = Counter(verdict.outcome for verdict in verdicts)
    return Reconciliation(
        document=document,
        review=review,
        kind=kind,
        symbol=held.symbol,
        verdicts=verdicts,
        created=counts[CREATED],
        updated=counts[UPDATED] + counts[JOINED],
        joined=counts[JOINED],
        unchanged=counts[UNCHANGED],
        warnings=(
            *_other_session(document, review),
            *_without(document.warnings, FORBIDDING),
            *(warning for verdict in verdicts for warning in verdict.warnings),
        ),
        obstacles=tuple(_obstacles(document, held, verdicts)),
        doubts=() if leave_doubts else doubts,
        left_out=tuple(doubt.place for doubt in doubts) if leave_doubts else (),
    )


def similarity(one: str, other: str) -> float:
    """How much of two texts is the same words in the same order, from 0 to 1."""
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def addenda(document: ReadDocument, symbol: str) -> tuple[str, ...]:
    """The addenda of the report that the list names as source of a position."""
    if not symbol:
        return ()
    names = (f"{symbol}/Add.{number}" for number in (1, 2))
    return tuple(
        name
        for name in names
        if any(name.casefold() in squeezed(read.position_source) for read in document.recommendations)
    )


def first_word(row: Recommendation) -> int:
    """The order of the source whose word goes first about this recommendation's text, 0 the first.

    What came before sources were kept came from thematic lists. An addendum answers and says nothing of the text.
    """
    words = [_WORDS[one.kind] for one in row.sources.all() if one.kind != RecommendationSource.Kind.ADDENDUM]
    return min(words, default=_WORDS[RecommendationSource.Kind.THEMATIC_LIST])


def _held(document: ReadDocument, review: Review) -> _Held:
    rows = list(with_all_parts(Recommendation.objects.filter(review=review).select_related("review").in_order()))
    numbered = [row for row in rows if row.paragraph is not None]
    numberless = [row for row in rows if row.paragraph is None]
    named = document.symbol or _symbol(document)
    known = list(Counter(row.document.symbol for row in numbered if row.document.symbol))
    if named and known and named not in known:
        problem = ReadWarning("other_document", None, "", f"{named}; {', '.join(sorted(known))}")
        return _Held(named, {}, [], [problem])
    if not named and len(known) > 1:
        return _Held("", {}, [], [ReadWarning("several_documents", None, "", ", ".join(sorted(known)))])
    symbol = named or next(iter(known), "") or _only_report(review)
    by_number = {(row.paragraph or 0, row.item or 0): row for row in numbered if row.document.symbol in {symbol, ""}}
    return _Held(symbol, by_number, numberless, [])


def _with_said_gaps(document: ReadDocument, answers: Mapping[str, str]) -> ReadDocument:
    """The document with the gaps marked of which a person said that it has them itself."""
    said = [
        replace(one, code=_SAID) if gap_answers([one]).items() & answers.items() else one for one in document.warnings
    ]
    return replace(document, warnings=tuple(said))


def _symbol(document: ReadDocument) -> str:
    """The report that most rows name; the parser has marked the rows that name another one."""
    named = Counter(read.document for read in document.recommendations if read.document)
    return named.most_common(1)[0][0] if named else ""


def _only_report(review: Review) -> str:
    reports = review.documents.filter(kind=UnDocument.Kind.WORKING_GROUP_REPORT).exclude(symbol="")
    symbols = list(reports.values_list("symbol", flat=True)[:2])
    return symbols[0] if len(symbols) == 1 else ""


def _clauses(document: ReadDocument, held: _Held, answers: Mapping[str, str]) -> Clauses:
    """Parts of the rows that the record knows without a number; a row that a person calls new has none."""
    reads = [read for read in document.recommendations if answers.get(read.number) != NEW]
    return find_clauses(reads, held.numberless) if held.numberless else {}


def _numberless(document: ReadDocument, held: _Held, clauses: Clauses, answers: Mapping[str, str]) -> Numberless:
    """Rows whose number the record does not have, held against its recommendations without a number."""
    known = without(held.numberless, clauses)
    rows = [read for read in document.recommendations if _number(read) not in held.by_number]
    rows = [read for read in rows if read.number not in clauses]
    return find_numberless(rows if known else [], known, answers)


def _stored(
    read: ReadRecommendation, held: _Held, numberless: Numberless, clauses: Clauses, used: Collection[int]
) -> Recommendation | None:
    row = held.by_number.get(_number(read)) or numberless.found.get(read.number)
    return row or (choose_whole(clauses[read.number], used) if read.number in clauses else None)


def _with_parts(verdict: Verdict, parts: Sequence[Recommendation], used: Collection[int]) -> Verdict:
    """The verdict with the parts that are joined to it; those that are in use stay, and are told."""
    others = [part for part in parts if verdict.stored is None or part.pk != verdict.stored.pk]
    if not others:
        return verdict
    read = verdict.read
    joined = tuple(part for part in others if part.pk not in used)
    told = [ReadWarning("clause_in_use", read.row, read.number, part.number) for part in others if part.pk in used]
    change = [FieldChange("parts", "\n".join(part.number for part in joined), read.number)] if joined else []
    return replace(verdict, parts=joined, changes=(*verdict.changes, *change), warnings=(*verdict.warnings, *told))


def _verdict(
    read: ReadRecommendation, stored: Recommendation | None, document: ReadDocument, symbol: str, review: Review
) -> Verdict:
    kind = list_kind(document.format)
    step, doubt = next_step(read, stored, document, symbol, kind)
    if stored is None:
        return Verdict(read, None, step=step, is_joining=True)
    before, after = stored_values(stored, str(review.cycle_id)), file_values(read, symbol, kind)
    if stored.paragraph is None:
        before["number"], after["number"] = stored.number, read.number
    other_text = ""
    if document.language != stored.language:
        other_text = "" if stored_in(stored, document.language) == after["text"] else after["text"]
        after.pop("text"), after.pop("raw_text")
    warnings = [doubt] if doubt else []
    if first_word(stored) < _WORDS[kind]:
        if set(before["recommending_states"].split("\n")) != set(after["recommending_states"].split("\n")):
            warnings.append(_other_states(read, before["recommending_states"], after["recommending_states"]))
        after = {field: value for field, value in after.items() if field not in _OF_FIRST_WORD}
    changes = [FieldChange(field, before[field], after[field]) for field in after if before[field] != after[field]]
    changes += [FieldChange(*change) for change in position_changes(stored, step)]
    is_joining = all(source.kind != kind for source in stored.sources.all())
    return Verdict(read, stored, tuple(changes), step, other_text, is_joining, tuple(warnings))


def stored_in(row: Recommendation, language: str) -> str:
    """The text of a recommendation in another language, as far as it is known."""
    return next((one.text for one in row.texts.all() if one.language == language), "")


def _other_states(read: ReadRecommendation, before: str, after: str) -> ReadWarning:
    detail = f"{', '.join(after.split())}; {', '.join(before.split())}"
    return ReadWarning("other_states", read.row, read.number, detail)


def _obstacles(document: ReadDocument, held: _Held, verdicts: tuple[Verdict, ...]) -> list[ReadWarning]:
    obstacles = [warning for warning in document.warnings if warning.code in FORBIDDING] + held.problems
    if not document.recommendations:
        obstacles.append(ReadWarning("empty", None, "", ""))
    # A list that is not whole differs from the record in every way; one reason to take it back is enough.
    return obstacles or [*_missing(document, held.by_number), *_contradictions(verdicts)]


def _missing(document: ReadDocument, stored: dict[Number, Recommendation]) -> Iterator[ReadWarning]:
    """Recommendations of the record that the file leaves out: the list is not whole. Nothing is ever deleted."""
    in_file = {_number(read) for read in document.recommendations}
    missing = [row.number for number, row in stored.items() if number not in in_file]
    if missing:
        yield ReadWarning("missing", None, "", _few(missing))


def _contradictions(verdicts: Iterable[Verdict]) -> Iterator[ReadWarning]:
    for verdict in verdicts:
        if verdict.stored is None or verdict.other_text or verdict.stored.paragraph is None:
            continue
        if verdict.stored.text != verdict.read.text and similarity(verdict.stored.text, verdict.read.text) < SAME_TEXT:
            yield ReadWarning("contradiction", verdict.read.row, verdict.read.number, "")


def _other_session(document: ReadDocument, review: Review) -> Iterator[ReadWarning]:
    session = review.current_session_id
    if document.session and session and document.session != session:
        yield ReadWarning("other_session", None, "", f"{document.session}; {session}")


def _few(numbers: list[str]) -> str:
    more = ["…"] if len(numbers) > _NAMED_AT_MOST else []
    return ", ".join([*numbers[:_NAMED_AT_MOST], *more])


def _number(read: ReadRecommendation) -> Number:
    return read.paragraph, read.item


def _without(warnings: Iterable[ReadWarning], codes: frozenset[str]) -> Iterator[ReadWarning]:
    return (warning for warning in warnings if warning.code not in codes)


def _words(text: str) -> list[str]:
    return text.casefold().translate(_SIGNS).split()
