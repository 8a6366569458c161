"""The action strategy plan: its words, its actions, and the deadlines that follow from them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from cycles.models import Recommendation
from implementation.models import Action, ActionStrategyPlan
from implementation.services.ratings import NotInReview
from reminders.models import Deadline
from reminders.services.deadlines import Day, close_by_key, set_deadline

# How the status of an action reads among the deadlines.
_DEADLINES = {
    Action.Status.PLANNED: Deadline.Status.OPEN,
    Action.Status.UNDER_WAY: Deadline.Status.OPEN,
    Action.Status.DONE: Deadline.Status.DONE,
    Action.Status.DROPPED: Deadline.Status.CANCELLED,
}


class ActionChanged(Exception):
    """Somebody changed the action after it had been read; ``current`` is how it stands now."""

    def __init__(self, current: Action) -> None:
        super().__init__(str(current.pk))
        self.current = current


@transaction.atomic
def save_plan(*, workspace: Workspace, words: dict[str, Any], by: User, at: datetime) -> ActionStrategyPlan:
    """Say what the plan is called, what it is for, and in which currency it counts."""
    plan = _plan_of(workspace, by, at)
    for name, value in words.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(words))
    record_event(verb="edit_plan", target=plan, by=by, at=at, workspace_id=workspace.pk, fields=sorted(words))
    return plan


@transaction.atomic
def create_action(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    key: UUID,
) -> Action:
    """Put an action into the plan of a workspace. Its last day stands among the deadlines.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    _check(workspace, recommendations)
    plan = _plan_of(workspace, by, at)
    if found := Action.objects.filter(workspace=workspace, pk=key).first():
        return found
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    action = Action.objects.create(pk=key, workspace=workspace, plan=plan, **words, **made)
    action.recommendations.set(recommendations)
    record_event(verb="create_action", target=action, by=by, at=at, workspace_id=workspace.pk)
    _follow(action, by, at)
    return action


@transaction.atomic
def change_action(
    *,
    action: Action,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    seen: str,
) -> Action:
    """Change an action as somebody read it; its deadline moves along. Raises ``ActionChanged`` if ``seen`` is past."""
    action = _held(action)
    _check(action.workspace, recommendations)
    if seen != action.version:
        raise ActionChanged(action)
    changed = [name for name, value in words.items() if getattr(action, name) != value]
    for name in changed:
        setattr(action, name, words[name])
    served = {recommendation.pk for recommendation in recommendations}
    if served != set(action.recommendations.values_list("pk", flat=True)):
        action.recommendations.set(recommendations)
        changed.append("recommendations")
    if changed:
        _write(action, changed, by, at)
    return action


@transaction.atomic
def move_action(*, action: Action, status: str, by: User, at: datetime) -> Action:
    """Say how far an action is: planned, under way, done, given up."""
    action = _held(action)
    if action.status != status:
        action.status = Action.Status(status)
        _write(action, ["status"], by, at)
    return action


@transaction.atomic
def delete_action(*, action: Action, by: User, at: datetime) -> None:
    """Take an action out of the plan for good; nobody is reminded of it any more."""
    action = _held(action)
    record_event(verb="delete_action", target=action, by=by, at=at, workspace_id=action.workspace_id)
    close_by_key(workspace=action.workspace, key=action.deadline_key, status=Deadline.Status.CANCELLED, by=by, at=at)
    action.delete()


def _plan_of(workspace: Workspace, by: User, at: datetime) -> ActionStrategyPlan:
    made = {"created_at": at, "created_by": by}
    plan, _is_new = ActionStrategyPlan.objects.get_or_create(workspace=workspace, defaults=made)
    return plan


def _held(action: Action) -> Action:
    rows = Action.objects.select_for_update(of=("self",)).select_related("workspace", "organisation", "person")
    return rows.get(pk=action.pk)


def _check(workspace: Workspace, recommendations: Collection[Recommendation]) -> None:
    if any(recommendation.review_id != workspace.review_id for recommendation in recommendations):
        raise NotInReview


def _write(action: Action, changed: list[str], by: User, at: datetime) -> None:
    action.changed_at, action.changed_by = at, by
    columns = [name for name in changed if name != "recommendations"]
    action.save(update_fields=[*columns, "changed_at", "changed_by"])
    record_event(
        verb="change_action", target=action, by=by, at=at, workspace_id=action.workspace_id, fields=sorted(changed)
    )
    _follow(action, by, at)


def _follow(action: Action, by: User, at: datetime) -> None:
    """Its last day among the deadlines: set while it is open, closed with it, called off where it has none."""
    status = _DEADLINES[Action.Status(action.status)] if action.end_date else Deadline.Status.CANCELLED
    if action.end_date and action.is_open:
        set_deadline(
            workspace=action.workspace,
            key=action.deadline_key,
            kind=Deadline.Kind.ACTION,
            day=Day(day=action.end_date),
            by=by,
            at=at,
            title=action.title,
            path=action.get_absolute_url(),
            organisation=action.organisation,
            person=action.person,
        )
    close_by_key(workspace=action.workspace, key=action.deadline_key, status=status, by=by, at=at)
