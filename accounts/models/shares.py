"""Links by which one thing of a workspace can be read without an account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from accounts.models.workspaces import Workspace
from accounts.querysets import ShareLinkQuerySet


class ShareLink(models.Model):
    """A door to one thing of a workspace, to read, until a day. Only the digest of its secret is kept.

    Its maker reads for the visitor: once they may no longer decide what leaves the workspace, it shows nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="share_links")
    # One of SHARE_KINDS, and the key of the thing where a workspace has several of the kind.
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField(null=True)
    key_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(gettext_lazy("for whom"), max_length=120, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    # How often, and the day of the last time; never by whom or from where.
    opened_count = models.PositiveIntegerField(default=0)
    last_opened_date = models.DateField(null=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_sharelink_ends_after_it_begins", condition=Q(expires_at__gt=F("created_at"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.workspace_id}"
