"""Who may do what in advocacy."""

from typing import Any

from accounts.judging import is_second, people_who_write
from accounts.models import Organisation, Workspace
from accounts.rules import can_coordinate_workspace, can_edit_record, can_edit_workspace
from advocacy.models import Ask, CampaignMessage, Meeting, NotebookLine, PostFact, Target
from advocacy.querysets import confided_to
from submissions.models import ProposedRecommendation


def can_decide_uptake(user: Any, proposal: ProposedRecommendation) -> bool:
    """Whoever writes in the workspace says what became of its proposals."""
    return can_edit_workspace(user, proposal.workspace)


def can_edit_notebook(user: Any, line: NotebookLine) -> bool:
    """Whoever writes in the workspace puts a line of its notebook right, and says what it became."""
    return can_edit_workspace(user, line.workspace)


def can_edit_advocacy(user: Any, row: Target | Meeting | Ask) -> bool:
    """Whoever writes in the workspace writes in its pipeline and its meetings."""
    return can_edit_workspace(user, row.workspace)


def can_see_confided(user: Any, workspace: Workspace) -> bool:
    """Contacts, meetings and the pipeline are for all who take part, not for those who observe (``confided_to``)."""
    return bool(user.is_authenticated) and confided_to(user).filter(workspace=workspace.pk).exists()


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


def can_see_delegates(user: Any, workspace: Workspace) -> bool:
    """People who write in the workspace; readers, supporters, observers and programs never see who comes to Geneva.

    Of whom, ``DelegateQuerySet.visible_to`` says: whoever coordinates sees everybody, others their own people.
    """
    return bool(user.is_authenticated and user.narrowed_to is None) and can_edit_workspace(user, workspace)


def can_take_delegates_along(user: Any, workspace: Workspace) -> bool:
    """The whole list leaves, on paper or as a file, only with whoever coordinates."""
    return can_see_delegates(user, workspace) and can_coordinate_workspace(user, workspace)


def can_approve_message(user: Any, message: CampaignMessage) -> bool:
    """Whoever writes in the workspace approves words that they had no part in, and one who writes alone their own."""
    if not can_edit_workspace(user, message.workspace):
        return False
    if user.pk not in message.hands:
        return True
    everybody = people_who_write(message.workspace)
    return everybody == {user.pk} or is_second(user.pk, writers=message.hands, everybody=everybody)


def writes_alone(user: Any, workspace: Workspace) -> bool:
    """Whether nobody else could write there: no other organisation, and no colleague."""
    return people_who_write(workspace) == {user.pk}
