"""Deadlines: set by any part of the platform or by hand, moved, given to somebody, done, called off; with their log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Organisation, User, Workspace
from cycles.models import Confidence
from reminders.models import Deadline, DeadlineChange
from reminders.moments import GENEVA, end_of
from reminders.services.deadline_sheet import Sheet

_What = DeadlineChange.What
_STATUS_LINES = {
    Deadline.Status.DONE: _What.DONE,
    Deadline.Status.CANCELLED: _What.CANCELLED,
    Deadline.Status.OPEN: _What.REOPENED,
}
_VERBS = {_What.DONE: "finish", _What.CANCELLED: "cancel", _What.REOPENED: "reopen"}


class DeadlineChanged(Exception):
    """Somebody changed the deadline after it had been read; ``current`` is how it stands now."""

    def __init__(self, current: Deadline) -> None:
        super().__init__(str(current.pk))
        self.current = current


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day on somebody's wall: its hour where there is one, whose clock is meant, how sure it is, and who says so.

    ``last`` is the last of several days on which it may fall, where its own is not known.
    """

    day: date
    last: date | None = None
    hour: time | None = None
    zone: str = GENEVA
    confidence: str = Confidence.CONFIRMED
    is_about: bool = False
    source: str = ""

    @property
    def words(self) -> str:
        """As the log writes it: ``2027-04-02 23:59 Europe/Zurich``; without the clock where the whole day is meant.

        Several days are ``2027-06-14/2027-07-09``.
        """
        if self.last:
            return f"{self.day}/{self.last}"
        return f"{self.day} {self.hour:%H:%M} {self.zone}" if self.hour else str(self.day)


@dataclass(frozen=True, kw_only=True)
class Due:
    """What is due in a workspace on a day, as the part of the platform says it that knows of it.

    ``seen`` is the version that a person read before they changed it. ``was_decided``: people named it and gave it to
    somebody on a lower floor, and are not known here; both are taken over although ``by`` is None. ``is_confided``: who
    only observes in the workspace does not read of it; a meeting that people enter by hand always is.
    """

    workspace_id: UUID
    key: str
    kind: str
    day: Day
    title: str = ""
    milestone: str = ""
    path: str = ""
    organisation: Organisation | None = None
    person: User | None = None
    seen: str | None = None
    was_decided: bool = False
    is_confided: bool = False


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
    is_confided: bool = False,
) -> Deadline:
    """Say that something is due: new, or the same as before where ``key`` is known in the workspace.

    Whoever says it again with another day moves it; said again with nothing new, nothing is written. ``by`` is None
    where the calendar moved it. What was done or cancelled stays so, unless its day moves ahead of ``at`` again.
    Reminders follow by themselves. ``seen`` is the version that was read: raises ``DeadlineChanged`` where it is past.
    """
    due = Due(
        workspace_id=workspace.pk,
        key=key,
        kind=kind,
        day=day,
        title=title,
        milestone=milestone,
        path=path,
        organisation=organisation,
        person=person,
        seen=seen,
        is_confided=is_confided,
    )
    return set_deadlines(dues=[due], by=by, at=at)[0]


@transaction.atomic
def set_deadlines(*, dues: Collection[Due], by: User | None, at: datetime) -> list[Deadline]:
    """As ``set_deadline``, for many at once and in a few queries; the rows are those of ``dues``, in their order."""
    held = Deadline.objects.select_for_update().order_by("pk")
    found = held.filter(workspace__in={due.workspace_id for due in dues}, key__in={due.key for due in dues})
    known = {(row.workspace_id, row.key): row for row in found}
    sheet = Sheet(by, at)
    rows = [_take(sheet, known.get((due.workspace_id, due.key)), due) for due in dues]
    sheet.write()
    return rows


@transaction.atomic
def assign_deadline(
    *, deadline: Deadline, organisation: Organisation | None, person: User | None, by: User, at: datetime
) -> Deadline:
    """Give a deadline to an organisation of the workspace, to a person of it, or to nobody."""
    deadline = Deadline.objects.select_for_update().get(pk=deadline.pk)
    sheet = Sheet(by, at)
    sheet.change("assign", deadline, _take_holders(sheet, deadline, organisation, person))
    sheet.write()
    return deadline


def close_deadline(*, deadline: Deadline, status: str, by: User, at: datetime, seen: str | None = None) -> Deadline:
    """Say that it is done, or that it is off; nobody is reminded of it any more. Raises ``DeadlineChanged``."""
    return _set_status([deadline.pk], Deadline.Status(status), by, at, seen)[0]


def close_deadlines(*, keys: Collection[UUID], status: str, by: User | None, at: datetime) -> list[Deadline]:
    """As ``close_deadline``, for many at once; ``by`` is None where the calendar called them off."""
    return _set_status(keys, Deadline.Status(status), by, at)


def reopen_deadline(*, deadline: Deadline, by: User, at: datetime, seen: str | None = None) -> Deadline:
    """Take back that it is done or off; reminders that are still to come come again. Raises ``DeadlineChanged``."""
    return _set_status([deadline.pk], Deadline.Status.OPEN, by, at, seen)[0]


def close_by_key(*, workspace: Workspace, key: str, status: str, by: User, at: datetime) -> None:
    """For the part of the platform that set it: done, off, or open again. Nothing where it was never set."""
    deadline = Deadline.objects.filter(workspace=workspace, key=key).first()
    if deadline is None:
        return
    if status == Deadline.Status.OPEN:
        reopen_deadline(deadline=deadline, by=by, at=at)
    else:
        close_deadline(deadline=deadline, status=status, by=by, at=at)


@transaction.atomic
def forget_by_key(*, workspace: Workspace, key: str, by: User, at: datetime) -> None:
    """For the part of the platform whose row is deleted for good: its words leave the list with it, and nobody is
    reminded. That there was a day stays, so that calendars and programs that have it hear that it is off."""
    deadline = Deadline.objects.select_for_update().filter(workspace=workspace, key=key).first()
    if deadline is None:
        return
    sheet = Sheet(by, at)
    fields = _take_words(deadline, {"title": "", "milestone": Deadline.GONE, "path": ""})
    is_off = deadline.status == Deadline.Status.OPEN
    fields += _put_status(sheet, deadline, Deadline.Status.CANCELLED) if is_off else []
    sheet.change("cancel" if is_off else "change", deadline, fields, noted=["status"] if is_off else ["title"])
    sheet.write()


def day_of(deadline: Deadline) -> Day:
    """The day that a deadline has now."""
    return Day(
        day=deadline.date,
        last=deadline.last_date,
        hour=deadline.time,
        zone=deadline.zone,
        confidence=deadline.confidence,
        is_about=deadline.is_about,
        source=deadline.source,
    )


def _take(sheet: Sheet, known: Deadline | None, due: Due) -> Deadline:
    _refuse_unread(known, due.seen)
    if known is None:
        return _create(sheet, due)
    words: dict[str, Any] = {"kind": due.kind, "title": due.title[:200], "milestone": due.milestone, "path": due.path}
    words |= {"is_confided": _is_confided(due)}
    changed = _take_words(known, words)
    is_by_people = sheet.by is not None or due.was_decided
    if is_by_people and "title" in changed:
        sheet.log(known, _What.RENAMED)
    changed += _take_holders(sheet, known, due.organisation, due.person) if is_by_people else []
    changed += _take_day(sheet, known, due.day)
    changed += _take_back(sheet, known)
    sheet.change("change", known, changed)
    return known


def _create(sheet: Sheet, due: Due) -> Deadline:
    deadline = Deadline(
        workspace_id=due.workspace_id,
        key=due.key,
        kind=due.kind,
        title=due.title[:200],
        milestone=due.milestone,
        path=due.path,
        is_confided=_is_confided(due),
        organisation=due.organisation,
        person=due.person,
        set_at=sheet.at,
        set_by=sheet.by,
        created_at=sheet.at,
        changed_at=sheet.at,
    )
    _put(deadline, due.day)
    sheet.create(deadline)
    sheet.log(deadline, _What.SET, after=due.day.words, source=due.day.source)
    return deadline


def _is_confided(due: Due) -> bool:
    return due.is_confided or (due.kind == Deadline.Kind.MEETING and due.key.startswith(Deadline.OWN))


def _take_words(deadline: Deadline, words: dict[str, Any]) -> list[str]:
    changed = [name for name, value in words.items() if getattr(deadline, name) != value]
    for name in changed:
        setattr(deadline, name, words[name])
    return changed


def _take_holders(
    sheet: Sheet, deadline: Deadline, organisation: Organisation | None, person: User | None
) -> list[str]:
    given = {"organisation_id": organisation.pk if organisation else None, "person_id": person.pk if person else None}
    changed = [name for name, value in given.items() if getattr(deadline, name) != value]
    for name in changed:
        setattr(deadline, name, given[name])
    if not changed:
        return []
    sheet.log(deadline, _What.ASSIGNED)
    # Who has it hears when it is late: the rounds are planned anew.
    deadline.planned_revision = -1
    return [*changed, "planned_revision"]


def _take_day(sheet: Sheet, deadline: Deadline, day: Day) -> list[str]:
    before = day_of(deadline)
    if before == day:
        return []
    _put(deadline, day)
    changed = ["date", "last_date", "time", "zone", "ends_at", "confidence", "is_about", "source"]
    if (before.day, before.hour, before.zone) == (day.day, day.hour, day.zone):
        if before.last != day.last:
            # When it is late is counted anew; nobody needs to hear that it may be a day more or less.
            deadline.planned_revision = -1
            changed.append("planned_revision")
        return changed
    sheet.log(deadline, _What.MOVED, before=before.words, after=day.words, source=day.source)
    deadline.revision += 1
    deadline.set_at, deadline.set_by = sheet.at, sheet.by
    changed += ["revision", "set_at", "set_by"]
    if sheet.by is None and deadline.status == Deadline.Status.DONE and deadline.ends_at > sheet.at:
        # A date of the review that was over and comes again is open again.
        changed += _put_status(sheet, deadline, Deadline.Status.OPEN)
    return changed


def _take_back(sheet: Sheet, deadline: Deadline) -> list[str]:
    """What the calendar called off, because its day could not be counted, is on again once it can."""
    if sheet.by is None and deadline.status == Deadline.Status.CANCELLED and deadline.closed_by_id is None:
        return _put_status(sheet, deadline, Deadline.Status.OPEN)
    return []


def _put(deadline: Deadline, day: Day) -> None:
    deadline.date, deadline.last_date, deadline.time, deadline.zone = day.day, day.last, day.hour, day.zone
    deadline.confidence, deadline.is_about, deadline.source = day.confidence, day.is_about, day.source[:300]
    deadline.ends_at = end_of(day.last or day.day, day.hour, day.zone)


def _put_status(sheet: Sheet, deadline: Deadline, status: Deadline.Status) -> list[str]:
    deadline.status = status
    is_open = status == Deadline.Status.OPEN
    deadline.closed_at, deadline.closed_by = (None, None) if is_open else (sheet.at, sheet.by)
    deadline.planned_revision = -1
    sheet.log(deadline, _STATUS_LINES[status])
    return ["status", "closed_at", "closed_by_id", "planned_revision"]


@transaction.atomic
def _set_status(
    keys: Collection[UUID], status: Deadline.Status, by: User | None, at: datetime, seen: str | None = None
) -> list[Deadline]:
    rows = list(Deadline.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    sheet = Sheet(by, at)
    for row in rows:
        _refuse_unread(row, seen)
        if row.status != status:
            sheet.change(_VERBS[_STATUS_LINES[status]], row, _put_status(sheet, row, status), noted=["status"])
    sheet.write()
    return rows


def _refuse_unread(deadline: Deadline | None, seen: str | None) -> None:
    if deadline and seen is not None and seen != deadline.version:
        raise DeadlineChanged(deadline)
