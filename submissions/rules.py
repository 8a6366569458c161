"""Who may do what with submissions."""

from typing import Any

from django.db.models import Q

from accounts.models import Organisation, WorkspaceMember
from accounts.rules import (
    can_comment_in_workspace,
    can_coordinate_workspace,
    can_edit_workspace,
    can_own_organisation,
)
from submissions.models import Comment, Paragraph, Section, SigningMandate, Submission


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
    """An owner signs for an organisation that takes part, and whoever it lets sign for it while that stands."""
    if not _may_be_signed_for(submission, organisation):
        return False
    return can_own_organisation(user, organisation) or mandate_of(user, submission, organisation) is not None


def can_give_mandate(user: Any, submission: Submission, organisation: Organisation) -> bool:
    """Only an owner lets others sign for an organisation, and ends it."""
    return _may_be_signed_for(submission, organisation) and can_own_organisation(user, organisation)


def mandate_of(user: Any, submission: Submission, organisation: Organisation) -> SigningMandate | None:
    """By what ``user`` signs for an organisation that is not their own."""
    if not user.is_authenticated or user.narrowed_to is not None:
        return None
    rows = SigningMandate.objects.visible_to(user).standing().filter(submission=submission, organisation=organisation)
    owned = Organisation.objects.owned_by(user)
    return rows.filter(Q(to_person=user.pk) | Q(to_organisation__in=owned.values("pk"))).first()


def _may_be_signed_for(submission: Submission, organisation: Organisation) -> bool:
    part = WorkspaceMember.objects.filter(workspace=submission.workspace_id, organisation=organisation)
    return part.filter(role__in=WorkspaceMember.WRITERS).exists() and not organisation.is_closed


def can_close_text(user: Any, submission: Submission) -> bool:
    """Whoever coordinates says when the text is closed, and when its numbers are fixed."""
    return can_coordinate_workspace(user, submission.workspace)


def can_lodge_submission(user: Any, submission: Submission) -> bool:
    """Owners and editors of a coordinating organisation lodge, correct and withdraw; nobody does for them."""
    return can_coordinate_workspace(user, submission.workspace)
