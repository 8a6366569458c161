"""What somebody was told, put aside or asked for again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from reminders.hearers import Hearing
from reminders.models import Deadline, Notice, Reminder


class NotOpen(Exception):
    """The deadline is done or off: nobody is reminded of it."""


class AfterTheEnd(Exception):
    """A reminder that would come when the deadline is over."""


class IsOver(Exception):
    """A moment that has passed reminds nobody."""


def put_aside(*, person: User, deadline: Deadline | None, at: datetime) -> int:
    """Count as read what ``person`` was told of one deadline, or of all; how many that were."""
    rows = Reminder.objects.visible_to(person).unread().filter(due_at__lte=at)
    if deadline:
        return rows.filter(deadline=deadline).update(read_at=at)
    return rows.update(read_at=at) + put_notices_aside(person=person, at=at)


def put_notices_aside(*, person: User, at: datetime, workspace: UUID | None = None, kind: str = "") -> int:
    """Count as read what ``person`` was told of happenings: all, or those of one kind in one workspace."""
    rows = Notice.objects.visible_to(person).unread().filter(due_at__lte=at)
    if workspace:
        rows = rows.filter(workspace=workspace, happening__kind=kind)
    return rows.update(read_at=at)


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
            "mail_due_at": _mailed_at(person, deadline, until),
            "created_at": at,
        },
    )
    return row


def _mailed_at(person: User, deadline: Deadline, until: datetime) -> datetime | None:
    """As the person hears of such deadlines; a weekly mail that comes after the end says nothing of it."""
    mailed = Hearing([deadline.workspace_id], [person.pk]).mailed_at(person.pk, deadline, until)
    return mailed if mailed and mailed < deadline.ends_at else None
