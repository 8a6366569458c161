"""The one model without a UPR word in it."""

import uuid

from django.db import models


class AuditEvent(models.Model):
    """Who did what to which row, and when: ids and field names, never contents.

    The application's role may insert and read, not change or delete (migration 0002).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=60)
    workspace_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    fields = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "-at"], name="common_audit_workspace_at")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"
