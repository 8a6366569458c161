"""Reads of people, organisations and workspaces."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import F, Q, QuerySet

from common.querysets import TenantQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

WRITERS = ("owner", "editor")


def organisation_keys(user: User) -> QuerySet:
    """Keys of the organisations that ``user`` is a member of; none for one who is narrowed to workspaces."""
    rows = apps.get_model("accounts", "Membership").objects.filter(user=user)
    return (rows if user.narrowed_to is None else rows.none()).values("organisation")


def workspace_keys(user: User) -> QuerySet:
    """Keys of the workspaces that ``user``'s organisations take part in; of those only, where ``user`` is narrowed."""
    memberships = apps.get_model("accounts", "Membership").objects.filter(user=user)
    rows = apps.get_model("accounts", "WorkspaceMember").objects.filter(
        organisation__in=memberships.values("organisation")
    )
    return (rows if user.narrowed_to is None else rows.filter(workspace__in=user.narrowed_to)).values("workspace")


class OrganisationQuerySet(TenantQuerySet):
    """Organisations."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that ``user`` is a member of."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=organisation_keys(user))

    def met_by(self, user: User) -> Self:
        """Those of which ``user`` may know the name: one's own, partners in a workspace, and those who may be found."""
        partners = apps.get_model("accounts", "WorkspaceMember").objects.visible_to(user).values("organisation")
        return self.filter(Q(pk__in=organisation_keys(user)) | Q(pk__in=partners) | Q(is_public=True))

    def written_by(self, user: User) -> Self:
        """Those for which ``user`` writes, as an owner or an editor."""
        return self.filter(memberships__user=user, memberships__role__in=WRITERS, closed_at=None)

    def owned_by(self, user: User) -> Self:
        """Those that ``user`` owns and that are open."""
        return self.filter(memberships__user=user, memberships__role="owner", closed_at=None)


class MembershipQuerySet(TenantQuerySet):
    """Who belongs to an organisation."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The members of ``user``'s own organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=organisation_keys(user))

    def owners(self) -> Self:
        """Those who own."""
        return self.filter(role="owner")


class InvitationQuerySet(TenantQuerySet):
    """Invitations into organisations and workspaces."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of ``user``'s organisations and workspaces; a rule says who may see their addresses."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(organisation__in=organisation_keys(user)) | Q(workspace__in=workspace_keys(user)))

    def open(self, *, at: datetime) -> Self:
        """Those that can still be used."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


class WorkspaceQuerySet(TenantQuerySet):
    """Workspaces."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that ``user``'s organisations take part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=workspace_keys(user))

    def with_parts(self) -> Self:
        """With review, State and session at hand."""
        return self.select_related("review__state_under_review", "review__current_session", "review__cycle")


class WorkspaceRowQuerySet(TenantQuerySet):
    """Rows with a ``workspace``."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the workspaces that ``user``'s organisations take part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(workspace__in=workspace_keys(user))


class WorkspaceMemberQuerySet(WorkspaceRowQuerySet):
    """The organisations of workspaces."""

    def coordinators(self) -> Self:
        """Those that coordinate."""
        return self.filter(role="coordinator")


class ThemeGroupQuerySet(WorkspaceRowQuerySet):
    """Theme groups of workspaces."""

    def in_order(self) -> Self:
        """The next due first, those without a day last."""
        return self.order_by(F("due_date").asc(nulls_last=True), "name", "pk")


class CoalitionNoticeQuerySet(TenantQuerySet):
    """Coalitions that chose to be found."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All of them, for people who are signed in themselves."""
        return self if user.is_authenticated and user.narrowed_to is None else self.none()


class JoinRequestQuerySet(TenantQuerySet):
    """Requests to join coalitions."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those to ``user``'s workspaces, and those of ``user``'s organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(workspace__in=workspace_keys(user)) | Q(organisation__in=organisation_keys(user)))

    def waiting(self) -> Self:
        """Not answered yet, the oldest first."""
        return self.filter(answer="waiting").order_by("asked_at", "pk")
