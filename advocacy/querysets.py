"""Reads of what became of our proposals."""

from __future__ import annotations

from typing import Self

from accounts.querysets import WorkspaceRowQuerySet

# What counts as taken up; a contrary recommendation does not.
TAKEN_UP = ("fully", "in_part", "weakened")


class UptakeMatchQuerySet(WorkspaceRowQuerySet):
    """What people decided about proposals and recommendations."""

    def with_recommendation(self) -> Self:
        """With the recommendation and the States that made it at hand."""
        return self.select_related("recommendation", "decided_by").prefetch_related("recommendation__state_rows__state")

    def taken_up(self) -> Self:
        """Those by which a proposal was taken up, wholly or in part."""
        return self.filter(verdict__in=TAKEN_UP)
