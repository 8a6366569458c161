"""The steps of the cycle as a checklist of one workspace: done, open, late, and the stage in which it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User, Workspace, WorkspaceStep
from cycles.cycle_steps import STAGES, Step, current_stage, moments, steps
from cycles.key_date_rows import KeyDateRow


@dataclass(frozen=True)
class StepLine:
    """A step, its days, and whether it is done."""

    step: Step
    starts: date | None
    ends: date | None
    done: WorkspaceStep | None
    is_late: bool
    is_now: bool


@dataclass(frozen=True)
class StageLine:
    """A stage of the cycle with its steps."""

    number: int
    name: str
    is_current: bool
    lines: list[StepLine]

    @property
    def done(self) -> int:
        return sum(line.done is not None for line in self.lines)

    @property
    def open_lines(self) -> list[StepLine]:
        return [line for line in self.lines if line.done is None]


def checklist(*, workspace: Workspace, user: User, dates: Iterable[KeyDateRow], on: date) -> list[StageLine]:
    """The three stages; ``dates`` are the key dates of the workspace's review."""
    rows = WorkspaceStep.objects.visible_to(user).filter(workspace=workspace).select_related("done_by")
    done = {row.step: row for row in rows}
    known = moments(dates)
    current = current_stage(workspace.review, known, on)
    since = workspace.created_at.date()
    stages: dict[int, list[StepLine]] = {number: [] for number in STAGES}
    for step in steps():
        starts, ends = step.days(known)
        tick = done.get(step.key)
        # What was over before the workspace began is nobody's fault here.
        is_over = tick is None and ends is not None and since <= ends < on
        is_now = tick is None and not is_over and (starts is None or starts <= on) and (ends is None or on <= ends)
        stages[step.stage].append(StepLine(step, starts, ends, tick, is_over, is_now and step.stage == current))
    return [StageLine(number, str(STAGES[number]), number == current, lines) for number, lines in stages.items()]
