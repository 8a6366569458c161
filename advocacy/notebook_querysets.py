"""Reads of the notebook of a review."""

from __future__ import annotations

from typing import Self

from django.db.models import Count, Max

from accounts.querysets import WorkspaceRowQuerySet
from submissions.preparing_querysets import PreparingQuerySet


class NotebookQuerySet(PreparingQuerySet):
    """Lines of notebooks."""

    def with_all(self) -> Self:
        """With who typed it, what a person set, and what was decided."""
        lines = self.select_related("created_by", "state", "issue")
        return lines.prefetch_related("matches__recommendation", "matches__decided_by")

    def as_heard(self) -> Self:
        """The first that was heard first."""
        return self.order_by("heard_at", "created_at", "pk")

    def newest(self) -> Self:
        """The last that was heard first."""
        return self.order_by("-heard_at", "-created_at", "-pk")

    def version(self) -> str:
        """Another word after every line that came, changed or went."""
        found = self.aggregate(count=Count("pk"), changed=Max("changed_at"))
        changed = found["changed"]
        return f"{found['count']}-{changed.timestamp() if changed else 0}"


class SpeakingOrderQuerySet(WorkspaceRowQuerySet):
    """Who speaks when in reviews."""


class LineMatchQuerySet(WorkspaceRowQuerySet):
    """What people decided about lines of notebooks."""
