"""The audit trail: the one thing with rows and without a word of what the platform is about."""

import uuid

from django.db import models


class AuditEvent(models.Model):
    """Who did what to which row, and when: ids and field names, never contents.

    Nobody changes or deletes one. Each organisation has a chain of its own, the server another: the database numbers
    the events and puts the hash of the one before into each (migration 0005), so that what was changed can be found.
    Nothing here points at another table: an event outlives its subject.
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
    # What the database says, whatever is put here: the key of the organisation or "server", the place in that chain.
    chain = models.CharField(max_length=36, default="", editable=False)
    number = models.BigIntegerField(default=0, editable=False)
    previous_hash = models.BinaryField(default=bytes)
    hash = models.BinaryField(default=bytes)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "-at"], name="common_audit_workspace_at")]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="common_auditevent_chain_number")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"


class AuditHead(models.Model):
    """Where a chain of the audit trail ends: without it nobody would miss the last events. The database writes it."""

    chain = models.CharField(max_length=36, primary_key=True)
    number = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"
