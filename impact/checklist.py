"""The steps of the cycle as a checklist of one workspace: done, open, late, left out, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from accounts.models import AdaptedStep, User, Workspace, WorkspaceStep
from cycles.cycle_steps import STAGES, Step, current_stage, moments, steps
from cycles.key_date_rows import KeyDateRow
from impact.people import names_of


@dataclass(frozen=True)
class StepLine:
    """A step, its days, who has it, and whether it is done. One of the workspace's own has no number and no guide."""

    key: str
    stage: int
    number: int | None
    name: str
    starts: date | None
    ends: date | None
    done: WorkspaceStep | None
    adapted: AdaptedStep | None
    who: str
    is_late: bool
    is_now: bool

    @property
    def is_own(self) -> bool:
        return self.number is None

    @property
    def is_left_out(self) -> bool:
        return self.adapted is not None and self.adapted.is_left_out

    @property
    def has_own_days(self) -> bool:
        return self.adapted is not None and bool(self.adapted.starts_on or self.adapted.ends_on)


@dataclass(frozen=True)
class StageLine:
    """A stage of the cycle with its steps; those that the workspace leaves out stand apart."""

    number: int
    name: str
    is_current: bool
    lines: list[StepLine]
    left_out: list[StepLine] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(line.done is not None for line in self.lines)

    @property
    def open_lines(self) -> list[StepLine]:
        return [line for line in self.lines if line.done is None]


@dataclass(frozen=True)
class _Workspace:
    """What the lines of one workspace are made from."""

    since: date
    on: date
    stage: int
    known: dict[str, date]
    ticks: dict[str, WorkspaceStep]
    adapted: dict[str, AdaptedStep]
    people: dict[UUID | None, str]

    def line(self, key: str, stage: int, step: Step | None) -> StepLine:
        row, tick = self.adapted.get(key), self.ticks.get(key)
        starts, ends = step.days(self.known) if step else (None, None)
        starts, ends = (row.starts_on or starts, row.ends_on or ends) if row else (starts, ends)
        has_own_end = row is not None and row.ends_on is not None
        # What was over before the workspace began is nobody's fault here, unless it set that day itself.
        is_over = tick is None and ends is not None and ends < self.on and (has_own_end or self.since <= ends)
        is_now = tick is None and not is_over and _holds(starts, ends, self.on) and stage == self.stage
        name = row.name if row and row.name else step.name if step else ""
        number = step.number if step else None
        return StepLine(key, stage, number, name, starts, ends, tick, row, self.who(row), is_over, is_now)

    def who(self, row: AdaptedStep | None) -> str:
        """The person where the reader may know them, else their organisation."""
        if row is None:
            return ""
        return self.people.get(row.person_id) or str(row.organisation or "")


def checklist(*, workspace: Workspace, user: User, dates: Iterable[KeyDateRow], on: date) -> list[StageLine]:
    """The three stages; ``dates`` are the key dates of the workspace's review."""
    return stages_of(workspace=workspace, user=user, known=moments(dates), on=on)


def stages_of(*, workspace: Workspace, user: User, known: dict[str, date], on: date) -> list[StageLine]:
    """The same from the days that steps are counted from."""
    ticks = WorkspaceStep.objects.visible_to(user).filter(workspace=workspace).select_related("done_by")
    rows = AdaptedStep.objects.visible_to(user).filter(workspace=workspace).select_related("organisation")
    adapted = {row.step: row for row in rows.order_by("ends_on", "name", "pk")}
    current = current_stage(workspace.review, known, on)
    found = _Workspace(
        since=workspace.created_at.date(),
        on=on,
        stage=current,
        known=known,
        ticks={row.step: row for row in ticks},
        adapted=adapted,
        people=names_of({row.person_id for row in adapted.values()}, user),
    )
    lines = [found.line(step.key, step.stage, step) for step in steps()]
    lines += [found.line(row.step, row.stage, None) for row in adapted.values() if row.stage is not None]
    return [
        StageLine(
            number,
            str(name),
            number == current,
            [line for line in lines if line.stage == number and not line.is_left_out],
            [line for line in lines if line.stage == number and line.is_left_out],
        )
        for number, name in STAGES.items()
    ]


def here(stages: list[StageLine]) -> StepLine | None:
    """The step at which the workspace is: one whose days it is, else the first open one of the stage, else a later."""
    current = next(stage for stage in stages if stage.is_current)
    open_lines = current.open_lines
    for one in (*(line for line in open_lines if line.is_now), *(line for line in open_lines if not line.is_late)):
        return one
    later = (line for stage in stages if stage.number > current.number for line in stage.open_lines)
    return next(iter(open_lines), None) or next(later, None)


def _holds(starts: date | None, ends: date | None, on: date) -> bool:
    return (starts is None or starts <= on) and (ends is None or on <= ends)
