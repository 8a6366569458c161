"""What is asked of the authorities: kept with its day, answered, and taken away."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from cycles.models import Recommendation
from implementation.models import FollowUp
from implementation.services.ratings import NotInReview
from reminders.models import Deadline
from reminders.services.deadlines import Day, close_by_key, set_deadline

_KINDS = {
    FollowUp.Kind.LETTER: Deadline.Kind.LETTER,
    FollowUp.Kind.REQUEST: Deadline.Kind.LETTER,
    FollowUp.Kind.MEETING: Deadline.Kind.MEETING,
    FollowUp.Kind.COMMITMENT: Deadline.Kind.OTHER,
}


class FollowUpChanged(Exception):
    """Somebody changed it after it had been read; ``current`` is how it stands now."""

    def __init__(self, current: FollowUp) -> None:
        super().__init__(str(current.pk))
        self.current = current


@transaction.atomic
def create_follow_up(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    key: UUID,
) -> FollowUp:
    """Keep a letter, a request, a meeting or a promise. Its day stands among the deadlines.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    _check(workspace, recommendations)
    if found := FollowUp.objects.filter(workspace=workspace, pk=key).first():
        return found
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    row = FollowUp.objects.create(pk=key, workspace=workspace, **words, **made)
    row.recommendations.set(recommendations)
    record_event(verb="create_follow_up", target=row, by=by, at=at, workspace_id=workspace.pk)
    _follow(row, by, at)
    return row


@transaction.atomic
def change_follow_up(
    *,
    follow_up: FollowUp,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    seen: str,
) -> FollowUp:
    """Change it as somebody read it; its deadline moves along. Raises ``FollowUpChanged`` if ``seen`` is past."""
    row = _held(follow_up)
    _check(row.workspace, recommendations)
    if seen != row.version:
        raise FollowUpChanged(row)
    changed = [name for name, value in words.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, words[name])
    if {one.pk for one in recommendations} != set(row.recommendations.values_list("pk", flat=True)):
        row.recommendations.set(recommendations)
        changed.append("recommendations")
    if changed:
        _write(row, "change_follow_up", changed, by, at)
    return row


@transaction.atomic
def answer_follow_up(
    *, follow_up: FollowUp, answer: str, answer_date: date | None, answer_words: str, by: User, at: datetime
) -> FollowUp:
    """Note what the authority answered, or with an empty ``answer`` that nothing came after all."""
    row = _held(follow_up)
    said = {"answer": answer, "answer_date": answer_date, "answer_words": answer_words}
    if not answer:
        said = {"answer": "", "answer_date": None, "answer_words": ""}
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, said[name])
    if changed:
        _write(row, "answer_follow_up", changed, by, at)
    return row


@transaction.atomic
def delete_follow_up(*, follow_up: FollowUp, by: User, at: datetime) -> None:
    """Take it away for good; nobody is reminded of it any more."""
    row = _held(follow_up)
    record_event(verb="delete_follow_up", target=row, by=by, at=at, workspace_id=row.workspace_id)
    close_by_key(workspace=row.workspace, key=row.deadline_key, status=Deadline.Status.CANCELLED, by=by, at=at)
    row.delete()


def _held(follow_up: FollowUp) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("workspace", "organisation", "person")
    return rows.get(pk=follow_up.pk)


def _check(workspace: Workspace, recommendations: Collection[Recommendation]) -> None:
    if any(recommendation.review_id != workspace.review_id for recommendation in recommendations):
        raise NotInReview


def _write(row: FollowUp, verb: str, changed: list[str], by: User, at: datetime) -> None:
    row.changed_at, row.changed_by = at, by
    columns = [name for name in changed if name != "recommendations"]
    row.save(update_fields=[*columns, "changed_at", "changed_by"])
    record_event(verb=verb, target=row, by=by, at=at, workspace_id=row.workspace_id, fields=sorted(changed))
    _follow(row, by, at)


def _follow(row: FollowUp, by: User, at: datetime) -> None:
    """Its day among the deadlines: set while nothing came, done with the answer, called off where it has none."""
    status = Deadline.Status.CANCELLED
    if row.due_date:
        status = Deadline.Status.DONE if row.answer else Deadline.Status.OPEN
    if row.due_date and not row.answer:
        set_deadline(
            workspace=row.workspace,
            key=row.deadline_key,
            kind=_KINDS[FollowUp.Kind(row.kind)],
            day=Day(day=row.due_date),
            by=by,
            at=at,
            title=row.title,
            path=row.get_absolute_url(),
            organisation=row.organisation,
            person=row.person,
        )
    close_by_key(workspace=row.workspace, key=row.deadline_key, status=status, by=by, at=at)
