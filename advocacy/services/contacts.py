"""Contacts of a workspace: several kept at once, and two made one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from accounts.models import User, Workspace
from advocacy.models import Contact, Meeting
from common.audit import record_event
from submissions.services.preparing import PreparedMeanwhile


@transaction.atomic
def import_contacts(
    *, workspace: Workspace, rows: Sequence[Mapping[str, Any]], by: User, at: datetime
) -> list[Contact]:
    """Keep what a person read in a file, looked at and confirmed; all of it or nothing, with one event."""
    made = {"workspace": workspace, "created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    kept = Contact.objects.bulk_create([Contact(pk=uuid4(), **row, **made) for row in rows])
    record_event(verb="import_contacts", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return kept


@transaction.atomic
def merge_contacts(
    *, kept: Contact, gone: Contact, words: Mapping[str, Any], seen: tuple[str, str], by: User, at: datetime
) -> Contact:
    """Two rows were one person: ``kept`` says what a person chose of both, and ``gone`` is erased.

    Meetings with either are meetings with the one that is kept.

    ``seen`` are the versions that were read. Raises ``PreparedMeanwhile`` where one of them is past.
    """
    held = Contact.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk], workspace=kept.workspace_id)
    rows = {row.pk: row for row in held.order_by("pk")}
    if len(rows) < 2:
        raise Contact.DoesNotExist
    kept, gone = rows[kept.pk], rows[gone.pk]
    for row, version in zip((kept, gone), seen, strict=True):
        if row.version != version:
            raise PreparedMeanwhile(row)
    for name, value in words.items():
        setattr(kept, name, value)
    kept.changed_at, kept.changed_by = at, by
    kept.save()
    for meeting in Meeting.objects.filter(contacts=gone):
        meeting.contacts.add(kept)
    gone.delete()
    record_event(verb="merge_contacts", target=kept, by=by, at=at, workspace_id=kept.workspace_id)
    return kept
