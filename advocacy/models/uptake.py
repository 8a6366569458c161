"""What became of proposed recommendations at the review."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from accounts.models import Workspace
from advocacy.querysets import TAKEN_UP, UptakeMatchQuerySet
from cycles.models import Recommendation
from submissions.models import ProposedRecommendation


class UptakeMatch(models.Model):
    """What a person decided: how far a recommendation took a proposal up, or that nobody did.

    What the machine guesses is computed when the page is asked for and never stored as a decision; ``score`` is how
    sure it was of this pair when the person decided.
    """

    class Verdict(models.TextChoices):
        FULLY = "fully", pgettext_lazy("uptake", "Taken up fully")
        IN_PART = "in_part", pgettext_lazy("uptake", "Taken up in part")
        WEAKENED = "weakened", pgettext_lazy("uptake", "Taken up, but weakened")
        CONTRARY = "contrary", pgettext_lazy("uptake", "Says the contrary")
        NONE = "none", pgettext_lazy("uptake", "Not taken up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(ProposedRecommendation, on_delete=models.CASCADE, related_name="uptake")
    # Nothing where a person says that no State took the proposal up.
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    score = models.FloatField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = UptakeMatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "recommendation"], name="advocacy_uptake_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="advocacy_uptake_verdict",
                condition=Q(verdict__in=["fully", "in_part", "weakened", "contrary", "none"]),
            ),
            models.CheckConstraint(
                name="advocacy_uptake_nobody_is_none", condition=Q(recommendation__isnull=False) | Q(verdict="none")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.verdict}"

    @property
    def is_taken_up(self) -> bool:
        """Whether the proposal was taken up by this recommendation, wholly or in part."""
        return self.verdict in TAKEN_UP
