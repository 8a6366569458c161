"""Reads of what was asked of the authorities."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db.models import F, Prefetch

from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Recommendation


class FollowUpQuerySet(WorkspaceRowQuerySet):
    """Letters, requests, meetings and promises."""

    def waiting(self) -> Self:
        """Those to which nothing came yet, or no more than a promise."""
        return self.filter(answer__in=("", "promised"))

    def late(self, *, on: date) -> Self:
        """Nothing came, or no more than a promise, and the day is over."""
        return self.waiting().filter(due_date__lt=on)

    def in_order(self) -> Self:
        """What is due next comes first, then what has no day; the newest of the same day first."""
        return self.order_by(F("due_date").asc(nulls_last=True), "-created_at", "pk")

    def with_all(self) -> Self:
        """With who has it and the recommendations that it is about, for lists."""
        about = Prefetch("recommendations", queryset=Recommendation.objects.select_related("review").in_order())
        return self.select_related("organisation", "person").prefetch_related(about)
