"""Figures of posted messages: entered by hand, or from a file."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User, Workspace
from advocacy.models import CampaignMessage, MessageResult
from common.audit import record_event

Figures = Mapping[str, int | None]


class NotPosted(Exception):
    """Only a message that was posted has figures."""


@transaction.atomic
def keep_result(*, message: CampaignMessage, day: date, figures: Figures, by: User, at: datetime) -> MessageResult:
    """Keep the figures of a message on a day; once more on the same day, they take the place of the former.

    Raises ``NotPosted``.
    """
    row = _write(message, day, figures, by, at)
    record_event(verb="note_message_result", target=row, by=by, at=at, workspace_id=row.workspace_id)
    return row


@transaction.atomic
def import_results(
    *,
    workspace: Workspace,
    rows: Iterable[tuple[CampaignMessage, Figures]],
    day: date,
    by: User,
    at: datetime,
) -> list[MessageResult]:
    """Keep the figures of many messages on one day, all or none. Raises ``NotPosted``."""
    # In one order, so that two people who bring files at the same time do not wait for each other for ever.
    in_order = sorted(rows, key=lambda row: row[0].pk)
    made = [_write(message, day, figures, by, at) for message, figures in in_order]
    record_event(verb="import_message_results", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return made


@transaction.atomic
def delete_result(*, result: MessageResult, by: User, at: datetime) -> None:
    """Take figures away that were wrong."""
    # First, as whoever enters figures holds the message first.
    _note_part(result.message_id, at)
    record_event(verb="delete_message_result", target=result, by=by, at=at, workspace_id=result.workspace_id)
    result.delete()


def _write(message: CampaignMessage, day: date, figures: Figures, by: User, at: datetime) -> MessageResult:
    held = CampaignMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if held.status != CampaignMessage.Status.POSTED:
        raise NotPosted
    # A figure that is not said stays as somebody entered it.
    said = {**figures, "entered_at": at, "entered_by": by}
    row, _is_new = MessageResult.objects.update_or_create(
        message=held, day=day, defaults=said, create_defaults=said | {"workspace_id": held.workspace_id}
    )
    _note_part(held.pk, at)
    return row


def _note_part(message: UUID, at: datetime) -> None:
    """Programs that follow a message read it anew; its version stays, so that nobody's form is past."""
    CampaignMessage.objects.filter(pk=message).update(parts_changed_at=at)
