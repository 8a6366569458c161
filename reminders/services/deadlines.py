"""Deadlines: set by any part of the platform or by hand, moved, given to somebody, done, called off; with their log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from accounts.models import Organisation, User, Workspace
from common.after_commit import after_commit
from common.audit import record_event
from cycles.models import Confidence
from reminders import tasks
from reminders.models import Deadline, DeadlineChange
from reminders.moments import GENEVA, end_of

_What = DeadlineChange.What
_STATUS_LINES = {
    Deadline.Status.DONE: _What.DONE,
    Deadline.Status.CANCELLED: _What.CANCELLED,
    Deadline.Status.OPEN: _What.REOPENED,
}


class DeadlineChanged(Exception):
    """Somebody changed the deadline after it had been read; ``current`` is how it stands now."""

    def __init__(self, current: Deadline) -> None:
        super().__init__(str(current.pk))
        self.current = current


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day on somebody's wall: its hour where there is one, whose clock is meant, how sure it is, and who says so."""

    day: date
    hour: time | None = None
    zone: str = GENEVA
    confidence: str = Confidence.CONFIRMED
    is_about: bool = False
    source: str = ""

    @property
    def words(self) -> str:
        """As the log writes it: ``2027-04-02 23:59 Europe/Zurich``; without the clock where the whole day is meant."""
        return f"{self.day} {self.hour:%H:%M} {self.zone}" if self.hour else str(self.day)


@transaction.atomic
def set_deadline(
    *,
    workspace: Workspace,
    key: str,
    kind: str,
    day: Day,
    by: User | None,
    at: datetime,
    title: str = "",
    milestone: str = "",
    path: str = "",
    organisation: Organisation | None = None,
    person: User | None = None,
    seen: str | None = None,
) -> Deadline:
    """Say that something is due: new, or the same as before where ``key`` is known in the workspace.

    Whoever says it again with another day moves it; said again with nothing new, nothing is written. ``by`` is None
    where the calendar moved it. What was done or cancelled stays so, unless its day moves ahead of ``at`` again.
    Reminders follow by themselves. ``seen`` is the version that was read: raises ``DeadlineChanged`` where it is past.
    """
    known = Deadline.objects.select_for_update().filter(workspace=workspace, key=key).first()
    _refuse_unread(known, seen)
    if known is None:
        return _create(
            Deadline(
                workspace=workspace,
                key=key,
                kind=kind,
                title=title[:200],
                milestone=milestone,
                path=path,
                organisation=organisation,
                person=person,
            ),
            day,
            by,
            at,
        )
    changed = _take_words(known, kind=kind, title=title[:200], milestone=milestone, path=path)
    if by and "title" in changed:
        _log(known, _What.RENAMED, by, at)
    changed += _take_holders(known, organisation, person, by, at) if by else []
    changed += _take_day(known, day, by, at)
    if changed:
        known.changed_at = at
        known.save(update_fields=[*changed, "changed_at"])
        _note("change", known, by, at, changed)
    return known


@transaction.atomic
def assign_deadline(
    *, deadline: Deadline, organisation: Organisation | None, person: User | None, by: User, at: datetime
) -> Deadline:
    """Give a deadline to an organisation of the workspace, to a person of it, or to nobody."""
    deadline = Deadline.objects.select_for_update().get(pk=deadline.pk)
    changed = _take_holders(deadline, organisation, person, by, at)
    if changed:
        deadline.changed_at = at
        deadline.save(update_fields=[*changed, "changed_at"])
        _note("assign", deadline, by, at, changed)
    return deadline


@transaction.atomic
def close_deadline(*, deadline: Deadline, status: str, by: User, at: datetime, seen: str | None = None) -> Deadline:
    """Say that it is done, or that it is off; nobody is reminded of it any more. Raises ``DeadlineChanged``."""
    deadline = Deadline.objects.select_for_update().get(pk=deadline.pk)
    _refuse_unread(deadline, seen)
    if deadline.status == status:
        return deadline
    _set_status(deadline, Deadline.Status(status), by, at)
    return deadline


@transaction.atomic
def reopen_deadline(*, deadline: Deadline, by: User, at: datetime, seen: str | None = None) -> Deadline:
    """Take back that it is done or off; reminders that are still to come come again. Raises ``DeadlineChanged``."""
    deadline = Deadline.objects.select_for_update().get(pk=deadline.pk)
    _refuse_unread(deadline, seen)
    if deadline.status != Deadline.Status.OPEN:
        _set_status(deadline, Deadline.Status.OPEN, by, at)
    return deadline


def close_by_key(*, workspace: Workspace, key: str, status: str, by: User, at: datetime) -> None:
    """For the part of the platform that set it: done, off, or open again. Nothing where it was never set."""
    deadline = Deadline.objects.filter(workspace=workspace, key=key).first()
    if deadline is None:
        return
    if status == Deadline.Status.OPEN:
        reopen_deadline(deadline=deadline, by=by, at=at)
    else:
        close_deadline(deadline=deadline, status=status, by=by, at=at)


def _create(deadline: Deadline, day: Day, by: User | None, at: datetime) -> Deadline:
    _put(deadline, day)
    deadline.set_at, deadline.set_by, deadline.created_at, deadline.changed_at = at, by, at, at
    deadline.save(force_insert=True)
    _log(deadline, _What.SET, by, at, after=day.words, source=day.source)
    _note("set", deadline, by, at, ["date"])
    _plan_soon(deadline)
    return deadline


def _take_words(deadline: Deadline, **words: str) -> list[str]:
    changed = [name for name, value in words.items() if getattr(deadline, name) != value]
    for name in changed:
        setattr(deadline, name, words[name])
    return changed


def _take_holders(
    deadline: Deadline, organisation: Organisation | None, person: User | None, by: User, at: datetime
) -> list[str]:
    given = {"organisation_id": organisation.pk if organisation else None, "person_id": person.pk if person else None}
    changed = [name for name, value in given.items() if getattr(deadline, name) != value]
    for name in changed:
        setattr(deadline, name, given[name])
    if changed:
        _log(deadline, _What.ASSIGNED, by, at)
        # Who has it hears when it is late: the rounds are planned anew.
        deadline.planned_revision = -1
        _plan_soon(deadline)
        changed.append("planned_revision")
    return changed


def _take_day(deadline: Deadline, day: Day, by: User | None, at: datetime) -> list[str]:
    before = day_of(deadline)
    if before == day:
        return []
    _put(deadline, day)
    changed = ["date", "time", "zone", "ends_at", "confidence", "is_about", "source"]
    if (before.day, before.hour, before.zone) == (day.day, day.hour, day.zone):
        return changed
    _log(deadline, _What.MOVED, by, at, before=before.words, after=day.words, source=day.source)
    deadline.revision += 1
    deadline.set_at, deadline.set_by = at, by
    changed += ["revision", "set_at", "set_by"]
    if by is None and deadline.status == Deadline.Status.DONE and deadline.ends_at > at:
        # A date of the review that was over and comes again is open again.
        deadline.status, deadline.closed_at, deadline.closed_by = Deadline.Status.OPEN, None, None
        changed += ["status", "closed_at", "closed_by"]
    _plan_soon(deadline)
    return changed


def day_of(deadline: Deadline) -> Day:
    """The day that a deadline has now."""
    return Day(
        day=deadline.date,
        hour=deadline.time,
        zone=deadline.zone,
        confidence=deadline.confidence,
        is_about=deadline.is_about,
        source=deadline.source,
    )


def _put(deadline: Deadline, day: Day) -> None:
    deadline.date, deadline.time, deadline.zone = day.day, day.hour, day.zone
    deadline.confidence, deadline.is_about, deadline.source = day.confidence, day.is_about, day.source[:300]
    deadline.ends_at = end_of(day.day, day.hour, day.zone)


def _set_status(deadline: Deadline, status: Deadline.Status, by: User, at: datetime) -> None:
    deadline.status = status
    is_open = status == Deadline.Status.OPEN
    deadline.closed_at, deadline.closed_by = (None, None) if is_open else (at, by)
    deadline.planned_revision, deadline.changed_at = -1, at
    deadline.save(update_fields=["status", "closed_at", "closed_by", "planned_revision", "changed_at"])
    line = _STATUS_LINES[status]
    _log(deadline, line, by, at)
    _note({_What.DONE: "finish", _What.CANCELLED: "cancel"}.get(line, "reopen"), deadline, by, at, ["status"])
    _plan_soon(deadline)


def _refuse_unread(deadline: Deadline | None, seen: str | None) -> None:
    if deadline and seen is not None and seen != deadline.version:
        raise DeadlineChanged(deadline)


def _log(deadline: Deadline, what: str, by: Any, at: datetime, **values: str) -> None:
    DeadlineChange.objects.create(
        workspace_id=deadline.workspace_id, deadline=deadline, what=what, at=at, by=by, **values
    )


def _note(verb: str, deadline: Deadline, by: User | None, at: datetime, fields: Iterable[str]) -> None:
    """In the audit trail stands what people did; what the calendar moved stands in the calendar's own log."""
    if by is not None:
        record_event(
            verb=verb, target=deadline, by=by, at=at, workspace_id=deadline.workspace_id, fields=sorted(fields)
        )


def _plan_soon(deadline: Deadline) -> None:
    """Wake the worker; where the message is lost, the scheduler finds the row by its revision."""
    after_commit(tasks.plan_rounds.delay, deadline_id=str(deadline.pk))
