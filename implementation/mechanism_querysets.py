"""Reads of meetings of the follow-up mechanism, steps in parliament and media work."""

from __future__ import annotations

from typing import Self

from django.db.models import Prefetch

from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Recommendation


class OccasionQuerySet(WorkspaceRowQuerySet):
    """Occasions."""

    def newest_first(self) -> Self:
        """The latest day first."""
        return self.order_by("-date", "-created_at", "pk")

    def with_all(self) -> Self:
        """With who goes there and the recommendations that it is about, for lists."""
        about = Prefetch("recommendations", queryset=Recommendation.objects.select_related("review").in_order())
        return self.select_related("organisation", "person").prefetch_related(about)
