"""The rounds of a deadline: one row for each lead time that is still to come, made anew whenever its day moves."""

from collections.abc import Iterator
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.db.models import F

from reminders.models import Deadline, ReminderRound
from reminders.moments import LATE, LEADS, round_begins

# Rows of one transaction, so that a worker holds few locks and little memory.
BATCH = 500


def plan_rounds(*, deadline_id: UUID | None = None) -> int:
    """Plan the rounds of the deadlines that were set or moved since they were planned, or of one; how many there were.

    Safe to run at any time and side by side: rows that another worker holds are left to it.
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
            ReminderRound.objects.bulk_create(chain.from_iterable(map(_rounds, found)), ignore_conflicts=True)
            Deadline.objects.filter(pk__in=[one.pk for one in found]).update(planned_revision=F("revision"))
        planned += len(found)
        if len(found) < BATCH:
            return planned


def _rounds(deadline: Deadline) -> Iterator[ReminderRound]:
    """Those that are still to come; what lay before the day was set was never to be said."""
    for lead in _leads(deadline) if deadline.status == Deadline.Status.OPEN else ():
        begins_at = round_begins(day=deadline.date, ends_at=deadline.ends_at, lead=lead)
        if begins_at >= deadline.set_at:
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
