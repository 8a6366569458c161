"""Joining parts to the recommendation that they are clauses of: their sources, themes and positions go over to it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from cycles.models import (
    ActionSuggestion,
    FormerSerial,
    ImportRun,
    Position,
    Recommendation,
    RecommendationChange,
    RecommendationSource,
    RecommendationTheme,
    RecommendingState,
    RemovedRecommendation,
)
from cycles.services import record_rows
from cycles.services.export_sayings import place_of
from cycles.services.positions import standing
from cycles.services.record_version import Change
from cycles.services.undo_log import UndoLog

# Kept as they are, for undoing, after the part itself; its search rows are written anew.
_KEPT = (
    RecommendingState,
    RecommendationTheme,
    Position,
    RecommendationChange,
    RecommendationSource,
    ActionSuggestion,
)


def join_parts(
    wholes: Mapping[Recommendation, Sequence[Recommendation]], *, run: ImportRun, change: Change, log: UndoLog
) -> None:
    """Take the parts out of the record and leave what their sources said with the whole, under their old numbers too.

    Called last, when the whole is written; ``run`` is the import that joins them.
    """
    parts = {part.pk: part for found in wholes.values() for part in found}
    if not parts:
        return
    rows = Recommendation.objects.filter(pk__in=parts)
    log.before(rows)
    for model in _KEPT:
        log.before(model._default_manager.filter(recommendation__in=parts).order_by("pk"))
    for whole, found in wholes.items():
        _join_sources(whole, found, run, log)
        _join_themes(whole, found, log)
        _join_positions(whole, found)
        log.made(
            FormerSerial.objects.bulk_create(
                FormerSerial(recommendation=whole, review_id=part.review_id, serial=part.serial or 0) for part in found
            )
        )
    RemovedRecommendation.objects.bulk_create(record_rows.removed(parts.values(), change))
    rows.delete()


def _join_sources(whole: Recommendation, parts: Iterable[Recommendation], run: ImportRun, log: UndoLog) -> None:
    """One source for each import: the texts of its rows below each other, in the order of its file."""
    own = list(RecommendationSource.objects.filter(recommendation=whole).exclude(import_run=run).order_by("pk"))
    log.before(own)
    by_run = {source.import_run_id: source for source in own}
    pieces = {source.import_run_id: [(source.place, source.text or whole.text)] for source in own}
    for part in parts:
        for source in RecommendationSource.objects.filter(recommendation=part).order_by("pk"):
            pieces.setdefault(source.import_run_id, []).append((source.place, source.text or part.text))
            if source.import_run_id not in by_run:
                source.recommendation = whole
                by_run[source.import_run_id] = source
    for key, source in by_run.items():
        if len(pieces[key]) > 1 or source not in own:
            printed = sorted(pieces[key], key=lambda piece: _rows(piece[0])[:1])
            source.text = "\n".join(dict.fromkeys(text for _, text in printed))
            source.place = place_of(sorted({row for place, _ in printed for row in _rows(place)}))
            source.save(update_fields=["recommendation", "text", "place"])


def _rows(place: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", place)]


def _join_themes(whole: Recommendation, parts: Iterable[Recommendation], log: UndoLog) -> None:
    known = dict(RecommendationTheme.objects.filter(recommendation=whole).values_list("theme", "order"))
    given = RecommendationTheme.objects.filter(recommendation__in=[part.pk for part in parts])
    new = [key for key in dict.fromkeys(given.order_by("pk").values_list("theme", flat=True)) if key not in known]
    first = max(known.values(), default=-1) + 1
    log.made(
        RecommendationTheme.objects.bulk_create(
            RecommendationTheme(recommendation=whole, theme_id=key, order=order)
            for order, key in enumerate(new, start=first)
        )
    )


def _join_positions(whole: Recommendation, parts: Iterable[Recommendation]) -> None:
    """What was said of a part and not of the whole, as far as it leaves the word of the whole as it is."""
    history = list(Position.objects.filter(recommendation=whole).select_related("import_run").order_by("pk"))
    said = {(step.stage, step.kind, step.source) for step in history}
    of_parts = Position.objects.filter(recommendation__in=[part.pk for part in parts])
    for step in of_parts.select_related("import_run").order_by("pk"):
        if (step.stage, step.kind, step.source) in said or standing([*history, step])[1] != whole.position:
            continue
        step.recommendation = whole
        step.save(update_fields=["recommendation"])
        history.append(step)
        said.add((step.stage, step.kind, step.source))
