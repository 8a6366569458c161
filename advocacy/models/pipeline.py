"""How far a workspace is with each State that it wants to win."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from advocacy.models.followed import FollowedRow
from advocacy.pipeline_querysets import AskQuerySet, TargetQuerySet
from common.sealed_fields import SealedTextField
from cycles.models import State
from submissions.models import ProposedRecommendation
from submissions.models.preparing import version_of


class Target(FollowedRow):
    """A State that a workspace wants to win: how far it is with it, who has it, and what comes next."""

    audit_name = "target"
    kept_words = ("notes",)

    class Status(models.TextChoices):
        IDENTIFIED = "identified", pgettext_lazy("State to be won", "Identified")
        CONTACTED = "contacted", pgettext_lazy("State to be won", "Contacted")
        MET = "met", pgettext_lazy("State to be won", "Met")
        PLEDGED = "pledged", pgettext_lazy("State to be won", "Pledged")
        DELIVERED = "delivered", pgettext_lazy("State to be won", "Delivered")
        DECLINED = "declined", pgettext_lazy("State to be won", "Declined")

    # Where nothing more is to be done.
    ENDED = (Status.DELIVERED, Status.DECLINED)

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(gettext_lazy("how far"), max_length=10, choices=Status.choices, default=Status.IDENTIFIED)
    # Who of the workspace has it: an organisation, a person, or nobody yet.
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    next_step = models.CharField(gettext_lazy("next step"), max_length=150, blank=True)
    next_date = models.DateField(gettext_lazy("until"), null=True, blank=True)
    notes = SealedTextField(gettext_lazy("notes"), blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "state"], name="advocacy_target_once"),
            models.CheckConstraint(
                name="advocacy_target_status",
                condition=Q(status__in=["identified", "contacted", "met", "pledged", "delivered", "declined"]),
            ),
        ]

    def __str__(self) -> str:
        return self.state.name

    def get_absolute_url(self) -> str:
        return reverse("advocacy:target_detail", args=[self.pk])

    @property
    def title(self) -> str:
        """What its deadline says."""
        return f"{self.state.name}: {self.next_step}" if self.next_step else self.state.name

    @property
    def deadline_key(self) -> str:
        """Under which its next step stands among the deadlines of the workspace."""
        return f"target:{self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done with this State."""
        return self.status in self.ENDED


class Ask(models.Model):
    """A proposed recommendation that one State is asked to make, and what it says to that."""

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("a recommendation asked of a State", "To be presented")
        PRESENTED = "presented", pgettext_lazy("a recommendation asked of a State", "Presented")
        PROMISED = "promised", pgettext_lazy("a recommendation asked of a State", "Promised")
        REFUSED = "refused", pgettext_lazy("a recommendation asked of a State", "Refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="asks")
    proposal = models.ForeignKey(ProposedRecommendation, on_delete=models.CASCADE, related_name="asks")
    status = models.CharField(
        gettext_lazy("what became of it"), max_length=9, choices=Status.choices, default=Status.PLANNED
    )
    # The day on which it was put before them; nothing while it is only planned.
    presented_date = models.DateField(gettext_lazy("presented on"), null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = AskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "proposal"], name="advocacy_ask_once"),
            models.CheckConstraint(
                name="advocacy_ask_presented_on_a_day",
                condition=Q(status="planned", presented_date__isnull=True)
                | Q(status__in=["presented", "promised", "refused"], presented_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.status}"

    @property
    def version(self) -> str:
        """Another one after every change."""
        return version_of(self.changed_at)
