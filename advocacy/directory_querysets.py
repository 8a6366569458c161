"""Reads of the directory and of a workspace's contacts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Prefetch, Q

from advocacy.querysets import ConfidedQuerySet
from common.querysets import PublicQuerySet

if TYPE_CHECKING:
    from cycles.models import State


class PostFactQuerySet(PublicQuerySet):
    """What is known of missions and embassies."""

    def visible_to(self, user: Any) -> Self:
        """What an editor of the record checked; to people who are signed in, the rest too."""
        return self.all() if user.is_authenticated else self.exclude(checked_at=None)

    def standing(self) -> Self:
        """What nothing has replaced."""
        return self.filter(ended_at=None)

    def in_order(self) -> Self:
        """The newest of a kind first."""
        return self.order_by("kind", "-as_of_date", "-added_at", "pk")


class PostQuerySet(PublicQuerySet):
    """Permanent missions and embassies."""

    def visible_to(self, user: Any) -> Self:
        """What an editor of the record checked; to people who are signed in, the rest too."""
        return self.all() if user.is_authenticated else self.exclude(checked_at=None)

    def near(self, state: State) -> Self:
        """The missions in Geneva, and the embassies in one State."""
        return self.filter(Q(kind="mission") | Q(host=state))

    def in_order(self) -> Self:
        """The mission first, then embassies by where they work."""
        return self.order_by("-kind", "host", "pk")

    def with_facts(self, user: Any) -> Self:
        """With what ``user`` may read of them."""
        facts = apps.get_model("advocacy", "PostFact").objects.visible_to(user).standing().in_order()
        known = Prefetch("facts", facts, to_attr="known")
        return self.select_related("state", "host").prefetch_related(known)


class ContactQuerySet(ConfidedQuerySet):
    """People whom a workspace knows. Their names are sealed: order and search are made after reading."""

    def with_state(self) -> Self:
        """With their State at hand."""
        return self.select_related("state", "created_by")

    def over(self, *, on: date) -> Self:
        """Those whose time is over: they are erased."""
        return self.filter(erase_date__lte=on)
