"""Reads of what workspaces say happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from accounts.querysets import WorkspaceRowQuerySet, workspace_keys

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

# How long what was deleted can be taken back.
DAYS_IN_BIN = 30


class VerdictQuerySet(WorkspaceRowQuerySet):
    """What was said of recommendations, or of pledges."""

    def current(self) -> Self:
        """The latest of each voice and organisation on each of them in a workspace."""
        return self.filter(is_current=True)

    def ours(self) -> Self:
        """What the workspace itself says: civil society, or a national institution."""
        return self.filter(is_ours=True)


class RatingQuerySet(VerdictQuerySet):
    """Ratings."""

    def counted(self) -> Self:
        """Those that count for their workspace: one of a recommendation at most."""
        return self.filter(is_counted=True)

    def of_each(self) -> Self:
        """One of each recommendation: the latest current one of the workspace itself, before it that which counts."""
        rows = self.current().ours().order_by("recommendation_id", "-is_counted", "-rated_at", "pk")
        return rows.distinct("recommendation_id")

    def to_be_approved(self) -> Self:
        """Those that wait for another person's word, the oldest first."""
        return self.current().filter(state="sent").order_by("rated_at", "recommendation", "pk")


class RatingClusterQuerySet(WorkspaceRowQuerySet):
    """Recommendations that are rated together."""

    def kept(self) -> Self:
        """Those that nobody dissolved, by name."""
        return self.filter(dissolved_at=None).order_by("name", "pk")


class EvidenceQuerySet(WorkspaceRowQuerySet):
    """Evidence."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """That of ``user``'s workspaces, but for what lies in the bin."""
        return super().visible_to(user).filter(binned_at=None)

    def may_leave(self) -> Self:
        """What may stand in a report, a file, an answer of the API or a shared page: nothing that is sensitive."""
        return self.filter(is_sensitive=False, binned_at=None)

    def in_bin_of(self, user: User) -> Self:
        """What lies in the bins of ``user``'s workspaces, the latest first."""
        return super().visible_to(user).exclude(binned_at=None).order_by("-binned_at", "pk")

    def to_be_emptied(self, *, at: datetime) -> Self:
        """What has lain in a bin for 30 days."""
        return self.filter(binned_at__lt=at - timedelta(days=DAYS_IN_BIN))


class CycleLinkQuerySet(WorkspaceRowQuerySet):
    """Which workspace follows which."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those between workspaces in both of which ``user``'s organisations take part."""
        if not user.is_authenticated:
            return self.none()
        return super().visible_to(user).filter(earlier__in=workspace_keys(user))
