"""Reads of the money of a workspace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from django.apps import apps
from django.db.models import BooleanField, Case, DecimalField, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from accounts.querysets import WorkspaceRowQuerySet

_OPEN = ("seen", "writing")


class FundingQuerySet(WorkspaceRowQuerySet):
    """Needs, calls, grants, their shares, and what was spent."""

    def largest_first(self) -> Self:
        """By currency, the largest amount first."""
        return self.order_by("currency", "-amount", "pk")

    def newest_first(self) -> Self:
        """What was spent last comes first."""
        return self.order_by("-spent_date", "-created_at", "pk")

    def by_currency(self) -> list[tuple[str, Decimal]]:
        """The total in each currency."""
        return list(self.values_list("currency").annotate(total=Sum("amount")).order_by("currency"))


class CallQuerySet(FundingQuerySet):
    """Calls for proposals and applications."""

    def open(self) -> Self:
        """Neither sent nor let pass."""
        return self.filter(status__in=_OPEN)

    def late(self, *, on: date) -> Self:
        """Open, and the last day is over."""
        return self.open().filter(due_date__lt=on)

    def in_order(self) -> Self:
        """Those that can still be written for, the next to close first; then the others, the latest first."""
        is_open = Case(When(status__in=_OPEN, then=Value(True)), default=False, output_field=BooleanField())
        ends = Case(When(status__in=_OPEN, then=F("due_date")))
        return self.order_by(is_open.desc(), ends.asc(nulls_last=True), F("due_date").desc(nulls_last=True), "pk")


class GrantQuerySet(FundingQuerySet):
    """Grants."""

    def with_sums(self) -> Self:
        """With ``shared``, what of each is meant for something, and ``spent``, what was paid out of it."""
        return self.annotate(shared=_sum_of("GrantShare"), spent=_sum_of("Spending"))

    def in_order(self) -> Self:
        """Those that run longest come first; those without an end before them."""
        return self.order_by(F("end_date").desc(nulls_first=True), "title", "pk")


def _sum_of(model: str) -> Coalesce:
    """The amounts of the rows of ``model`` that name the grant."""
    rows = apps.get_model("implementation", model).objects.filter(grant=OuterRef("pk")).order_by()
    money = DecimalField(max_digits=16, decimal_places=2)
    total = rows.values("grant").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total), Value(Decimal(0)), output_field=money)
