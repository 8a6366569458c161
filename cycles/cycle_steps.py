"""The steps of civil society's work through one cycle, and when each of them falls for a review."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.utils.translation import pgettext_lazy

from cycles.key_date_rows import KeyDateRow
from cycles.models import Review

FILE = Path(__file__).resolve().parent / "refdata" / "cycle_steps.csv"
NAMES = {
    "coalition": pgettext_lazy("step of the cycle", "Bring the coalition together"),
    "baseline": pgettext_lazy("step of the cycle", "Rate the last cycle’s recommendations"),
    "consultations": pgettext_lazy("step of the cycle", "Consult: national consultations and the NHRI"),
    "issues": pgettext_lazy("step of the cycle", "Choose priority issues and gather evidence"),
    "draft": pgettext_lazy("step of the cycle", "Draft the submission together"),
    "signoff": pgettext_lazy("step of the cycle", "Sign off and go through the safety gate"),
    "lodge": pgettext_lazy("step of the cycle", "Lodge with OHCHR"),
    "embassies": pgettext_lazy("step of the cycle", "Factsheets and embassies in the country"),
    "geneva": pgettext_lazy("step of the cycle", "Pre-session and missions in Geneva"),
    "review": pgettext_lazy("step of the cycle", "The review: webcast, events, notebook"),
    "positions": pgettext_lazy(
        "step of the cycle", "Between review and adoption: pending recommendations and the addendum"
    ),
    "adoption": pgettext_lazy("step of the cycle", "Adoption: statements in the plenary"),
    "plan": pgettext_lazy("step of the cycle", "Action strategy plan and follow-up mechanism"),
    "follow_up": pgettext_lazy("step of the cycle", "Follow up, rate, press on"),
    "midterm": pgettext_lazy("step of the cycle", "Mid-term report"),
    "handover": pgettext_lazy("step of the cycle", "Carry over to the next cycle"),
}
STAGES = {
    1: pgettext_lazy("stage of the cycle", "Prepare and submit"),
    2: pgettext_lazy("stage of the cycle", "Review and adoption"),
    3: pgettext_lazy("stage of the cycle", "Implement and report"),
}
# The anchors of the file by the moments of a review.
ANCHORS = {
    "submission_deadline": "stakeholder_submission",
    "review_date": "review",
    "adoption_date": "adoption",
    "next_review_date": "next_review",
}
STATUS_STAGES = {Review.Status.ADOPTED: 3, Review.Status.REVIEWED: 2}


@dataclass(frozen=True)
class Step:
    """A step of the cycle: its stage, and its first and last day, counted from moments of the review."""

    number: int
    stage: int
    key: str
    starts: tuple[str, int]
    ends: tuple[str, int]

    @property
    def name(self) -> str:
        return str(NAMES[self.key])

    def days(self, moments: dict[str, date]) -> tuple[date | None, date | None]:
        """From when to when, where the moments are known.

        A moment that may fall on several days counts as its first; what ends with it or after it, from its last.
        """
        milestone, offset = self.ends
        ends = (until(milestone), offset) if offset >= 0 and until(milestone) in moments else self.ends
        return _counted(self.starts, moments), _counted(ends, moments)


@cache
def steps() -> tuple[Step, ...]:
    """The steps of ``refdata/cycle_steps.csv``."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Step(
                int(row["step"]),
                int(row["stage"]),
                row["key"],
                (ANCHORS[row["starts_anchor"]], int(row["starts_offset_days"])),
                (ANCHORS[row["ends_anchor"]], int(row["ends_offset_days"])),
            )
            for row in csv.DictReader(file)
        )


def moments(rows: Iterable[KeyDateRow]) -> dict[str, date]:
    """The days from which steps are counted, of one review's key dates; under ``until`` the last of several."""
    found: dict[str, date] = {}
    for row in rows:
        if row.day and row.milestone in ANCHORS.values():
            found[row.milestone] = row.day
            if row.last_day and row.last_day > row.day:
                found[until(row.milestone)] = row.last_day
    return found


def until(milestone: str) -> str:
    """The name of the last day on which a moment may fall, where its own is not known."""
    return f"{milestone}:until"


def current_stage(review: Review, known: dict[str, date], on: date) -> int:
    """In which stage a review is: what the record says of it, and before it says so, what the calendar says."""
    said = STATUS_STAGES.get(Review.Status(review.status), 1)
    if said == 1 and "review" in known and known["review"] <= on:
        said = 2
    adopted = known.get(until("adoption"), known.get("adoption"))
    if said == 2 and adopted and adopted < on:
        said = 3
    return said


def _counted(anchor: tuple[str, int], known: dict[str, date]) -> date | None:
    milestone, offset = anchor
    day = known.get(milestone)
    return day + timedelta(days=offset) if day else None
