"""The money of a workspace: what is needed, whom one may ask until when, what was granted, and what was spent."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from implementation.funding_querysets import CallQuerySet, FundingQuerySet, GrantQuerySet
from implementation.models.kept import KeptRow
from implementation.models.plans import Action


def _amount(label: Any, **options: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


def _currency() -> models.CharField:
    # A code of ISO 4217; nothing is converted, and different currencies are never added.
    return models.CharField(gettext_lazy("currency"), max_length=3)


class ForSomething(models.Model):
    """What money is for: an action of the plan, an activity such as travel, or both."""

    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="%(class)s_rows")
    activity = models.CharField(gettext_lazy("activity"), max_length=120, blank=True)

    class Meta:
        abstract = True


class FundingNeed(KeptRow, ForSomething):
    """Something that costs money, whether or not somebody pays for it already."""

    title = models.CharField(gettext_lazy("what it is for"), max_length=200)
    amount = _amount(gettext_lazy("amount"))
    currency = _currency()
    note = models.TextField(gettext_lazy("note"), blank=True)

    objects = FundingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="implementation_fundingneed_amount", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:need_edit", args=[self.pk])


class FundingCall(KeptRow):
    """A call for proposals, or a donor who may be asked: until when, and how far the application is."""

    class Status(models.TextChoices):
        SEEN = "seen", pgettext_lazy("status of an application", "Not decided yet")
        WRITING = "writing", pgettext_lazy("status of an application", "Being written")
        SENT = "sent", pgettext_lazy("status of an application", "Sent")
        GRANTED = "granted", pgettext_lazy("status of an application", "Granted")
        REFUSED = "refused", pgettext_lazy("status of an application", "Refused")
        DROPPED = "dropped", pgettext_lazy("status of an application", "Let pass")

    OPEN = (Status.SEEN, Status.WRITING)

    title = models.CharField(gettext_lazy("call or programme"), max_length=200)
    funder = models.CharField(gettext_lazy("funder"), max_length=200)
    url = models.URLField(gettext_lazy("link"), max_length=500, blank=True)
    due_date = models.DateField(gettext_lazy("last day"), null=True, blank=True)
    amount = _amount(gettext_lazy("amount asked for"), null=True, blank=True)
    currency = _currency()
    status = models.CharField(gettext_lazy("status"), max_length=8, choices=Status.choices, default=Status.SEEN)
    sent_date = models.DateField(gettext_lazy("day it was sent"), null=True, blank=True)
    answer_date = models.DateField(gettext_lazy("day of the answer"), null=True, blank=True)
    note = models.TextField(gettext_lazy("note"), blank=True)
    # Who of the workspace writes the application.
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_fundingcall_amount", condition=Q(amount__isnull=True) | Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="implementation_fundingcall_status",
                condition=Q(status__in=["seen", "writing", "sent", "granted", "refused", "dropped"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:funding_call_detail", args=[self.pk])

    @property
    def deadline_key(self) -> str:
        """Under which its last day stands among the deadlines of the workspace."""
        return f"funding_call:{self.pk}"

    def is_late(self, on: date) -> bool:
        """Neither sent nor let pass, and the last day is over."""
        return self.status in self.OPEN and self.due_date is not None and self.due_date < on


class Grant(KeptRow):
    """Money that a funder has promised in writing, for a time."""

    # Where it was read ``with_sums``.
    shared: Decimal
    spent: Decimal

    title = models.CharField(gettext_lazy("name of the grant"), max_length=200)
    funder = models.CharField(gettext_lazy("funder"), max_length=200)
    call = models.ForeignKey(FundingCall, on_delete=models.SET_NULL, null=True, blank=True, related_name="grants")
    amount = _amount(gettext_lazy("amount"))
    currency = _currency()
    start_date = models.DateField(gettext_lazy("from"), null=True, blank=True)
    end_date = models.DateField(gettext_lazy("until"), null=True, blank=True)
    note = models.TextField(gettext_lazy("note"), blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="implementation_grant_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="implementation_grant_ends_after_start",
                condition=Q(start_date__isnull=True) | Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:grant_detail", args=[self.pk])


class GrantShare(KeptRow, ForSomething):
    """The part of a grant that is meant for one action or activity, in the currency of the grant."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="shares")
    amount = _amount(gettext_lazy("amount"))

    objects = FundingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="implementation_grantshare_amount", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return self.activity or str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("implementation:grant_detail", args=[self.grant_id])


class Spending(KeptRow, ForSomething):
    """Money that was paid out on a day; out of a grant, or of one's own."""

    title = models.CharField(gettext_lazy("what was paid"), max_length=200)
    spent_date = models.DateField(gettext_lazy("day"))
    grant = models.ForeignKey(Grant, on_delete=models.SET_NULL, null=True, blank=True, related_name="spending_rows")
    amount = _amount(gettext_lazy("amount"))
    currency = _currency()
    note = models.TextField(gettext_lazy("note"), blank=True)

    objects = FundingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="implementation_spending_amount", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:spending_edit", args=[self.pk])
