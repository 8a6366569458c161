"""Reads of events, who speaks there, what is to be done for them, and who comes to Geneva."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import F, Prefetch, Q

from accounts.querysets import WRITERS
from advocacy.querysets import FollowedQuerySet
from submissions.preparing_querysets import PreparingQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from advocacy.models import Statement


class EventQuerySet(FollowedQuerySet):
    """Events of a workspace."""

    def with_all(self, user: User) -> Self:
        """With who leads, who speaks, what is to be done, and what it is linked to that ``user`` may see."""
        speakers = apps.get_model("advocacy", "EventSpeaker").objects.with_all().in_order()
        tasks = apps.get_model("advocacy", "EventTask").objects.with_holders().in_order()
        targets = apps.get_model("advocacy", "Target").objects.visible_to(user).select_related("state")
        targets = targets.order_by("state__name_en", "pk")
        return self.select_related("organisation", "created_by").prefetch_related(
            Prefetch("speakers", queryset=speakers),
            Prefetch("tasks", queryset=tasks),
            Prefetch("invited", queryset=targets),
            Prefetch("came", queryset=targets),
            "proposals",
            "factsheets",
            "statements",
        )

    def with_dates(self) -> Self:
        """With the review and its sessions, from which days are counted."""
        sessions = ("workspace__review__current_session__council_session", "workspace__review__adoption_session")
        return self.with_workspace().select_related(*sessions)

    def with_tasks(self) -> Self:
        """With who leads and what is to be done, for lists."""
        tasks = apps.get_model("advocacy", "EventTask").objects.with_holders().in_order()
        return self.select_related("organisation").prefetch_related(Prefetch("tasks", queryset=tasks))

    def for_programs(self, user: User) -> Self:
        """With who speaks on what and what is to be done, but neither a name, nor costs, nor what came of it."""
        speakers = apps.get_model("advocacy", "EventSpeaker").objects.defer("name", "affiliation").in_order()
        tasks = apps.get_model("advocacy", "EventTask").objects.select_related("person").in_order()
        targets = apps.get_model("advocacy", "Target").objects.visible_to(user).only("state").order_by("state")
        sheets = apps.get_model("advocacy", "Factsheet").objects.only("pk").order_by("pk")
        kept_back = ("link", "booked_by", "interpretation", "budget", "spent", "currency", "results", "press")
        return self.defer(*kept_back).prefetch_related(
            Prefetch("speakers", queryset=speakers),
            Prefetch("tasks", queryset=tasks),
            Prefetch("invited", queryset=targets),
            Prefetch("came", queryset=targets),
            Prefetch("factsheets", queryset=sheets),
            "proposals",
            "statements",
        )

    def saying(self, statement: Statement) -> Self:
        """Those at which a statement is read or handed out."""
        return self.filter(Q(statements=statement) | Q(speakers__statement=statement)).distinct()

    def on(self, day: date) -> Self:
        """Those of one day, on the clock of the place where they are."""
        return self.filter(date=day)

    def in_order(self) -> Self:
        """By day and hour, those without a day last."""
        return self.order_by(F("date").asc(nulls_last=True), F("time").asc(nulls_first=True), "created_at", "pk")


class EventSpeakerQuerySet(PreparingQuerySet):
    """Who speaks at events."""

    def with_all(self) -> Self:
        """With the event, the person, the organisation and the statement at hand."""
        return self.select_related("event", "person", "organisation", "statement__organisation")

    def over(self, *, on: date) -> Self:
        """Those whose name from outside has had its time: it is erased on the day that pages say, whatever else is."""
        return self.filter(erase_date__lte=on)

    def in_order(self) -> Self:
        """As they speak."""
        return self.order_by("turn", "created_at", "pk")


class EventTaskQuerySet(PreparingQuerySet):
    """What is to be done for events."""

    def with_holders(self) -> Self:
        """With the event and who has it."""
        return self.select_related("event", "organisation", "person")

    def in_order(self) -> Self:
        """What is due next comes first."""
        return self.order_by(F("date").asc(nulls_last=True), "created_at", "pk")


class DelegateQuerySet(PreparingQuerySet):
    """Who comes to Geneva. Their names are sealed: order is made after reading."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Everybody for those who write for the coordinating organisation; for other writers their own people.

        Readers, supporters, observers and programs see nobody: no list on the server is more dangerous.
        """
        if not user.is_authenticated or user.narrowed_to is not None:
            return self.none()
        members = apps.get_model("accounts", "Membership").objects.filter(
            user=user, role__in=WRITERS, organisation__closed_at=None
        )
        written = members.values("organisation")
        parts = apps.get_model("accounts", "WorkspaceMember").objects.filter(organisation__in=written)
        coordinated = parts.filter(role="coordinator").values("workspace")
        contributed = parts.filter(role="contributor").values("workspace")
        return self.filter(Q(workspace__in=coordinated) | Q(workspace__in=contributed, organisation__in=written))

    def with_all(self) -> Self:
        """With the organisation through which they come, and what they go to."""
        return self.select_related("organisation").prefetch_related("events")

    def there_on(self, day: date) -> Self:
        """Those who are there on one day, or of whom nobody said on which days."""
        return self.filter(Q(first_day=None) | Q(first_day__lte=day), Q(last_day=None) | Q(last_day__gte=day))

    def over(self, *, on: date) -> Self:
        """Those whose time is over: they are erased."""
        return self.filter(erase_date__lte=on)
