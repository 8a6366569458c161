"""A calendar brought in as a table: compared line by line, confirmed, and taken back."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError

from common.audit import record_event
from cycles.importers.calendar_table import KEYS, REVIEWS, CalendarLine, CalendarTable, read_calendar
from cycles.importers.records import ReadWarning
from cycles.models import Confidence, CouncilSession, Cycle, ImportRun, Review, State, WorkingGroupSession
from cycles.models.imports import CALENDAR
from cycles.services.calendar_log import Dated, dated_values, log_changes
from cycles.services.imports import AlreadyDecided, ImportRefused
from cycles.services.record_version import begin_change, hold_record
from cycles.services.reference import keep_in_step

Row = Review | WorkingGroupSession
_WAITING = (ImportRun.Status.READ, ImportRun.Status.PROPOSED)


@dataclass(frozen=True)
class FieldChange:
    """One value that a line changes; ``label`` is ``SVN-4`` or the number of the session."""

    line: int
    label: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class CalendarDifference:
    """What a table would change in the record. With problems it changes nothing."""

    table: CalendarTable
    changes: tuple[FieldChange, ...]
    # Labels of sessions and reviews that are new to the record.
    created: tuple[str, ...]
    problems: tuple[ReadWarning, ...]

    @property
    def touched(self) -> int:
        """How many rows change or are new."""
        return len({change.label for change in self.changes} | set(self.created))

    @property
    def unchanged(self) -> int:
        """How many lines say what the record says already."""
        return len(self.table.lines) - self.touched


def compare_calendar(data: bytes) -> CalendarDifference:
    """The table held against the record as it is now. Nothing is written. Raises ``UnreadableFile``."""
    return _compare(read_calendar(data))


@transaction.atomic
def keep_calendar(*, data: bytes, file_name: str, by: Any, at: datetime) -> ImportRun:
    """Keep a table that could be read, so that its changes can be looked at. The calendar stays as it is."""
    found = compare_calendar(data)
    digest = hashlib.sha256(data).hexdigest()
    same = ImportRun.objects.filter(created_by=by, format=CALENDAR, digest=digest, status__in=_WAITING).first()
    return same or _begin(data, file_name, digest, found, by, at)


@transaction.atomic
def import_calendar(*, data: bytes, file_name: str, by: Any, at: datetime) -> CalendarDifference:
    """Read a table and write it in one go. A table that changes nothing leaves no trace."""
    hold_record()
    found = compare_calendar(data)
    _refuse_problems(found)
    if found.touched:
        run = _begin(data, file_name, hashlib.sha256(data).hexdigest(), found, by, at)
        _take_in(run, found.table, by, at)
    return found


@transaction.atomic
def apply_calendar(*, run: ImportRun, by: Any, at: datetime) -> CalendarDifference:
    """Write the table of an import: all of it or nothing. It is compared again, an earlier look is never trusted."""
    hold_record()
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.status not in _WAITING:
        raise AlreadyDecided
    found = compare_again(run)
    _refuse_problems(found)
    _take_in(run, found.table, by, at)
    return found


@transaction.atomic
def undo_calendar(*, run: ImportRun, by: Any, at: datetime) -> list[str]:
    """Put back what an import changed. Returns the labels of what stays: changed again since, or in use."""
    hold_record()
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.status != ImportRun.Status.APPLIED:
        raise AlreadyDecided
    kept: list[str] = []
    restored: list[tuple[Row, Dated]] = []
    for entry in reversed(run.undo_data["rows"]):
        row = _rows(run.undo_data["kind"]).filter(pk=entry["pk"]).first()
        if row is None:
            continue
        before = dated_values(row)
        if not _put_back(row, entry):
            kept.append(entry["label"])
        elif row.pk:
            restored.append((row, before))
    _log(restored, f"Taken back: {run.file_name}", by, at)
    run.status, run.undone_at, run.undone_by = ImportRun.Status.UNDONE, at, by
    run.save(update_fields=["status", "undone_at", "undone_by"])
    record_event(verb="undo", target=run, by=by, at=at, fields=["status"])
    return kept


def compare_again(run: ImportRun) -> CalendarDifference:
    """The stored table of an import held against the record as it is now."""
    try:
        with run.file.open("rb") as file:
            return compare_calendar(file.read())
    except OSError as error:
        raise ImportRefused("cannot_open") from error


def _compare(table: CalendarTable) -> CalendarDifference:
    stored = _stored(table.kind)
    table = _with_what_follows(table, stored)
    problems = [*table.problems, *_unknown(table)]
    changes: list[FieldChange] = []
    created: list[str] = []
    for line in table.lines:
        row = stored.get(line.key)
        label = _label(line)
        problems += _contradictions(line, row)
        if row is None:
            created.append(label)
        changes += [
            FieldChange(line.line, label, name, getattr(row, name, None), value)
            for name, value in line.values.items()
            if getattr(row, name, None) != value
        ]
    return CalendarDifference(
        table, tuple(changes), tuple(created), tuple(sorted(problems, key=lambda problem: problem.row or 0))
    )


def _with_what_follows(table: CalendarTable, stored: dict[tuple[Any, ...], Row]) -> CalendarTable:
    """A review that moves leaves its day behind and goes to the Council session of its new session.

    A new day of the adoption is as sure as the line that brings it, has its source, and lies in the Council session of
    those dates. Unless the line itself says otherwise.
    """
    if table.kind != REVIEWS:
        return table
    councils = dict(WorkingGroupSession.objects.values_list("pk", "council_session"))
    dated = CouncilSession.objects.exclude(start_date=None).exclude(end_date=None).order_by("number")
    held = list(dated.values_list("pk", "start_date", "end_date"))
    lines = (_with_adoption(line, stored.get(line.key), held) for line in table.lines)
    return replace(table, lines=tuple(_following(line, stored.get(line.key), councils) for line in lines))


def _following(line: CalendarLine, row: Row | None, councils: Mapping[int, int | None]) -> CalendarLine:
    session = line.values.get("current_session_id", getattr(row, "current_session_id", None))
    if row is None or session == getattr(row, "current_session_id", None):
        return line
    council = councils.get(session) if session else None
    return replace(line, values={"review_date": None, "adoption_session_id": council} | line.values)


def _with_adoption(line: CalendarLine, row: Row | None, held: Iterable[tuple[int, Any, Any]]) -> CalendarLine:
    day = line.values.get("adoption_date")
    if day is None or day == getattr(row, "adoption_date", None):
        return line
    said = {
        "adoption_confidence": line.values.get("confidence", Confidence.UNVERIFIED),
        "adoption_source": line.values.get("source", ""),
    }
    councils = [{"adoption_session_id": number} for number, start, end in held if start <= day <= end]
    said |= councils[0] if councils else {}
    return replace(line, values=said | line.values)


def _rows(kind: str) -> Any:
    return Review.objects.all() if kind == REVIEWS else WorkingGroupSession.objects.all()


def _stored(kind: str) -> dict[tuple[Any, ...], Row]:
    return {tuple(getattr(row, name) for name in KEYS[kind]): row for row in _rows(kind)}


def _label(line: CalendarLine) -> str:
    return "-".join(str(part) for part in line.key)


def _unknown(table: CalendarTable) -> Iterable[ReadWarning]:
    """Lines that name a State, cycle or session that the record does not have."""
    sessions = set(WorkingGroupSession.objects.values_list("pk", flat=True))
    known: dict[str, set[Any]] = {
        "cycle_id": set(Cycle.objects.values_list("pk", flat=True)),
        "state_under_review_id": set(State.objects.values_list("pk", flat=True)),
        "original_session_id": sessions,
        "current_session_id": sessions,
        "adoption_session_id": set(CouncilSession.objects.values_list("pk", flat=True)),
    }
    known["council_session_id"] = known["adoption_session_id"]
    for line in table.lines:
        values = dict(zip(KEYS[table.kind], line.key, strict=True)) | line.values
        for name, found in known.items():
            value = values.get(name)
            if value is not None and value not in found:
                yield ReadWarning("calendar_unknown", line.line, "", f"{name.removesuffix('_id')} {value}")


def _contradictions(line: CalendarLine, row: Row | None) -> Iterable[ReadWarning]:
    if row is None and isinstance(line.key[0], int) and "cycle_id" not in line.values:
        yield ReadWarning("calendar_key", line.line, "", "cycle")
    for first, last in (("start_date", "end_date"), ("presession_start_date", "presession_end_date")):
        start, end = (line.values.get(name, getattr(row, name, None)) for name in (first, last))
        if isinstance(end, date) and (start is None or end < start):
            yield ReadWarning("calendar_order", line.line, "", f"{start or '–'} / {end}")


def _refuse_problems(found: CalendarDifference) -> None:
    if found.problems:
        raise ImportRefused("obstacles", str(len(found.problems)))


def _begin(data: bytes, file_name: str, digest: str, found: CalendarDifference, by: Any, at: datetime) -> ImportRun:
    run = ImportRun.objects.create(
        format=CALENDAR,
        file_name=file_name[-200:],
        digest=digest,
        report={"kind": found.table.kind, "changes": len(found.changes), "created": len(found.created)},
        created_at=at,
        created_by=by,
    )
    try:
        run.file.save(uuid4().hex, ContentFile(data))
    except OSError as error:
        raise ImportRefused("cannot_keep") from error
    return run


def _take_in(run: ImportRun, table: CalendarTable, by: Any, at: datetime) -> None:
    stored = _stored(table.kind)
    written: list[tuple[Row, Dated]] = []
    undo: list[dict[str, Any]] = []
    for line in table.lines:
        row = stored.get(line.key)
        is_new = row is None
        values = dict(zip(KEYS[table.kind], line.key, strict=True)) | line.values
        row = row or (Review() if table.kind == REVIEWS else WorkingGroupSession())
        changed = {name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            continue
        before = dated_values(row)
        for name, (_, value) in changed.items():
            setattr(row, name, value)
        row.corrected_at = at
        row.save(force_insert=is_new)
        written.append((row, before))
        undo.append({"pk": row.pk, "label": _label(line), "is_new": is_new, "fields": {} if is_new else changed})
    _log(written, run.file_name, by, at)
    run.status, run.applied_at, run.applied_by = ImportRun.Status.APPLIED, at, by
    run.undo_data = {"kind": table.kind, "rows": undo}
    run.save(update_fields=["status", "applied_at", "applied_by", "undo_data"])
    record_event(verb="apply", target=run, by=by, at=at, fields=["status"])


def _put_back(row: Row, entry: dict[str, Any]) -> bool:
    """Whether the row is as it was before the import; one that changed again since stays as it is."""
    if entry["is_new"]:
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            return False
        return True
    if any(_plain(getattr(row, name)) != after for name, (_, after) in entry["fields"].items()):
        return False
    for name, (value, _) in entry["fields"].items():
        field: Any = row._meta.get_field(name.removesuffix("_id"))
        setattr(row, name, field.to_python(value))
    row.save(update_fields=[name.removesuffix("_id") for name in entry["fields"]])
    return True


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _log(rows: list[tuple[Row, Dated]], source: str, by: Any, at: datetime) -> None:
    if not rows:
        return
    keep_in_step([row for row, _ in rows], at=at)
    change = begin_change(at)
    for row, before in rows:
        log_changes(row=row, before=before, source=row.source or source, by=by, change=change)
