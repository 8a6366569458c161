"""The rounds of a deadline: one row for each lead time that is still to come, made anew whenever its day moves."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from reminders.models import Deadline, DeadlineChange, ReminderRound
from reminders.moments import LATE, LEADS, round_begins
from reminders.services.moves import take_back_unsaid, tell_who_heard

# Rows of one transaction, so that a worker holds few locks and little memory.
BATCH = 200
# From the first place on earth whose day begins to the last hour of that day in the last one.
LONGEST_ROUND = timedelta(hours=50)


def plan_rounds(*, at: datetime, deadline_id: UUID | None = None) -> int:
    """Plan the rounds of the deadlines that were set or moved since they were planned, or of one; how many there were.

    What was to be said of a former day is taken back, and who heard it hears the new one. Safe to run at any time and
    side by side: rows that another worker holds are left to it.
    """
    planned = 0
    while True:
        with transaction.atomic():
            rows = Deadline.objects.select_for_update(skip_locked=True, of=("self",)).exclude(
                planned_revision=F("revision")
            )
            if deadline_id:
                rows = rows.filter(pk=deadline_id)
            found = list(rows.order_by("pk")[:BATCH])
            # Rounds that have begun stay: they were said. The others become those of the day as it is now.
            ReminderRound.objects.filter(deadline__in=found, begun_at=None).delete()
            _forget_begun(found, at)
            reopened = _reopened_at(found)
            rounds = chain.from_iterable(_rounds(one, reopened.get(one.pk, one.set_at)) for one in found)
            ReminderRound.objects.bulk_create(rounds, ignore_conflicts=True)
            take_back_unsaid(found, at)
            tell_who_heard(found, at)
            Deadline.objects.filter(pk__in=[one.pk for one in found]).update(planned_revision=F("revision"))
        planned += len(found)
        if len(found) < BATCH:
            return planned


def _forget_begun(deadlines: list[Deadline], at: datetime) -> None:
    """Of what is done or off, what had begun but not been said yet begins again if it is opened again."""
    closed = [one.pk for one in deadlines if one.status != Deadline.Status.OPEN]
    ReminderRound.objects.filter(deadline__in=closed, begins_at__gt=at - LONGEST_ROUND).delete()


def _reopened_at(deadlines: list[Deadline]) -> dict[UUID, datetime]:
    """When each was opened again last, less the time in which what had begun before was still to be said."""
    lines = DeadlineChange.objects.filter(deadline__in=deadlines, what=DeadlineChange.What.REOPENED)
    rows = lines.values_list("deadline_id").annotate(Max("at"))
    return {key: moment - LONGEST_ROUND for key, moment in rows}


def _rounds(deadline: Deadline, reopened_at: datetime) -> Iterator[ReminderRound]:
    """Those that are still to come; what lay before the day was set, or while it was done, was never to be said."""
    since = max(deadline.set_at, reopened_at)
    for lead in _leads(deadline) if deadline.status == Deadline.Status.OPEN else ():
        begins_at = round_begins(day=deadline.counted_from(lead), ends_at=deadline.ends_at, lead=lead)
        if begins_at >= since:
            yield ReminderRound(
                workspace_id=deadline.workspace_id,
                deadline=deadline,
                lead=lead,
                revision=deadline.revision,
                begins_at=begins_at,
            )


def _leads(deadline: Deadline) -> tuple[int, ...]:
    # An hour that nobody gave, and a day that nobody is sure of, is not counted down by the hour.
    exact = deadline.time is not None and not deadline.is_about
    leads = LEADS if exact else tuple(lead for lead in LEADS if lead >= 24)
    return (*leads, LATE) if deadline.is_assigned or not deadline.is_of_review else leads
