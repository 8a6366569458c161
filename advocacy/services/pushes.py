"""Whom a workspace pushes between the review and the adoption: kept, changed, given up."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from advocacy.models import Push
from cycles.models import Recommendation
from implementation.services.kept_rows import check_review, follow
from reminders.models import Deadline
from reminders.services.deadlines import forget_by_key
from submissions.services.preparing import change_prepared, create_prepared, delete_prepared


@transaction.atomic
def add_push(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    key: UUID,
) -> Push:
    """Keep whom one pushes, for what and why; the next step stands among the deadlines. Raises ``NotInReview``."""
    check_review(workspace, recommendations)
    links = {"recommendations": recommendations}
    return create_prepared(
        model=Push,
        workspace=workspace,
        words=words,
        links=links,
        by=by,
        at=at,
        key=key,
        then=lambda push: _follow(push, by, at),
    )


@transaction.atomic
def change_push(
    *,
    push: Push,
    words: dict[str, Any],
    recommendations: Collection[Recommendation],
    by: User,
    at: datetime,
    seen: str,
) -> Push:
    """Change it as somebody read it; its deadline moves along, and is done when there is a result.

    Raises ``NotInReview``, and ``PreparedMeanwhile`` if ``seen`` is past.
    """
    check_review(push.workspace, recommendations)
    row = change_prepared(row=push, words=words, links={"recommendations": recommendations}, by=by, at=at, seen=seen)
    _follow(row, by, at)
    return row


@transaction.atomic
def delete_push(*, push: Push, by: User, at: datetime) -> None:
    """Take it away for good; nobody is reminded of it any more."""
    # Its deadline comes after it, as where it is changed.
    Push.objects.select_for_update(of=("self",)).get(pk=push.pk)
    forget_by_key(workspace=push.workspace, key=push.deadline_key, by=by, at=at)
    delete_prepared(row=push, by=by, at=at)


def _follow(push: Push, by: User, at: datetime) -> None:
    status = Deadline.Status.DONE if push.is_over else Deadline.Status.OPEN
    follow(push, kind=Deadline.Kind.OTHER, day=push.next_date, status=status, by=by, at=at, is_confided=True)
