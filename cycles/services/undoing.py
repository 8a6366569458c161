"""Taking a whole import back out of the record: everything is as it was before."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F

from common.actor import acting_as_server
from common.audit import record_event
from common.models import AuditEvent
from cycles.models import (
    AdvanceQuestion,
    Explanation,
    ImportRun,
    Position,
    Recommendation,
    RecommendationChange,
    RecommendationSource,
    RecommendationText,
    RemovedRecommendation,
    Review,
    Stakeholder,
    SummaryCitation,
    SummaryParagraph,
    VoluntaryPledge,
)
from cycles.services import record_rows, undo_log
from cycles.services.bulk_rows import among
from cycles.services.hanging import private_rows
from cycles.services.positions import standing
from cycles.services.record_rows import removed
from cycles.services.record_version import Change, begin_change, hold_record, raise_state_versions
from cycles.services.rendering import render_rows
from cycles.services.review_day import put_review_day_back

# Rows that say which import made them, those that others hang on last.
PARTS: tuple[type[models.Model], ...] = (
    Position,
    RecommendationChange,
    RecommendationText,
    Explanation,
    AdvanceQuestion,
    VoluntaryPledge,
    SummaryCitation,
    Stakeholder,
    SummaryParagraph,
)
# Added to the orders of pledges that change places, so that no two meet on one.
OUT_OF_THE_WAY = 10_000


class UndoRefused(Exception):
    """An import that cannot be taken back; ``import_words.UNDO_REFUSALS`` has the words for each code.

    ``later`` names the imports that came after it to the same recommendations.
    """

    def __init__(self, code: str, count: int = 0, later: tuple[ImportRun, ...] = ()) -> None:
        super().__init__(code, count)
        self.code = code
        self.count = count
        self.later = later


def refusal(run: ImportRun) -> UndoRefused | None:
    """Why the import cannot be taken back, or None. How many private rows are concerned is said, never whose."""
    if run.status != ImportRun.Status.APPLIED:
        return UndoRefused("not_applied")
    later = _later_imports(run)
    if later:
        return UndoRefused("touched_later", len(later), later)
    if count := _changed_by_hand(run):
        return UndoRefused("changed_by_hand", count)
    if count := _notes_placed(run):
        return UndoRefused("notes_placed", count)
    created = run.sources.filter(before__isnull=True).values("recommendation")
    noted = Position.objects.filter(recommendation__in=created, import_run=None)
    if count := noted.values("recommendation").distinct().count():
        return UndoRefused("changed_by_hand", count)
    parts = sum(private_rows(model, model._default_manager.filter(import_run=run).values("pk")) for model in PARTS)
    if count := private_rows(Recommendation, created) + parts:
        return UndoRefused("in_use", count)
    return None


@transaction.atomic
def undo_import(*, run: ImportRun, by: Any, at: datetime) -> int:
    """Take an applied import back. Raises ``UndoRefused``; returns how many recommendations it had touched.

    What it made goes, what it changed is as it was before; those who follow the changes hear of both.
    """
    hold_record()
    if run.review_id:
        Review.objects.select_for_update().get(pk=run.review_id)
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    refused = refusal(run)
    if refused:
        raise refused
    change = begin_change(at)
    sources = list(run.sources.values_list("recommendation", "before"))
    states = set(run.sources.values_list("recommendation__review__state_under_review", flat=True))
    if run.review:
        states.add(run.review.state_under_review_id)
    for model in PARTS:
        model._default_manager.filter(import_run=run).delete()
    # Those that go back to their place find nobody in it.
    if moved := undo_log.kept(run.undo_data, VoluntaryPledge):
        VoluntaryPledge.objects.filter(pk__in=moved).update(order=F("order") + OUT_OF_THE_WAY)
    undo_log.put_back(run.undo_data)
    if day := run.undo_data.get("review_day"):
        put_review_day_back(day, run=run, by=by, change=change)
    back = undo_log.kept(run.undo_data, Recommendation)
    if back:
        Recommendation.objects.filter(pk__in=back).update(version=change.version, updated_at=change.at)
    _restore({key: before for key, before in sources if before is not None}, change)
    run.sources.all().delete()
    _remove([key for key, before in sources if before is None], change)
    left = undo_log.take_out(run.undo_data)
    _take_out_left()
    changed = [key for key, before in sources if before is not None]
    render_rows(Recommendation.objects.filter(pk__in=among([*changed, *back])))
    raise_state_versions(states)
    run.status, run.undone_at, run.undone_by, run.undo_data = ImportRun.Status.UNDONE, at, by, left
    run.save(update_fields=["status", "undone_at", "undone_by", "undo_data"])
    record_event(verb="undo", target=run, by=by, at=at, fields=["status"])
    return len(sources)


def _take_out_left() -> None:
    """Rows that imports taken back earlier had to leave, since others needed them, go once nobody does."""
    for run in ImportRun.objects.filter(status=ImportRun.Status.UNDONE).exclude(undo_data={}):
        run.undo_data = undo_log.take_out(run.undo_data)
        run.save(update_fields=["undo_data"])


def _later_imports(run: ImportRun) -> tuple[ImportRun, ...]:
    """Imports that touched the same rows after this one, the latest first: they go first.

    Documents that touch no recommendation replace what an earlier reading of their kind wrote.
    """
    applied = ImportRun.objects.filter(status=ImportRun.Status.APPLIED).select_related("review")
    mine = run.sources.order_by("-pk").values_list("pk", flat=True).first()
    if mine is None:
        same = applied.filter(review=run.review, format=run.format, applied_at__gt=run.applied_at)
        return tuple(same.exclude(review=None).order_by("-applied_at", "pk"))
    later = RecommendationSource.objects.filter(pk__gt=mine, recommendation__in=run.sources.values("recommendation"))
    runs = applied.filter(pk__in=later.values("import_run")).exclude(pk=run.pk)
    return tuple(runs.order_by("-applied_at", "pk"))


def _changed_by_hand(run: ImportRun) -> int:
    """Recommendations in which an editor changed, after the import, something that taking it back would overwrite."""
    before = dict(run.sources.values_list("recommendation", "before"))
    later = RecommendationChange.objects.filter(
        recommendation__in=run.sources.values("recommendation"), import_run=None, at__gt=run.applied_at
    )
    changed = later.values_list("recommendation", "field")
    kept = {key: fields or {} for key, fields in before.items()}
    return len({key for key, field in changed if before[key] is None or field in kept[key]})


def _notes_placed(run: ImportRun) -> int:
    """Notes of a stakeholder summary whose place in the text an editor has said: the audit trail alone knows it.

    One that had no place, and has none again, is as the import left it.
    """
    unplaced = run.report.get("unplaced", [])
    citations = run.citations.exclude(note__in=unplaced, paragraph=None).values_list("pk", flat=True)
    keys = [str(key) for key in citations]
    if not keys:
        return 0
    with acting_as_server():
        linked = AuditEvent.objects.filter(
            verb="link_note", target_type=SummaryCitation._meta.label, target_id__in=keys, at__gte=run.applied_at
        )
        return linked.filter(workspace_id=None).values("target_id").distinct().count()


def _restore(before: dict[int, dict[str, Any]], change: Change) -> None:
    """The fields that the import changed, and the position that the remaining history gives."""
    rows = list(record_rows.with_all_parts(Recommendation.objects.filter(pk__in=before).select_related("review")))
    renamed = [row for row in rows if "number" in before[row.pk]]
    RemovedRecommendation.objects.bulk_create(removed(renamed, change), batch_size=record_rows.BATCH)
    record_rows.put_back({row: before[row.pk] for row in rows})
    for row in rows:
        row.version, row.updated_at = change.version, change.at
        if row.positions.all():
            row.position = standing(row.positions.all())[1]
    Recommendation.objects.bulk_update(
        rows, [*record_rows.OWN, "position", "version", "updated_at"], batch_size=record_rows.BATCH
    )
    agreed = [key for kept in before.values() for key in kept.get("source_texts", ())]
    RecommendationSource.objects.filter(pk__in=agreed).update(text="")


def _remove(keys: Collection[int], change: Change) -> None:
    rows = Recommendation.objects.filter(pk__in=keys).select_related("review")
    RemovedRecommendation.objects.bulk_create(removed(rows, change), batch_size=record_rows.BATCH)
    rows.delete()
