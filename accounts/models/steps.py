"""What a workspace makes of the steps of the cycle."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models.organisations import Organisation
from accounts.models.workspaces import Workspace
from accounts.querysets import WorkspaceRowQuerySet

OWN_STEP = "own-"


class AdaptedStep(models.Model):
    """What a workspace changed of a step of the cycle, or a step of its own: name, days, who has it, left out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="adapted_steps")
    # A key of ``cycles.cycle_steps``, or one that begins with ``OWN_STEP``.
    step = models.CharField(max_length=20, editable=False)
    # Of a step of its own alone.
    stage = models.PositiveSmallIntegerField(pgettext_lazy("of the cycle", "stage"), null=True, blank=True)
    # Empty: as in every workspace.
    name = models.CharField(gettext_lazy("name"), max_length=120, blank=True)
    starts_on = models.DateField(gettext_lazy("first day"), null=True, blank=True)
    ends_on = models.DateField(gettext_lazy("last day"), null=True, blank=True)
    is_left_out = models.BooleanField(default=False)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("organisation that has it"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("person who has it"),
    )
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "step"], name="accounts_adaptedstep_once"),
            models.CheckConstraint(
                name="accounts_adaptedstep_days_in_order",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="accounts_adaptedstep_own_is_whole",
                condition=Q(stage=None) | (Q(stage__in=(1, 2, 3), is_left_out=False) & ~Q(name="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.step

    @property
    def is_own(self) -> bool:
        return self.stage is not None
