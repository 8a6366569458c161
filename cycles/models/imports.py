"""Files that people brought for the public record."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.models.calendar import Review
from cycles.querysets import ImportRunQuerySet

# The format of a table of sessions or reviews; it holds no recommendations and has its own pages.
CALENDAR = "calendar"


class ImportRun(models.Model):
    """One file or pasted text: looked at first, proposed or confirmed, never half written, and taken back whole.

    What came is kept as it came, so that every row can be traced to it. An export of many reviews names none.
    """

    class Status(models.TextChoices):
        READ = "read", pgettext_lazy("import", "Read, nothing written yet")
        PROPOSED = "proposed", pgettext_lazy("import", "Proposed, waiting for an editor")
        APPLIED = "applied", pgettext_lazy("import", "In the record")
        DISCARDED = "discarded", pgettext_lazy("import", "Thrown away")
        UNDONE = "undone", pgettext_lazy("import", "Taken back out of the record")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="imports")
    format = models.CharField(max_length=30)
    file = models.FileField(upload_to="imports/", blank=True)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text=gettext_lazy("SHA-256 of the file."))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.READ)
    report = models.JSONField(default=dict)
    # What a person answered to doubtful matches, by the place in the file: a number of the record, or ``new``.
    answers = models.JSONField(default=dict, blank=True)
    # What taking it back restores beside the recommendations, whose sources hold their own (services.undo_log).
    undo_data = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cycles_importrun_applied_at_with_status",
                condition=Q(status__in=["applied", "undone"], applied_at__isnull=False)
                | ~Q(status__in=["applied", "undone"]) & Q(applied_at=None),
            ),
            models.CheckConstraint(
                name="cycles_importrun_undone_at_with_status",
                condition=Q(status="undone", undone_at__isnull=False) | ~Q(status="undone") & Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.review})" if self.review else self.file_name

    def get_absolute_url(self) -> str:
        page = "calendar_import_detail" if self.format == CALENDAR else "import_detail"
        return reverse(f"cycles:{page}", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Nobody has decided about it yet."""
        return self.status in {self.Status.READ, self.Status.PROPOSED}
