"""Who may do what with ratings."""

from typing import Any

from accounts.rules import can_edit_workspace
from implementation.models import PledgeRating, Rating


def can_decide_rating(user: Any, rating: Rating | PledgeRating) -> bool:
    """Whoever writes in the workspace approves or returns what another person rated; nobody their own."""
    return rating.rated_by_id != user.pk and can_edit_workspace(user, rating.workspace)
