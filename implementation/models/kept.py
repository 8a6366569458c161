"""What rows share that several hands write."""

import uuid
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models

from accounts.models import Workspace

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class KeptRow(models.Model):
    """A row of a workspace with who made it, who changed it last, and a version that tells of each change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def version(self) -> str:
        """Another one after every change."""
        return str((self.changed_at - _EPOCH) // timedelta(microseconds=1))
