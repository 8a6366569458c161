"""What was published: its address, its withdrawal, and what readers who are nobody's see of it.

For those the server itself looks, and hands out what is public.
"""

from datetime import datetime
from secrets import token_hex
from typing import Any, TypeVar

from django.db import transaction

from accounts.models import User, Workspace
from common.actor import acting_as_server
from common.audit import record_event
from implementation.models import MidTermEdition, MidTermReport
from implementation.models.editions import Edition

Published = TypeVar("Published", bound=Edition)


def new_address(workspace: Workspace) -> str:
    """The last part of a public address that tells nothing of the workspace."""
    return f"{workspace.review.code.lower()}-{token_hex(4)}"


@transaction.atomic
def withdraw(edition: Published, *, verb: str, by: User, at: datetime) -> Published:
    """Take something published back: its address says so from now on, and nothing else."""
    held: Any = type(edition)._default_manager.select_for_update().get(pk=edition.pk)
    if held.withdrawn_at is None:
        held.withdrawn_at, held.withdrawn_by = at, by
        held.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record_event(verb=verb, target=held, by=by, at=at, workspace_id=held.workspace_id)
    return held


def edition_for_everybody(address: str) -> MidTermEdition | None:
    """A report that was published under this address, withdrawn or not; a withdrawn one has no words any more."""
    with acting_as_server():
        rows = MidTermEdition.objects.select_related("workspace__review__state_under_review")
        edition = rows.filter(address=address).first()
    if edition and edition.withdrawn_at:
        edition.content = {}
    return edition


def files_for_everybody(edition: MidTermEdition) -> list[MidTermReport]:
    """The files of a published report that are made, by language; of a withdrawn one none."""
    if edition.withdrawn_at:
        return []
    with acting_as_server():
        rows = MidTermReport.objects.filter(edition=edition, status=MidTermReport.Status.DONE)
        return list(rows.order_by("language", "-file_format", "pk"))
