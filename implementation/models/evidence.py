"""What ratings rest on."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from cycles.models import Recommendation
from implementation.querysets import DAYS_IN_BIN, EvidenceQuerySet


class Evidence(models.Model):
    """What a rating rests on: a link or a file, with its source and date. Private to the workspace."""

    class Kind(models.TextChoices):
        LINK = "link", pgettext_lazy("evidence", "Link")
        FILE = "file", pgettext_lazy("evidence", "File")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="evidence")
    recommendations = models.ManyToManyField(Recommendation, related_name="evidence")
    # On whose behalf: the organisation that keeps these words when it leaves the workspace.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    title = models.CharField(gettext_lazy("title"), max_length=300)
    source = models.CharField(gettext_lazy("source"), max_length=200, blank=True)
    source_date = models.DateField(gettext_lazy("date of the source"), null=True, blank=True)
    url = models.URLField(gettext_lazy("address"), max_length=1000, blank=True)
    file = models.FileField(upload_to="evidence/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Set together while it lies in the bin: since when, by whom, and what it stood for.
    binned_at = models.DateTimeField(null=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    binned_from = ArrayField(models.BigIntegerField(), default=list, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_evidence_link_or_file",
                condition=Q(kind="link", file="") & ~Q(url="") | Q(kind="file", url="") & ~Q(file=""),
            ),
            models.CheckConstraint(
                name="implementation_evidence_binned_at_with_by",
                condition=Q(binned_at__isnull=True, binned_by__isnull=True)
                | Q(binned_at__isnull=False, binned_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:evidence_file", args=[self.pk])

    @property
    def gone_at(self) -> datetime | None:
        """When it goes for good, while it lies in the bin."""
        return self.binned_at + timedelta(days=DAYS_IN_BIN) if self.binned_at else None
