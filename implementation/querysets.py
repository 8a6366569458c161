"""Reads of what workspaces say happened."""

from __future__ import annotations

from typing import Self

from accounts.querysets import WorkspaceRowQuerySet


class RatingQuerySet(WorkspaceRowQuerySet):
    """Ratings."""

    def current(self) -> Self:
        """The latest of each workspace and recommendation."""
        return self.filter(is_current=True)
