"""The steps of the cycle as a checklist of one workspace: done, open, late, left out, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from accounts.models import AdaptedStep, User, Workspace, WorkspaceStep
from cycles.cycle_steps import STAGES, Step, current_stage, moments, steps
from cycles.key_date_rows import KeyDateRow
from cycles.models import Review
from impact.people import names_of

PUT_OFF = (Review.Status.POSTPONED, Review.Status.SUSPENDED)


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
    # Over before the workspace began, or while its review is put off: nobody's fault.
    is_past: bool = False

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

    @property
    def lines_to_do(self) -> list[StepLine]:
        """Those that are open and were not over before anybody could do them."""
        return [line for line in self.open_lines if not line.is_past]


@dataclass(frozen=True)
class _Workspace:
    """What the lines of one workspace are made from."""

    since: date
    is_put_off: bool
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
        is_over = tick is None and ends is not None and ends < self.on
        # A day that the workspace set itself holds always; a counted one where the workspace could have kept it.
        is_due = bool(row and row.ends_on) or (ends is not None and self.since <= ends and not self.is_put_off)
        is_now = tick is None and not is_over and stage == self.stage and _holds(starts, ends, self.on)
        name = row.name if row and row.name else step.name if step else ""
        return StepLine(
            key=key,
            stage=stage,
            number=step.number if step else None,
            name=name,
            starts=starts,
            ends=ends,
            done=tick,
            adapted=row,
            who=self.who(row),
            is_late=is_over and is_due,
            is_now=is_now,
            is_past=is_over and not is_due,
        )

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
        is_put_off=workspace.review.status in PUT_OFF,
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
    to_do = current.lines_to_do
    later = [line for stage in stages if stage.number > current.number for line in stage.lines_to_do]
    in_order = (
        *(line for line in to_do if line.is_now),
        *(line for line in to_do if not line.is_late),
        *to_do,
        *later,
    )
    return next(iter(in_order), None)


def _holds(starts: date | None, ends: date | None, on: date) -> bool:
    is_dated = starts is not None or ends is not None
    return is_dated and (starts is None or starts <= on) and (ends is None or on <= ends)
