"""States to be won: taken into the pipeline, moved along it, and what is asked of them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User, Workspace
from advocacy.models import Ask, Target
from advocacy.services.following import hold_naming
from advocacy.services.telling import tell_of_each_other
from common.audit import record_event
from cycles.models import State
from implementation.services.kept_rows import follow
from reminders.models import Deadline
from reminders.services.deadlines import forget_by_key
from submissions.models import ProposedRecommendation
from submissions.services.preparing import change_prepared, create_prepared, delete_prepared

_ORDER = list(Target.Status)


class AnsweredMeanwhile(Exception):
    """Somebody noted what became of it after it had been read."""


class AlreadyThere(Exception):
    """The State stands in the pipeline already; ``target`` is its row."""

    def __init__(self, target: Target) -> None:
        super().__init__(str(target.pk))
        self.target = target


def add_target(
    *,
    workspace: Workspace,
    state: State,
    words: dict[str, Any],
    proposals: Collection[ProposedRecommendation],
    by: User,
    at: datetime,
    key: UUID,
) -> Target:
    """Take a State into the pipeline. Its next step stands among the deadlines.

    Raises ``AlreadyThere`` where it is in it, also where two people take it in at the same moment.
    """
    known = Target.objects.filter(workspace=workspace, state=state).exclude(pk=key)
    if found := known.with_all().first():
        raise AlreadyThere(found)

    def begin(target: Target) -> None:
        ask_of(target=target, proposals=proposals, at=at)
        _follow(target, by, at)

    said = {"state": state} | words
    try:
        return create_prepared(
            model=Target, workspace=workspace, words=said, links={}, by=by, at=at, key=key, then=begin
        )
    except IntegrityError:
        if found := known.with_all().first():
            raise AlreadyThere(found) from None
        raise


@transaction.atomic
def change_target(
    *,
    target: Target,
    words: dict[str, Any],
    proposals: Collection[ProposedRecommendation],
    by: User,
    at: datetime,
    seen: str,
) -> Target:
    """Change it as somebody read it; its deadline moves along. Raises ``PreparedMeanwhile`` if ``seen`` is past.

    What was presented stays, whatever is chosen to be asked now.
    """
    row = change_prepared(row=target, words=words, links={}, by=by, at=at, seen=seen)
    dropped = row.asks.filter(status=Ask.Status.PLANNED).exclude(proposal__in=[one.pk for one in proposals])
    if dropped.delete()[0] + ask_of(target=row, proposals=proposals, at=at):
        _note_change(row, by, at)
        record_event(verb="ask_target", target=row, by=by, at=at, workspace_id=row.workspace_id)
    _follow(row, by, at)
    return row


@transaction.atomic
def move_target(*, target: Target, to: str, by: User, at: datetime) -> Target:
    """Say how far it is now. Nothing is written where it stands there already."""
    row = Target.objects.select_for_update(of=("self",)).select_related("state", "workspace").get(pk=target.pk)
    if row.status != to:
        row.status, row.changed_at, row.changed_by = Target.Status(to), at, by
        row.save(update_fields=["status", "changed_at", "changed_by"])
        record_event(verb="move_target", target=row, by=by, at=at, workspace_id=row.workspace_id, fields=["status"])
        _follow(row, by, at)
    return row


@transaction.atomic
def delete_target(*, target: Target, by: User, at: datetime) -> None:
    """Take a State out of the pipeline, with what was asked of it; its meetings stay."""
    hold_naming(target)
    # Its deadline comes after it, as where it is changed.
    Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    forget_by_key(workspace=target.workspace, key=target.deadline_key, by=by, at=at)
    delete_prepared(row=target, by=by, at=at)
    tell_of_each_other(workspace=target.workspace, state=target.state_id, by=by, at=at)


@transaction.atomic
def answer_ask(
    *, ask: Ask, status: str, presented_date: date | None, by: User, at: datetime, seen: str | None = None
) -> Ask:
    """Say whether a recommendation was put before a State, when, and what it said to that.

    Raises ``AnsweredMeanwhile`` if ``seen`` is past; a person who presses a button has seen what they change.
    """
    status = Ask.Status(status)
    row = Ask.objects.select_for_update(of=("self",)).select_related("proposal", "target__state").get(pk=ask.pk)
    if seen not in (None, row.version):
        raise AnsweredMeanwhile
    row.status, row.presented_date = status, None if status == Ask.Status.PLANNED else presented_date or at.date()
    row.changed_at = at
    row.save(update_fields=["status", "presented_date", "changed_at"])
    _mark_handed(row)
    record_event(verb="answer_ask", target=row, by=by, at=at, workspace_id=row.workspace_id, fields=["status"])
    return row


def ask_of(*, target: Target, proposals: Collection[ProposedRecommendation], at: datetime) -> int:
    """These recommendations are to be asked of the State; what is asked of it already stays. How many are new."""
    known = set(target.asks.values_list("proposal", flat=True))
    new = [one for one in proposals if one.pk not in known]
    made = {"workspace_id": target.workspace_id, "target": target, "changed_at": at}
    Ask.objects.bulk_create(Ask(proposal=one, **made) for one in new)
    return len(new)


def _note_change(target: Target, by: User, at: datetime) -> None:
    """What is asked of a State is part of what was read of it: its version moves with it."""
    target.changed_at, target.changed_by = at, by
    target.save(update_fields=["changed_at", "changed_by"])


def present(
    *,
    target: Target,
    proposals: Collection[ProposedRecommendation],
    day: date,
    is_promised: bool,
    by: User,
    at: datetime,
) -> None:
    """They were put before the State on a day; those that were promised once stay promised."""
    if ask_of(target=target, proposals=proposals, at=at):
        _note_change(target, by, at)
    rows = target.asks.select_related("proposal", "target__state").filter(proposal__in=[one.pk for one in proposals])
    for row in rows:
        if is_promised:
            row.status = Ask.Status.PROMISED
        elif row.status == Ask.Status.PLANNED:
            row.status = Ask.Status.PRESENTED
        row.presented_date, row.changed_at = row.presented_date or day, at
        row.save(update_fields=["status", "presented_date", "changed_at"])
        _mark_handed(row)


def further(now: str, to: str) -> bool:
    """Whether ``to`` lies further along the pipeline than ``now``; what ended is left as it is."""
    return now not in Target.ENDED and _ORDER.index(Target.Status(to)) > _ORDER.index(Target.Status(now))


def _mark_handed(ask: Ask) -> None:
    """The proposal itself knows to which States it was handed: uptake is counted by that."""
    if ask.status != Ask.Status.PLANNED:
        ask.proposal.states.add(ask.target.state)


def _follow(target: Target, by: User, at: datetime) -> None:
    status = Deadline.Status.DONE if target.is_over else Deadline.Status.OPEN
    follow(target, kind=Deadline.Kind.OTHER, day=target.next_date, status=status, by=by, at=at, is_confided=True)
    tell_of_each_other(workspace=target.workspace, state=target.state_id, by=by, at=at)
