"""A calendar as a table, held against the record: what each line would change, and what follows from it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cycles.calendar_sense import wrong_in_review, wrong_in_session, wrong_status
from cycles.importers.calendar_table import COUNCIL as COUNCIL_FIELDS
from cycles.importers.calendar_table import KEYS, REVIEWS, CalendarLine, CalendarTable
from cycles.importers.records import ReadWarning
from cycles.models import Confidence, CouncilSession, Cycle, KeyDate, Review, State, WorkingGroupSession
from cycles.services.calendar_following import (
    CalendarRefused,
    Following,
    after_council,
    after_move,
    after_session,
    coming_council_days,
    coming_days,
    session_for,
    status_for,
)
from cycles.services.reference_files import UNCHECKED

_DAYS = frozenset({"review_date", "adoption_date", "current_session_id"})
Row = Review | WorkingGroupSession | CouncilSession | KeyDate
# What the rows are called where an import is kept.
REVIEW, SESSION, COUNCIL, KEY_DATE = "review", "session", "council", "key_date"


@dataclass(frozen=True)
class FieldChange:
    """One value that a line changes; ``label`` is ``SVN-4``, ``HRC-64`` or the number of the session.

    ``field`` is one of the row, or the milestone of a date that falls.
    """

    line: int
    model: str
    label: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Step:
    """One row that changes by a line, or because of it; ``source`` is the line's. A date of its own can only fall."""

    line: int
    model: str
    label: str
    row: Row
    values: Mapping[str, Any] = field(default_factory=dict)
    is_new: bool = False
    source: str = ""

    def changes(self) -> list[FieldChange]:
        """What is written, before it is."""
        if isinstance(self.row, KeyDate):
            return [FieldChange(self.line, self.model, self.label, self.row.milestone, self.row.date, None)]
        return [
            FieldChange(
                self.line, self.model, self.label, name, None if self.is_new else getattr(self.row, name), value
            )
            for name, value in self.values.items()
        ]


def plan(table: CalendarTable, on: date) -> tuple[list[Step], list[ReadWarning]]:
    """What the table changes, in the order in which it is written, and why it cannot be."""
    planned = _Reviews(on) if table.kind == REVIEWS else _Sessions(on)
    for line in table.lines:
        planned.add(line)
    return planned.steps, planned.problems + list(_unknown(table))


class _Reviews:
    """The lines of a table of reviews."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.steps: list[Step] = []
        self.problems: list[ReadWarning] = []
        self.stored = {(row.state_under_review_id, row.cycle_id): row for row in Review.objects.all()}
        self.sessions: dict[int | None, WorkingGroupSession] = dict(WorkingGroupSession.objects.in_bulk())
        self.councils: dict[int | None, CouncilSession] = dict(CouncilSession.objects.in_bulk())
        dated = CouncilSession.objects.exclude(start_date=None).exclude(end_date=None).order_by("number")
        self.held = list(dated.values_list("pk", "start_date", "end_date"))
        self.own: dict[int, list[KeyDate]] = defaultdict(list)
        for given in coming_days((row.pk for row in self.stored.values()), on):
            self.own[given.review_id].append(given)

    def add(self, line: CalendarLine) -> None:
        row = self.stored.get(line.key)
        said = _said(line, row)
        said |= self._adoption(line, said)
        source = _source(line, row)
        if row is None:
            row = Review(state_under_review_id=line.key[0], cycle_id=line.key[1])
            self.steps.append(Step(line.line, REVIEW, label_of(line), row, said, is_new=True, source=source))
            self._check(line, row, said)
            return
        try:
            moved = self._move(said, row)
        except CalendarRefused as error:
            self.problems.append(ReadWarning(f"calendar_{error.code}", line.line, "", label_of(line)))
            return
        values = _different(row, moved)
        if values:
            self.steps.append(Step(line.line, REVIEW, label_of(line), row, values, source=source))
            self._check(line, row, values)
        if "current_session_id" in values:
            self.steps += [fallen(given, line, source) for given in self.own[row.pk]]

    def _check(self, line: CalendarLine, row: Review, values: dict[str, Any]) -> None:
        after = _after(row, values)
        session = self.sessions.get(after.current_session_id)
        council = self.councils.get(after.adoption_session_id)
        wrong = wrong_in_review(after, session) if _DAYS & values.keys() else iter(())
        status = wrong_status(after.status, session, council, self.on) if "status" in values else iter(())
        self.problems += [_senseless(line, field, words) for field, words in (*wrong, *status)]

    def _move(self, said: dict[str, Any], row: Review) -> dict[str, Any]:
        """What the line says, with the status that goes with the session, and what a move takes along."""
        if not {"current_session_id", "status"} & said.keys():
            return said
        asked = said.get("current_session_id", row.current_session_id)
        original = said.get("original_session_id", row.original_session_id)
        if "status" in said:
            session = session_for(said["status"], asked, row.current_session_id, original)
        else:
            session = asked
            said = said | {"status": status_for(row, session)}
        said = said | {"current_session_id": session}
        if session == row.current_session_id:
            return said
        return after_move(row, self.sessions.get(session), self.on) | said

    def _adoption(self, line: CalendarLine, said: dict[str, Any]) -> dict[str, Any]:
        """What a new day of the adoption brings along, unless the line itself says otherwise.

        It is as sure as the line that brings it, has its source, and lies in the Council session of those dates.
        """
        day = said.get("adoption_date")
        if day is None:
            return {}
        brought = {
            "adoption_confidence": line.values.get("confidence", Confidence.UNVERIFIED),
            "adoption_source": line.values.get("source", ""),
        }
        councils = [{"adoption_session_id": number} for number, start, end in self.held if start <= day <= end]
        return (
            brought
            | (councils[0] if councils else {})
            | {name: value for name, value in line.values.items() if name.startswith("adoption_")}
        )


class _Sessions:
    """The lines of a table of sessions."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.steps: list[Step] = []
        self.problems: list[ReadWarning] = []
        self.stored = WorkingGroupSession.objects.in_bulk()
        self.councils = CouncilSession.objects.in_bulk()
        # What was said of a session of the Council, with the line.
        self.heard: dict[int, tuple[int, dict[str, Any]]] = {}
        # A review may follow its session and the Council's; one row of it, that neither writes over the other.
        self.reviews: dict[int, Review] = {}
        self.fallen: set[int] = set()

    def add(self, line: CalendarLine) -> None:
        number = line.key[0]
        row = self.stored.get(number)
        of_council = {name: value for name, value in line.values.items() if name.startswith(COUNCIL_FIELDS)}
        if of_council:
            line = replace(line, values={name: line.values[name] for name in line.values if name not in of_council})
            self._add_council(line, row, {name.removeprefix(COUNCIL_FIELDS): of_council[name] for name in of_council})
        said = _as_sure(_said(line, row), line, row)
        contradictions = list(_contradictions(line, row))
        self.problems += contradictions
        if said and not contradictions:
            after = _after(row or WorkingGroupSession(number=number), said)
            self.problems += [_senseless(line, field, words) for field, words in wrong_in_session(after)]
        source = _source(line, row)
        if row is None:
            new = WorkingGroupSession(number=number)
            self.steps.append(Step(line.line, SESSION, label_of(line), new, said, is_new=True, source=source))
        elif said:
            self.steps.append(Step(line.line, SESSION, label_of(line), row, said, source=source))
            self._follow(line, row, said, source)

    def _follow(self, line: CalendarLine, row: WorkingGroupSession, said: dict[str, Any], source: str) -> None:
        after = _after(row, said)
        for review in self._own(row.reviews):
            following = after_session(review, row, after, self.on)
            self._take_along(line, review, following, coming_days, source)

    def _add_council(self, line: CalendarLine, row: WorkingGroupSession | None, values: dict[str, Any]) -> None:
        number = line.values.get("council_session_id", row.council_session_id if row else None)
        if number is None:
            self.problems.append(ReadWarning("calendar_key", line.line, "", "adoption_hrc_session"))
        council = self.councils.get(number)
        if council is None:
            return
        first, heard = self.heard.setdefault(council.number, (line.line, values))
        if heard != values:
            self.problems.append(ReadWarning("calendar_twice", line.line, "", str(first)))
        said = _council_said(line, council, values) if first == line.line else {}
        if said:
            self._write_council(line, council, said)

    def _write_council(self, line: CalendarLine, council: CouncilSession, said: dict[str, Any]) -> None:
        after = _after(council, said)
        if after.end_date and (after.start_date is None or after.end_date < after.start_date):
            detail = f"{after.start_date or '–'} / {after.end_date}"
            self.problems.append(ReadWarning("calendar_order", line.line, "", detail))
        self.steps.append(Step(line.line, COUNCIL, f"HRC-{council.number}", council, said, source=after.source))
        for review in self._own(Review.objects.adopted_in(council)):
            following = after_council(review, council, after, self.on)
            self._take_along(line, review, following, coming_council_days, after.source)

    def _own(self, reviews: Any) -> list[Review]:
        return [self.reviews.setdefault(review.pk, review) for review in reviews.order_by("pk")]

    def _take_along(
        self,
        line: CalendarLine,
        review: Review,
        following: Following,
        days: Callable[[list[int], date], list[KeyDate]],
        source: str,
    ) -> None:
        values = _different(review, following.values)
        if values:
            self.steps.append(Step(line.line, REVIEW, review.code, review, values, source=source))
        lost = days([review.pk], self.on) if following.days_fall else []
        self.steps += [fallen(given, line, source) for given in lost if given.pk not in self.fallen]
        self.fallen |= {given.pk for given in lost}


def _council_said(line: CalendarLine, council: CouncilSession, values: dict[str, Any]) -> dict[str, Any]:
    """What the line says anew; new days are as sure as it says, and have its source."""
    said = _different(council, values)
    if {"start_date", "end_date"} & said.keys():
        brought = {"confidence": Confidence.UNVERIFIED, "source": line.values.get("source", "")}
        said = _different(council, values | {name: brought[name] for name in brought if name not in values})
    return said


def fallen(given: KeyDate, line: CalendarLine, source: str) -> Step:
    return Step(line.line, KEY_DATE, given.review.code, given, source=source)


def label_of(line: CalendarLine) -> str:
    return "-".join(str(part) for part in line.key)


def _source(line: CalendarLine, row: Row | None) -> str:
    return str(line.values.get("source") or (row.source if row else ""))


def _said(line: CalendarLine, row: Row | None) -> dict[str, Any]:
    """What a line says anew: a cell that repeats the record must not hold back what follows."""
    return dict(line.values) if row is None else _different(row, line.values)


def _as_sure(said: dict[str, Any], line: CalendarLine, row: WorkingGroupSession | None) -> dict[str, Any]:
    """What is past is confirmed, unless it is from memory; to know of its days needs a source that was looked at."""
    source = line.values.get("source", "")
    is_new_source = bool(source) and (row is None or source != row.source)
    is_unchecked = UNCHECKED in source.lower() or (
        row is not None and row.confidence == Confidence.UNVERIFIED and not is_new_source
    )
    if not is_unchecked or said.get("confidence") != Confidence.CONFIRMED:
        return said
    if row is not None and row.confidence == Confidence.UNVERIFIED:
        return {name: value for name, value in said.items() if name != "confidence"}
    return said | {"confidence": Confidence.UNVERIFIED}


def _different(row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(row, name) != value}


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


def _after(row: Any, values: Mapping[str, Any]) -> Any:
    after = copy(row)
    for name, value in values.items():
        setattr(after, name, value)
    return after


def _senseless(line: CalendarLine, field: str, words: str) -> ReadWarning:
    return ReadWarning("calendar_sense", line.line, "", f"{field}: {words}")


def _contradictions(line: CalendarLine, row: WorkingGroupSession | None) -> Iterable[ReadWarning]:
    if row is None and "cycle_id" not in line.values:
        yield ReadWarning("calendar_key", line.line, "", "cycle")
    for first, last in (("start_date", "end_date"), ("presession_start_date", "presession_end_date")):
        start, end = (line.values.get(name, getattr(row, name, None)) for name in (first, last))
        if isinstance(end, date) and (start is None or end < start):
            yield ReadWarning("calendar_order", line.line, "", f"{start or '–'} / {end}")
