"""What the tests of telling people share: a deadline of Amina's workspace, and what people were told."""

from datetime import time, timedelta

from reminders.models import Deadline, Reminder
from reminders.running import Run
from reminders.services.deadlines import Day, set_deadline
from reminders.services.letters import gather_letters
from reminders.services.post import post_letters
from reminders.services.rounds import plan_rounds
from reminders.services.telling import begin_rounds
from tests.factories import AT


def in_days(number, hour=time(12)):
    return Day(day=AT.date() + timedelta(days=number), hour=hour)


def due(workspace, by, days=20, key="own:draft", at=AT, **fields):
    words = {"kind": "draft", "title": "Draft on the torture of A.B."} | fields
    if words.get("milestone"):
        words["title"] = ""
    deadline = set_deadline(workspace=workspace, key=key, day=in_days(days), by=by, at=at, **words)
    plan_rounds(at=at)
    return deadline


def go(days=0, hours=0, minutes=0):
    """The worker wakes at a moment."""
    at = AT + timedelta(days=days, hours=hours, minutes=minutes)
    plan_rounds(at=at)
    begin_rounds(run=Run(at))
    return at


def post(days=0, hours=0, minutes=0):
    """The worker wakes, and what is due by mail goes out."""
    run = Run(go(days, hours, minutes))
    gather_letters(run=run)
    return post_letters(run=run)


def told(*people, deadline=None):
    """Keys of what people have been or will be told, in order."""
    rows = Reminder.objects.filter(person__in=people) if people else Reminder.objects.all()
    rows = rows.filter(deadline=deadline) if deadline else rows
    return list(rows.order_by("due_at", "person__name", "pk").values_list("key", flat=True))


def who():
    """Names of those who were told something."""
    return sorted(set(Reminder.objects.values_list("person__name", flat=True)))


def fresh(deadline):
    return Deadline.objects.get(pk=deadline.pk)
