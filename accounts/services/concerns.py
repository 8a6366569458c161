"""Concerns: on their way to the people who run the server, and done."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import tasks
from accounts.models import Concern, User
from common.actor import acting_as_server
from common.after_commit import after_commit
from common.audit import record_event


@transaction.atomic
def send_concern(*, kind: str, text: str, answer_to: str, key: UUID, at: datetime) -> None:
    """Keep a concern, once, and wake the people who run the server; the mail holds no word of it.

    It belongs to nobody who acts: whoever sends it may be signed in, and that is not written down.
    """
    hour = at.replace(minute=0, second=0, microsecond=0)
    with acting_as_server():
        _concern, is_new = Concern.objects.get_or_create(
            pk=key, defaults={"kind": kind, "text": text, "answer_to": answer_to, "sent_at": hour}
        )
    if is_new:
        # The row is the promise: where the broker or the mail is down, it stands in the list.
        after_commit(tasks.announce_concern.delay, kind=kind)


@transaction.atomic
def settle_concerns(*, concerns: Iterable[Concern], by: User, at: datetime) -> int:
    """Say that these are done. Returns how many were open."""
    rows = list(Concern.objects.select_for_update().filter(pk__in=[one.pk for one in concerns], done_at=None))
    for concern in rows:
        concern.done_at, concern.done_by = at, by
        concern.save(update_fields=["done_at", "done_by"])
        record_event(verb="settle", target=concern, by=by, at=at)
    return len(rows)
