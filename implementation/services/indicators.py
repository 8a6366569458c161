"""Indicators and their measurements."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from common.once import make_once
from cycles.models import Recommendation
from implementation.models import Indicator, Measurement
from implementation.services.kept_rows import check_review, held, take_all, write


@transaction.atomic
def create_indicator(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    key: UUID,
) -> Indicator:
    """Keep an indicator.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    check_review(workspace, recommendations)
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = Indicator(pk=key, workspace=workspace, **words, **made)
    row, is_new = make_once(new, among=Indicator.objects.filter(workspace=workspace))
    if not is_new:
        return row
    row.recommendations.set(recommendations)
    record_event(verb="create_indicator", target=row, by=by, at=at, workspace_id=workspace.pk)
    return row


@transaction.atomic
def change_indicator(
    *,
    indicator: Indicator,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    seen: str,
) -> Indicator:
    """Change it as somebody read it. Raises ``ChangedMeanwhile`` if ``seen`` is past."""
    row = held(indicator)
    if changed := take_all(row, words, recommendations, seen=seen):
        write(row, "change_indicator", changed, by, at)
    return row


@transaction.atomic
def delete_indicator(*, indicator: Indicator, by: User, at: datetime) -> None:
    """Take it away for good, with its measurements."""
    row = held(indicator)
    record_event(verb="delete_indicator", target=row, by=by, at=at, workspace_id=row.workspace_id)
    row.delete()


@transaction.atomic
def add_measurements(*, indicator: Indicator, lines: Sequence[dict[str, Any]], by: User, at: datetime) -> int:
    """Keep figures, all or none; one of a day and group that has one takes its place. How many are new or other."""
    row = held(indicator)
    there = {(one.date, one.group): one for one in row.measurements.all()}
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    count = 0
    for line in lines:
        one = there.get((line["date"], line["group"]))
        if one is None:
            Measurement.objects.create(workspace=row.workspace, indicator=row, **line, **made)
        elif (one.value, one.source) != (line["value"], line["source"]):
            one.value, one.source, one.changed_at, one.changed_by = line["value"], line["source"], at, by
            one.save(update_fields=["value", "source", "changed_at", "changed_by"])
        else:
            continue
        count += 1
    if count:
        record_event(verb="add_measurements", target=row, by=by, at=at, workspace_id=row.workspace_id)
    return count


@transaction.atomic
def delete_measurement(*, measurement: Measurement, by: User, at: datetime) -> None:
    """Take one figure away for good."""
    row = held(measurement)
    record_event(verb="delete_measurement", target=row, by=by, at=at, workspace_id=row.workspace_id)
    row.delete()
