"""What happened is written down with what happened, and told afterwards to whoever is to hear of it, once."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from reminders.hearers import Hearing, next_loud_day
from reminders.models import Channel, Happening, Notice
from reminders.running import Run
from reminders.services.moves import SETTLE

BATCH = 50


def note_happening(
    *,
    workspace: Workspace,
    kind: str,
    about: UUID,
    path: str,
    by: User,
    at: datetime,
    person: UUID | None = None,
    organisation: UUID | None = None,
) -> Happening:
    """Write down what people are to hear of: ``person``, or whoever writes for ``organisation`` but ``by``.

    Without either: everybody who writes in the workspace but ``by``.

    Called in the transaction of what happened: both are kept, or neither.
    """
    return Happening.objects.create(
        workspace=workspace,
        kind=kind,
        about=about,
        path=path,
        by=by,
        person_id=person,
        organisation_id=organisation,
        happened_at=at,
    )


def end_happening(*, workspace: Workspace, kind: str, about: UUID, at: datetime) -> None:
    """Say that nobody needs to hear of it any more; whoever has it unread finds it gone."""
    Happening.objects.filter(workspace=workspace, kind=kind, about=about, over_at=None).update(over_at=at)


def tell_happenings(*, run: Run) -> int:
    """Give everybody who is to hear a notice of their own; how many happenings were told.

    The notices and the mark that it was told are one transaction: killed at any line, the next run does it once.
    Safe side by side.
    """
    told = 0
    while not run.is_over:
        found = _tell_some(run.now())
        told += found
        if not found:
            break
    return told


@transaction.atomic
def _tell_some(at: datetime) -> int:
    rows = Happening.objects.waiting().select_for_update(skip_locked=True, of=("self",))
    found = list(rows.order_by("happened_at", "pk")[:BATCH])
    if not found:
        return 0
    Notice.objects.bulk_create(_notices(found, at), ignore_conflicts=True)
    Happening.objects.filter(pk__in=[one.pk for one in found]).update(told_at=at)
    return len(found)


def _notices(found: Iterable[Happening], at: datetime) -> Iterator[Notice]:
    hearing = Hearing({one.workspace_id for one in found})
    told: set[tuple[UUID, str, UUID, datetime]] = set()
    for one in found:
        for person in sorted(_who_hears(one, hearing)):
            # One act that concerns two organisations is told once to whoever writes for both.
            same = (person, one.kind, one.about, one.happened_at)
            if same in told:
                continue
            told.add(same)
            heard = hearing.heard_of(person, one.workspace_id)
            if heard.channel == Channel.NONE:
                continue
            calm = next_loud_day(hearing.hours(person), at + SETTLE)
            yield Notice(
                person_id=person,
                workspace_id=one.workspace_id,
                happening=one,
                due_at=at,
                mail_due_at=hearing.mailed_of(person, heard, calm),
            )


def _who_hears(one: Happening, hearing: Hearing) -> set[UUID]:
    if one.person_id:
        return {one.person_id} if hearing.is_in(one.person_id, one.workspace_id) else set()
    if one.organisation_id:
        return hearing.writers_of(one.organisation_id, one.workspace_id) - {one.by_id}
    return hearing.writers(one.workspace_id) - {one.by_id}
