"""Recommendations that hang together, and are rated once."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Workspace
from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Recommendation
from implementation.querysets import RatingClusterQuerySet


class RatingCluster(models.Model):
    """Recommendations of a workspace that people rate together; each keeps a rating and a history of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="rating_clusters")
    name = models.CharField(gettext_lazy("name"), max_length=200)
    # Whether the machine saw it first; it is a cluster since a person said so.
    was_suggested = models.BooleanField(default=False, editable=False)
    recommendations = models.ManyToManyField(
        Recommendation, through="RatingClusterMember", related_name="rating_clusters"
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # It has no members from then on; the ratings that were made through it still name it.
    dissolved_at = models.DateTimeField(null=True, editable=False)
    dissolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = RatingClusterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_ratingcluster_dissolved_at_with_by",
                condition=Q(dissolved_at__isnull=True, dissolved_by__isnull=True)
                | Q(dissolved_at__isnull=False, dissolved_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["workspace"], condition=Q(dissolved_at=None), name="implementation_cluster_open"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("implementation:cluster_detail", args=[self.pk])


class RatingClusterMember(models.Model):
    """A recommendation in a cluster; in a workspace it is in one cluster at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    cluster = models.ForeignKey(RatingCluster, on_delete=models.CASCADE, related_name="member_rows")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="cluster_rows")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "recommendation"], name="implementation_ratingclustermember_one_cluster"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.recommendation_id}"


class ClusterRefusal(models.Model):
    """A cluster that the machine suggested and a person did not want: it is not suggested again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    # Keys of recommendations, as they were suggested together.
    recommendations = ArrayField(models.BigIntegerField(), default=list)
    refused_at = models.DateTimeField()
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.workspace_id}: {len(self.recommendations)}"
