"""Reads of who is won between the review and the adoption."""

from __future__ import annotations

from typing import Self

from submissions.preparing_querysets import PreparingQuerySet


class PushQuerySet(PreparingQuerySet):
    """Whom a workspace pushes."""

    def with_all(self) -> Self:
        """With who has it and what it is about."""
        return self.select_related("organisation", "person").prefetch_related("recommendations")

    def in_order(self) -> Self:
        """The next due first."""
        return self.order_by("next_date", "name", "pk")
