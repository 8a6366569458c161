"""A calendar brought in as a table: compared line by line, confirmed, and taken back."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError

from common.audit import record_event
from cycles.dates import GENEVA
from cycles.importers.calendar_table import SESSIONS, CalendarTable, read_calendar
from cycles.importers.records import ReadWarning
from cycles.models import CouncilSession, ImportRun, KeyDate, Review, WorkingGroupSession
from cycles.models.imports import CALENDAR
from cycles.services.calendar_log import Dated, dated_values, log_changes, log_fallen, log_key_date, written_day
from cycles.services.calendar_plan import COUNCIL, KEY_DATE, REVIEW, SESSION, FieldChange, Row, Step, plan
from cycles.services.imports import AlreadyDecided, ImportRefused
from cycles.services.record_version import begin_change, hold_record
from cycles.services.reference import keep_in_step

_MODELS: dict[str, Any] = {REVIEW: Review, SESSION: WorkingGroupSession, COUNCIL: CouncilSession, KEY_DATE: KeyDate}
_WAITING = (ImportRun.Status.READ, ImportRun.Status.PROPOSED)


@dataclass(frozen=True)
class CalendarDifference:
    """What a table would change in the record. With problems it changes nothing."""

    table: CalendarTable
    steps: tuple[Step, ...]
    changes: tuple[FieldChange, ...]
    # Labels of sessions and reviews that are new to the record.
    created: tuple[str, ...]
    problems: tuple[ReadWarning, ...]

    @property
    def touched(self) -> int:
        """How many sessions and reviews change or are new, with those that follow."""
        return len({step.label for step in self.steps})

    @property
    def unchanged(self) -> int:
        """How many lines say what the record says already."""
        return len(self.table.lines) - len({step.line for step in self.steps})


def compare_calendar(data: bytes, *, on: date) -> CalendarDifference:
    """The table held against the record as it is now. Nothing is written. Raises ``UnreadableFile``."""
    table = read_calendar(data)
    steps, found = plan(table, on)
    problems = sorted([*table.problems, *found], key=lambda problem: problem.row or 0)
    created = tuple(step.label for step in steps if step.is_new)
    changes = tuple(change for step in steps for change in step.changes())
    return CalendarDifference(table, tuple(steps), changes, created, tuple(problems))


@transaction.atomic
def keep_calendar(*, data: bytes, file_name: str, by: Any, at: datetime) -> ImportRun:
    """Keep a table that could be read, so that its changes can be looked at. The calendar stays as it is."""
    found = compare_calendar(data, on=_day_of(at))
    digest = hashlib.sha256(data).hexdigest()
    same = ImportRun.objects.filter(created_by=by, format=CALENDAR, digest=digest, status__in=_WAITING).first()
    return same or _begin(data, file_name, digest, found, by, at)


@transaction.atomic
def import_calendar(*, data: bytes, file_name: str, by: Any, at: datetime) -> CalendarDifference:
    """Read a table and write it in one go. A table that changes nothing leaves no trace."""
    hold_record()
    found = compare_calendar(data, on=_day_of(at))
    _refuse_problems(found)
    if found.touched:
        run = _begin(data, file_name, hashlib.sha256(data).hexdigest(), found, by, at)
        _take_in(run, found, by, at)
    return found


@transaction.atomic
def apply_calendar(*, run: ImportRun, by: Any, at: datetime) -> CalendarDifference:
    """Write the table of an import: all of it or nothing. It is compared again, an earlier look is never trusted."""
    hold_record()
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.status not in _WAITING:
        raise AlreadyDecided
    found = compare_again(run, on=_day_of(at))
    _refuse_problems(found)
    _take_in(run, found, by, at)
    return found


@transaction.atomic
def undo_calendar(*, run: ImportRun, by: Any, at: datetime) -> list[str]:
    """Put back what an import changed. Returns the labels of what stays: changed again since, or in use."""
    hold_record()
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.status != ImportRun.Status.APPLIED:
        raise AlreadyDecided
    kept = _put_all_back(run, by, at)
    run.status, run.undone_at, run.undone_by = ImportRun.Status.UNDONE, at, by
    run.save(update_fields=["status", "undone_at", "undone_by"])
    record_event(verb="undo", target=run, by=by, at=at, fields=["status"])
    return sorted(kept)


def compare_again(run: ImportRun, *, on: date) -> CalendarDifference:
    """The stored table of an import held against the record as it is now."""
    try:
        with run.file.open("rb") as file:
            return compare_calendar(file.read(), on=on)
    except OSError as error:
        raise ImportRefused("cannot_open") from error


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


def _take_in(run: ImportRun, found: CalendarDifference, by: Any, at: datetime) -> None:
    written: list[tuple[Any, Dated, str]] = []
    fallen: list[tuple[KeyDate, str]] = []
    undo: list[dict[str, Any]] = []
    for step in found.steps:
        source = step.source or run.file_name
        undo.append(_undo_entry(step))
        if isinstance(step.row, KeyDate):
            fallen.append((step.row, source))
            continue
        before = dated_values(step.row)
        for name, value in step.values.items():
            setattr(step.row, name, value)
        step.row.corrected_at = at
        step.row.save(force_insert=step.is_new)
        undo[-1]["pk"] = step.row.pk
        written.append((step.row, before, source))
    _log(written, by, at)
    for given, source in fallen:
        log_fallen(given=given, source=source, by=by, at=begin_change(at).at)
        given.delete()
    keep_in_step([given.review for given, _ in fallen], at=at)
    run.status, run.applied_at, run.applied_by = ImportRun.Status.APPLIED, at, by
    run.undo_data = {"kind": found.table.kind, "rows": undo}
    run.save(update_fields=["status", "applied_at", "applied_by", "undo_data"])
    record_event(verb="apply", target=run, by=by, at=at, fields=["status"])


def _undo_entry(step: Step) -> dict[str, Any]:
    entry = {"model": step.model, "pk": step.row.pk, "label": step.label, "is_new": step.is_new, "fields": {}}
    if isinstance(step.row, KeyDate):
        names = ("review_id", "milestone", "date", "time", "confidence", "source", "corrected_at")
        entry["fields"] = {name: [getattr(step.row, name), None] for name in names}
    elif not step.is_new:
        entry["fields"] = {name: [getattr(step.row, name), value] for name, value in step.values.items()}
    return entry


def _put_all_back(run: ImportRun, by: Any, at: datetime) -> set[str]:
    """Put the rows back, then the dates that fell with them. Returns the labels of what stays."""
    # Imports of before reviews followed sessions name no model.
    first = SESSION if run.undo_data["kind"] == SESSIONS else REVIEW
    entries = [{"model": first} | entry for entry in reversed(run.undo_data["rows"])]
    source = f"Taken back: {run.file_name}"
    kept: set[str] = set()
    restored: list[tuple[Any, Dated, str]] = []
    for entry in entries:
        row = _MODELS[entry["model"]].objects.filter(pk=entry["pk"]).first() if entry["model"] != KEY_DATE else None
        if row is None:
            continue
        before = dated_values(row)
        if not _put_back(row, entry):
            kept.add(entry["label"])
        elif row.pk:
            restored.append((row, before, row.source or source))
    _log(restored, by, at)
    for entry in entries:
        if entry["model"] == KEY_DATE and (entry["label"] in kept or not _enter_again(entry, source, by, at)):
            kept.add(entry["label"])
    return kept


def _enter_again(entry: dict[str, Any], source: str, by: Any, at: datetime) -> bool:
    """Whether a date that fell could be entered again; one that stands there now is newer."""
    values = {name: value for name, (value, _) in entry["fields"].items()}
    review = Review.objects.get(pk=values.pop("review_id"))
    given, is_new = KeyDate.objects.get_or_create(review=review, milestone=values.pop("milestone"), defaults=values)
    if is_new:
        given.refresh_from_db()
        log_key_date(
            review=review,
            milestone=given.milestone,
            before=("", ""),
            after=written_day(given),
            source=given.source or source,
            by=by,
            at=begin_change(at).at,
        )
        keep_in_step([review], at=at)
    return is_new


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


def _log(rows: list[tuple[Any, Dated, str]], by: Any, at: datetime) -> None:
    if not rows:
        return
    keep_in_step([row for row, _, _ in rows], at=at)
    change = begin_change(at)
    for row, before, source in rows:
        log_changes(row=row, before=before, source=source, by=by, change=change)


def _day_of(at: datetime) -> date:
    return at.astimezone(GENEVA).date()
