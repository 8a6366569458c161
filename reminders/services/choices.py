"""Who hears what: of a workspace, of a person everywhere or in one workspace; and a person's hours and language."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from reminders.models import Channel, PersonalHours, ReminderChoice


class OnlyOnesOwn(Exception):
    """Nobody chooses for another person."""


@transaction.atomic
def choose(
    *,
    workspace: Workspace | None,
    person: User | None,
    kind: str,
    channel: str,
    leads: Collection[int],
    by: User,
    at: datetime,
) -> ReminderChoice:
    """Say how far ahead and by which channel deadlines of ``kind``, or of all kinds, are heard of.

    Without a person for everybody in the workspace who has chosen nothing: that stands in the audit trail. What
    somebody wants to hear themselves does not.
    """
    if person is not None and person != by:
        raise OnlyOnesOwn
    row, _made = ReminderChoice.objects.update_or_create(
        workspace=workspace,
        person=person,
        kind=kind,
        defaults={"channel": channel, "leads": [] if channel == Channel.NONE else sorted(set(leads), reverse=True)},
    )
    _note("choose", row, by, at)
    return row


@transaction.atomic
def forget_choice(*, workspace: Workspace | None, person: User | None, kind: str, by: User, at: datetime) -> None:
    """Back to what holds without it."""
    if person is not None and person != by:
        raise OnlyOnesOwn
    row = ReminderChoice.objects.filter(workspace=workspace, person=person, kind=kind).first()
    if row:
        _note("forget_choice", row, by, at)
        row.delete()


def _note(verb: str, row: ReminderChoice, by: User, at: datetime) -> None:
    if row.person_id is None:
        record_event(verb=verb, target=row, by=by, at=at, workspace_id=row.workspace_id, fields=["channel", "leads"])


def save_hours(
    *,
    person: User,
    language: str,
    zone: str,
    hour: time,
    quiet_weekdays: Collection[int],
    digest_weekday: int,
    quiet_until: date | None,
) -> PersonalHours:
    """Keep when and in which language somebody wants to be told; it is their own business, so no trail holds it."""
    values = {
        "language": language,
        "zone": zone,
        "hour": hour,
        "quiet_weekdays": sorted(set(quiet_weekdays)),
        "digest_weekday": digest_weekday,
        "quiet_until": quiet_until,
    }
    return PersonalHours.objects.update_or_create(person=person, defaults=values)[0]


def keep_language(*, person: User, language: str) -> None:
    """Mails come in the language in which somebody reads the pages."""
    if language in dict(settings.LANGUAGES):
        PersonalHours.objects.update_or_create(person=person, defaults={"language": language})
