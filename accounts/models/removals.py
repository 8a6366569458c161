"""Which rows of a workspace are gone, for programs that follow what changes there."""

import uuid
from datetime import timedelta

from django.db import models

from accounts.models.workspaces import Workspace
from accounts.querysets import RemovedRowQuerySet

# A program that has not asked for longer than this reads the whole list anew.
REMOVALS_KEPT_FOR = timedelta(days=90)


class RemovedRow(models.Model):
    """That a row of a kind is gone, and when: its key, and nothing of what stood in it.

    A trigger writes it in the transaction that takes the row away, whichever way that goes (``note_removals``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    # The table that held it.
    table = models.CharField(max_length=63)
    row = models.UUIDField()
    removed_at = models.DateTimeField()

    objects = RemovedRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "table", "removed_at"], name="accounts_removedrow_since"),
            models.Index(fields=["removed_at"], name="accounts_removedrow_over"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
