"""What did not reach people: for the staff of the server, who see that and to whom, never what it was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from accounts.models import User
from common.actor import acting_as_server
from common.audit import record_event
from reminders.models import Letter, ReminderRound

# Of what failed, as many as somebody reads; the number says how many there are.
SHOWN = 200


@dataclass(frozen=True)
class Delivery:
    """How the mails of the server stand."""

    sent_today: int
    waiting: int
    waiting_since: datetime | None
    failed: list[Letter]
    failed_count: int
    rounds_failed: int


def delivery(*, at: datetime) -> Delivery:
    """How the mails stand: letters hold no words, only whose they are and what became of them."""
    # A letter is its person's alone; staff may know that it did not arrive.
    with acting_as_server():
        waiting = Letter.objects.waiting().aggregate(since=Min("created_at"))
        failed = Letter.objects.failed().select_related("person")
        return Delivery(
            sent_today=Letter.objects.filter(sent_at__gt=at - timedelta(days=1)).count(),
            waiting=Letter.objects.waiting().count(),
            waiting_since=waiting["since"],
            failed=list(failed.order_by("-failed_at", "pk")[:SHOWN]),
            failed_count=failed.count(),
            rounds_failed=ReminderRound.objects.exclude(failed_at=None).count(),
        )


@transaction.atomic
def try_again(*, by: User, at: datetime, letters: Collection[UUID] | None = None) -> int:
    """Try what was given up once more: these letters, or all of them and the rounds that could not be said."""
    with acting_as_server():
        failed = Letter.objects.failed()
        failed = failed if letters is None else failed.filter(pk__in=letters)
        count = failed.update(failed_at=None, failure="", attempts=0, created_at=at, next_try_at=at)
        if letters is None:
            rounds = ReminderRound.objects.exclude(failed_at=None)
            count += rounds.update(failed_at=None, attempts=0, next_try_at=None)
        record_event(verb="try_letters_again", target=by, by=by, at=at)
    return count
