"""The deadlines of a workspace as its pages list them: late, ahead by month, and what is over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from accounts.models import Membership, User, Workspace
from cycles.dates import month_in_words
from reminders.models import Deadline
from reminders.words import WhenDue, holder_words, time_left, what_is_due, when_due
from reminders.zones import zone_of

# Of what is over, as many as fit on a page; the rest on request.
FIRST_SHOWN = 50


@dataclass(frozen=True)
class DeadlineLine:
    """One deadline in the words of its reader."""

    deadline: Deadline
    what: str
    when: WhenDue
    left: str
    who: str
    is_mine: bool
    is_late: bool


@dataclass(frozen=True)
class DeadlineLists:
    """The page: ``ahead`` by month, ``over`` the latest first, of which ``more`` are left out."""

    late: list[DeadlineLine]
    ahead: list[tuple[str, list[DeadlineLine]]]
    over: list[DeadlineLine]
    more: int

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.ahead or self.over)


def colleagues_of(user: User) -> set[UUID]:
    """Keys of the people whose address ``user`` may see."""
    return set(Membership.objects.visible_to(user).values_list("user", flat=True))


def deadline_line(
    deadline: Deadline, *, user: User, zone: str, colleagues: Collection[UUID], at: datetime, is_late: bool
) -> DeadlineLine:
    """One deadline for ``user``, whose clock is ``zone``."""
    return DeadlineLine(
        deadline=deadline,
        what=what_is_due(deadline),
        when=when_due(deadline, zone),
        left=time_left(deadline, at) if deadline.status == Deadline.Status.OPEN else "",
        who=holder_words(deadline.person, deadline.organisation, colleagues),
        is_mine=deadline.person_id == user.pk,
        is_late=is_late,
    )


def is_late(deadline: Deadline, at: datetime) -> bool:
    """As ``DeadlineQuerySet.late``: open, over, and somebody's or the workspace's own."""
    is_somebodys = deadline.is_assigned or not deadline.is_of_review
    return deadline.status == Deadline.Status.OPEN and deadline.ends_at < at and is_somebodys


def deadline_lists(*, workspace: Workspace, user: User, at: datetime, everything: bool) -> DeadlineLists:
    """All deadlines of ``workspace`` in a number of queries that does not grow."""
    zone, colleagues = zone_of(user), colleagues_of(user)
    rows = Deadline.objects.visible_to(user).filter(workspace=workspace).with_people().order_by("ends_at", "pk")
    late: list[DeadlineLine] = []
    ahead: list[DeadlineLine] = []
    over: list[DeadlineLine] = []
    for row in rows:
        missed = is_late(row, at)
        is_ahead = row.status == Deadline.Status.OPEN and row.ends_at >= at
        kept = late if missed else ahead if is_ahead else over
        kept.append(deadline_line(row, user=user, zone=zone, colleagues=colleagues, at=at, is_late=missed))
    # What may fall on several days stands under the month of its first, whenever it ends.
    ahead.sort(key=lambda line: line.deadline.date)
    shown = over[::-1] if everything else over[: -FIRST_SHOWN - 1 : -1]
    months = groupby(ahead, key=lambda line: line.deadline.date.replace(day=1))
    return DeadlineLists(
        late=late[::-1],
        ahead=[(month_in_words(month), list(lines)) for month, lines in months],
        over=shown,
        more=len(over) - len(shown),
    )
