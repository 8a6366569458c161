"""Who: people, organisations, and the workspaces in which they work on one review."""

from accounts.models.concerns import Concern
from accounts.models.keys import IN_WORKSPACES, ApiToken, MachineClient, Scope, with_reading
from accounts.models.organisations import Invitation, Membership, Organisation
from accounts.models.people import User, UserManager
from accounts.models.removals import RemovedRow
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
    "RemovedRow",
    "Scope",
    "ShareLink",
    "ThemeGroup",
    "User",
    "UserManager",
    "Workspace",
    "WorkspaceMember",
    "WorkspaceStep",
    "with_reading",
]
