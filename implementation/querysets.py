"""Reads of what workspaces say happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from common.querysets import TenantQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class WorkspaceRowQuerySet(TenantQuerySet):
    """Rows with a ``workspace``."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the workspaces that ``user``'s organisations take part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(workspace__in=user.workspace_keys())


class RatingQuerySet(WorkspaceRowQuerySet):
    """Ratings."""

    def current(self) -> Self:
        """The latest of each workspace and recommendation."""
        return self.filter(is_current=True)
