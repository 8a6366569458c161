"""What was learnt in a cycle: noted, changed, taken away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Organisation, User, Workspace
from common.audit import record_event
from common.once import make_once
from implementation.models import Lesson
from implementation.services.kept_rows import ChangedMeanwhile, held, take_words, write


@transaction.atomic
def create_lesson(*, workspace: Workspace, words: dict[str, Any], by: User, at: datetime, key: UUID) -> Lesson:
    """Note a lesson of today, in the name of the organisation for which ``by`` speaks.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = Lesson(
        pk=key,
        workspace=workspace,
        organisation=Organisation.objects.speaking_in(workspace, user=by).first(),
        review=workspace.review,
        learnt_date=at.date(),
        **words,
        **made,
    )
    row, is_new = make_once(new, among=Lesson.objects.filter(workspace=workspace))
    if is_new:
        record_event(verb="create_lesson", target=row, by=by, at=at, workspace_id=workspace.pk)
    return row


@transaction.atomic
def change_lesson(*, lesson: Lesson, words: dict[str, Any], by: User, at: datetime, seen: str) -> Lesson:
    """Change it as somebody read it. Raises ``ChangedMeanwhile`` if ``seen`` is past."""
    row = held(lesson)
    if seen != row.version:
        raise ChangedMeanwhile(row)
    if changed := take_words(row, words):
        write(row, "change_lesson", changed, by, at)
    return row


@transaction.atomic
def delete_lesson(*, lesson: Lesson, by: User, at: datetime) -> None:
    """Take it away for good."""
    row = held(lesson)
    record_event(verb="delete_lesson", target=row, by=by, at=at, workspace_id=row.workspace_id)
    row.delete()
