"""Secret addresses under which calendars can be subscribed to."""

import uuid

from django.conf import settings
from django.db import models

from accounts.models import Workspace
from reminders.querysets import CalendarFeedQuerySet


class CalendarFeed(models.Model):
    """An address that a phone asks for deadlines: a person's own, in all workspaces or in one.

    Only the digest of its secret is kept. It ends when its maker revokes it, or may no longer see what it shows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    # None: everything that is the person's.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, null=True, related_name="calendar_feeds")
    key_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    # The day, not the moment, of the last visit: enough to know whether it is in use.
    last_used_date = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)
