"""Events: planned, changed, written down; who speaks there; and what is to be done for them, among the deadlines."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from accounts.models import User, Workspace
from advocacy.event_leads import Due, Lead
from advocacy.models import Event, EventSpeaker, EventTask
from advocacy.models.events import NAMES_KEPT_FOR
from common.audit import record_event
from cycles.models import Confidence
from implementation.services.kept_rows import follow
from reminders.models import Deadline
from reminders.services.deadlines import Day, forget_by_key
from submissions.services.preparing import change_prepared, create_prepared, delete_prepared

Links = dict[str, Collection[Any]]


@transaction.atomic
def plan_event(
    *, workspace: Workspace, words: dict[str, Any], links: Links, by: User, at: datetime, key: UUID
) -> Event:
    """Keep an event; while it is to come and has a day, it stands among the deadlines."""
    return create_prepared(
        model=Event,
        workspace=workspace,
        words=words,
        links=links,
        by=by,
        at=at,
        key=key,
        then=lambda row: _follow(row, by, at),
    )


@transaction.atomic
def change_event(*, event: Event, words: dict[str, Any], links: Links, by: User, at: datetime, seen: str) -> Event:
    """Change it as somebody read it; called off, nobody is reminded of what was to be done for it.

    With its day move those on which names of its speakers are erased. Raises ``PreparedMeanwhile`` if ``seen`` is past.
    """
    row = change_prepared(row=event, words=words, links=links, by=by, at=at, seen=seen)
    _follow(row, by, at)
    if event.date != row.date:
        _move_erasing(row, event.date, by, at)
    if event.status != row.status:
        for task in row.tasks.with_holders().select_related("workspace"):
            _follow_task(task, row, by, at)
    return row


@transaction.atomic
def move_event(*, event: Event, to: str, by: User, at: datetime) -> Event:
    """Call it off or plan it again, whatever else was changed since; what is written down stays so."""
    row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if row.status in (to, Event.Status.HELD):
        return row
    return change_event(event=row, words={"status": to}, links={}, by=by, at=at, seen=row.version)


@transaction.atomic
def delete_event(*, event: Event, by: User, at: datetime) -> None:
    """Take it away for good, with who was to speak and what was to be done; nobody is reminded of it any more."""
    Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    for key in [event.deadline_key, *(task.deadline_key for task in EventTask.objects.filter(event=event))]:
        forget_by_key(workspace=event.workspace, key=key, by=by, at=at)
    delete_prepared(row=event, by=by, at=at)


@transaction.atomic
def add_speaker(*, event: Event, words: dict[str, Any], by: User, at: datetime, key: UUID) -> EventSpeaker:
    """Let somebody speak, after all others."""
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    last = event.speakers.exclude(pk=key).aggregate(last=Max("turn"))["last"] or 0
    said = _until_a_day(words, event, at) | {"event": event, "turn": last + 1}
    _note_part(event.pk, at)
    return create_prepared(model=EventSpeaker, workspace=event.workspace, words=said, links={}, by=by, at=at, key=key)


@transaction.atomic
def change_speaker(
    *, speaker: EventSpeaker, words: dict[str, Any], links: Links, by: User, at: datetime, seen: str
) -> EventSpeaker:
    """Change who speaks, on what or how long, as somebody read it. Raises ``PreparedMeanwhile`` if ``seen`` is past."""
    _note_part(speaker.event_id, at)
    if {"name", "affiliation", "erase_date"} & words.keys():
        kept = {name: getattr(speaker, name) for name in ("name", "affiliation", "erase_date")}
        words = _until_a_day(kept | words, Event.objects.get(pk=speaker.event_id), at)
    return change_prepared(row=speaker, words=words, links=links, by=by, at=at, seen=seen)


@transaction.atomic
def delete_speaker(*, speaker: EventSpeaker, by: User, at: datetime) -> None:
    """Take somebody off the programme for good."""
    _note_part(speaker.event_id, at)
    delete_prepared(row=speaker, by=by, at=at)


@transaction.atomic
def move_speaker(*, speaker: EventSpeaker, is_up: bool, by: User, at: datetime) -> None:
    """Let somebody speak before the one who speaks before them, or after the next; nothing at either end."""
    Event.objects.select_for_update(of=("self",)).get(pk=speaker.event_id)
    rows = list(EventSpeaker.objects.filter(event=speaker.event_id).in_order())
    here = next((place for place, row in enumerate(rows) if row.pk == speaker.pk), None)
    if here is None:
        raise EventSpeaker.DoesNotExist
    there = here + (-1 if is_up else 1)
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for turn, row in enumerate(rows, start=1):
        row.turn = turn
    EventSpeaker.objects.bulk_update(rows, ["turn"])
    _note_part(speaker.event_id, at)
    record_event(verb="move_event_speaker", target=speaker, by=by, at=at, workspace_id=speaker.workspace_id)


@transaction.atomic
def add_task(*, event: Event, words: dict[str, Any], by: User, at: datetime, key: UUID) -> EventTask:
    """Keep something to be done; with a day it stands among the deadlines."""
    said = words | {"event": event}
    _note_part(event.pk, at)
    return create_prepared(
        model=EventTask,
        workspace=event.workspace,
        words=said,
        links={},
        by=by,
        at=at,
        key=key,
        then=lambda row: _follow_task(row, event, by, at),
    )


@transaction.atomic
def keep_lead(*, event: Event, lead: Lead, due: Due, by: User, at: datetime) -> EventTask:
    """Keep a suggestion with the day that was counted for it and how sure that is; kept twice, it stands once.

    Where it is kept already and its day has moved since, it moves along.
    """
    event = Event.objects.select_for_update(of=("self",)).select_related("workspace", "organisation").get(pk=event.pk)
    words = {"date": due.day, "certainty": due.certainty, "counted_from": due.counted_from}
    kept = event.tasks.filter(key=lead.key).select_for_update(of=("self",)).first()
    # A day that a person chose is their own.
    if kept and kept.date and kept.counted_from is None:
        return kept
    if kept:
        return change_task(task=kept, words=words, by=by, at=at, seen=kept.version)
    made = words | {"key": lead.key, "title": lead.words, "organisation": event.organisation}
    return add_task(event=event, words=made, by=by, at=at, key=uuid4())


@transaction.atomic
def change_task(*, task: EventTask, words: dict[str, Any], by: User, at: datetime, seen: str) -> EventTask:
    """Change it as somebody read it; a day that a person chose is their own, and sure.

    Raises ``PreparedMeanwhile`` if ``seen`` is past.
    """
    if "counted_from" not in words and words.get("date", task.date) != task.date:
        words = words | {"certainty": Confidence.CONFIRMED, "counted_from": None}
    _note_part(task.event_id, at)
    row = change_prepared(row=task, words=words, links={}, by=by, at=at, seen=seen)
    _follow_task(row, row.event, by, at)
    return row


@transaction.atomic
def tick_task(*, task: EventTask, is_done: bool, by: User, at: datetime) -> EventTask:
    """Say that it is done, or take that back, whatever else was changed since."""
    _note_part(task.event_id, at)
    row = EventTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    return change_task(task=row, words={"is_done": is_done}, by=by, at=at, seen=row.version)


@transaction.atomic
def delete_task(*, task: EventTask, by: User, at: datetime) -> None:
    """Take it away for good; nobody is reminded of it any more."""
    _note_part(task.event_id, at)
    forget_by_key(workspace=task.workspace, key=task.deadline_key, by=by, at=at)
    delete_prepared(row=task, by=by, at=at)


_STATUSES = {
    Event.Status.PLANNED: Deadline.Status.OPEN,
    Event.Status.HELD: Deadline.Status.DONE,
    Event.Status.CANCELLED: Deadline.Status.CANCELLED,
}


def _until_a_day(words: dict[str, Any], event: Event, at: datetime) -> dict[str, Any]:
    """No name from outside is kept without the day on which it is erased, and no day without a name."""
    if not (words.get("name") or words.get("affiliation")):
        return words | {"erase_date": None}
    return words | {"erase_date": event.names_erased_on(words.get("erase_date"), today=at.date())}


def _move_erasing(event: Event, was: date | None, by: User, at: datetime) -> None:
    """A day that a person chose stays while it may; any other is counted anew.

    One that was counted was so from the day of the event, or from when the name was typed.
    """
    for row in event.speakers.select_for_update(of=("self",)):
        day = row.erase_date
        counted = {one + NAMES_KEPT_FOR for one in (was, row.created_at.date(), row.changed_at.date()) if one}
        if day:
            words = {"erase_date": event.names_erased_on(None if day in counted else day, today=at.date())}
            change_prepared(row=row, words=words, links={}, by=by, at=at, seen=row.version)


def _note_part(event: UUID, at: datetime) -> None:
    """Programs that follow an event read it anew; its version stays, so that nobody's form is past.

    Before its parts are written: who holds the event first waits for nobody who holds one of them.
    """
    Event.objects.filter(pk=event).update(parts_changed_at=at)


def _follow(event: Event, by: User, at: datetime) -> None:
    day = None
    if event.date:
        is_about = event.certainty == Confidence.ESTIMATED
        day = Day(
            day=event.date,
            hour=None if is_about else event.time,
            zone=event.zone,
            confidence=event.certainty,
            is_about=is_about,
        )
    status = _STATUSES[Event.Status(event.status)]
    follow(event, kind=Deadline.Kind.MEETING, day=day, status=status, by=by, at=at)


def _follow_task(task: EventTask, event: Event, by: User, at: datetime) -> None:
    day = None
    if task.date:
        is_about = task.certainty == Confidence.ESTIMATED
        day = Day(day=task.date, confidence=task.certainty, is_about=is_about)
    status = Deadline.Status.DONE if task.is_done else Deadline.Status.OPEN
    if event.status == Event.Status.CANCELLED:
        status = Deadline.Status.CANCELLED
    follow(task, kind=Deadline.Kind.OTHER, day=day, status=status, by=by, at=at)
