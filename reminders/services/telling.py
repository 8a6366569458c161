"""When a round begins: everybody who is to hear gets a reminder of their own, once."""

import logging
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from reminders.hearers import Hearing
from reminders.models import Deadline, Reminder, ReminderRound
from reminders.moments import LATE
from reminders.running import Run

logger = logging.getLogger(__name__)

# Rounds of one transaction, and rows of one statement.
BATCH = 50
AT_ONCE = 1000
MAX_ATTEMPTS = 5
WAIT = timedelta(minutes=1)

_Rounds = QuerySet[ReminderRound]
_Begin = Callable[[Collection[ReminderRound], datetime], None]


def begin_rounds(*, run: Run) -> int:
    """Begin the rounds whose time has come, and tell those early who keep its day quiet; how many rounds there were.

    A round, its reminders and the mark that it has begun are one transaction. Safe side by side; a round that cannot be
    said is put aside and does not stop the others.
    """
    count = 0
    for waiting, begin in ((ReminderRound.objects.waiting, _begin), (_quiet, _begin_for_quiet_people)):
        while not run.is_over:
            found = _together(waiting(run.now()), begin, run.now())
            count += found
            if not found:
                break
    return count


def _quiet(at: datetime) -> _Rounds:
    return ReminderRound.objects.waiting_for_quiet_people(at)


def _together(rounds: _Rounds, begin: _Begin, at: datetime) -> int:
    """A batch in one transaction; where that fails, each round in its own."""
    try:
        with transaction.atomic():
            found = _take(rounds, BATCH)
            begin(found, at)
            return len(found)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("A batch of rounds cannot be said together")
    keys = rounds.order_by("begins_at", "pk").values_list("pk", flat=True)[:BATCH]
    return sum(_alone(rounds.filter(pk=key), begin, at) for key in list(keys))


def _alone(rounds: _Rounds, begin: _Begin, at: datetime) -> int:
    try:
        with transaction.atomic():
            found = _take(rounds, 1)
            begin(found, at)
            return len(found)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("A round of reminders cannot be said")
    one = rounds.get()
    one.attempts += 1
    one.next_try_at = at + WAIT * 2**one.attempts
    one.failed_at = at if one.attempts >= MAX_ATTEMPTS else None
    one.save(update_fields=["attempts", "next_try_at", "failed_at"])
    return 1


def _take(rounds: _Rounds, count: int) -> list[ReminderRound]:
    # The deadline is held as well: it does not move while people are told of it.
    free = rounds.select_for_update(skip_locked=True, of=("self", "deadline"), no_key=True).select_related("deadline")
    return list(free.order_by("begins_at", "pk")[:count])


def _begin(rounds: Collection[ReminderRound], at: datetime) -> None:
    _tell(rounds, at, _for_everybody)
    ReminderRound.objects.filter(pk__in=[one.pk for one in rounds]).update(begun_at=at)


def _begin_for_quiet_people(rounds: Collection[ReminderRound], at: datetime) -> None:
    _tell(rounds, at, _for_quiet_people)
    ReminderRound.objects.filter(pk__in=[one.pk for one in rounds]).update(quiet_begun_at=at)


def _tell(
    rounds: Collection[ReminderRound],
    at: datetime,
    reminders: Callable[[ReminderRound, Hearing, datetime], Iterator[Reminder]],
) -> None:
    stale = [one.pk for one in rounds if not _holds(one)]
    ReminderRound.objects.filter(pk__in=stale).delete()
    holding = [one for one in rounds if _holds(one)]
    hearing = Hearing({one.workspace_id for one in holding})
    rows = chain.from_iterable(reminders(one, hearing, at) for one in holding)
    while some := list(islice(rows, AT_ONCE)):
        # Who has it already, because they were told early, keeps that one.
        Reminder.objects.bulk_create(some, ignore_conflicts=True)


def _holds(one: ReminderRound) -> bool:
    """Still open, and still the day that the round was planned for."""
    return one.deadline.status == Deadline.Status.OPEN and one.revision == one.deadline.revision


def _for_everybody(one: ReminderRound, hearing: Hearing, at: datetime) -> Iterator[Reminder]:
    for person in hearing.who_hears(one.deadline, one.lead):
        due_at = max(hearing.told_at(person, one), one.begins_at)
        yield _reminder(one, hearing, person, due_at, at)


def _for_quiet_people(one: ReminderRound, hearing: Hearing, at: datetime) -> Iterator[Reminder]:
    for person in hearing.who_hears(one.deadline, one.lead):
        told_at = hearing.told_at(person, one)
        if told_at < one.begins_at:
            yield _reminder(one, hearing, person, max(told_at, one.deadline.set_at), at)


def _reminder(one: ReminderRound, hearing: Hearing, person: UUID, due_at: datetime, at: datetime) -> Reminder:
    kind = Reminder.Kind.LATE if one.lead == LATE else Reminder.Kind.LEAD
    return Reminder(
        person_id=person,
        workspace_id=one.workspace_id,
        deadline=one.deadline,
        kind=kind,
        lead=one.lead,
        revision=one.revision,
        key=f"{kind}:{one.lead}:{one.revision}",
        due_at=due_at,
        mail_due_at=hearing.mailed_at(person, one.deadline, due_at),
        created_at=at,
    )
