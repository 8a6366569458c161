"""Reads of people, organisations and workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from common.querysets import TenantQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class OrganisationQuerySet(TenantQuerySet):
    """Organisations."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that ``user`` is a member of."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=user.organisation_keys())

    def written_by(self, user: User) -> Self:
        """Those for which ``user`` writes, as an owner or an editor."""
        return self.filter(memberships__user=user, memberships__role__in=("owner", "editor"))


class WorkspaceQuerySet(TenantQuerySet):
    """Workspaces."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that ``user``'s organisations take part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=user.workspace_keys())

    def with_parts(self) -> Self:
        """With review, State and session at hand."""
        return self.select_related("review__state_under_review", "review__current_session", "review__cycle")
