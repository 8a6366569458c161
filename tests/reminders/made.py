"""Deadlines and reminders for tests, made by the services."""

from datetime import time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from reminders.models import Reminder
from reminders.services.deadlines import Day, set_deadline

_n = count(1)


def in_days(number, hour=time(12), zone="Europe/Zurich"):
    """So many days after today in ``zone``, where the day may be another one than here."""
    return Day(day=timezone.localdate(timezone=ZoneInfo(zone)) + timedelta(days=number), hour=hour, zone=zone)


def make_deadline(workspace, by, day=None, **fields):
    """One of the workspace's own, in twenty days."""
    defaults = {"key": f"own:{next(_n)}", "kind": "draft", "title": "Draft ready", "at": timezone.now()}
    return set_deadline(**defaults | {"workspace": workspace, "day": day or in_days(20), "by": by} | fields)


def make_key_date(workspace, milestone="presession", day=None, **fields):
    """A date of the review, set by the calendar."""
    defaults = {"key": f"review:{milestone}", "kind": "key_date", "milestone": milestone, "at": timezone.now()}
    return set_deadline(**defaults | {"workspace": workspace, "day": day or in_days(60), "by": None} | fields)


def make_reminder(deadline, person, **fields):
    """Said just now."""
    now = timezone.now()
    defaults = {"key": f"lead:{next(_n)}", "due_at": now, "created_at": now, "lead": 24, "revision": deadline.revision}
    return Reminder.objects.create(
        person=person, workspace_id=deadline.workspace_id, deadline=deadline, **defaults | fields
    )
