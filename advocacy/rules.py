"""Who may do what in advocacy."""

from typing import Any

from accounts.rules import can_edit_workspace
from submissions.models import ProposedRecommendation


def can_decide_uptake(user: Any, proposal: ProposedRecommendation) -> bool:
    """Whoever writes in the workspace says what became of its proposals."""
    return can_edit_workspace(user, proposal.workspace)
