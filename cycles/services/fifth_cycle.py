"""The fifth cycle, counted from the fourth until OHCHR publishes its calendar. Every row of it is an estimate."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from cycles.models import Confidence, Review, WorkingGroupSession
from cycles.source_words import FIFTH_CYCLE, FIFTH_CYCLE_COUNCIL, FIFTH_CYCLE_DEADLINE

CYCLE = 5
SESSIONS_A_CYCLE = 14
# Cycle 4 began in November 2022; UPR Info lists sessions up to January 2031 by month, which agrees with five years.
YEARS_A_CYCLE = 5
# The middle of the deadlines of cycle 4 by the month of the session (sessions 41-54: ILGA, uprdoc.ohchr.org, planner):
# month and day of the deadline, and how many years before the session.
USUAL_DEADLINES = {11: (4, 7, 0), 1: (7, 16, 1), 5: (10, 11, 1)}
# In cycle 4 the Council adopts what session n reviewed at its own session n + 11.
COUNCIL_SESSIONS_LATER = 11


def coming_sessions(fourth: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sessions 55 to 68 to the month, each five years after the session of cycle 4 in its place."""
    return [_session_after(session) for session in fourth]


def coming_council_sessions(sessions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sessions of the Council that would adopt the outcomes of these, without dates."""
    return [
        {
            "number": session["council_session_id"],
            "start_date": None,
            "end_date": None,
            "source": FIFTH_CYCLE_COUNCIL,
            "confidence": Confidence.ESTIMATED,
        }
        for session in sessions
    ]


def coming_reviews(fourth: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One review for each State, in the session in whose place it was planned for in cycle 4."""
    return [_review_after(review) for review in fourth]


def _session_after(session: dict[str, Any]) -> dict[str, Any]:
    # A session that begins in the last days of April is a session of May.
    start = session["start_date"] + timedelta(days=5)
    month, day, years_before = USUAL_DEADLINES[start.month]
    year = start.year + YEARS_A_CYCLE
    number = session["number"] + SESSIONS_A_CYCLE
    return {
        "number": number,
        "cycle_id": CYCLE,
        "start_date": date(year, start.month, 1),
        "end_date": None,
        "date_precision": WorkingGroupSession.Precision.MONTH,
        "council_session_id": number + COUNCIL_SESSIONS_LATER,
        "submission_deadline": date(year - years_before, month, day),
        "submission_deadline_confidence": Confidence.ESTIMATED,
        "submission_deadline_source": FIFTH_CYCLE_DEADLINE,
        "submission_window_opens": None,
        "national_report_deadline": None,
        "presession_start_date": None,
        "presession_end_date": None,
        "source": FIFTH_CYCLE,
        "confidence": Confidence.ESTIMATED,
    }


def _review_after(review: dict[str, Any]) -> dict[str, Any]:
    session = review["original_session_id"] + SESSIONS_A_CYCLE
    return review | {
        "cycle_id": CYCLE,
        "original_session_id": session,
        "current_session_id": session,
        "status": Review.Status.SCHEDULED,
        "review_date": None,
        "adoption_date": None,
        "adoption_confidence": Confidence.UNVERIFIED,
        "adoption_source": "",
        "adoption_session_id": session + COUNCIL_SESSIONS_LATER,
        "note": "",
        "source": FIFTH_CYCLE,
        "confidence": Confidence.ESTIMATED,
    }
