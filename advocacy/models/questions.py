"""Advance questions that touch what a workspace works on."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Workspace
from advocacy.querysets import QuestionMatchQuerySet
from cycles.models import AdvanceQuestion
from submissions.models import PriorityIssue, ProposedRecommendation


class QuestionMatch(models.Model):
    """What a person decided: whether an advance question touches a priority issue or a proposal of ours.

    ``score`` is how sure the machine was of this pair when the person decided; nothing where it had not guessed it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(AdvanceQuestion, on_delete=models.CASCADE, related_name="+")
    priority_issue = models.ForeignKey(PriorityIssue, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    proposal = models.ForeignKey(
        ProposedRecommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    touches = models.BooleanField()
    score = models.FloatField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = QuestionMatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "question", "priority_issue", "proposal"],
                name="advocacy_question_match_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="advocacy_question_match_of_one",
                condition=Q(priority_issue=None) | Q(proposal=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.touches}"

    @property
    def ours(self) -> str:
        """The row of ours that it is about, as the page names it."""
        return f"issue:{self.priority_issue_id}" if self.priority_issue_id else f"proposal:{self.proposal_id}"
