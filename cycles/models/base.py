"""Where a row of the public record comes from, and how sure we are of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from cycles.span import FIRST_DAY, LAST_DAY, TOO_FAR


def days_of_the_record(name: str, *fields: str) -> models.CheckConstraint:
    """The promise of the database that these days lie within the record; an empty one may stand."""
    span = (FIRST_DAY, LAST_DAY)
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{field}__range": span for field in fields}), violation_error_message=TOO_FAR
    )


class Confidence(models.TextChoices):
    """How sure a date or a row is. Diamonds on the page: full, half filled, dashed."""

    CONFIRMED = "confirmed", pgettext_lazy("confidence", "official")
    TENTATIVE = "tentative", pgettext_lazy("confidence", "tentative")
    ESTIMATED = "estimated", pgettext_lazy("confidence", "estimate")
    UNVERIFIED = "unverified", pgettext_lazy("confidence", "unverified")


class SourcedRow(models.Model):
    """A row of reference data: it names its source and how sure it is, and staff may correct it."""

    source = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices, default=Confidence.CONFIRMED)
    # Loading the reference data again leaves a row alone that a person has corrected.
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
