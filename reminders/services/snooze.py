"""What somebody was told, put aside or asked for again."""

from datetime import datetime

from django.db import transaction

from accounts.models import User, Workspace
from reminders.choice_lines import chosen
from reminders.models import Channel, Deadline, Reminder


class NotOpen(Exception):
    """The deadline is done or off: nobody is reminded of it."""


class AfterTheEnd(Exception):
    """A reminder that would come when the deadline is over."""


class IsOver(Exception):
    """A moment that has passed reminds nobody."""


def put_aside(*, person: User, deadline: Deadline | None, at: datetime) -> int:
    """Count as read what ``person`` was told of one deadline, or of all; how many that were."""
    rows = Reminder.objects.visible_to(person).unread().filter(due_at__lte=at)
    return (rows.filter(deadline=deadline) if deadline else rows).update(read_at=at)


@transaction.atomic
def snooze(*, person: User, deadline: Deadline, until: datetime, at: datetime) -> Reminder:
    """Put it aside and say it again at ``until``, once however often it is asked for.

    Raises ``NotOpen``, ``IsOver`` and ``AfterTheEnd``: a reminder that comes too late is none.
    """
    deadline = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    if deadline.status != Deadline.Status.OPEN:
        raise NotOpen
    if until <= at:
        raise IsOver
    if until >= deadline.ends_at:
        raise AfterTheEnd
    put_aside(person=person, deadline=deadline, at=at)
    until = until.replace(second=0, microsecond=0)
    row, _made = Reminder.objects.get_or_create(
        person=person,
        deadline=deadline,
        key=f"again:{until:%Y-%m-%dT%H:%MZ}",
        defaults={
            "workspace_id": deadline.workspace_id,
            "kind": Reminder.Kind.AGAIN,
            "revision": deadline.revision,
            "due_at": until,
            "mail_due_at": until if _hears_by_mail(person, deadline) else None,
            "created_at": at,
        },
    )
    return row


def _hears_by_mail(person: User, deadline: Deadline) -> bool:
    workspace = Workspace.objects.get(pk=deadline.workspace_id)
    heard, _is_chosen = chosen(workspace=workspace, person=person, kind=deadline.kind, user=person)
    return heard.channel == Channel.MAIL
