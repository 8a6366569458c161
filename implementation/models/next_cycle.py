"""What one cycle hands to the next: which workspace follows which, where it starts from, and what was learnt."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, Workspace
from accounts.querysets import WorkspaceRowQuerySet
from cycles.cycle_steps import STAGES
from cycles.models import RatingLevel, Recommendation, Review
from implementation.models.kept import KeptRow
from implementation.models.ratings import Rating
from implementation.querysets import CycleLinkQuerySet


class CycleLink(models.Model):
    """That ``workspace`` goes on in the next cycle where ``earlier`` ended; for members of both alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    earlier = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CycleLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "earlier"], name="implementation_cyclelink_once"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} → {self.workspace_id}"


class BaselineLine(models.Model):
    """An open recommendation of the last cycle as it was rated when this workspace began; it is never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="baseline")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    # Empty, and without a day, where nobody had rated it.
    level = models.CharField(gettext_lazy("rating"), max_length=20, choices=RatingLevel.choices, blank=True)
    rated_date = models.DateField(gettext_lazy("as of"), null=True)
    note = models.TextField(gettext_lazy("why, in one or two sentences"), blank=True)
    # Who said so, by the name that the workspace had then; and the row itself, for those who may see it there.
    source = models.CharField(max_length=200)
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "recommendation"], name="implementation_baselineline_once"),
            models.CheckConstraint(
                name="implementation_baselineline_rated",
                condition=Q(level="", rated_date__isnull=True, note="")
                | Q(level__in=RatingLevel.values, rated_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.level}"


class Lesson(KeptRow):
    """Something learnt at one stage of a cycle, for whoever does it next time."""

    stage = models.PositiveSmallIntegerField(gettext_lazy("stage of the cycle"), choices=list(STAGES.items()))
    text = models.TextField(gettext_lazy("what we learnt"))
    # Whose words; nobody's where it was brought along and they were not.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    # When and at which review it was learnt: it keeps both when it is taken along.
    learnt_date = models.DateField()
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="implementation_lesson_stage", condition=Q(stage__in=list(STAGES)))]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("implementation:lesson_list", args=[self.workspace_id])
