"""What civil society says became of recommendations: ratings, evidence, mid-term reports."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import RatingLevel, Recommendation
from implementation.querysets import DAYS_IN_BIN, EvidenceQuerySet, RatingQuerySet


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


class MidTermReport(models.Model):
    """A mid-term report that somebody asked for: made in the background, kept as a file.

    A row with a lease, so that a report whose worker was killed is made once when the worker returns. OHCHR's matrix
    with the ratings in it is made at once and has no lease; its outcome says what was filled in.
    """

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"
        MATRIX = "matrix", gettext_lazy("OHCHR’s matrix, filled in")

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("report", "Waiting")
        RUNNING = "running", pgettext_lazy("report", "Being made")
        DONE = "done", pgettext_lazy("report", "Ready")
        FAILED = "failed", pgettext_lazy("report", "Could not be made")

    class Failure(models.TextChoices):
        NO_PDF_LIBRARY = "no_pdf_library", gettext_lazy("This server lacks the libraries that draw text in a PDF.")
        FOREIGN_FILE = "foreign_file", gettext_lazy("The document asked for a file that is not ours.")
        NO_ACCESS = "no_access", gettext_lazy("Whoever asked for it takes no part in this workspace any more.")
        STOPPED = "stopped", gettext_lazy("The work was stopped three times before it was done.")
        ERROR = "error", gettext_lazy("Something went wrong three times. The operator finds the reason in the log.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="midterm_reports")
    language = models.CharField(gettext_lazy("language"), max_length=10)
    file_format = models.CharField(gettext_lazy("format"), max_length=6, choices=Format.choices, default=Format.PDF)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    # How far it is, in per cent, and the page that is being laid out.
    progress = models.PositiveSmallIntegerField(default=0)
    page = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    leased_until = models.DateTimeField(null=True)
    file = models.FileField(upload_to="reports/", blank=True)
    # Of a matrix: the numbers that were filled in and those that were not, by reason.
    outcome = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_midtermreport_file_when_done",
                condition=~Q(status="done") | (~Q(file="") & Q(finished_at__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.workspace_id} {self.language} {self.file_format}"

    def get_absolute_url(self) -> str:
        return reverse("implementation:midterm_report_detail", args=[self.pk])

    @property
    def extension(self) -> str:
        """What the name of its file ends in."""
        return "pdf" if self.file_format == self.Format.PDF else "docx"
