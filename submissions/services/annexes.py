"""Annexes of a submission: named, changed, taken away while its text is open."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from submissions.models import Annex, Submission
from submissions.services.drafting import held_open
from submissions.services.preparing import change_prepared, create_prepared, delete_prepared


@transaction.atomic
def add_annex(*, submission: Submission, words: dict[str, Any], by: User, at: datetime, key: UUID) -> Annex:
    """Name one more document behind those that are there. Raises ``TextClosed``."""
    submission = held_open(submission.pk)
    last = Annex.objects.filter(submission=submission).aggregate(last=Max("place"))["last"] or 0
    placed = words | {"submission": submission, "place": last + 1}
    return create_prepared(model=Annex, workspace=submission.workspace, words=placed, links={}, by=by, at=at, key=key)


@transaction.atomic
def change_annex(*, annex: Annex, words: dict[str, Any], by: User, at: datetime, seen: str) -> Annex:
    """Change it as somebody read it. Raises ``TextClosed``, and ``PreparedMeanwhile`` if ``seen`` is past."""
    held_open(annex.submission_id)
    return change_prepared(row=annex, words=words, links={}, by=by, at=at, seen=seen)


@transaction.atomic
def delete_annex(*, annex: Annex, by: User, at: datetime) -> None:
    """Take it off the list; the document itself is not kept here. Raises ``TextClosed``."""
    held_open(annex.submission_id)
    delete_prepared(row=annex, by=by, at=at)
