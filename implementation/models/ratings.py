"""What became of recommendations, in the eyes of those who say so."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, Workspace
from cycles.models import RatingLevel, Recommendation
from implementation.querysets import RatingQuerySet


class Rating(models.Model):
    """What a workspace says became of a recommendation. Each change is a new row; the latest is current."""

    Level = RatingLevel

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="ratings")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="ratings")
    # On whose behalf: the organisation that keeps these words when it leaves the workspace.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(gettext_lazy("rating"), max_length=20, choices=RatingLevel.choices)
    rated_date = models.DateField(gettext_lazy("as of"))
    note = models.TextField(gettext_lazy("why, in one or two sentences"), blank=True)
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "recommendation"],
                condition=Q(is_current=True),
                name="implementation_rating_one_current",
            ),
            models.CheckConstraint(name="implementation_rating_level", condition=Q(level__in=RatingLevel.values)),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.level}"
