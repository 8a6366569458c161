"""Advance questions held against what a workspace works on: decided by a person, one pair at a time."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User, Workspace
from advocacy.models import QuestionMatch
from common.audit import record_event
from cycles.models import AdvanceQuestion
from submissions.models import PriorityIssue, ProposedRecommendation

Ours = PriorityIssue | ProposedRecommendation


class NotTheirQuestion(Exception):
    """The question was asked in another review than the workspace's."""


@transaction.atomic
def decide_question(
    *,
    workspace: Workspace,
    question: AdvanceQuestion,
    ours: Ours,
    touches: bool,
    score: float | None,
    by: User,
    at: datetime,
) -> QuestionMatch:
    """Say whether a question touches an issue or a proposal of ours; the latest word holds.

    Raises ``NotTheirQuestion``.
    """
    if question.review_id != workspace.review_id:
        raise NotTheirQuestion
    made, _ = QuestionMatch.objects.update_or_create(
        workspace=workspace,
        question=question,
        **_pair(ours),
        defaults={"touches": touches, "score": score, "decided_at": at, "decided_by": by},
    )
    record_event(verb="decide_question", target=made, by=by, at=at, workspace_id=workspace.pk)
    return made


@transaction.atomic
def withdraw_question(*, workspace: Workspace, question: AdvanceQuestion, ours: Ours, by: User, at: datetime) -> None:
    """Take a decision back: the pair is open again. Nothing happens where there is none."""
    match = QuestionMatch.objects.filter(workspace=workspace, question=question, **_pair(ours)).first()
    if match:
        record_event(verb="withdraw_question", target=match, by=by, at=at, workspace_id=workspace.pk)
        match.delete()


def _pair(ours: Ours) -> dict[str, Any]:
    is_issue = isinstance(ours, PriorityIssue)
    return {"priority_issue": ours if is_issue else None, "proposal": None if is_issue else ours}
