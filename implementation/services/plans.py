"""The action strategy plan: its words, its actions, and the deadlines that follow from them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from common.once import make_once
from cycles.models import Recommendation
from implementation.models import Action, ActionStrategyPlan
from implementation.services.kept_rows import check_review, follow, held, take_all, take_away, take_words, write
from reminders.models import Deadline

# How the status of an action reads among the deadlines.
_DEADLINES = {
    Action.Status.PLANNED: Deadline.Status.OPEN,
    Action.Status.UNDER_WAY: Deadline.Status.OPEN,
    Action.Status.DONE: Deadline.Status.DONE,
    Action.Status.DROPPED: Deadline.Status.CANCELLED,
}


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
    check_review(workspace, recommendations)
    plan = _plan_of(workspace, by, at)
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = Action(pk=key, workspace=workspace, plan=plan, **words, **made)
    action, is_new = make_once(new, among=Action.objects.filter(workspace=workspace))
    if not is_new:
        return action
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
    """Change an action as somebody read it; its deadline moves along.

    Raises ``ChangedMeanwhile`` if ``seen`` is past.
    """
    action = held(action)
    if changed := take_all(action, words, recommendations, seen=seen):
        write(action, "change_action", changed, by, at)
        _follow(action, by, at)
    return action


@transaction.atomic
def move_action(*, action: Action, status: str, by: User, at: datetime) -> Action:
    """Say how far an action is: planned, under way, done, given up."""
    action = held(action)
    if changed := take_words(action, {"status": Action.Status(status)}):
        write(action, "change_action", changed, by, at)
        _follow(action, by, at)
    return action


@transaction.atomic
def delete_action(*, action: Action, by: User, at: datetime) -> None:
    """Take an action out of the plan for good; nobody is reminded of it any more."""
    take_away(action, "delete_action", by, at)


def _plan_of(workspace: Workspace, by: User, at: datetime) -> ActionStrategyPlan:
    made = {"created_at": at, "created_by": by}
    plan, _is_new = ActionStrategyPlan.objects.get_or_create(workspace=workspace, defaults=made)
    return plan


def _follow(action: Action, by: User, at: datetime) -> None:
    status = _DEADLINES[Action.Status(action.status)]
    follow(action, kind=Deadline.Kind.ACTION, day=action.end_date, status=status, by=by, at=at)
