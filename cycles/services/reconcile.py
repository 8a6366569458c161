"""What a file would change in the public record: compared, never written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from cycles.importers import figures
from cycles.importers.records import PENDING, POSITIONS, ReadDocument, ReadRecommendation, ReadWarning
from cycles.models import Recommendation, Review, UnDocument

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
# Below this share of common words, in order, a text is another one and no correction of the stored one.
SAME_TEXT = 0.6
# What the parser found that forbids storing: the list is not whole, or not of one document.
FORBIDDING = frozenset({"gap", "duplicate_number", "foreign_paragraph"})
_NAMED_AT_MOST = 12
_SIGNS = str.maketrans(dict.fromkeys('.,;:()[]"“”„', " ") | {"’": "'", "‘": "'"})

Values = dict[str, str]
Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as text; several values stand on lines of their own."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one recommendation of the file."""

    read: ReadRecommendation
    stored: Recommendation | None
    changes: tuple[FieldChange, ...]

    @property
    def outcome(self) -> str:
        if self.stored is None:
            return CREATED
        return UPDATED if self.changes else UNCHANGED

    @property
    def changed_fields(self) -> frozenset[str]:
        return frozenset(change.field for change in self.changes)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A file held against one review: what is new, what changes, what a person should see, what forbids storing.

    ``symbol`` is the report that the numbers come from, empty where neither file nor record knows it.
    """

    document: ReadDocument
    review: Review
    symbol: str
    verdicts: tuple[Verdict, ...]
    warnings: tuple[ReadWarning, ...]
    obstacles: tuple[ReadWarning, ...]

    @property
    def created(self) -> int:
        return self._count(CREATED)

    @property
    def updated(self) -> int:
        return self._count(UPDATED)

    @property
    def unchanged(self) -> int:
        return self._count(UNCHANGED)

    @property
    def already_stored(self) -> bool:
        """Every recommendation of the file stands in the record as it is."""
        return not self.obstacles and not self.created and not self.updated

    @property
    def touched(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.outcome != UNCHANGED)

    def _count(self, outcome: str) -> int:
        return sum(verdict.outcome == outcome for verdict in self.verdicts)


def reconcile(document: ReadDocument, review: Review) -> Reconciliation:
    """Hold a file against the stored recommendations of its review.

    A recommendation is found again by its document, paragraph and item. A review has one report of the Working
    Group: a list that does not name it means the stored one, and a list that names it gives its symbol to
    recommendations that an earlier list stored without. Two different symbols are never brought together.
    """
    symbol, stored, doubts = _stored_of_document(document, review)
    verdicts = tuple(_verdict(read, stored.get(_number(read)), symbol) for read in document.recommendations)
    obstacles = [warning for warning in document.warnings if warning.code in FORBIDDING]
    obstacles += doubts
    if not verdicts:
        obstacles.append(ReadWarning("empty", None, "", ""))
    # A list that is not whole differs from the record in every way; one reason to take it back is enough.
    if not obstacles:
        obstacles = [*_missing(document, stored), *_contradictions(verdicts)]
    return Reconciliation(
        document=document,
        review=review,
        symbol=symbol,
        verdicts=verdicts,
        warnings=(*_other_session(document, review), *_without(document.warnings, FORBIDDING)),
        obstacles=tuple(obstacles),
    )


def report(found: Reconciliation) -> dict[str, Any]:
    """The reconciliation as plain data: what ``--json`` prints, with the changes and the obstacles."""
    positions = Counter(file_position(read) for read in found.document.recommendations)
    return {
        "format": found.document.format,
        "review": found.review.code,
        **figures(found.document),
        "positions": {kind: positions[kind] for kind in POSITIONS},
        "created": found.created,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "document": found.symbol,
        "warnings": [_plain(warning) for warning in found.warnings],
        "obstacles": [_plain(warning) for warning in found.obstacles],
        "changes": [
            {"number": verdict.read.number, "field": change.field, "before": change.before, "after": change.after}
            for verdict in found.verdicts
            for change in verdict.changes
        ],
    }


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
        if any(name.casefold() in _bare(read.position_source) for read in document.recommendations)
    )


def stored_recommendations(review: Review) -> Iterable[Recommendation]:
    """The recommendations of a review with everything that a file may change."""
    rows = Recommendation.objects.filter(review=review).select_related("document").in_order()
    return rows.prefetch_related("state_rows", "theme_rows__theme", "groups", "goals", "positions")


def _stored_of_document(
    document: ReadDocument, review: Review
) -> tuple[str, dict[Number, Recommendation], list[ReadWarning]]:
    """The symbol of the report, its stored recommendations by number, and whether they are of another report."""
    rows = list(stored_recommendations(review))
    symbols = Counter(row.document.symbol for row in rows)
    named = _symbol(document)
    known = [symbol for symbol in symbols if symbol]
    if named and known and named not in known:
        return named, {}, [ReadWarning("other_document", None, "", f"{named}; {', '.join(sorted(known))}")]
    if not named and len(known) > 1:
        return "", {}, [ReadWarning("several_documents", None, "", ", ".join(sorted(known)))]
    symbol = named or next(iter(known), "") or _only_report(review)
    return symbol, {(row.paragraph, row.item): row for row in rows if row.document.symbol in {symbol, ""}}, []


def _symbol(document: ReadDocument) -> str:
    """The report that most rows name; the parser has marked the rows that name another one."""
    named = Counter(read.document for read in document.recommendations if read.document)
    return named.most_common(1)[0][0] if named else ""


def _only_report(review: Review) -> str:
    reports = review.documents.filter(kind=UnDocument.Kind.WORKING_GROUP_REPORT).exclude(symbol="")
    symbols = list(reports.values_list("symbol", flat=True)[:2])
    return symbols[0] if len(symbols) == 1 else ""


def _verdict(read: ReadRecommendation, stored: Recommendation | None, symbol: str) -> Verdict:
    if stored is None:
        return Verdict(read, None, ())
    before, after = _stored_values(stored), file_values(read, symbol)
    changes = (FieldChange(field, before[field], after[field]) for field in after if before[field] != after[field])
    return Verdict(read, stored, tuple(changes))


def file_values(read: ReadRecommendation, symbol: str) -> Values:
    """Every field of a recommendation as the file gives it, as text that can be compared."""
    return {
        "document": symbol,
        "text": read.text,
        "raw_text": read.raw_text,
        "recommending_states": "\n".join(_state(*state) for state in file_states(read)),
        "position": file_position(read),
        "position_source": file_source(read),
        "themes": "\n".join(f"{code} {label}".strip() for code, label in file_themes(read)),
        "groups": "\n".join(sorted(file_groups(read))),
        "sdgs": "\n".join(map(str, sorted(read.sdgs))),
        "comment": read.comments,
    }


def file_states(read: ReadRecommendation) -> list[tuple[str, int]]:
    """The recommending States that are known, each with its clause; the others stay in the text as printed."""
    return [(state.iso3, state.clause) for state in read.recommending_states if state.iso3]


def file_position(read: ReadRecommendation) -> str:
    """What the State under Review said; nothing that can be read is no answer yet."""
    return read.position or PENDING


def file_themes(read: ReadRecommendation) -> list[tuple[str, str]]:
    """Codes and labels of the themes, the one it is listed under first, no longer than the record holds them."""
    listed = sorted(read.themes, key=lambda theme: theme != read.block_theme)
    return list(dict.fromkeys((theme.code[:12], theme.label[:200]) for theme in listed))


def file_groups(read: ReadRecommendation) -> set[str]:
    """Labels of the groups of persons, no longer than the record holds them."""
    return {label[:200] for label in read.groups}


def file_source(read: ReadRecommendation) -> str:
    """Where the position is said to come from, no longer than the record holds it."""
    return read.position_source[:200]


def _stored_values(row: Recommendation) -> Values:
    latest = max(row.positions.all(), key=lambda position: (position.recorded_at, position.pk), default=None)
    states = sorted(row.state_rows.all(), key=lambda state: (state.order, state.pk))
    themes = sorted(row.theme_rows.all(), key=lambda theme: (theme.order, theme.pk))
    return {
        "document": row.document.symbol,
        "text": row.text,
        "raw_text": row.raw_text,
        "recommending_states": "\n".join(_state(state.state_id, state.clause) for state in states),
        "position": row.position,
        "position_source": latest.source if latest else "",
        "themes": "\n".join(str(theme.theme) for theme in themes),
        "groups": "\n".join(sorted(group.label for group in row.groups.all())),
        "sdgs": "\n".join(map(str, sorted(goal.number for goal in row.goals.all()))),
        "comment": row.comment,
    }


def _state(iso3: str, clause: int) -> str:
    return iso3 if clause == 1 else f"{iso3} ({clause})"


def _missing(document: ReadDocument, stored: dict[Number, Recommendation]) -> Iterator[ReadWarning]:
    """Recommendations of the record that the file leaves out: the list is not whole. Nothing is ever deleted."""
    in_file = {_number(read) for read in document.recommendations}
    missing = [row.number for number, row in stored.items() if number not in in_file]
    if missing:
        yield ReadWarning("missing", None, "", _few(missing))


def _contradictions(verdicts: Iterable[Verdict]) -> Iterator[ReadWarning]:
    for verdict in verdicts:
        if verdict.stored is None or "text" not in verdict.changed_fields:
            continue
        if similarity(verdict.stored.text, verdict.read.text) < SAME_TEXT:
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


def _plain(warning: ReadWarning) -> dict[str, object]:
    return {"code": warning.code, "row": warning.row, "number": warning.number, "detail": warning.detail}


def _words(text: str) -> list[str]:
    return text.casefold().translate(_SIGNS).split()


def _bare(text: str) -> str:
    return "".join(text.casefold().split())
