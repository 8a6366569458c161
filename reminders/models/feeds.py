"""Secret addresses under which calendars can be subscribed to."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

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
    # Such as the device that asks, so that the right one is ended.
    note = models.CharField(pgettext_lazy("of a calendar address", "for what"), max_length=60, blank=True)
    # What the person has, alone or with their organisation; else everything in the workspaces.
    only_mine = models.BooleanField(default=False)
    # A calendar lies open on a phone: the workspace's own words stand in it only where its maker said so.
    shows_titles = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    # The day, not the moment, of the last visit: enough to know whether it is in use.
    last_used_date = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)
