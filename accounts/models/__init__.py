"""Who: people, organisations, and the workspaces in which they work on one review."""

from accounts.models.concerns import Concern
from accounts.models.keys import IN_WORKSPACES, WRITING, ApiToken, MachineClient, Scope
from accounts.models.organisations import Invitation, Membership, Organisation
from accounts.models.people import User, UserManager
from accounts.models.second_factors import FactorRequest
from accounts.models.shares import ShareLink
from accounts.models.steps import OWN_STEP, AdaptedStep
from accounts.models.workspaces import (
    CoalitionNotice,
    JoinRequest,
    ThemeGroup,
    Workspace,
    WorkspaceMember,
    WorkspaceStep,
)

__all__ = [
    "IN_WORKSPACES",
    "WRITING",
    "OWN_STEP",
    "AdaptedStep",
    "ApiToken",
    "CoalitionNotice",
    "Concern",
    "FactorRequest",
    "Invitation",
    "JoinRequest",
    "MachineClient",
    "Membership",
    "Organisation",
    "Scope",
    "ShareLink",
    "ThemeGroup",
    "User",
    "UserManager",
    "Workspace",
    "WorkspaceMember",
    "WorkspaceStep",
]
