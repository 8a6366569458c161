"""Indicators of a workspace: what is counted, from where, to where, and how it stands on each day."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Recommendation
from implementation.models.kept import KeptRow

DIGITS, PLACES = 18, 4


class Indicator(KeptRow):
    """Something that is measured to see whether recommendations are implemented."""

    class Kind(models.TextChoices):
        STRUCTURE = "structure", pgettext_lazy("kind of indicator", "Structure")
        PROCESS = "process", pgettext_lazy("kind of indicator", "Process")
        OUTCOME = "outcome", pgettext_lazy("kind of indicator", "Outcome")

    recommendations = models.ManyToManyField(Recommendation, related_name="indicators", blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=9, choices=Kind.choices)
    title = models.CharField(gettext_lazy("what is measured"), max_length=200)
    unit = models.CharField(gettext_lazy("unit"), max_length=40, blank=True)
    baseline = models.DecimalField(
        gettext_lazy("baseline"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    baseline_date = models.DateField(gettext_lazy("day of the baseline"), null=True, blank=True)
    target = models.DecimalField(
        gettext_lazy("target"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    target_date = models.DateField(gettext_lazy("by when"), null=True, blank=True)

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_indicator_kind", condition=Q(kind__in=["structure", "process", "outcome"])
            ),
            # A day without its figure says nothing.
            models.CheckConstraint(
                name="implementation_indicator_baseline",
                condition=Q(baseline_date__isnull=True) | Q(baseline__isnull=False),
            ),
            models.CheckConstraint(
                name="implementation_indicator_target",
                condition=Q(target_date__isnull=True) | Q(target__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:indicator_detail", args=[self.pk])


class Measurement(KeptRow):
    """How an indicator stood on a day, for everybody or for one group, and who says so."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    date = models.DateField(gettext_lazy("day"))
    value = models.DecimalField(gettext_lazy("figure"), max_digits=DIGITS, decimal_places=PLACES)
    # Women, a region: empty is everybody.
    group = models.CharField(gettext_lazy("group"), max_length=80, blank=True)
    source = models.CharField(gettext_lazy("source"), max_length=200, blank=True)

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="implementation_measurement_once", fields=["indicator", "date", "group"]),
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}"

    @property
    def figure(self) -> Decimal:
        """Without zeros that say nothing."""
        return plain(self.value)


def plain(value: Decimal) -> Decimal:
    """The same figure as a person writes it: 60, not 60.0000 or 6E+1."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
