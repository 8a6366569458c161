"""What an addendum would change in the public record: its answers held against a review's recommendations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cycles.importers.records import PENDING, ReadAddendum, ReadAnswer, ReadWarning
from cycles.models import Position, Recommendation, RecommendationSource, Review, UnDocument
from cycles.services.import_kinds.base import Found
from cycles.services.positions import IMPLEMENTED, Step, at_stage, comes_after, standing, weigh
from cycles.services.record_rows import with_all_parts

KIND = RecommendationSource.Kind.ADDENDUM
PASTED = "number_lists"
Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation and the addendum's answer to it; ``step`` is what that adds to the history, if anything."""

    row: Recommendation
    position: str
    is_already_implemented: bool
    place: str
    step: Step | None
    changes: tuple[tuple[str, str, str], ...]

    @property
    def is_joining(self) -> bool:
        """Whether the record did not know an addendum for it."""
        return all(source.kind != KIND for source in self.row.sources.all())


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation as it would be stored, with its recommendations."""

    order: int
    heading: str
    text: str
    place: str
    rows: tuple[Recommendation, ...]


@dataclass(frozen=True, kw_only=True)
class AnswersFound(Found):
    """An addendum held against one review.

    ``expected`` counts the recommendations that the report left open. Numbers as text: ``missing`` are those of them
    without an answer, ``unclear`` are pending after the addendum, ``repeated`` got several answers, ``unknown`` are no
    recommendations of this review.
    """

    document: ReadAddendum
    review: Review
    answered: tuple[Answered, ...]
    explained: tuple[Explained, ...]
    explanations_change: bool
    expected: int
    answered_in_report: int
    missing: tuple[str, ...]
    unclear: tuple[str, ...]
    repeated: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def written(self) -> tuple[Answered, ...]:
        """The answers that add a step or are met for the first time."""
        return tuple(one for one in self.answered if one.step or one.is_joining)


def reconcile(document: ReadAddendum, review: Review) -> AnswersFound:
    """Hold the answers against the record. A bare number belongs to the paragraph that the text or the review tells.

    A number that is answered in two ways is left as it is; a person looks at it. So is one that has a clear answer
    already where this one is not clear.
    """
    rows = list(with_all_parts(Recommendation.objects.filter(review=review, paragraph__isnull=False).in_order()))
    by_number = {(row.paragraph or 0, row.item or 0): row for row in rows}
    resolve = _Resolver(document.paragraph, by_number)
    told, repeated, unknown = _sorted_out(document.answers, resolve)
    answered = tuple(_answered(by_number[number], one, document) for number, one in told.items())
    explained = tuple(_explained(document, resolve, by_number))
    explanations_change = bool(explained) and _stored_explanations(document, review) != [
        (one.order, one.heading, one.text, sorted(row.pk for row in one.rows)) for one in explained
    ]
    open_rows = {number: row for number, row in by_number.items() if not _is_settled_in_report(row)}
    touched = [one for one in answered if one.step or one.is_joining]
    changed = sum(bool(one.changes) for one in touched)
    return AnswersFound(
        document=document,
        review=review,
        symbol=document.symbol,
        created=0,
        updated=len(touched) or int(explanations_change),
        joined=len(touched) - changed,
        unchanged=len(answered) - len(touched),
        warnings=(*document.warnings, *_warnings(answered, unknown)),
        obstacles=tuple(_obstacles(document, rows, told)),
        answered=answered,
        explained=explained,
        explanations_change=explanations_change,
        expected=len(open_rows),
        answered_in_report=len(rows) - len(open_rows),
        missing=tuple(row.number for number, row in open_rows.items() if number not in told and number not in repeated),
        unclear=tuple(row.number for number, row in by_number.items() if _is_pending(row, told.get(number))),
        repeated=tuple(by_number[number].number for number in repeated),
        unknown=tuple(unknown),
    )


class _Resolver:
    """Numbers of the addendum as the report has them."""

    def __init__(self, paragraph: int | None, by_number: Mapping[Number, Recommendation]) -> None:
        self.paragraph = paragraph
        self.known = by_number
        self.holders: dict[int, list[int]] = defaultdict(list)
        for number in by_number:
            self.holders[number[1]].append(number[0])

    def number(self, paragraph: int | None, item: int) -> Number | None:
        """The recommendation that is meant, or None where there is none or nobody can tell."""
        if paragraph is None:
            holders = self.holders.get(item, [])
            paragraph = holders[0] if len(holders) == 1 else self.paragraph
        number = (paragraph or 0, item)
        return number if number in self.known else None


def _sorted_out(
    answers: Iterable[ReadAnswer], resolve: _Resolver
) -> tuple[dict[Number, ReadAnswer], list[Number], list[str]]:
    """The one answer to each number; numbers with several; numbers that the review does not have."""
    said: dict[Number, list[ReadAnswer]] = defaultdict(list)
    unknown: dict[str, None] = {}
    for answer in answers:
        number = resolve.number(answer.paragraph, answer.item)
        if number is None:
            printed = str(answer.item) if answer.paragraph is None else f"{answer.paragraph}.{answer.item}"
            unknown[printed] = None
        else:
            said[number].append(answer)
    repeated = [number for number, found in said.items() if len({one.position for one in found}) > 1]
    return {n: found[0] for n, found in said.items() if n not in repeated}, repeated, list(unknown)


def _answered(row: Recommendation, answer: ReadAnswer, document: ReadAddendum) -> Answered:
    place = f"para. {answer.place}" if answer.place else ""
    step = Step(
        Position.Stage.ADDENDUM,
        answer.position,
        ", ".join(part for part in (document.symbol, place) if part)[:200],
        IMPLEMENTED if answer.is_already_implemented else "",
        document.published_date,
    )
    rows = list(row.positions.all())
    latest, position = standing(rows)
    is_vague = answer.position == PENDING != position
    news = None if is_vague else weigh(step, rows, KIND)[0]
    changes = []
    if news and comes_after(news, latest) and news.kind != position:
        changes.append(("position", position, news.kind))
    return Answered(row, answer.position, answer.is_already_implemented, place, news, tuple(changes))


def _explained(
    document: ReadAddendum, resolve: _Resolver, by_number: Mapping[Number, Recommendation]
) -> Iterator[Explained]:
    for order, one in enumerate(document.explanations, start=1):
        numbers = (resolve.number(*number) for number in one.numbers)
        rows = tuple(by_number[number] for number in dict.fromkeys(numbers) if number)
        yield Explained(order, one.heading[:300], one.text, one.place[:20], rows)


def _stored_explanations(document: ReadAddendum, review: Review) -> list[tuple[int, str, str, list[int]]]:
    stored = UnDocument.objects.filter(review=review, kind=UnDocument.Kind.ADDENDUM, symbol=document.symbol).first()
    if stored is None:
        return []
    return [
        (one.order, one.heading, one.text, sorted(row.pk for row in one.recommendations.all()))
        for one in stored.explanations.prefetch_related("recommendations").order_by("order")
    ]


def _is_settled_in_report(row: Recommendation) -> bool:
    """Whether the report itself has the answer: the addendum need not repeat it."""
    said = at_stage(row.positions.all(), Position.Stage.REPORT)
    return said is not None and said.kind != PENDING


def _is_pending(row: Recommendation, answer: ReadAnswer | None) -> bool:
    is_answered = answer is not None and answer.position != PENDING
    return not is_answered and standing(row.positions.all())[1] == PENDING


def _warnings(answered: Iterable[Answered], unknown: Iterable[str]) -> Iterator[ReadWarning]:
    for number in unknown:
        yield ReadWarning("unknown_number", None, number, "")
    for one in answered:
        said = at_stage(one.row.positions.all(), Position.Stage.ADDENDUM)
        if one.step is None and said and said.kind != one.position:
            yield ReadWarning("other_position", None, one.row.number, f"{one.position}; {said.kind}")


def _obstacles(
    document: ReadAddendum, rows: list[Recommendation], told: Mapping[Number, ReadAnswer]
) -> Iterator[ReadWarning]:
    symbols = sorted({row.document.symbol for row in rows if row.document.symbol})
    if not rows:
        yield ReadWarning("answers_without_list", None, "", "")
    elif document.report and symbols and document.report not in symbols:
        yield ReadWarning("other_document", None, "", f"{document.report}; {', '.join(symbols)}")
    elif not told:
        yield ReadWarning("answers_to_nothing", None, "", "")
