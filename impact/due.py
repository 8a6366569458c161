"""The open deadlines of a workspace, as its first page and its strip show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User, Workspace
from cycles.milestones import MILESTONES
from reminders.deadline_lines import DeadlineLine, colleagues_of, deadline_line, is_late
from reminders.models import Deadline
from reminders.moments import GENEVA
from reminders.words import what_is_due
from reminders.zones import zone_of

# As many as the page has room for; the rest is one click away.
FIRST_SHOWN = 5
# Days that others set and that everything hangs on; those of no other are shown.
_MAIN = ("review", "adoption", "next_review")
# From these days on something can be done; they are on the list, and no deadline.
_BEGINNINGS = ("national_consultations", "submission_window_opens", "embassy_advocacy", "geneva_mission_advocacy")
# Shown until the deadlines of a new workspace have been brought in step with the calendar.
_BEFORE_THAT = ("stakeholder_submission", "review", "adoption", "midterm_report", "next_review")


@dataclass(frozen=True)
class DueNext:
    """The nearest deadline, and how many days it is away."""

    what: str
    days: int

    @property
    def left(self) -> str:
        if not self.days:
            return _("today")
        return ngettext("%(number)s day left", "%(number)s days left", self.days) % {"number": self.days}

    @property
    def unit(self) -> str:
        """What stands under the number in the ring."""
        return ngettext("day until", "days until", self.days)


@dataclass(frozen=True)
class Deadlines:
    """What is late, what comes next, and the nearest of all."""

    late: list[DeadlineLine]
    ahead: list[DeadlineLine]
    next: DueNext | None


def deadlines_of(*, workspace: Workspace, user: User, at: datetime, known: Mapping[str, date]) -> Deadlines:
    """The open deadlines of a workspace that are ours to keep; dates of others are in the calendar of the review."""
    rows = list(
        Deadline.objects.visible_to(user)
        .filter(workspace=workspace)
        .open()
        .select_related("organisation", "person")
        .order_by("ends_at", "pk")
    )
    late = [row for row in rows if is_late(row, at)]
    ahead = [row for row in rows if row.ends_at >= at and (_is_ours(row) or row.milestone in _MAIN)]
    shown = [*late, *ahead[:FIRST_SHOWN]]
    colleagues = colleagues_of(user) if any(row.person_id for row in shown) else set()
    zone = zone_of(user) if any(row.time for row in shown) else GENEVA

    def line(row: Deadline, missed: bool) -> DeadlineLine:
        return deadline_line(row, user=user, zone=zone, colleagues=colleagues, at=at, is_late=missed)

    return Deadlines(
        late=[line(row, missed=True) for row in late],
        ahead=[line(row, missed=False) for row in ahead[:FIRST_SHOWN]],
        next=_next(next((row for row in ahead if _is_ours(row) and row.milestone not in _BEGINNINGS), None), known, at),
    )


def due_next(*, workspace: Workspace, user: User, at: datetime, known: Mapping[str, date]) -> DueNext | None:
    """The nearest deadline alone."""
    rows = Deadline.objects.visible_to(user).filter(workspace=workspace).ahead(at)
    ours = rows.exclude(kind=Deadline.Kind.UN_DATE).exclude(milestone__in=_BEGINNINGS)
    return _next(ours.first(), known, at)


def _is_ours(row: Deadline) -> bool:
    return row.kind != Deadline.Kind.UN_DATE


def _next(row: Deadline | None, known: Mapping[str, date], at: datetime) -> DueNext | None:
    on = timezone.localdate(at)
    if row:
        # Once it has begun, its last day is what is still to come.
        day = row.date if row.date >= on else row.last_day
        return DueNext(what_is_due(row), max((day - on).days, 0))
    coming = sorted((day, name) for name, day in known.items() if name in _BEFORE_THAT and day >= on)
    return DueNext(str(MILESTONES[coming[0][1]].name), (coming[0][0] - on).days) if coming else None
