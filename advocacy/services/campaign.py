"""Messages of the digital campaign: written, approved by a second person, posted by hand. Nothing here posts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.judging import with_writer
from accounts.models import User, Workspace
from advocacy.models import CampaignMessage
from advocacy.models.campaign import GOES_OUT
from advocacy.services.following import hold_naming
from common.audit import record_event
from implementation.services.kept_rows import follow
from reminders.models import Deadline
from reminders.services.deadlines import Day, forget_by_key
from submissions.services.preparing import PreparedMeanwhile, change_prepared, create_prepared, delete_prepared

_Status = CampaignMessage.Status
_UNAPPROVED = {"approved_at": None, "approved_by": None}
# What the same message on another channel or in another language begins with.
_TAKEN = (
    *("text", "hashtags", "link", "picture", "picture_title", "picture_words", "picture_alt", "factsheet"),
    *("priority_issue", "proposal", "date", "time", "zone", "organisation"),
)
_DEADLINES = {_Status.POSTED: Deadline.Status.DONE, _Status.CANCELLED: Deadline.Status.CANCELLED}


class AlreadyPosted(Exception):
    """A message that was posted stays as it was posted."""


class NotReady(Exception):
    """A message that cannot be approved: it is no finished text, or longer than its channel allows."""


class NotApproved(Exception):
    """Only what a second person approved is posted."""


@transaction.atomic
def add_message(*, workspace: Workspace, words: dict[str, Any], by: User, at: datetime, key: UUID) -> CampaignMessage:
    """Keep a new message; its day stands among the deadlines."""
    said = {"written_by": by, "writers": [by.pk]} | words
    return create_prepared(
        model=CampaignMessage,
        workspace=workspace,
        words=said,
        links={},
        by=by,
        at=at,
        key=key,
        then=lambda row: _follow(row, by, at),
    )


@transaction.atomic
def change_message(
    *, message: CampaignMessage, words: dict[str, Any], by: User, at: datetime, seen: str
) -> CampaignMessage:
    """Change a message as somebody read it; other words than those that were approved are approved anew.

    Raises ``AlreadyPosted``, and ``PreparedMeanwhile`` if ``seen`` is past.
    """
    row = _held(message)
    if row.status == _Status.POSTED:
        raise AlreadyPosted
    said = dict(words)
    # The picture names who posts it.
    shown = (*GOES_OUT, "organisation") if row.picture else GOES_OUT
    if any(name in words and getattr(row, name) != words[name] for name in shown):
        # Of words that were approved, a second person has read every one.
        before = [] if row.status == _Status.APPROVED else row.hands
        said |= {"written_by": by, "writers": with_writer(before, by.pk)}
        if row.status == _Status.APPROVED:
            said |= _UNAPPROVED | {"status": _Status.WRITTEN}
    row = change_prepared(row=row, words=said, links={}, by=by, at=at, seen=seen)
    _follow(row, by, at)
    return row


@transaction.atomic
def add_variant(
    *, message: CampaignMessage, channel: str, language: str, key: UUID, by: User, at: datetime
) -> CampaignMessage:
    """The same message on another channel or in another language; what is to be translated is an idea until it is."""
    words: dict[str, Any] = {name: getattr(message, name) for name in _TAKEN}
    is_translated = language != message.language
    words |= {
        "channel": channel,
        "language": language,
        "variant_of": message.variant_of or message,
        # Whoever wrote the words does not approve them because somebody else copied them.
        "written_by": message.written_by,
        "writers": message.hands,
        "status": _Status.IDEA if is_translated or message.status == _Status.IDEA else _Status.WRITTEN,
    }
    return add_message(workspace=message.workspace, words=words, by=by, at=at, key=key)


@transaction.atomic
def approve_message(*, message: CampaignMessage, by: User, at: datetime, seen: str) -> CampaignMessage:
    """Let a message go out, word for word as ``by`` read it.

    Raises ``PreparedMeanwhile`` if ``seen`` is past, ``NotReady`` for an idea and for what is too long.
    """
    row = _held(message)
    if seen != row.version:
        raise PreparedMeanwhile(row)
    if row.status != _Status.WRITTEN or not row.text.strip() or not row.length.fits:
        raise NotReady
    row.approved_at, row.approved_by = at, by
    return _put(row, _Status.APPROVED, "approve_campaign_message", by, at)


@transaction.atomic
def move_message(*, message: CampaignMessage, to: str, by: User, at: datetime) -> CampaignMessage:
    """Make it an idea or a written text again, or call it off; it is approved no more. Raises ``AlreadyPosted``."""
    row = _held(message)
    if row.status == _Status.POSTED:
        raise AlreadyPosted
    if row.status == to:
        return row
    row.approved_at = row.approved_by = None
    return _put(row, _Status(to), "move_campaign_message", by, at)


@transaction.atomic
def mark_posted(
    *, message: CampaignMessage, posted_at: datetime, address: str, by: User, at: datetime, seen: str
) -> CampaignMessage:
    """Note that a person posted it as they read it, when and where it stands; once more to put that right.

    Raises ``NotApproved``, and ``PreparedMeanwhile`` if ``seen`` is past: they may have posted other words.
    """
    row = _held(message)
    if row.status not in (_Status.APPROVED, _Status.POSTED):
        raise NotApproved
    if row.status == _Status.APPROVED and seen != row.version:
        raise PreparedMeanwhile(row)
    row.posted_at, row.post_address = posted_at, address
    return _put(row, _Status.POSTED, "post_campaign_message", by, at)


@transaction.atomic
def mark_unposted(*, message: CampaignMessage, by: User, at: datetime) -> CampaignMessage:
    """It was not posted after all, or taken down: it is approved as before, and its figures stay."""
    row = _held(message)
    if row.status != _Status.POSTED:
        return row
    row.posted_at, row.post_address = None, ""
    return _put(row, _Status.APPROVED, "unpost_campaign_message", by, at)


@transaction.atomic
def delete_message(*, message: CampaignMessage, by: User, at: datetime) -> None:
    """Take a message away for good; nobody is reminded of it any more. Raises ``AlreadyPosted``."""
    hold_naming(message)
    row = _held(message)
    if row.status == _Status.POSTED:
        raise AlreadyPosted
    forget_by_key(workspace=row.workspace, key=row.deadline_key, by=by, at=at)
    delete_prepared(row=row, by=by, at=at)


def _held(message: CampaignMessage) -> CampaignMessage:
    rows = CampaignMessage.objects.select_for_update(of=("self",)).select_related("workspace", "organisation")
    return rows.get(pk=message.pk)


def _put(row: CampaignMessage, status: CampaignMessage.Status, verb: str, by: User, at: datetime) -> CampaignMessage:
    """Keep a step of its way, with who took it; whoever read it before is told so."""
    row.status, row.changed_at, row.changed_by = status, at, by
    row.save()
    record_event(verb=verb, target=row, by=by, at=at, workspace_id=row.workspace_id, fields=["status"])
    _follow(row, by, at)
    return row


def _follow(row: CampaignMessage, by: User, at: datetime) -> None:
    """Its day among the deadlines, until it is posted or called off."""
    day = Day(day=row.date, hour=row.time, zone=row.zone) if row.date else None
    status = _DEADLINES.get(_Status(row.status), Deadline.Status.OPEN)
    follow(row, kind=Deadline.Kind.OTHER, day=day, status=status, by=by, at=at, wording=row.wording)
