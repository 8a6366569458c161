"""Where a workspace is in the cycle: how long each stage is, what falls when, and where today stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cycles.cycle_steps import STAGES
from cycles.dates import month_in_words
from cycles.milestones import MILESTONES
from impact.checklist import StageLine, StepLine, here

# From the first step to the submission, from there to the review, to the adoption, and to the next review: the usual
# lengths, by ``refdata/cycle_steps.csv`` and ``deadline_rules.csv``, where a review has no date of its own.
_BEFORE_SUBMISSION = timedelta(days=270)
_TO_REVIEW = timedelta(days=204)
_TO_ADOPTION = timedelta(days=150)
_TO_NEXT = timedelta(days=1690)
# What the ring shows as small circles, by the stage in whose line they are named.
_MOMENTS = {1: ("stakeholder_submission",), 2: ("review", "adoption"), 3: ("midterm_report",)}


@dataclass(frozen=True)
class Moment:
    """A key moment on the ring: its name, its month, and how far round it stands."""

    name: str
    month: str
    fraction: float


@dataclass(frozen=True)
class StageSpan:
    """A stage as a part of the circle, and how much of it is over."""

    number: int
    name: str
    is_current: bool
    starts: float
    ends: float
    over: float
    months: str
    moments: list[Moment]

    @property
    def percent(self) -> int:
        return round(100 * self.over)


@dataclass(frozen=True)
class Place:
    """The three stages, the step at which the workspace is, and today; ``today`` is None where no day is known."""

    stages: list[StageSpan]
    today: float | None
    step: StepLine | None
    step_place: int
    step_total: int

    @property
    def stage(self) -> StageSpan:
        return next(stage for stage in self.stages if stage.is_current)

    @property
    def words(self) -> str:
        """What stands in the strip: the step, and which of how many."""
        if self.step is None:
            return pgettext("a whole cycle", "All steps are done.")
        values = {"place": self.step_place, "total": self.step_total, "name": self.step.name}
        return _("Step %(place)s of %(total)s: %(name)s") % values


def place_of(*, stages: list[StageLine], known: Mapping[str, date], on: date) -> Place:
    """The place of a workspace with these steps; ``known`` are the days of its review."""
    turn = _Turn(known)
    current = next(stage.number for stage in stages if stage.is_current)
    edges = turn.edges()
    today = turn.fraction(on) if turn.is_known else None
    if today is not None:
        # The record may be ahead of the calendar, or behind it: today stands in the stage that it is in.
        today = min(max(today, edges[current - 1]), edges[current])
    spans = [_span(number, current, edges, today, turn) for number in STAGES]
    lines = [line for stage in stages for line in stage.lines]
    step = here(stages)
    return Place(spans, today, step, lines.index(step) + 1 if step else 0, len(lines))


def _span(number: int, current: int, edges: list[float], today: float | None, turn: "_Turn") -> StageSpan:
    starts, ends = edges[number - 1], edges[number]
    over = 1.0 if number < current else 0.0
    if number == current and today is not None:
        over = (today - starts) / (ends - starts)
    return StageSpan(
        number=number,
        name=str(STAGES[number]),
        is_current=number == current,
        starts=starts,
        ends=ends,
        over=over,
        months=turn.months(starts, ends),
        moments=turn.moments(_MOMENTS[number]),
    )


class _Turn:
    """One turn of the circle: from the first step of this cycle to the first of the next."""

    def __init__(self, known: Mapping[str, date]) -> None:
        review = known.get("review")
        self.is_known = review is not None
        self.known = known if review else {}
        self.review = review or date(2000, 1, 1)
        submission = self.known.get("stakeholder_submission", self.review - _TO_REVIEW)
        self.starts = min(submission, self.review) - _BEFORE_SUBMISSION
        self.adoption = max(self.known.get("adoption", self.review + _TO_ADOPTION), self.review + timedelta(days=1))
        following = max(self.known.get("next_review", self.review + _TO_NEXT), self.adoption + _TO_ADOPTION)
        # The next cycle begins as long before its review as this one did; never before this one's adoption is over.
        ends = following - (self.review - self.starts)
        self.ends = max(ends, self.adoption + _TO_ADOPTION)

    def fraction(self, day: date) -> float:
        return min(max((day - self.starts) / (self.ends - self.starts), 0.0), 1.0)

    def edges(self) -> list[float]:
        """Where the stages begin, and where the last one ends."""
        return [0.0, self.fraction(self.review), self.fraction(self.adoption), 1.0]

    def months(self, starts: float, ends: float) -> str:
        if not self.is_known:
            return ""
        length = self.ends - self.starts
        values = {
            "start": month_in_words(self.starts + starts * length, is_alone=False),
            "end": month_in_words(self.starts + ends * length, is_alone=False),
        }
        return pgettext("months", "%(start)s to %(end)s") % values

    def moments(self, names: tuple[str, ...]) -> list[Moment]:
        days = ((name, self.known.get(name)) for name in names)
        return [
            Moment(str(MILESTONES[name].name), month_in_words(day), self.fraction(day))
            for name, day in days
            if day and self.starts <= day <= self.ends
        ]
