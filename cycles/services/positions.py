"""The history of what the State under Review said: its stages, which step counts now, and steps noted by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar

from django.db import transaction

from common.audit import record_event
from cycles.importers.text import squeezed
from cycles.models import ImportRun, Position, PositionKind, Recommendation, RecommendationSource
from cycles.services.record_version import begin_change, hold_record, raise_state_versions
from cycles.services.rendering import render_rows

IMPLEMENTED = "already implemented"
STAGES = {stage: order for order, stage in enumerate(Position.Stage.values)}
# Kinds of sources in the order in which their word goes. Kept: Django makes this list anew each time it is asked.
_WORDS = {kind: order for order, kind in enumerate(RecommendationSource.Kind.values)}
EXPORTS = frozenset({RecommendationSource.Kind.UHRI, RecommendationSource.Kind.UPR_INFO})
_NEVER = date.min


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the history of a position that is still to be recorded."""

    stage: str
    kind: str
    source: str
    note: str = ""
    stated_date: date | None = None

    def as_row(self, at: datetime) -> Position:
        """The step as a row that is still without its recommendation."""
        return Position(
            stage=self.stage,
            kind=self.kind,
            source=self.source,
            note=self.note,
            stated_date=self.stated_date,
            recorded_at=at,
        )


class Recorded(Protocol):
    """What is weighed of a step that is recorded: a ``Position``, or as much as was read of one."""

    pk: Any
    stage: Any
    kind: Any
    source: Any
    note: Any
    stated_date: Any
    recorded_at: Any
    recorded_by_id: Any
    import_run: Any


R = TypeVar("R", bound=Recorded)


class SamePosition(Exception):
    """The State's position is that already."""


def standing(rows: Iterable[R]) -> tuple[R | None, str]:
    """The step that counts now, and the position: pending where there is none.

    The latest stage counts, then the latest day, then what was recorded last. UPR Info and UHRI do not say at which
    stage: a document's answer goes before theirs, theirs before a question that is still open.
    """
    latest = _last(rows)
    return latest, latest.kind if latest else PositionKind.PENDING


def from_export(step: Recorded) -> bool:
    """Whether UPR Info or UHRI says so, who do not say at which stage the State answered."""
    return step.import_run is not None and step.import_run.format in EXPORTS


def at_stage(rows: Iterable[R], stage: str) -> R | None:
    """What counts of one stage, or None where nothing is recorded."""
    return _last(row for row in rows if row.stage == stage)


def stage_of_source(source: str, symbol: str) -> str:
    """The stage that the source of a position names: the addendum, the report itself, else the adoption."""
    bare = squeezed(source)
    if "/add." in bare:
        return Position.Stage.ADDENDUM
    if symbol and squeezed(symbol) in bare:
        return Position.Stage.REPORT
    return Position.Stage.ADOPTION


def word_at(stage: str, source_kind: str) -> int:
    """Whose word goes first about a stage, 0 the first: the document of the stage itself, then the order of sources."""
    if source_kind == stage:
        return 0
    return 1 + _WORDS[source_kind]


def source_kind(run: ImportRun | None) -> str:
    """The kind of source that an import is; a step noted by hand counts as the document of its stage."""
    if run is None or run.format in _WORDS:
        return run.format if run else ""
    return (
        RecommendationSource.Kind.ADDENDUM if run.format == "number_lists" else RecommendationSource.Kind.THEMATIC_LIST
    )


def weigh(step: Step, rows: Iterable[R], kind: str) -> tuple[Step | None, R | None]:
    """The step, if a source of this kind adds it to the history; and the one that it contradicts without a right to.

    What a better source says of the same stage stays. The same answer met again is no step, unless a better source
    adds that it is already implemented, or the same source now says it elsewhere.
    """
    same = at_stage(rows, step.stage)
    if same is None:
        return step, None
    if not _may_say(step.stage, kind, same):
        return None, same if step.kind != same.kind else None
    if step.kind != same.kind:
        return step, None
    if source_kind(same.import_run) not in {kind, ""}:
        is_news = bool(step.note) and step.note != same.note
    else:
        is_news = (step.source, step.note) != (same.source, same.note)
    return (step if is_news else None), None


def comes_after(step: Step, latest: Recorded | None) -> bool:
    """Whether the step, recorded now, counts instead of the one that counts so far."""
    if latest is None:
        return True
    row = step.as_row(latest.recorded_at)
    return standing([latest, row])[0] is row


def _may_say(stage: str, kind: str, before: Recorded) -> bool:
    """Whether a source of this kind may change what is recorded of a stage; what a person noted by hand stays."""
    if before.import_run is None and before.recorded_by_id is not None:
        return False
    return word_at(stage, kind) <= word_at(stage, source_kind(before.import_run) or kind)


@transaction.atomic
def record_position(
    *,
    recommendation: Recommendation,
    stage: str,
    kind: str,
    stated_date: date | None,
    source: str,
    note: str,
    by: Any,
    at: datetime,
) -> Position:
    """Note by hand what the State said at the adoption or later. The history keeps what it said before."""
    hold_record()
    recommendation = Recommendation.objects.select_related("review").get(pk=recommendation.pk)
    rows = list(recommendation.positions.select_related("import_run"))
    same = at_stage(rows, stage)
    if same and (same.kind, same.stated_date, same.source, same.note) == (kind, stated_date, source, note):
        raise SamePosition
    change = begin_change(at)
    row = Position.objects.create(
        recommendation=recommendation,
        stage=stage,
        kind=kind,
        stated_date=stated_date,
        source=source,
        note=note,
        recorded_at=change.at,
        recorded_by=by,
    )
    recommendation.position = standing([*rows, row])[1]
    recommendation.version, recommendation.updated_at = change.version, change.at
    recommendation.save(update_fields=["position", "version", "updated_at"])
    render_rows(Recommendation.objects.filter(pk=recommendation.pk))
    raise_state_versions([recommendation.review.state_under_review_id])
    record_event(verb="record_position", target=recommendation, by=by, at=at, fields=["position"])
    return row


def _last(rows: Iterable[R]) -> R | None:
    """Of several, the one that counts; nearly always there is one."""
    found = list(rows)
    return found[0] if len(found) == 1 else max(found, key=_rank, default=None)


def _rank(row: Recorded) -> tuple[int, int, date, datetime, int]:
    return _tier(row), STAGES[row.stage], row.stated_date or _NEVER, row.recorded_at.astimezone(UTC), row.pk or 2**62


def _tier(row: Recorded) -> int:
    if row.kind == PositionKind.PENDING and row.stage == Position.Stage.REPORT:
        return 0
    return 1 if from_export(row) else 2
