"""Rows about people that are erased for good when their day has come."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction

from advocacy.models import Contact, Delegate, Event, EventSpeaker
from common.audit import record_event

# Rows that the job takes at once.
BATCH = 200


def erase_contacts(*, at: datetime) -> int:
    """Erase for good the contacts whose day has come, each with an event of the server; how many there were."""
    return _until_none_is_left(partial(_erase_some, Contact, "erase_contact", at))


def erase_delegates(*, at: datetime) -> int:
    """The same for whoever came to Geneva."""
    return _until_none_is_left(partial(_erase_some, Delegate, "erase_delegate", at))


def erase_speakers(*, at: datetime) -> int:
    """Erase for good the names from outside, of speakers at events, whose day has come; the turn stays without one."""
    return _until_none_is_left(partial(_erase_names, at))


@transaction.atomic
def _erase_names(at: datetime) -> int:
    over = EventSpeaker.objects.over(on=at.date())
    found = dict(over.order_by("pk").values_list("pk", "event")[:BATCH])
    # Programs and forms read them anew. The events first, as everybody who changes a programme.
    Event.objects.filter(pk__in=found.values()).update(parts_changed_at=at)
    rows = list(over.filter(pk__in=found).select_for_update(of=("self",)).only("pk", "workspace_id"))
    for row in rows:
        record_event(verb="erase_event_speaker", target=row, by=None, at=at, workspace_id=row.workspace_id)
    gone = {"name": "", "affiliation": "", "may_be_named": False, "erase_date": None}
    EventSpeaker.objects.filter(pk__in=[row.pk for row in rows]).update(**gone, changed_at=at)
    return len(rows)


def _until_none_is_left(erase: Callable[[], int]) -> int:
    count = 0
    while found := erase():
        count += found
    return count


@transaction.atomic
def _erase_some(model: type[Contact | Delegate], verb: str, at: datetime) -> int:
    over = model.objects.over(on=at.date()).select_for_update(skip_locked=True).order_by("pk")
    rows = list(over.only("pk", "workspace_id")[:BATCH])
    for row in rows:
        record_event(verb=verb, target=row, by=None, at=at, workspace_id=row.workspace_id)
    model.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
