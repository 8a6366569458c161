"""Reads a table of sessions or of reviews, with the columns of ``refdata/upr_sessions.csv`` or ``upr_reviews.csv``."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cycles.importers.records import ReadWarning, UnreadableFile
from cycles.importers.tables import open_table
from cycles.span import is_of_the_record

SESSIONS, REVIEWS = "sessions", "reviews"
# A cell that takes a value out; an empty one leaves it as it is.
NOTHING = "-"
# What a line on a session says of the Council session that adopts; the rest is the name of a field there.
COUNCIL = "council__"
_MOST_ROWS = 5000
_LONGEST = 300
_CONFIDENCE = {
    "confirmed": "confirmed",
    "tentative": "tentative",
    "estimated": "estimated",
    "derived": "estimated",
    "unverified": "unverified",
    "unknown": "unverified",
}
_STATUSES = ("scheduled", "rescheduled", "postponed_tbd", "suspended", "reviewed", "outcome_adopted")
_PRECISIONS = ("day", "month")
# What is past is confirmed, what is planned may move.
_HELD = {"past": "confirmed", "scheduled": "tentative"}


class BadCell(Exception):
    """A cell that does not hold what its column asks for; the code of the warning."""


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One line: its number in the file, the session or State and cycle it is about, and the cells that are filled.

    ``values`` go by the fields of the record; None takes a value out.
    """

    line: int
    key: tuple[Any, ...]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CalendarTable:
    """A calendar as its file has it; ``problems`` name the lines that cannot be read."""

    kind: str
    lines: tuple[CalendarLine, ...]
    problems: tuple[ReadWarning, ...]
    unknown_columns: tuple[str, ...]


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError as error:
        raise BadCell("calendar_date") from error
    if not is_of_the_record(day):
        raise BadCell("calendar_year")
    return day


def _number(text: str) -> int:
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 4):
        raise BadCell("calendar_number")
    return int(digits)


def _state(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise BadCell("calendar_state")
    return text.upper()


def _text(text: str) -> str:
    return text[:_LONGEST]


def _word(words: Any) -> Callable[[str], str]:
    """One of these words; where they map to words of the record, that word."""

    def read(text: str) -> str:
        word = text.lower()
        if word not in words:
            raise BadCell("calendar_word")
        return words[word] if isinstance(words, dict) else word

    return read


Columns = dict[str, tuple[str, Callable[[str], Any]]]
_SESSION_COLUMNS: Columns = {
    "session": ("number", _number),
    "cycle": ("cycle_id", _number),
    "start_date": ("start_date", _day),
    "end_date": ("end_date", _day),
    "date_precision": ("date_precision", _word(_PRECISIONS)),
    "status": ("confidence", _word(_HELD)),
    "submission_window_opens": ("submission_window_opens", _day),
    "stakeholder_deadline": ("submission_deadline", _day),
    "stakeholder_deadline_status": ("submission_deadline_confidence", _word(_CONFIDENCE)),
    "stakeholder_deadline_source": ("submission_deadline_source", _text),
    "national_report_deadline": ("national_report_deadline", _day),
    "presession_start": ("presession_start_date", _day),
    "presession_end": ("presession_end_date", _day),
    "adoption_hrc_session": ("council_session_id", _number),
    "adoption_hrc_start": (f"{COUNCIL}start_date", _day),
    "adoption_hrc_end": (f"{COUNCIL}end_date", _day),
    "adoption_hrc_status": (f"{COUNCIL}confidence", _word(_CONFIDENCE)),
    "adoption_hrc_source": (f"{COUNCIL}source", _text),
    "source": ("source", _text),
}
_REVIEW_COLUMNS: Columns = {
    "cycle": ("cycle_id", _number),
    "iso3": ("state_under_review_id", _state),
    "original_session": ("original_session_id", _number),
    "current_session": ("current_session_id", _number),
    "review_order": ("review_order", _number),
    "review_date": ("review_date", _day),
    "adoption_hrc_session": ("adoption_session_id", _number),
    "adoption_date": ("adoption_date", _day),
    "adoption_date_status": ("adoption_confidence", _word(_CONFIDENCE)),
    "adoption_date_source": ("adoption_source", _text),
    "status": ("status", _word(_STATUSES)),
    "note": ("note", str),
    "confidence": ("confidence", _word(_CONFIDENCE)),
    "source": ("source", _text),
}
COLUMNS: dict[str, Columns] = {SESSIONS: _SESSION_COLUMNS, REVIEWS: _REVIEW_COLUMNS}
KEYS = {SESSIONS: ("number",), REVIEWS: ("state_under_review_id", "cycle_id")}
# Fields that cannot be taken out, because a row is nothing without them.
_NEEDED = frozenset(
    {
        "number",
        "cycle_id",
        "state_under_review_id",
        "status",
        "confidence",
        "date_precision",
        "submission_deadline_confidence",
        "adoption_confidence",
        f"{COUNCIL}confidence",
    }
)
_WORDS_ONLY = frozenset({"note", "source", "submission_deadline_source", "adoption_source", f"{COUNCIL}source"})


def read_calendar(data: bytes) -> CalendarTable:
    """The calendar in a .csv, .xls or .xlsx file. Raises ``UnreadableFile``; single bad lines become problems."""
    table = open_table(io.BytesIO(data))
    headings = [heading.strip().lower() for heading in table.headings]
    kind = _kind(headings)
    columns = COLUMNS[kind]
    lines: list[CalendarLine] = []
    problems: list[ReadWarning] = []
    first_lines: dict[tuple[Any, ...], int] = {}
    for number, cells in table.rows:
        if len(lines) + len(problems) >= _MOST_ROWS:
            raise UnreadableFile("calendar_too_long")
        texts = [_printed(cell) for cell in cells]
        values, found = _values(number, dict(zip(headings, texts, strict=False)), columns)
        if not found:
            found = _key_problems(number, kind, values, first_lines)
        if found:
            problems += found
            continue
        key = tuple(values[name] for name in KEYS[kind])
        first_lines[key] = number
        lines.append(CalendarLine(number, key, {name: values[name] for name in values if name not in KEYS[kind]}))
    if not lines and not problems:
        raise UnreadableFile("empty_export")
    unknown = tuple(name for name in headings if name and name not in columns)
    return CalendarTable(kind, tuple(lines), tuple(problems), unknown)


def _kind(headings: list[str]) -> str:
    """Reviews have a State on each line, sessions have none."""
    if "iso3" in headings and "cycle" in headings:
        return REVIEWS
    if "session" in headings:
        return SESSIONS
    raise UnreadableFile("calendar_columns", ", ".join(filter(None, headings))[:_LONGEST])


def _printed(cell: object) -> str:
    """A cell as text: days as ISO 8601, whole numbers of a spreadsheet without their point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else " ".join(str(cell).split())


def _values(line: int, cells: dict[str, str], columns: Columns) -> tuple[dict[str, Any], list[ReadWarning]]:
    values: dict[str, Any] = {}
    problems: list[ReadWarning] = []
    for column, (name, read) in columns.items():
        text = cells.get(column, "").replace("\0", "")
        if not text:
            continue
        try:
            values[name] = _nothing(name) if text == NOTHING else read(text)
        except BadCell as error:
            problems.append(ReadWarning(str(error), line, "", f"{column}: {text[:80]}"))
    return values, problems


def _nothing(name: str) -> str | None:
    if name in _NEEDED:
        raise BadCell("calendar_needed")
    return "" if name in _WORDS_ONLY else None


def _key_problems(
    line: int, kind: str, values: dict[str, Any], first_lines: dict[tuple[Any, ...], int]
) -> list[ReadWarning]:
    missing = [name for name in KEYS[kind] if values.get(name) is None]
    if missing:
        named = [column for column, (name, _) in COLUMNS[kind].items() if name in missing]
        return [ReadWarning("calendar_key", line, "", ", ".join(named))]
    key = tuple(values[name] for name in KEYS[kind])
    if key in first_lines:
        return [ReadWarning("calendar_twice", line, "", str(first_lines[key]))]
    return []
