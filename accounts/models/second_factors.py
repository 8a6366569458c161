"""The slow way back for somebody who lost a second factor."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from accounts.querysets import FactorRequestQuerySet


class FactorRequest(models.Model):
    """A person's request to sign in without the second factor that was lost, until two people allow it or one stops it.

    It may be allowed from ``opens_at`` on. Who asked knew the password; the link in the mail stops it.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("request for a lost second factor", "Waiting")
        STOPPED = "stopped", pgettext_lazy("request for a lost second factor", "Stopped")
        ALLOWED = "allowed", pgettext_lazy("request for a lost second factor", "Allowed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factor_requests")
    asked_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    key_hash = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, default=Outcome.WAITING)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    # Whether the first to allow it owns an organisation of the person: one of the two must, if there is an owner.
    first_is_owner = models.BooleanField(default=False)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = FactorRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(outcome="waiting"), name="accounts_factorrequest_one_waiting"
            ),
            models.CheckConstraint(
                name="accounts_factorrequest_ended_with_outcome",
                condition=Q(outcome="waiting", ended_at__isnull=True)
                | (~Q(outcome="waiting") & Q(ended_at__isnull=False)),
            ),
            # Two people, and neither is the one who asked.
            models.CheckConstraint(
                name="accounts_factorrequest_two_people",
                condition=(Q(first_by__isnull=True) | ~Q(first_by=F("user")))
                & (Q(second_by__isnull=True) | (~Q(second_by=F("user")) & ~Q(second_by=F("first_by")))),
            ),
            models.CheckConstraint(name="accounts_factorrequest_waits", condition=Q(opens_at__gte=F("asked_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ({self.outcome})"

    def get_absolute_url(self) -> str:
        return reverse("accounts:factor_request_detail", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.outcome == self.Outcome.WAITING

    def is_open(self, *, at: datetime) -> bool:
        """Whether it may be allowed now."""
        return self.is_waiting and self.opens_at <= at
