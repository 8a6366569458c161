"""The checklist of a workspace: ticking steps of the cycle, and taking a tick back."""

from datetime import datetime

from django.db import transaction

from accounts.models import User, Workspace, WorkspaceStep
from common.audit import record_event


@transaction.atomic
def tick_step(*, workspace: Workspace, step: str, by: User, at: datetime) -> WorkspaceStep:
    """Note that a step is done. Who ticked it first stays."""
    row, is_new = WorkspaceStep.objects.get_or_create(
        workspace=workspace, step=step, defaults={"done_at": at, "done_by": by}
    )
    if is_new:
        record_event(verb="tick_step", target=row, by=by, at=at, workspace_id=workspace.pk, fields=["step"])
    return row


@transaction.atomic
def untick_step(*, workspace: Workspace, step: str, by: User, at: datetime) -> None:
    """Take the tick back: the step is open again."""
    row = WorkspaceStep.objects.select_for_update().filter(workspace=workspace, step=step).first()
    if row:
        record_event(verb="untick_step", target=row, by=by, at=at, workspace_id=workspace.pk, fields=["step"])
        row.delete()
