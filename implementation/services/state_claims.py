"""What the State says in its own reports, noted per recommendation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from common.once import make_once
from cycles.models import Recommendation
from implementation.models import StateClaim
from implementation.services.kept_rows import ChangedMeanwhile, check_review, held, take_words, write


@transaction.atomic
def create_state_claim(
    *, workspace: Workspace, recommendation: Recommendation, words: dict[str, Any], by: User, at: datetime, key: UUID
) -> StateClaim:
    """Note what the State says of a recommendation.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    check_review(workspace, [recommendation])
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = StateClaim(pk=key, workspace=workspace, recommendation=recommendation, **words, **made)
    row, is_new = make_once(new, among=StateClaim.objects.filter(workspace=workspace))
    if is_new:
        record_event(verb="create_state_claim", target=row, by=by, at=at, workspace_id=workspace.pk)
    return row


@transaction.atomic
def change_state_claim(
    *, claim: StateClaim, recommendation: Recommendation, words: dict[str, Any], by: User, at: datetime, seen: str
) -> StateClaim:
    """Change it as somebody read it. Raises ``ChangedMeanwhile`` if ``seen`` is past."""
    row = held(claim)
    check_review(row.workspace, [recommendation])
    if seen != row.version:
        raise ChangedMeanwhile(row)
    changed = take_words(row, words)
    if row.recommendation_id != recommendation.pk:
        row.recommendation = recommendation
        changed.append("recommendation")
    if changed:
        write(row, "change_state_claim", changed, by, at)
    return row


@transaction.atomic
def delete_state_claim(*, claim: StateClaim, by: User, at: datetime) -> None:
    """Take it away for good."""
    row = held(claim)
    record_event(verb="delete_state_claim", target=row, by=by, at=at, workspace_id=row.workspace_id)
    row.delete()
