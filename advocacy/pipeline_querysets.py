"""Reads of how far a workspace is with each State, and of its meetings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import F, Prefetch

from accounts.querysets import WorkspaceRowQuerySet
from advocacy.querysets import ConfidedQuerySet, confided_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class TargetQuerySet(ConfidedQuerySet):
    """States that a workspace wants to win."""

    def with_all(self) -> Self:
        """With State, holder, and what is asked of it."""
        return self.with_asks().select_related("state", "organisation", "person", "created_by")

    def with_asks(self) -> Self:
        """With what is asked of each, for those who need no more of it."""
        asks = apps.get_model("advocacy", "Ask").objects.select_related("proposal").in_order()
        return self.prefetch_related(Prefetch("asks", queryset=asks))

    def in_order(self) -> Self:
        """What is due next comes first."""
        return self.order_by(F("next_date").asc(nulls_last=True), "created_at", "pk")


class AskQuerySet(WorkspaceRowQuerySet):
    """What is asked of which State."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the workspaces that are ``confided_to`` the user."""
        return self.filter(workspace__in=confided_to(user))

    def in_order(self) -> Self:
        """In the order of the proposals."""
        return self.order_by("proposal__created_at", "proposal_id", "pk")


class MeetingQuerySet(ConfidedQuerySet):
    """Meetings with diplomats and others."""

    def with_all(self) -> Self:
        """With the State, who of us goes, whom they meet, what is asked and which factsheets they get."""
        found = self.select_related("state", "organisation", "created_by")
        return found.with_factsheets().prefetch_related("contacts", "proposals")

    def for_lists(self) -> Self:
        """With what a line of a list names."""
        return self.select_related("state", "organisation")

    def with_factsheets(self) -> Self:
        """With the factsheets that are handed over, but not their logos."""
        sheets = apps.get_model("advocacy", "Factsheet").objects.defer("logos").in_order()
        return self.prefetch_related(Prefetch("factsheets", queryset=sheets))

    def standing(self) -> Self:
        """Those that were not called off."""
        return self.exclude(status="cancelled")

    def on(self, day: date) -> Self:
        """Those of one day, on the clock of the place where they are."""
        return self.filter(date=day)

    def in_order(self) -> Self:
        """By day and hour."""
        return self.order_by("date", F("time").asc(nulls_first=True), "created_at", "pk")
