"""Who may do what with submissions."""

from typing import Any

from accounts.models import Organisation, WorkspaceMember
from accounts.rules import (
    can_comment_in_workspace,
    can_coordinate_workspace,
    can_edit_workspace,
    can_own_organisation,
)
from submissions.models import Comment, Paragraph, Section, Submission


def can_edit_submission(user: Any, submission: Submission) -> bool:
    """Whoever writes in the workspace writes in its submissions; whether the text is still open, the services say."""
    return can_edit_workspace(user, submission.workspace)


def can_edit_section(user: Any, section: Section) -> bool:
    """As the submission that it is a part of."""
    return can_edit_workspace(user, section.workspace)


def can_edit_paragraph(user: Any, paragraph: Paragraph) -> bool:
    """As the submission that it stands in."""
    return can_edit_workspace(user, paragraph.workspace)


def can_comment_on_paragraph(user: Any, paragraph: Paragraph) -> bool:
    """Those who write, and those of supporting organisations, who guide and decide nothing."""
    return can_comment_in_workspace(user, paragraph.workspace)


def can_decide_comment(user: Any, comment: Comment) -> bool:
    """Whoever writes in the workspace, and whoever said it."""
    mine = comment.by_id == user.pk and can_comment_in_workspace(user, comment.workspace)
    return mine or can_edit_workspace(user, comment.workspace)


def can_sign_submission(user: Any, submission: Submission, organisation: Organisation) -> bool:
    """An owner signs for an organisation that coordinates or contributes; nobody for another one."""
    part = WorkspaceMember.objects.filter(workspace=submission.workspace_id, organisation=organisation)
    takes_part = part.filter(role__in=WorkspaceMember.WRITERS).exists()
    return takes_part and not organisation.is_closed and can_own_organisation(user, organisation)


def can_close_text(user: Any, submission: Submission) -> bool:
    """Whoever coordinates says when the text is closed, and when its numbers are fixed."""
    return can_coordinate_workspace(user, submission.workspace)


def can_lodge_submission(user: Any, submission: Submission) -> bool:
    """Owners and editors of a coordinating organisation lodge, correct and withdraw; nobody does for them."""
    return can_coordinate_workspace(user, submission.workspace)
