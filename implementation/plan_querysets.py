"""Reads of action strategy plans."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db.models import F, Prefetch, Value
from django.db.models.functions import NullIf

from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Recommendation


class ActionQuerySet(WorkspaceRowQuerySet):
    """Actions."""

    def open(self) -> Self:
        """Neither done nor given up."""
        return self.filter(status__in=("planned", "under_way"))

    def late(self, *, on: date) -> Self:
        """Open, and the last day is over."""
        return self.open().filter(end_date__lt=on)

    def in_order(self) -> Self:
        """By cluster, then by the last day; those without a cluster and those without a day come last."""
        return self.order_by(
            NullIf("cluster", Value("")).asc(nulls_last=True), F("end_date").asc(nulls_last=True), "title", "pk"
        )

    def with_all(self) -> Self:
        """With who has it and the recommendations that it serves, for lists."""
        served = Prefetch("recommendations", queryset=Recommendation.objects.select_related("review").in_order())
        return self.select_related("organisation", "person", "plan").prefetch_related(served)
