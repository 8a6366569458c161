"""Decisions about the names in a submission, each by a person, dated, and for the words that they had read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.audit import record_event
from submissions.models import NameDecision, Submission
from submissions.services.drafting import TextClosed


@dataclass(frozen=True)
class Answer:
    """What somebody says of one finding: ``sentences`` are the digests of those in which they read it."""

    key: str
    sentences: list[str]
    consent: str
    note: str = ""


@transaction.atomic
def decide_names(*, submission: Submission, answers: Iterable[Answer], by: User, at: datetime) -> int:
    """Note what a person decided about names, and how many are new; an earlier decision about the same words ends.

    Raises ``TextClosed`` for what is lodged.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status == Submission.Status.LODGED:
        raise TextClosed
    return sum(_decide(submission, answer, by, at) for answer in answers)


def _decide(submission: Submission, answer: Answer, by: User, at: datetime) -> bool:
    standing = NameDecision.objects.standing().filter(submission=submission, key=answer.key).first()
    words = {"sentences": sorted(answer.sentences), "consent": answer.consent, "note": answer.note}
    if standing and {name: getattr(standing, name) for name in words} == words:
        return False
    if standing:
        standing.ended_at, standing.ended_by = at, by
        standing.save(update_fields=["ended_at", "ended_by"])
    ids = {"workspace_id": submission.workspace_id, "submission": submission, "key": answer.key}
    made = NameDecision.objects.create(**ids, **words, by=by, at=at)
    record_event(verb="decide_name", target=made, by=by, at=at, workspace_id=submission.workspace_id)
    return True
