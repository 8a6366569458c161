"""What was asked of the authorities as its pages show it: late, waiting, answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from accounts.models import Membership, User, Workspace
from implementation.models import FollowUp


@dataclass(frozen=True)
class FollowUpLine:
    """One of them in the words of its reader."""

    follow_up: FollowUp
    who: str
    is_late: bool

    @property
    def numbers(self) -> list[str]:
        return [row.number for row in self.follow_up.recommendations.all()]


@dataclass(frozen=True)
class FollowUpLists:
    """The page: what is late, what waits, and what came, the latest first."""

    late: list[FollowUpLine]
    waiting: list[FollowUpLine]
    answered: list[FollowUpLine]

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.waiting or self.answered)


def follow_up_lists(*, workspace: Workspace, user: User, on: date, kind: str = "") -> FollowUpLists:
    """All of a workspace, or those of one kind, in a number of queries that does not grow."""
    rows = FollowUp.objects.visible_to(user).filter(workspace=workspace).with_all().in_order()
    known = _colleagues(user)
    lines = [_line(row, known, on) for row in (rows.filter(kind=kind) if kind else rows)]
    answered = [line for line in lines if line.follow_up.answer]
    return FollowUpLists(
        late=[line for line in lines if line.is_late],
        waiting=[line for line in lines if not line.follow_up.answer and not line.is_late],
        answered=sorted(answered, key=lambda line: line.follow_up.answer_date or date.min, reverse=True),
    )


def follow_up_line(follow_up: FollowUp, *, user: User, on: date) -> FollowUpLine:
    """One of them for ``user``."""
    return _line(follow_up, _colleagues(user), on)


def _colleagues(user: User) -> set[UUID]:
    return set(Membership.objects.visible_to(user).values_list("user", flat=True))


def _line(row: FollowUp, colleagues: Collection[UUID], on: date) -> FollowUpLine:
    """Somebody of another organisation who gave no name is not shown by their address."""
    who = str(row.organisation or "")
    if row.person:
        is_known = row.person_id in colleagues or row.person.name or row.person.deleted_at
        who = str(row.person) if is_known else gettext("somebody of another organisation")
    return FollowUpLine(row, who, row.is_late(on))
