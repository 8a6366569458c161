"""Reads of deadlines, of choices, and of what people were told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Q

from accounts.querysets import organisation_keys, workspace_keys
from common.querysets import TenantQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class WorkspaceRowQuerySet(TenantQuerySet):
    """Rows that everybody in their workspace may read."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the workspaces that ``user``'s organisations take part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(workspace__in=user.workspace_keys())


class DeadlineQuerySet(WorkspaceRowQuerySet):
    """Deadlines of workspaces."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of ``user``'s workspaces; where they only observe, of the confided ones those alone that they have."""
        seen = super().visible_to(user)
        if not user.is_authenticated:
            return seen
        theirs = Q(person=user) | Q(organisation__in=organisation_keys(user))
        open_to_them = Q(is_confided=False) | Q(workspace__in=workspace_keys(user, but_observed=True))
        return seen.filter(open_to_them | theirs)

    def open(self) -> Self:
        """Neither done nor cancelled."""
        return self.filter(status="open")

    def ahead(self, at: datetime) -> Self:
        """Open and not over, the nearest first."""
        return self.open().filter(ends_at__gte=at).order_by("ends_at", "pk")

    def late(self, at: datetime) -> Self:
        """Open and over, the latest first: what somebody has, and what the workspace set for itself.

        A day of the State or of the United Nations passes; it is late for nobody here.
        """
        assigned = Q(person__isnull=False) | Q(organisation__isnull=False)
        own = ~Q(kind__in=("submission", "key_date", "un_date"))
        return self.open().filter(assigned | own, ends_at__lt=at).order_by("-ends_at", "pk")

    def with_people(self) -> Self:
        """With who has it, for lists."""
        return self.select_related("organisation", "person", "workspace__review__state_under_review")


class DeadlineChangeQuerySet(WorkspaceRowQuerySet):
    """The logs of deadlines."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the deadlines that ``user`` may read."""
        return self.filter(deadline__in=apps.get_model("reminders", "Deadline").objects.visible_to(user))


class ReminderRoundQuerySet(WorkspaceRowQuerySet):
    """Rounds of reminders."""

    def unsaid(self, at: datetime) -> Self:
        """Those that have not begun and may be tried now."""
        may_be_tried = Q(next_try_at=None) | Q(next_try_at__lte=at)
        return self.filter(may_be_tried, begun_at=None, failed_at=None)

    def waiting(self, at: datetime) -> Self:
        """Those whose time has come and that have not begun."""
        return self.unsaid(at).filter(begins_at__lte=at)

    def waiting_for_quiet_people(self, at: datetime) -> Self:
        """Those so near that somebody who keeps days of the week quiet may have to be told now."""
        soon = at + timedelta(days=6)
        return self.unsaid(at).filter(quiet_begun_at=None, lead__gte=24, begins_at__gt=at, begins_at__lte=soon)


class PersonRowQuerySet(TenantQuerySet):
    """Rows that are one person's alone."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """``user``'s own; none for a key that is narrowed to workspaces."""
        if not user.is_authenticated or user.narrowed_to is not None:
            return self.none()
        return self.filter(person=user)


class ReminderQuerySet(PersonRowQuerySet):
    """What people were told."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """``user``'s own, of workspaces that they are still in."""
        if not user.is_authenticated or user.narrowed_to is not None:
            return self.none()
        return super().visible_to(user).filter(workspace__in=user.workspace_keys())

    def said(self, at: datetime) -> Self:
        """What stands in the platform at that moment, the latest first."""
        return self.filter(due_at__lte=at).order_by("-due_at", "pk")

    def unread(self) -> Self:
        """What the person has not put aside."""
        return self.filter(read_at=None)

    def to_mail(self, at: datetime) -> Self:
        """What is to go by mail at that moment and is in no letter yet."""
        return self.filter(letter=None, mail_due_at__lte=at)


class HappeningQuerySet(WorkspaceRowQuerySet):
    """What people are to hear of."""

    def waiting(self) -> Self:
        """Neither told nor over."""
        return self.filter(told_at=None, over_at=None)


class NoticeQuerySet(ReminderQuerySet):
    """What people were told of happenings."""

    def unread(self) -> Self:
        """What the person has not put aside and is not over."""
        return super().unread().filter(happening__over_at=None)

    def to_mail(self, at: datetime) -> Self:
        """What is to go by mail at that moment and is in no letter yet; what was read here need not."""
        return super().to_mail(at).filter(read_at=None, happening__over_at=None)


class LetterQuerySet(PersonRowQuerySet):
    """Mails to people."""

    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at=None, dropped_at=None, failed_at=None)

    def failed(self) -> Self:
        """Those that were given up."""
        return self.exclude(failed_at=None)

    def free(self, at: datetime) -> Self:
        """Those that are to be tried now and that no worker holds."""
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lt=at), next_try_at__lte=at)


class ReminderChoiceQuerySet(TenantQuerySet):
    """Choices of people and of workspaces."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """``user``'s own, and what holds for everybody in the workspaces that they are in."""
        if not user.is_authenticated or user.narrowed_to is not None:
            return self.none()
        return self.filter(Q(person=user) | Q(person=None, workspace__in=user.workspace_keys()))


class PersonalHoursQuerySet(PersonRowQuerySet):
    """When people are told."""


class CalendarFeedQuerySet(PersonRowQuerySet):
    """Secret addresses of calendars."""

    def open(self) -> Self:
        """Those that nobody has revoked."""
        return self.filter(revoked_at=None)
