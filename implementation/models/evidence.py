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
    """What a rating rests on: a link, a file, a testimony or a series of figures. Private to the workspace.

    What is sensitive stays in it: no report, no file, no API and no shared page has it (``may_leave``).
    """

    class Kind(models.TextChoices):
        LINK = "link", pgettext_lazy("evidence", "Link")
        FILE = "file", pgettext_lazy("evidence", "File")
        TESTIMONY = "testimony", pgettext_lazy("evidence", "Testimony")
        SERIES = "series", pgettext_lazy("evidence", "Series of figures")

    class Reliability(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("evidence", "Confirmed by several sources")
        CREDIBLE = "credible", pgettext_lazy("evidence", "One source that we trust")
        UNCONFIRMED = "unconfirmed", pgettext_lazy("evidence", "Not confirmed yet")
        CONTESTED = "contested", pgettext_lazy("evidence", "Others say otherwise")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="evidence")
    recommendations = models.ManyToManyField(Recommendation, related_name="evidence")
    # On whose behalf: the organisation that keeps these words when it leaves the workspace.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(gettext_lazy("kind"), max_length=9, choices=Kind.choices)
    is_sensitive = models.BooleanField(gettext_lazy("sensitive"), default=False)
    title = models.CharField(gettext_lazy("title"), max_length=300)
    source = models.CharField(gettext_lazy("source"), max_length=200, blank=True)
    source_date = models.DateField(gettext_lazy("date of the source"), null=True, blank=True)
    place = models.CharField(gettext_lazy("place"), max_length=120, blank=True)
    language = models.CharField(gettext_lazy("language"), max_length=60, blank=True)
    reliability = models.CharField(
        gettext_lazy("how reliable it is"), max_length=11, choices=Reliability.choices, blank=True
    )
    # The words of a testimony.
    text = models.TextField(gettext_lazy("what was said"), blank=True)
    # Of a series: [["2024", "12.5"], …] in the order of time, and what is counted.
    series = models.JSONField(default=list, blank=True)
    unit = models.CharField(gettext_lazy("unit"), max_length=40, blank=True)
    url = models.URLField(gettext_lazy("address"), max_length=1000, blank=True)
    # The file itself; beside a link, a copy of what stood there when it was kept, with its SHA-256.
    digest = models.CharField(max_length=64, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
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
                name="implementation_evidence_what_it_is",
                condition=(Q(kind="link") & ~Q(url=""))
                | (Q(kind="file", url="") & ~Q(file=""))
                | (Q(kind="testimony") & ~Q(text=""))
                | (Q(kind="series") & ~Q(series=[])),
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
    def points(self) -> list[tuple[str, float]]:
        """The figures of a series, each with its time as it was typed."""
        return [(str(when), float(value)) for when, value in self.series]

    @property
    def gone_at(self) -> datetime | None:
        """When it goes for good, while it lies in the bin."""
        return self.binned_at + timedelta(days=DAYS_IN_BIN) if self.binned_at else None
