"""Steps of a workspace together with what hangs on them: a step with a day of its own is a deadline."""

from datetime import datetime

from django.db import transaction

from accounts.models import AdaptedStep, User, Workspace, WorkspaceStep
from accounts.services import steps
from accounts.services.steps import StepWords
from reminders.models import Deadline
from reminders.services.deadlines import Day, close_by_key, set_deadline


@transaction.atomic
def adapt_step(*, workspace: Workspace, step: str, words: StepWords, by: User, at: datetime) -> None:
    """Change a step, and the deadline that its last day is. Raises ``NotInWorkspace``."""
    steps.adapt_step(workspace=workspace, step=step, words=words, by=by, at=at)
    _follow(workspace, step, by, at)


@transaction.atomic
def add_step(*, workspace: Workspace, stage: int, words: StepWords, by: User, at: datetime) -> AdaptedStep:
    """Add a step of the workspace's own, with its deadline. Raises ``NotInWorkspace``."""
    row = steps.add_step(workspace=workspace, stage=stage, words=words, by=by, at=at)
    _follow(workspace, row.step, by, at)
    return row


@transaction.atomic
def leave_out_step(*, workspace: Workspace, step: str, by: User, at: datetime) -> None:
    """Leave a step out; nobody is reminded of it."""
    steps.leave_out_step(workspace=workspace, step=step, by=by, at=at)
    _follow(workspace, step, by, at)


@transaction.atomic
def reset_step(*, workspace: Workspace, step: str, by: User, at: datetime) -> None:
    """Set a step back to what it is everywhere; nobody is reminded of a day that it no longer has."""
    steps.reset_step(workspace=workspace, step=step, by=by, at=at)
    _follow(workspace, step, by, at)


@transaction.atomic
def tick_step(*, workspace: Workspace, step: str, by: User, at: datetime) -> None:
    """Note that a step is done, and its deadline with it."""
    steps.tick_step(workspace=workspace, step=step, by=by, at=at)
    _follow(workspace, step, by, at)


@transaction.atomic
def untick_step(*, workspace: Workspace, step: str, by: User, at: datetime) -> None:
    """Open a step again, and its deadline with it."""
    steps.untick_step(workspace=workspace, step=step, by=by, at=at)
    _follow(workspace, step, by, at)


def _follow(workspace: Workspace, step: str, by: User, at: datetime) -> None:
    """Hold the deadline of a step against the step: none without a day of its own, done where it is ticked."""
    row = AdaptedStep.objects.filter(workspace=workspace, step=step).first()
    key = f"step:{step}"
    if row is None or row.ends_on is None or row.is_left_out:
        close_by_key(workspace=workspace, key=key, status=Deadline.Status.CANCELLED, by=by, at=at)
        return
    set_deadline(
        workspace=workspace,
        key=key,
        kind=Deadline.Kind.STEP,
        day=Day(day=row.ends_on),
        by=by,
        at=at,
        title=row.name,
        milestone="" if row.name else key,
        path=f"{workspace.get_absolute_url()}steps/#step-{step}",
        organisation=row.organisation,
        person=row.person,
    )
    is_done = WorkspaceStep.objects.filter(workspace=workspace, step=step).exists()
    status = Deadline.Status.DONE if is_done else Deadline.Status.OPEN
    close_by_key(workspace=workspace, key=key, status=status, by=by, at=at)
