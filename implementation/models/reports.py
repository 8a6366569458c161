"""Documents that were asked for: mid-term reports, and OHCHR's matrix handed back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Workspace
from accounts.querysets import WorkspaceRowQuerySet
from implementation.models.midterm import MidTermDraft, MidTermEdition


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
    # What it is made from: a draft as it stands, an edition as it was published, or neither: everything.
    draft = models.ForeignKey(MidTermDraft, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
    edition = models.ForeignKey(MidTermEdition, on_delete=models.PROTECT, null=True, blank=True, related_name="files")
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
    # Of a matrix: the numbers that were filled in and those that were not, by reason. Of a report: a fingerprint of
    # what it was made of (implementation.midterm_kept).
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
