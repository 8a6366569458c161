"""Reads of who is won between the review and the adoption."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from advocacy.querysets import confided_to
from submissions.preparing_querysets import PreparingQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class PushQuerySet(PreparingQuerySet):
    """Whom a workspace pushes."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the workspaces that are ``confided_to`` the user."""
        return self.filter(workspace__in=confided_to(user))

    def with_all(self) -> Self:
        """With who has it and what it is about."""
        return self.select_related("organisation", "person").prefetch_related("recommendations")

    def in_order(self) -> Self:
        """The next due first."""
        return self.order_by("next_date", "name", "pk")
