"""What is asked of the authorities: kept with its day, answered, and taken away."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from common.once import make_once
from cycles.models import Recommendation
from implementation.models import FollowUp
from implementation.services.kept_rows import check_review, follow, held, take_all, take_away, take_words, write
from reminders.models import Deadline

_KINDS = {
    FollowUp.Kind.LETTER: Deadline.Kind.LETTER,
    FollowUp.Kind.REQUEST: Deadline.Kind.LETTER,
    FollowUp.Kind.MEETING: Deadline.Kind.MEETING,
    FollowUp.Kind.COMMITMENT: Deadline.Kind.OTHER,
    FollowUp.Kind.ASK: Deadline.Kind.OTHER,
}


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
    check_review(workspace, recommendations)
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = FollowUp(pk=key, workspace=workspace, **words, **made)
    row, is_new = make_once(new, among=FollowUp.objects.filter(workspace=workspace))
    if not is_new:
        return row
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
    """Change it as somebody read it; its deadline moves along. Raises ``ChangedMeanwhile`` if ``seen`` is past."""
    row = held(follow_up)
    if changed := take_all(row, words, recommendations, seen=seen):
        write(row, "change_follow_up", changed, by, at)
        _follow(row, by, at)
    return row


@transaction.atomic
def answer_follow_up(
    *, follow_up: FollowUp, answer: str, answer_date: date | None, answer_words: str, by: User, at: datetime
) -> FollowUp:
    """Note what the authority answered, or with an empty ``answer`` that nothing came after all."""
    row = held(follow_up)
    said = {"answer": answer, "answer_date": answer_date, "answer_words": answer_words}
    if not answer:
        said = {"answer": "", "answer_date": None, "answer_words": ""}
    if changed := take_words(row, said):
        write(row, "answer_follow_up", changed, by, at)
        _follow(row, by, at)
    return row


@transaction.atomic
def delete_follow_up(*, follow_up: FollowUp, by: User, at: datetime) -> None:
    """Take it away for good; nobody is reminded of it any more."""
    take_away(follow_up, "delete_follow_up", by, at)


def _follow(row: FollowUp, by: User, at: datetime) -> None:
    status = Deadline.Status.OPEN if row.answer in FollowUp.WAITING else Deadline.Status.DONE
    follow(row, kind=_KINDS[FollowUp.Kind(row.kind)], day=row.due_date, status=status, by=by, at=at)
