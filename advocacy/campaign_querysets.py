"""Reads of the digital campaign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import CharField, Count, F, Func, Prefetch, Q

from accounts.querysets import WorkspaceRowQuerySet
from advocacy.querysets import FollowedQuerySet

if TYPE_CHECKING:
    from accounts.models import Workspace
    from advocacy.models import MessageResult


class CampaignQuerySet(FollowedQuerySet):
    """Messages of a campaign."""

    def with_all(self) -> Self:
        """With who posts it, who approved it, and what it is about; not with the logo of a factsheet."""
        about = ("priority_issue", "proposal", "factsheet")
        return self.select_related("organisation", "approved_by", *about).defer("factsheet__logos")

    def for_programs(self) -> Self:
        """With its figures, but none of its words."""
        words = ("text", "hashtags", "link", "picture_title", "picture_words", "picture_alt")
        results = apps.get_model("advocacy", "MessageResult").objects.order_by("day")
        return self.prefetch_related(Prefetch("results", queryset=results)).defer(*words)

    def in_order(self) -> Self:
        """The next planned first, those without a day last."""
        hour = F("time").asc(nulls_last=True)
        return self.order_by(F("date").asc(nulls_last=True), hour, "channel", "language", "pk")

    def standing(self) -> Self:
        """All but those that were called off."""
        return self.exclude(status="cancelled")

    def on(self, day: date) -> Self:
        """Those planned for a day, and those that were due before it and are still to be posted."""
        is_late = Q(date__lt=day, status__in=("idea", "written", "approved"))
        return self.standing().filter(Q(date=day) | is_late)

    def between(self, first: date, last: date) -> Self:
        """Those planned from the one day to the other."""
        return self.standing().filter(date__gte=first, date__lte=last)

    def variants(self, first: object) -> Self:
        """The same message in each language and on each channel; ``first`` is the key of the one written first."""
        return self.filter(Q(pk=first) | Q(variant_of=first))

    def hashtags_in(self, workspace: Workspace) -> list[str]:
        """The hashtags of a workspace's messages, the most used first."""
        tags = Func(F("hashtags"), function="unnest", output_field=CharField())
        rows = self.filter(workspace=workspace).annotate(tag=tags).values("tag").annotate(number=Count("pk"))
        return [row["tag"] for row in rows.order_by("-number", "tag")]


class MessageResultQuerySet(WorkspaceRowQuerySet):
    """Figures of messages."""

    def last_known(self) -> dict[Any, MessageResult]:
        """By message its last day; a figure that was not entered for it stands as it was last known."""
        rows: Any = self.order_by("message", "day")
        return last_known(rows)


def last_known(rows: Iterable[MessageResult]) -> dict[Any, MessageResult]:
    """The same of rows that are at hand, those of each message by day."""
    found: dict[Any, MessageResult] = {}
    for row in rows:
        before = found.get(row.message_id)
        for name in row.FIGURES if before else ():
            if getattr(row, name) is None:
                setattr(row, name, getattr(before, name))
        found[row.message_id] = row
    return found
