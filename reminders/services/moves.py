"""When a day moves or is off: what was to be said is not said any more, and who heard the old day hears the new one."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from reminders.hearers import Hearing, next_loud_day
from reminders.models import Channel, Deadline, DeadlineChange, Reminder

# Whoever corrects a slip of the pen, or moves a day twice, is quicker than the notice.
SETTLE = timedelta(minutes=15)
AT_ONCE = 1000


def take_back_unsaid(deadlines: Collection[Deadline], at: datetime) -> None:
    """What nobody was told yet of a former day, or of what is done or off, is gone; what was told is not mailed."""
    is_past = Q(revision__lt=F("deadline__revision")) | ~Q(deadline__status=Deadline.Status.OPEN)
    past = Reminder.objects.filter(is_past, deadline__in=deadlines)
    past.filter(due_at__gt=at).delete()
    Reminder.objects.filter(pk__in=past.filter(letter=None, mail_due_at__isnull=False)).update(mail_due_at=None)


def tell_who_heard(deadlines: Collection[Deadline], at: datetime) -> None:
    """One notice for everybody who was told a former day, unless the day is that one again."""
    moved = {one.pk: one for one in deadlines if one.revision and one.status == Deadline.Status.OPEN}
    if not moved:
        return
    hearing = Hearing({one.workspace_id for one in moved.values()})
    notices = _notices(moved, hearing, at)
    while some := list(islice(notices, AT_ONCE)):
        Reminder.objects.bulk_create(some, ignore_conflicts=True)


def told_days(deadlines: Collection[UUID]) -> dict[UUID, list[str]]:
    """The days that each deadline has had, by its revision, as the log writes them."""
    days: dict[UUID, list[str]] = defaultdict(list)
    log = DeadlineChange.objects.filter(deadline__in=deadlines, what=DeadlineChange.What.MOVED).order_by("pk")
    for key, before, after in log.values_list("deadline_id", "before", "after"):
        days[key][-1:] = [before, after]
    return days


def _notices(moved: dict[UUID, Deadline], hearing: Hearing, at: datetime) -> Iterator[Reminder]:
    days = told_days(moved)
    for key, person, revision in _who_heard(moved).iterator():
        deadline = moved[key]
        known = days[key]
        is_same = len(known) == deadline.revision + 1 and known[revision] == known[-1]
        if is_same or not hearing.is_in(person, deadline.workspace_id):
            continue
        if hearing.heard(person, deadline).channel != Channel.NONE:
            yield _notice(deadline, person, hearing, at)


def _who_heard(moved: Collection[UUID]) -> QuerySet:
    # What lies ahead was taken back before: all that is left of former days was told.
    rows = Reminder.objects.filter(deadline__in=moved, revision__lt=F("deadline__revision"))
    return rows.values_list("deadline_id", "person_id").annotate(Max("revision")).order_by("deadline_id", "person_id")


def _notice(deadline: Deadline, person: UUID, hearing: Hearing, at: datetime) -> Reminder:
    due_at = at + SETTLE
    calm = next_loud_day(hearing.hours(person), due_at)
    mailed = hearing.mailed_at(person, deadline, calm if calm < deadline.ends_at else due_at)
    return Reminder(
        person_id=person,
        workspace_id=deadline.workspace_id,
        deadline=deadline,
        kind=Reminder.Kind.MOVED,
        revision=deadline.revision,
        key=f"{Reminder.Kind.MOVED}:{deadline.revision}",
        due_at=due_at,
        mail_due_at=mailed,
        created_at=at,
    )
