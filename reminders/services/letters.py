"""What is due by mail, put together: one letter for each person, whatever has piled up."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from reminders.models import Letter, Notice, Reminder, ReminderRound
from reminders.running import Run

# Reminders of one transaction.
BATCH = 500
# Held while letters are put together, so that two workers never write one person two letters.
LOCK = "reminders.letters"


def gather_letters(*, run: Run) -> int:
    """Put what is due by mail into letters; how many people get something new.

    Not while rounds that have come are still to be said: after a time in which the server stood still a person gets
    one letter, not one for every batch.
    """
    people = 0
    while not run.is_over and not ReminderRound.objects.waiting(run.now()).filter(attempts=0).exists():
        found = _gather_some(run.now())
        people += found
        if not found:
            break
    return people


@transaction.atomic
def _gather_some(at: datetime) -> int:
    if not _is_alone():
        return 0
    due = [model.objects.to_mail(at) for model in (Reminder, Notice)]
    people = {
        person for rows in due for person in rows.order_by("mail_due_at").values_list("person", flat=True)[:BATCH]
    }
    letters = _open_letters(people)
    new = [Letter(person_id=person, created_at=at, next_try_at=at) for person in people - letters.keys()]
    Letter.objects.bulk_create(new)
    keys = [*letters.values(), *(letter.pk for letter in new)]
    theirs = Letter.objects.filter(pk__in=keys, person=OuterRef("person"))
    for rows in due:
        rows.filter(person__in=people).update(letter=Subquery(theirs.values("pk")[:1]))
    return len(people)


def _open_letters(people: set) -> dict:
    """Letters that nobody has tried to send: what is due now can still go with them.

    One that was tried may have arrived; mail programs would hide the second under the same Message-ID.
    """
    untried = Letter.objects.waiting().filter(leased_until=None, attempts=0, person__in=people)
    rows = untried.select_for_update(skip_locked=True).order_by("created_at", "pk")
    return {letter.person_id: letter.pk for letter in rows}


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [LOCK])
        return bool(cursor.fetchone()[0])
