"""What was asked of the authorities as its pages show it: late, waiting, answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User, Workspace
from implementation.models import FollowUp
from reminders.deadline_lines import colleagues_of
from reminders.words import holder_words


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
    """The page: what is late, what waits (a promise does), and what came, the latest first."""

    late: list[FollowUpLine]
    waiting: list[FollowUpLine]
    answered: list[FollowUpLine]

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.waiting or self.answered)


def follow_up_lists(*, workspace: Workspace, user: User, on: date, kind: str = "") -> FollowUpLists:
    """All of a workspace, or those of one kind, in a number of queries that does not grow."""
    rows = FollowUp.objects.visible_to(user).filter(workspace=workspace).with_all().in_order()
    known = colleagues_of(user)
    lines = [follow_up_line_of(row, colleagues=known, on=on) for row in (rows.filter(kind=kind) if kind else rows)]
    answered = [line for line in lines if line.follow_up.answer not in FollowUp.WAITING]
    return FollowUpLists(
        late=[line for line in lines if line.is_late],
        waiting=[line for line in lines if line.follow_up.answer in FollowUp.WAITING and not line.is_late],
        answered=sorted(answered, key=lambda line: line.follow_up.answer_date or date.min, reverse=True),
    )


def follow_up_line(follow_up: FollowUp, *, user: User, on: date) -> FollowUpLine:
    """One of them for ``user``."""
    return follow_up_line_of(follow_up, colleagues=colleagues_of(user), on=on)


def follow_up_line_of(row: FollowUp, *, colleagues: Collection[UUID], on: date) -> FollowUpLine:
    """One of them, with who has it as the reader may see them."""
    return FollowUpLine(row, holder_words(row.person, row.organisation, colleagues), row.is_late(on))
