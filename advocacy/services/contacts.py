"""Contacts of a workspace: several kept at once, and two made one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from advocacy.models import Contact, Meeting
from common.audit import record_event
from submissions.services.preparing import PreparedMeanwhile


@transaction.atomic
def import_contacts(*, workspace: Workspace, rows: Mapping[UUID, Mapping[str, Any]], by: User, at: datetime) -> int:
    """Keep what a person read in a file, looked at and confirmed; all of it or nothing, with one event.

    ``rows`` come by the keys that they are kept under; how many are new. What is there already stays as it is, also
    where the same rows come in the same moment: whoever comes second waits for the first.
    """
    made = {"workspace": workspace, "created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    ours = Contact.objects.filter(workspace=workspace, pk__in=rows)
    known = set(ours.values_list("pk", flat=True))
    new = [Contact(pk=key, **row, **made) for key, row in rows.items() if key not in known]
    Contact.objects.bulk_create(new, ignore_conflicts=True)
    count = ours.exclude(pk__in=known).filter(created_at=at).count()
    if count:
        record_event(verb="import_contacts", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return count


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
