"""The files of ``cycles/refdata`` as rows of our models."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Model

from cycles.models import (
    Confidence,
    CouncilSession,
    Cycle,
    DeadlineRule,
    Goal,
    PersonGroup,
    Review,
    State,
    StateAlias,
    Theme,
    WorkingGroupSession,
)
from cycles.services import fifth_cycle
from cycles.services.crosswalk import ISSUES
from cycles.source_words import FIFTH_CYCLE

FOLDER = Path(__file__).resolve().parent.parent / "refdata"
# What a source says of itself where nobody looked it up.
UNCHECKED = "from memory"
CYCLES = [(1, 1, 12), (2, 13, 26), (3, 27, 40), (4, 41, 54), (5, 55, 68)]

# Words of the files on how sure they are.
_DEADLINES = {
    "confirmed": Confidence.CONFIRMED,
    "tentative": Confidence.TENTATIVE,
    "unverified": Confidence.UNVERIFIED,
    "unknown": Confidence.UNVERIFIED,
}
_REVIEWS = {
    "confirmed": Confidence.CONFIRMED,
    "derived": Confidence.ESTIMATED,
    "unknown": Confidence.UNVERIFIED,
}

_PRECISIONS = {
    "rule": DeadlineRule.Precision.RULE,
    "published per session": DeadlineRule.Precision.PER_SESSION,
    "per session": DeadlineRule.Precision.PER_SESSION,
    "observed": DeadlineRule.Precision.OBSERVED,
    "estimate": DeadlineRule.Precision.ESTIMATE,
    "soft": DeadlineRule.Precision.SOFT,
}
_WORKING_DAYS = re.compile(r"(\d+) working days")

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """What the files say of one model: its rows, and the fields that tell one row from another."""

    model: type[Model]
    key: tuple[str, ...]
    rows: list[Row]


def read_tables() -> list[Table]:
    """Every table, in the order in which the rows need each other."""
    sessions = _rows("upr_sessions.csv", _session)
    reviews = _rows("upr_reviews.csv", _review)
    councils = _rows("hrc_sessions.csv", _council_session)
    coming = fifth_cycle.coming_sessions(row for row in sessions if row["cycle_id"] == 4)
    states = _rows("countries.csv", _state)
    return [
        Table(State, ("iso3",), states),
        Table(StateAlias, ("alias",), _aliases(states)),
        Table(Cycle, ("number",), [_cycle(*row) for row in CYCLES]),
        Table(CouncilSession, ("number",), councils + fifth_cycle.coming_council_sessions(coming)),
        Table(WorkingGroupSession, ("number",), sessions + coming),
        Table(
            Review,
            ("state_under_review_id", "cycle_id"),
            reviews + fifth_cycle.coming_reviews(row for row in reviews if row["cycle_id"] == 4),
        ),
        Table(
            Theme,
            ("scheme", "version", "code", "label"),
            _rows("ohchr_themes.csv", _theme) + _rows("upr_info_issues.csv", _issue),
        ),
        Table(PersonGroup, ("version", "label"), _rows("ohchr_affected_persons.csv", dict)),
        Table(Goal, ("number",), _rows("sdg_goals.csv", _goal)),
        Table(DeadlineRule, ("milestone",), _deadline_rules()),
    ]


def _rows(name: str, convert: Callable[[dict[str, str]], Row]) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [convert(row) for row in csv.DictReader(file)]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _state(row: dict[str, str]) -> Row:
    names = {f"name_{language}": row[f"name_{language}"] for language in ("fr", "es", "ar", "ru", "zh")}
    return names | {
        "iso3": row["iso3"],
        "iso2": row["iso2"],
        "name_un": row["name_un_en"],
        "name_en": row["name_short_en"],
        "regional_group": row["regional_group"],
        "is_member": row["is_un_member"] == "1",
        "is_ldc": row["is_ldc"] == "1",
        "is_sids": row["is_sids"] == "1",
        "source": "Names: the United Nations in six languages. Groups: as used for elections, UPR Info",
        "confidence": Confidence.CONFIRMED,
    }


def _aliases(states: list[Row]) -> list[Row]:
    """The names of the file, and the two English names of each State."""
    found = {row["alias"]: row["iso3"] for row in _rows("country_aliases.csv", dict)}
    for state in states:
        found |= {state["name_un"]: state["iso3"], state["name_en"]: state["iso3"]}
    return [{"alias": alias, "state_id": iso3} for alias, iso3 in found.items()]


def _cycle(number: int, first: int, last: int) -> Row:
    is_coming = number == fifth_cycle.CYCLE
    return {
        "number": number,
        "first_session": first,
        "last_session": last,
        "source": FIFTH_CYCLE if is_coming else "OHCHR on the 41st session; UPR Info",
        "confidence": Confidence.ESTIMATED if is_coming else Confidence.CONFIRMED,
    }


def _sureness(row: dict[str, str]) -> Confidence:
    """Confirmed, unless the row itself says that its source was not checked."""
    return Confidence.UNVERIFIED if UNCHECKED in row["source"].lower() else Confidence.CONFIRMED


def _council_session(row: dict[str, str]) -> Row:
    sure = _sureness(row)
    return {
        "number": int(row["hrc_session"]),
        "start_date": _day(row["start_date"]),
        "end_date": _day(row["end_date"]),
        "source": row["source"],
        "confidence": sure if row["start_date"] else Confidence.ESTIMATED,
    }


def _session(row: dict[str, str]) -> Row:
    sure = _sureness(row)
    return {
        "number": int(row["session"]),
        "cycle_id": int(row["cycle"]),
        "start_date": _day(row["start_date"]),
        "end_date": _day(row["end_date"]),
        "date_precision": row["date_precision"],
        "council_session_id": _number(row["adoption_hrc_session"]),
        "submission_deadline": _day(row["stakeholder_deadline"]),
        "submission_deadline_confidence": _DEADLINES[row["stakeholder_deadline_status"]],
        "submission_deadline_source": row["stakeholder_deadline_source"],
        "submission_window_opens": _day(row["submission_window_opens"]),
        "national_report_deadline": _day(row["national_report_deadline"]),
        "presession_start_date": _day(row["presession_start"]),
        "presession_end_date": _day(row["presession_end"]),
        "source": row["source"],
        "confidence": sure if row["status"] == "past" else Confidence.TENTATIVE,
    }


def _review(row: dict[str, str]) -> Row:
    dated = row["review_date_source"]
    return {
        "state_under_review_id": row["iso3"],
        "cycle_id": int(row["cycle"]),
        "original_session_id": _number(row["original_session"]),
        "current_session_id": _number(row["current_session"]),
        "review_order": _number(row["review_order"]),
        "status": row["status"],
        "review_date": _day(row["review_date"]),
        "adoption_date": _day(row["adoption_date"]),
        "adoption_confidence": _REVIEWS[row["confidence"]] if row["adoption_date"] else Confidence.UNVERIFIED,
        "adoption_source": row["source"] if row["adoption_date"] else "",
        "adoption_session_id": _number(row["adoption_hrc_session"]),
        "note": row["note"],
        "source": row["source"] + (f"; day of the review: {dated}" if dated else ""),
        "confidence": _REVIEWS[row["confidence"]],
    }


def _deadline_rules() -> list[Row]:
    return [row | {"order": order} for order, row in enumerate(_rows("deadline_rules.csv", _deadline_rule), start=1)]


def _deadline_rule(row: dict[str, str]) -> Row:
    working_days = _WORKING_DAYS.match(row["offset_text"])
    offset = int(row["offset_days"])
    if working_days:
        offset = int(working_days[1]) * (-1 if offset < 0 else 1)
    return {
        "milestone": row["milestone"],
        "actors": " ".join(actor.strip() for actor in row["actor"].split(";")),
        "anchor": row["anchor"],
        "offset_days": offset,
        "in_working_days": working_days is not None,
        "precision": _PRECISIONS[row["precision"]],
        "observed": row["observed"],
        "source": row["source"],
        "confidence": _sureness(row),
    }


def _theme(row: dict[str, str]) -> Row:
    return {"scheme": Theme.Scheme.OHCHR} | row


def _issue(row: dict[str, str]) -> Row:
    return ISSUES | {
        "code": row["number"],
        "label": row["label"],
        "source": "UPR Info, Issue categorisation, October 2014",
    }


def _goal(row: dict[str, str]) -> Row:
    return {"number": int(row.pop("goal"))} | row
