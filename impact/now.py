"""Everything that the first page of a workspace shows: where it is, what is late, what is next, and how to do it."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User, Workspace
from cycles.models import Review
from guidance.guide import Guide
from guidance.guides import GUIDES
from impact import standing as standings
from impact.checklist import PUT_OFF, StageLine, StepLine, here, stages_of
from impact.days import days_of
from impact.due import Deadlines, deadlines_of
from impact.open_steps import Desk, OpenStep, open_steps
from impact.place import Place, place_of
from impact.ring import Ring, ring_of
from impact.standing import Before, Standing

# Guides that the page names: to this step, and to those after it.
GUIDES_SHOWN = 3


@dataclass(frozen=True)
class Now:
    """The page, ready for its template."""

    standing: Standing
    before: Before | None
    last_review: Review | None
    stage: StageLine
    step: StepLine | None
    guide: Guide | None
    guides: list[StepLine]
    step_count: int
    place: Place
    ring: Ring
    deadlines: Deadlines
    late: list[OpenStep]
    waiting: list[OpenStep]
    is_put_off: bool

    def context(self) -> dict[str, Any]:
        """Each part by its name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def read_now(*, workspace: Workspace, user: User, at: datetime, can_edit: bool, can_coordinate: bool) -> Now:
    """Read it in a number of queries that does not grow."""
    review, on = workspace.review, timezone.localdate(at)
    where = standings.workspace_standing(workspace=workspace, user=user)
    before = None if where.total else standings.before(review=review, user=user)
    known = days_of(review=review, user=user)
    stages = stages_of(workspace=workspace, user=user, known=known, on=on)
    place = place_of(stages=stages, known=known, on=on)
    deadlines = deadlines_of(workspace=workspace, user=user, at=at, known=known)
    desk = Desk(
        workspace=workspace,
        user=user,
        at=at,
        on=on,
        can_edit=can_edit,
        can_coordinate=can_coordinate,
        stages=stages,
        standing=where,
        late_deadlines=deadlines.late,
    )
    steps = open_steps(desk)
    step = here(stages)
    return Now(
        standing=where,
        before=before,
        last_review=before.review if before else None,
        stage=next(stage for stage in stages if stage.is_current),
        step=step,
        guide=GUIDES.get(step.key) if step else None,
        guides=_guided(stages, step),
        step_count=place.step_total,
        place=place,
        ring=ring_of(place),
        deadlines=deadlines,
        late=[one for one in steps if one.is_late],
        waiting=[one for one in steps if not one.is_late],
        is_put_off=review.status in PUT_OFF,
    )


def _guided(stages: list[StageLine], step: StepLine | None) -> list[StepLine]:
    """The step at which the workspace is and the open ones after it, as far as there are guides to them."""
    lines = [line for stage in stages for line in stage.lines]
    later = lines[lines.index(step) :] if step else []
    return [line for line in later if line.done is None and line.key in GUIDES][:GUIDES_SHOWN]
