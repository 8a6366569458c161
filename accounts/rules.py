"""Who may do what with people's things. No owner means nobody."""

from typing import Any

from accounts.models import Membership, Workspace, WorkspaceMember


def can_edit_record(user: Any) -> bool:
    """Editors of the record decide what enters it."""
    return bool(user.is_authenticated and user.is_record_editor)


def can_edit_workspace(user: Any, workspace: Workspace) -> bool:
    """Owners and editors of an organisation that coordinates or contributes write in the workspace."""
    return _has_part(user, workspace, Membership.WRITERS, WorkspaceMember.WRITERS)


def can_publish_workspace(user: Any, workspace: Workspace) -> bool:
    """What leaves the workspace is decided by an owner of the coordinating organisation."""
    return _has_part(user, workspace, (Membership.Role.OWNER,), (WorkspaceMember.Role.COORDINATOR,))


def _has_part(user: Any, workspace: Workspace, roles: tuple, parts: tuple) -> bool:
    if not user.is_authenticated:
        return False
    organisations = Membership.objects.filter(user=user, role__in=roles).values("organisation")
    return WorkspaceMember.objects.filter(workspace=workspace, organisation__in=organisations, role__in=parts).exists()
