"""Words of a row of several hands that somebody wrote over."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from accounts.models import Workspace
from common.sealed_fields import SealedTextField
from submissions.preparing_querysets import FormerTextQuerySet


class FormerText(models.Model):
    """A long text of a prepared row as it read before somebody wrote it anew; it goes when the row goes.

    Sealed whatever it was: some of them are, and nobody searches in them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    # Which row of which kind: the kind as the audit trail calls it.
    kind = models.CharField(max_length=30)
    row = models.UUIDField()
    field = models.CharField(max_length=30)
    text = SealedTextField(gettext_lazy("text"))
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = FormerTextQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["row", "replaced_at"], name="submissions_formertext_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.field}"
