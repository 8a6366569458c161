"""What UPR Info and UHRI say of a position yields to the same word of a document: no order of imports is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Prefetch

from cycles.models import Position, PositionKind, RecommendationSource
from cycles.services.positions import from_export, standing
from cycles.services.record_rows import WEIGHED
from cycles.services.undo_log import UndoLog, kept

_IN_PART = frozenset({PositionKind.NOTED, PositionKind.PARTIALLY_SUPPORTED})
_PARTS = frozenset({PositionKind.SUPPORTED, PositionKind.NOTED})


def yield_to_documents(recommendations: Collection[int], log: UndoLog) -> None:
    """Drop the steps of exports that documents say too, with their stage and day.

    An export that comes after the document adds no such step; this makes the history the same where it came first.
    What an export says otherwise stays. Called when all steps are written.
    """
    histories: dict[int, list[Position]] = defaultdict(list)
    steps = Position.objects.filter(recommendation__in=recommendations)
    for step in steps.prefetch_related(Prefetch("import_run", WEIGHED)):
        histories[step.recommendation_id].append(step)
    dropped = [step.pk for steps in histories.values() for step in _said_by_documents(steps)]
    # What was a part's a moment ago is in the log as the part had it.
    known = kept(log.data, Position)
    log.before(Position.objects.filter(pk__in=set(dropped).difference(known)).order_by("pk"))
    Position.objects.filter(pk__in=dropped).delete()


def _said_by_documents(steps: Iterable[Position]) -> list[Position]:
    exported: dict[str, list[Position]] = defaultdict(list)
    others = []
    for step in steps:
        if from_export(step) and step.import_run:
            exported[step.import_run.format].append(step)
        else:
            others.append(step)
    position = standing(others)[1]
    if position == PositionKind.PENDING:
        return []
    return [step for kind, said in exported.items() if _agree(kind, said, position) for step in said]


def _agree(kind: str, said: Collection[Position], position: str) -> bool:
    """Whether an export says the same. UPR Info counts what is supported in part as noted, or in two parts."""
    kinds = {step.kind for step in said}
    if kinds == _PARTS:
        return position == PositionKind.PARTIALLY_SUPPORTED
    return kinds == {position} or (kind == RecommendationSource.Kind.UPR_INFO and {*kinds, position} <= _IN_PART)
