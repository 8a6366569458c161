"""Writing the answers of an addendum into the public record."""

from collections.abc import Collection

from cycles.models import Explanation, ImportRun, Position, Recommendation, RecommendationSource, UnDocument
from cycles.services import record_rows
from cycles.services.answers import KIND, AnswersFound
from cycles.services.documents import un_document
from cycles.services.positions import standing
from cycles.services.record_version import Change
from cycles.services.undo_log import UndoLog
from cycles.services.yielding import yield_to_documents


def store(found: AnswersFound, *, run: ImportRun, change: Change, log: UndoLog) -> Collection[int]:
    """Write the steps that the answers add, and the explanations; the keys of the recommendations touched."""
    rows = {answered.row.pk: answered.row for answered in found.written}
    if found.explanations_change:
        for row in _write_explanations(found, run, log):
            rows.setdefault(row.pk, row)
    _write_positions(found, run, change)
    yield_to_documents([answered.row.pk for answered in found.written], log)
    _write_sources(found, rows, run)
    for row in rows.values():
        row.version, row.updated_at = change.version, change.at
    Recommendation.objects.bulk_update(
        rows.values(), ["position", "version", "updated_at"], batch_size=record_rows.BATCH
    )
    return rows.keys()


def _write_positions(found: AnswersFound, run: ImportRun, change: Change) -> None:
    steps = []
    for answered in found.written:
        if answered.step:
            step = answered.step.as_row(change.at)
            step.recommendation, step.import_run, step.recorded_by_id = answered.row, run, run.applied_by_id
            answered.row.position = standing([*answered.row.positions.all(), step])[1]
            steps.append(step)
    Position.objects.bulk_create(steps, batch_size=record_rows.BATCH)


def _write_sources(found: AnswersFound, rows: dict[int, Recommendation], run: ImportRun) -> None:
    places = {answered.row.pk: answered.place for answered in found.answered}
    positions = {answered.row.pk: answered.changes[0][1] for answered in found.written if answered.changes}
    RecommendationSource.objects.bulk_create(
        (
            RecommendationSource(
                recommendation=row,
                import_run=run,
                kind=KIND,
                place=", ".join(part for part in (found.symbol, places.get(key, "")) if part)[:100],
                before={"position": [positions[key]]} if key in positions else {},
            )
            for key, row in rows.items()
        ),
        batch_size=record_rows.BATCH,
    )


def _write_explanations(found: AnswersFound, run: ImportRun, log: UndoLog) -> list[Recommendation]:
    """The explanations instead of those that an earlier reading found; the recommendations that they are about."""
    document = un_document(
        review=found.review,
        kind=UnDocument.Kind.ADDENDUM,
        symbol=found.symbol,
        published=found.document.published_date,
        log=log,
    )
    old = document.explanations.prefetch_related("recommendations")
    touched = [row for one in old for row in one.recommendations.select_related("document").all()]
    log.before(old)
    document.explanations.all().delete()
    made = Explanation.objects.bulk_create(
        Explanation(
            document=document, order=one.order, heading=one.heading, text=one.text, place=one.place, import_run=run
        )
        for one in found.explained
    )
    through = Explanation.recommendations.through
    through.objects.bulk_create(
        through(explanation=explanation, recommendation=row)
        for explanation, one in zip(made, found.explained, strict=True)
        for row in one.rows
    )
    return [*(row for one in found.explained for row in one.rows), *touched]
