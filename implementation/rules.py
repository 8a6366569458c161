"""Who may do what with ratings."""

from collections.abc import Iterable
from typing import Any, TypeVar

from accounts.judging import is_second, people_who_write
from accounts.models import User, Workspace
from accounts.rules import can_edit_workspace
from implementation.models import PledgeRating, Rating

Said = TypeVar("Said", bound=Rating | PledgeRating)


def can_decide_rating(user: Any, rating: Rating | PledgeRating) -> bool:
    """Whoever writes in the workspace approves or returns what others rated; nobody what they had a part in."""
    return can_edit_workspace(user, rating.workspace) and bool(decidable([rating], by=user, workspace=rating.workspace))


def decidable(ratings: Iterable[Said], *, by: User, workspace: Workspace) -> list[Said]:
    """Those of ``ratings`` that ``by`` may approve or return, if they write in ``workspace``."""
    rows = list(ratings)
    is_writer = any(by.pk in row.hands for row in rows)
    everybody = people_who_write(workspace) if is_writer else set()
    return [row for row in rows if is_second(by.pk, writers=row.hands, everybody=everybody)]
