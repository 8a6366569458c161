"""A submission as it was lodged with OHCHR, and what came back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Workspace
from accounts.querysets import WorkspaceRowQuerySet
from submissions.models.drafting import Submission


class LodgedVersionQuerySet(WorkspaceRowQuerySet):
    """Lodged versions of submissions."""

    def newest_first(self) -> "LodgedVersionQuerySet":
        """The last one first."""
        return self.order_by("-number", "pk")


class LodgedVersion(models.Model):
    """A submission as it was handed in once: its words, who signed, the file, the moment; a trigger keeps all that.

    A registration number and a receipt may come later, once; so may the day on which it was withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="lodged_versions")
    number = models.PositiveSmallIntegerField()
    # Of a corrected version.
    what_changed = models.TextField(gettext_lazy("what changed"), max_length=2000, blank=True)
    # Title, names on the cover and numbered paragraphs as plain values (submissions.submission_document).
    content = models.JSONField(default=dict)
    file = models.FileField(upload_to="lodged/")
    file_name = models.CharField(max_length=200)
    # SHA-256 of the file that was handed in.
    digest = models.CharField(max_length=64)
    lodged_at = models.DateTimeField(gettext_lazy("lodged"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registration = models.CharField(gettext_lazy("registration number"), max_length=60, blank=True)
    receipt = models.TextField(gettext_lazy("receipt"), max_length=10_000, blank=True)
    receipt_file = models.FileField(upload_to="receipts/", blank=True)
    receipt_name = models.CharField(max_length=200, blank=True)
    receipt_digest = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.TextField(gettext_lazy("why it was withdrawn"), max_length=2000, blank=True)

    objects = LodgedVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="submissions_lodgedversion_number"),
            models.CheckConstraint(
                name="submissions_lodgedversion_what_changed", condition=Q(number=1) | ~Q(what_changed="")
            ),
            models.CheckConstraint(
                name="submissions_lodgedversion_withdrawn_at_with_by",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("submissions:lodged_detail", args=[self.pk])
