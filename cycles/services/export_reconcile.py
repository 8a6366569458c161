"""What an export would change in the public record, review by review: compared, never written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cycles.importers.records import ReadExport, ReadWarning
from cycles.services.export_held import HeldRow, Labels, held_rows
from cycles.services.export_matching import match_review
from cycles.services.export_sayings import Saying, sayings
from cycles.services.export_staging import Notes, StagedReview, StagedRow, Staging
from cycles.services.export_verdicts import Export, Verdict, new_verdict, verdict_on
from cycles.services.import_kinds.base import Doubt, Found

# Changes that the report names one by one; all are counted, and all are kept in the histories.
MOST_CHANGES = 500


@dataclass(slots=True)
class Plan:
    """What becomes of the rows of one review."""

    review: StagedReview
    verdicts: list[Verdict]
    doubts: list[Doubt]


@dataclass(slots=True)
class Tally:
    """The figures of one review."""

    review: str
    state: str
    cycle: int
    rows: int = 0
    recommendations: int = 0
    created: int = 0
    updated: int = 0
    joined: int = 0
    unchanged: int = 0
    doubtful: int = 0


@dataclass(frozen=True, kw_only=True)
class ExportFound(Found):
    """An export held against the whole record; ``plans`` can be walked through again while the transaction lasts."""

    document: ReadExport
    review: None = None
    staging: Staging
    answers: Mapping[str, str]
    tallies: tuple[Tally, ...]
    positions: dict[str, int]
    mentions: int
    rows: int
    skipped: dict[str, int]
    skipped_places: dict[str, list[int]]
    warning_counts: dict[str, int]
    told: tuple[dict[str, str], ...]
    kept: list[list[Plan]] | None

    def plans(self) -> Iterable[list[Plan]]:
        """What becomes of each review, a few thousand rows at a time."""
        return _plans(self.document, self.staging, self.answers, Notes()) if self.kept is None else self.kept


@dataclass(slots=True)
class _Sum:
    """The figures of all reviews, as they come by."""

    tallies: list[Tally] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)
    positions: Counter[str] = field(default_factory=Counter)
    mentions: int = 0

    def add(self, plan: Plan, rows: int, notes: Notes) -> None:
        """One more review."""
        outcomes = Counter(verdict.outcome for verdict in plan.verdicts)
        review = plan.review
        figures = {"rows": rows, "recommendations": len(plan.verdicts), "doubtful": len(plan.doubts)}
        tally = Tally(review.code, review.state, review.cycle, **figures, **outcomes)
        self.tallies.append(tally)
        self.doubts += plan.doubts
        for verdict in plan.verdicts:
            self.positions[verdict.said.position] += 1
            self.mentions += len(verdict.said.states)
            notes.warn(*verdict.warnings)
            if verdict.changes and len(self.told) < MOST_CHANGES:
                self.told += _told(plan.review, verdict)

    def count(self, outcome: str) -> int:
        return sum(getattr(tally, outcome) for tally in self.tallies)


@transaction.atomic
def reconcile(document: ReadExport, *, answers: Mapping[str, str], leave_doubts: bool) -> ExportFound:
    """Hold an export against the record. Its rows are kept in the database until the transaction ends."""
    notes = Notes()
    staging = Staging(document, notes)
    total = _Sum()
    kept: list[list[Plan]] | None = [] if staging.is_kept else None
    for plans in _plans(document, staging, answers, notes):
        if kept is not None:
            kept.append(plans)
        for plan in plans:
            total.add(plan, staging.counts[plan.review.pk], notes)
    joined = total.count("joined")
    doubts = tuple(total.doubts)
    return ExportFound(
        document=document,
        staging=staging,
        answers=answers,
        created=total.count("created"),
        updated=total.count("updated") + joined,
        joined=joined,
        unchanged=total.count("unchanged"),
        warnings=tuple(notes.warnings),
        obstacles=_obstacles(staging, total),
        doubts=() if leave_doubts else doubts,
        left_out=tuple(doubt.place for doubt in doubts) if leave_doubts else (),
        tallies=tuple(total.tallies),
        positions=dict(total.positions),
        mentions=total.mentions,
        rows=staging.rows,
        skipped=dict(document.skipped + notes.skipped),
        skipped_places=document.skipped.places | notes.skipped.places,
        warning_counts=dict(notes.counts),
        told=tuple(total.told[:MOST_CHANGES]),
        kept=kept,
    )


def _plans(document: ReadExport, staging: Staging, answers: Mapping[str, str], notes: Notes) -> Iterator[list[Plan]]:
    labels = Labels()
    export = Export(document.format, document.language, labels)
    for batch in staging.batches():
        held = held_rows([review.pk for review, _ in batch])
        yield [_plan(review, rows, held.get(review.pk, []), export, answers, notes) for review, rows in batch]


def _plan(
    review: StagedReview,
    rows: list[StagedRow],
    held: list[HeldRow],
    export: Export,
    answers: Mapping[str, str],
    notes: Notes,
) -> Plan:
    found: list[Saying] = sayings(rows, export.kind, notes)
    matched = match_review(found, held, language=export.language, answers=answers, notes=notes)
    by_key = {row.pk: row for row in held}
    verdicts = [verdict_on(said, by_key[pk], export) for pk, said in matched.known.items()]
    verdicts += [new_verdict(saying, export) for saying in matched.new]
    return Plan(review, verdicts, matched.doubts)


def _obstacles(staging: Staging, total: _Sum) -> tuple[ReadWarning, ...]:
    """An export without rows, or of which every row was left out: else it would pass for one that changes nothing."""
    if not staging.rows:
        return (ReadWarning("empty", None, "", ""),)
    is_any_read = any(tally.recommendations or tally.doubtful for tally in total.tallies)
    return () if is_any_read else (ReadWarning("nothing_read", None, "", ""),)


def _told(review: StagedReview, verdict: Verdict) -> Iterator[dict[str, str]]:
    for change in verdict.changes:
        number = verdict.stored.number if verdict.stored else verdict.said.number
        plain: dict[str, Any] = {"number": f"{review.code}-{number}", "field": change.field}
        yield plain | {"before": change.before, "after": change.after}
