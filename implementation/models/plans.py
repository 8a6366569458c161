"""From recommendations to actions: what a workspace plans to do so that they are carried out."""

import uuid
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Recommendation
from implementation.plan_querysets import ActionQuerySet

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ActionStrategyPlan(models.Model):
    """The plan of a workspace: what it does until the next review so that recommendations are carried out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.OneToOneField(Workspace, on_delete=models.PROTECT, related_name="action_strategy_plan")
    title = models.CharField(gettext_lazy("title"), max_length=200, blank=True)
    introduction = models.TextField(gettext_lazy("what it is for"), blank=True)
    # A code of ISO 4217; sums are made in it, and nothing is converted.
    currency = models.CharField(gettext_lazy("currency"), max_length=3, default="USD")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title or str(self.workspace_id)

    def get_absolute_url(self) -> str:
        return reverse("implementation:action_list", args=[self.workspace_id])


class Action(models.Model):
    """One line of an action strategy plan, with the recommendations that it serves (Beyond Promises, pp. 62-63)."""

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("status of an action", "Planned")
        UNDER_WAY = "under_way", pgettext_lazy("status of an action", "Under way")
        DONE = "done", pgettext_lazy("status of an action", "Done")
        DROPPED = "dropped", pgettext_lazy("status of an action", "Given up")

    OPEN = (Status.PLANNED, Status.UNDER_WAY)

    class Partner(models.TextChoices):
        MINISTRY = "ministry", pgettext_lazy("kind of partner", "Ministry or public body")
        PARLIAMENT = "parliament", pgettext_lazy("kind of partner", "Parliament")
        NHRI = "nhri", pgettext_lazy("kind of partner", "National human rights institution")
        EMBASSY = "embassy", pgettext_lazy("kind of partner", "Embassy")
        DONOR = "donor", pgettext_lazy("kind of partner", "Donor")
        UN = "un", pgettext_lazy("kind of partner", "United Nations")
        CIVIL_SOCIETY = "civil_society", pgettext_lazy("kind of partner", "Civil society")
        ACADEMIA = "academia", pgettext_lazy("kind of partner", "Universities")
        MEDIA = "media", pgettext_lazy("kind of partner", "Media")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="actions")
    plan = models.ForeignKey(ActionStrategyPlan, on_delete=models.PROTECT, related_name="actions")
    recommendations = models.ManyToManyField(Recommendation, related_name="actions", blank=True)
    cluster = models.CharField(gettext_lazy("cluster or issue"), max_length=120, blank=True)
    title = models.CharField(gettext_lazy("action"), max_length=200)
    details = models.TextField(gettext_lazy("how it is done"), blank=True)
    outcome = models.TextField(gettext_lazy("expected outcome"), blank=True)
    # Which body of the State has to act; who of the workspace carries the action stands apart.
    responsible_body = models.CharField(gettext_lazy("responsible body of the State"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    partner_kinds = ArrayField(models.CharField(max_length=15, choices=Partner.choices), default=list, blank=True)
    partners = models.CharField(gettext_lazy("partners by name"), max_length=300, blank=True)
    indicator = models.TextField(gettext_lazy("indicator"), blank=True)
    baseline = models.CharField(gettext_lazy("baseline"), max_length=200, blank=True)
    target = models.CharField(gettext_lazy("target"), max_length=200, blank=True)
    verification = models.TextField(gettext_lazy("means of verification"), blank=True)
    start_date = models.DateField(gettext_lazy("from"), null=True, blank=True)
    end_date = models.DateField(gettext_lazy("until"), null=True, blank=True)
    budget = models.DecimalField(gettext_lazy("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    committed = models.DecimalField(
        gettext_lazy("of this promised or paid"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    funding_source = models.CharField(gettext_lazy("who pays"), max_length=200, blank=True)
    state_measures = models.TextField(gettext_lazy("what the State has done"), blank=True)
    status = models.CharField(gettext_lazy("status"), max_length=9, choices=Status.choices, default=Status.PLANNED)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_action_ends_after_start",
                condition=Q(start_date__isnull=True) | Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
            ),
            models.CheckConstraint(
                name="implementation_action_money_not_negative",
                condition=(Q(budget__isnull=True) | Q(budget__gte=0))
                & (Q(committed__isnull=True) | Q(committed__gte=0)),
            ),
            models.CheckConstraint(
                name="implementation_action_status",
                condition=Q(status__in=["planned", "under_way", "done", "dropped"]),
            ),
        ]
        indexes = [models.Index(fields=["workspace", "changed_at", "id"], name="implementation_action_changed")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:action_detail", args=[self.pk])

    @property
    def deadline_key(self) -> str:
        """Under which its last day stands among the deadlines of the workspace."""
        return f"action:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def partner_words(self) -> str:
        """The kinds of partners in words."""
        return ", ".join(str(self.Partner(kind).label) for kind in self.partner_kinds)

    @property
    def version(self) -> str:
        """Another one after every change."""
        return str((self.changed_at - _EPOCH) // timedelta(microseconds=1))

    def is_late(self, on: date) -> bool:
        """Neither done nor given up, and its last day is over."""
        return self.is_open and self.end_date is not None and self.end_date < on
