"""The follow-up mechanism of the State, its meetings, and what is done in parliament and the media."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from common.once import make_once
from cycles.models import Recommendation
from implementation.models import FollowUpMechanism, Occasion
from implementation.services.kept_rows import (
    ChangedMeanwhile,
    check_review,
    follow,
    held,
    take_all,
    take_away,
    write,
)
from reminders.models import Deadline


@transaction.atomic
def save_mechanism(
    *, workspace: Workspace, words: dict[str, Any], by: User, at: datetime, seen: str
) -> FollowUpMechanism:
    """Say what the State's follow-up mechanism is. Raises ``ChangedMeanwhile`` if ``seen`` is past."""
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    rows = FollowUpMechanism.objects.select_for_update()
    row, is_new = rows.get_or_create(workspace=workspace, defaults=words | made)
    if not is_new:
        if seen != row.version:
            raise ChangedMeanwhile(row)
        for name, value in words.items():
            setattr(row, name, value)
        row.changed_at, row.changed_by = at, by
        row.save(update_fields=[*words, "changed_at", "changed_by"])
    record_event(verb="edit_mechanism", target=row, by=by, at=at, workspace_id=workspace.pk, fields=sorted(words))
    return row


@transaction.atomic
def create_occasion(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    key: UUID,
) -> Occasion:
    """Keep a meeting, a step in parliament or media work; its day stands among the deadlines while it is ahead.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    check_review(workspace, recommendations)
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = Occasion(pk=key, workspace=workspace, **words, **made)
    row, is_new = make_once(new, among=Occasion.objects.filter(workspace=workspace))
    if not is_new:
        return row
    row.recommendations.set(recommendations)
    record_event(verb="create_occasion", target=row, by=by, at=at, workspace_id=workspace.pk)
    _follow(row, by, at)
    return row


@transaction.atomic
def change_occasion(
    *,
    occasion: Occasion,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    seen: str,
) -> Occasion:
    """Change it as somebody read it; its deadline moves along. Raises ``ChangedMeanwhile`` if ``seen`` is past."""
    row = held(occasion)
    if changed := take_all(row, words, recommendations, seen=seen):
        write(row, "change_occasion", changed, by, at)
        _follow(row, by, at)
    return row


@transaction.atomic
def delete_occasion(*, occasion: Occasion, by: User, at: datetime) -> None:
    """Take it away for good; nobody is reminded of it any more."""
    take_away(occasion, "delete_occasion", by, at)


def _follow(row: Occasion, by: User, at: datetime) -> None:
    is_over = row.is_told or not row.is_ahead(at.date())
    kind = Deadline.Kind.OTHER if row.kind in Occasion.MEDIA else Deadline.Kind.MEETING
    status = Deadline.Status.DONE if is_over else Deadline.Status.OPEN
    follow(row, kind=kind, day=row.date, status=status, by=by, at=at)
