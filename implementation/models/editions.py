"""What a workspace published, as it was on that day."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.querysets import WorkspaceRowQuerySet


class Edition(models.Model):
    """Words and figures of one day under a public address that stays; no later change touches them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField()
    # The last part of its public address: it stays, and tells nothing of the workspace.
    address = models.SlugField(max_length=30, unique=True)
    # What it says, as plain values.
    content = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawn",
                condition=(Q(withdrawn_at__isnull=True) & Q(withdrawn_by__isnull=True))
                | (Q(withdrawn_at__isnull=False) & Q(withdrawn_by__isnull=False)),
            )
        ]
