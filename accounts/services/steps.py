"""The steps of a workspace: ticked as done or opened again, adapted, left out, added, set back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from accounts.models import (
    OWN_STEP,
    AdaptedStep,
    Membership,
    Organisation,
    User,
    Workspace,
    WorkspaceMember,
    WorkspaceStep,
)
from common.audit import record_event


class NotInWorkspace(Exception):
    """Only an organisation of the workspace, or a person of one of them, can have a step."""


@dataclass(frozen=True, kw_only=True)
class StepWords:
    """What a workspace says of a step; empty: as it is everywhere."""

    name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    organisation: Organisation | None = None
    person: User | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.starts_on or self.ends_on or self.organisation or self.person)


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


@transaction.atomic
def adapt_step(*, workspace: Workspace, step: str, words: StepWords, by: User, at: datetime) -> AdaptedStep | None:
    """Give a step of the cycle, or of the workspace's own, other words, days or hands; it is no longer left out.

    Answers None where nothing differs from the standard any more. Raises ``NotInWorkspace``.
    """
    row = AdaptedStep.objects.select_for_update().filter(workspace=workspace, step=step).first()
    if words.is_empty and (row is None or not row.is_own):
        reset_step(workspace=workspace, step=step, by=by, at=at)
        return None
    row = row or AdaptedStep(workspace=workspace, step=step)
    changed = _take(row, words)
    if row.is_left_out:
        row.is_left_out = False
        changed.append("is_left_out")
    return _save(row, "adapt_step", changed, by, at) if changed else row


@transaction.atomic
def add_step(*, workspace: Workspace, stage: int, words: StepWords, by: User, at: datetime) -> AdaptedStep:
    """Add a step of the workspace's own to a stage of the cycle. Raises ``NotInWorkspace``."""
    row = AdaptedStep(workspace=workspace, step=f"{OWN_STEP}{uuid4().hex[:12]}", stage=stage)
    return _save(row, "add_step", [*_take(row, words), "stage"], by, at)


@transaction.atomic
def leave_out_step(*, workspace: Workspace, step: str, by: User, at: datetime) -> None:
    """Leave a step of the cycle out: this workspace does not do it, so it is never late."""
    row = AdaptedStep.objects.select_for_update().filter(workspace=workspace, step=step).first()
    row = row or AdaptedStep(workspace=workspace, step=step)
    if not row.is_left_out:
        row.is_left_out = True
        _save(row, "leave_out_step", ["is_left_out"], by, at)


@transaction.atomic
def reset_step(*, workspace: Workspace, step: str, by: User, at: datetime) -> None:
    """Set a step back to what it is everywhere; one of the workspace's own goes, with its tick."""
    row = AdaptedStep.objects.select_for_update().filter(workspace=workspace, step=step).first()
    if row is None:
        return
    record_event(verb="delete" if row.is_own else "reset_step", target=row, by=by, at=at, workspace_id=workspace.pk)
    if row.is_own:
        WorkspaceStep.objects.filter(workspace=workspace, step=step).delete()
    row.delete()


def _take(row: AdaptedStep, words: StepWords) -> list[str]:
    """Write the words into the row, and answer which fields that changed."""
    given = {
        "name": words.name,
        "starts_on": words.starts_on,
        "ends_on": words.ends_on,
        # Whoever may see the organisation and not its people is told the organisation.
        "organisation": words.organisation or (_home_of(words.person, row.workspace) if words.person else None),
        "person": words.person,
    }
    changed = [name for name, value in given.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, given[name])
    if {"organisation", "person"} & set(changed):
        _require_inside(row)
    return changed


def _home_of(person: User, workspace: Workspace) -> Organisation | None:
    """The organisation of the workspace that the person belongs to."""
    return (
        Organisation.objects.filter(memberships__user=person, workspace_rows__workspace=workspace)
        .order_by("pk")
        .first()
    )


def _require_inside(row: AdaptedStep) -> None:
    parts = WorkspaceMember.objects.filter(workspace=row.workspace_id, organisation=row.organisation_id)
    if row.organisation_id and not parts.exists():
        raise NotInWorkspace
    places = Membership.objects.filter(user=row.person_id, organisation=row.organisation_id)
    if row.person_id and not places.exists():
        raise NotInWorkspace


def _save(row: AdaptedStep, verb: str, fields: list[str], by: User, at: datetime) -> AdaptedStep:
    row.changed_at, row.changed_by = at, by
    row.save()
    record_event(verb=verb, target=row, by=by, at=at, workspace_id=row.workspace_id, fields=sorted(set(fields)))
    return row
