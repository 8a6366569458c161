"""Who may do what with people's things. No owner means nobody."""

from typing import Any

from accounts.models import ApiToken, FactorRequest, Invitation, Membership, Organisation, Workspace, WorkspaceMember


def can_edit_record(user: Any) -> bool:
    """Editors of the record decide what enters it."""
    return bool(user.is_authenticated and user.is_record_editor)


def can_read_kept_mails(user: Any) -> bool:
    """Who keeps the record of a server that is only tried out reads the mails that it would have sent."""
    return can_edit_record(user) and user.narrowed_to is None


def can_edit_workspace(user: Any, workspace: Workspace) -> bool:
    """Owners and editors of an organisation that coordinates or contributes write in the workspace."""
    return _has_part(user, workspace, Membership.WRITERS, WorkspaceMember.WRITERS)


def can_coordinate_workspace(user: Any, workspace: Workspace) -> bool:
    """Owners and editors of a coordinating organisation say who takes part, in which groups, until when."""
    return _has_part(user, workspace, Membership.WRITERS, (WorkspaceMember.Role.COORDINATOR,))


def can_comment_in_workspace(user: Any, workspace: Workspace) -> bool:
    """Those who write, and those of a supporting organisation, which guides and decides nothing."""
    return _has_part(user, workspace, Membership.WRITERS, (*WorkspaceMember.WRITERS, WorkspaceMember.Role.SUPPORTER))


def can_publish_workspace(user: Any, workspace: Workspace) -> bool:
    """What leaves the workspace is decided by an owner of the coordinating organisation."""
    return _has_part(user, workspace, (Membership.Role.OWNER,), (WorkspaceMember.Role.COORDINATOR,))


def can_own_organisation(user: Any, organisation: Organisation) -> bool:
    """An owner decides about members, invitations, the policy of sign-in, and closing."""
    if not user.is_authenticated or user.narrowed_to is not None:
        return False
    return Membership.objects.filter(user=user, organisation=organisation).owners().exists()


def can_change_organisation(user: Any, organisation: Organisation) -> bool:
    """What is written of an organisation, and whom it invites, is decided by its owners while it is open."""
    return not organisation.is_closed and can_own_organisation(user, organisation)


def can_remove_member(user: Any, membership: Membership) -> bool:
    """An owner takes people out; everybody may leave."""
    is_own = user.is_authenticated and user.narrowed_to is None and membership.user_id == user.pk
    return is_own or can_own_organisation(user, membership.organisation)


def can_withdraw_invitation(user: Any, invitation: Invitation) -> bool:
    """Whoever may open such a door may shut it."""
    if invitation.workspace:
        return can_coordinate_workspace(user, invitation.workspace)
    return invitation.organisation is not None and can_own_organisation(user, invitation.organisation)


def can_remove_part(user: Any, part: WorkspaceMember) -> bool:
    """Who coordinates takes an organisation out of a workspace; its own owner takes it along."""
    return can_coordinate_workspace(user, part.workspace) or can_own_organisation(user, part.organisation)


def can_join_with(user: Any, organisation: Organisation) -> bool:
    """An owner of an open organisation brings it into a workspace, and takes it out again."""
    return not organisation.is_closed and can_own_organisation(user, organisation)


def can_make_token(user: Any) -> bool:
    """Everybody signed in makes keys for themselves; a program never makes another key."""
    return bool(user.is_authenticated and user.narrowed_to is None)


def can_revoke_token(user: Any, token: ApiToken) -> bool:
    """Whoever made a key ends it, and whoever answers for a workspace that it reaches into."""
    return ApiToken.objects.visible_to(user).filter(pk=token.pk).exists()


def _has_part(user: Any, workspace: Workspace, roles: tuple, parts: tuple) -> bool:
    if not user.is_authenticated:
        return False
    if user.narrowed_to is not None and workspace.pk not in user.narrowed_to:
        return False
    memberships = Membership.objects.filter(user=user, role__in=roles, organisation__closed_at=None)
    organisations = memberships.values("organisation")
    return WorkspaceMember.objects.filter(workspace=workspace, organisation__in=organisations, role__in=parts).exists()


def owns_organisation_of(user: Any, person: Any) -> bool:
    """Whether ``user`` owns an open organisation of which ``person`` is a member."""
    if not user.is_authenticated or user.narrowed_to is not None:
        return False
    owned = Membership.objects.filter(user=user, organisation__closed_at=None).owners().values("organisation")
    return Membership.objects.filter(user=person, organisation__in=owned).exists()


def can_allow_way_back(user: Any, request: FactorRequest) -> bool:
    """Owners of the person's organisations, and staff, vouch for somebody who lost a second factor."""
    if not user.is_authenticated or user.narrowed_to is not None or user.pk == request.user_id:
        return False
    return bool(user.is_staff) or owns_organisation_of(user, request.user)


def can_stop_way_back(user: Any, request: FactorRequest) -> bool:
    """The person whose factor it is."""
    return bool(user.is_authenticated and user.pk == request.user_id)
