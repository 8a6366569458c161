"""Who may do what in advocacy."""

from typing import Any

from accounts.models import Organisation
from accounts.rules import can_edit_record, can_edit_workspace
from advocacy.models import NotebookLine, PostFact
from submissions.models import ProposedRecommendation


def can_decide_uptake(user: Any, proposal: ProposedRecommendation) -> bool:
    """Whoever writes in the workspace says what became of its proposals."""
    return can_edit_workspace(user, proposal.workspace)


def can_edit_notebook(user: Any, line: NotebookLine) -> bool:
    """Whoever writes in the workspace puts a line of its notebook right, and says what it became."""
    return can_edit_workspace(user, line.workspace)


def can_add_to_directory(user: Any) -> bool:
    """Whoever writes for an organisation, and editors of the record, add missions and embassies."""
    if not user.is_authenticated or user.narrowed_to is not None:
        return False
    return can_edit_record(user) or Organisation.objects.written_by(user).exists()


def can_check_directory(user: Any) -> bool:
    """Editors of the record look at the sources of what others added."""
    return can_edit_record(user)


def can_end_fact(user: Any, fact: PostFact) -> bool:
    """Editors of the record end what is wrong; whoever added it takes it back until it is checked."""
    return can_edit_record(user) or (user.is_authenticated and fact.added_by_id == user.pk and not fact.is_checked)
