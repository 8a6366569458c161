"""What OHCHR asks of submissions, as rows: each with its source, and how sure it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.models import Cycle
from submissions.drafting_querysets import SubmissionRuleQuerySet


class SubmissionRule(models.Model):
    """One rule for submissions: of one cycle, or of every cycle that has no row of its own for it."""

    class Binding(models.TextChoices):
        YES = "yes", pgettext_lazy("rule of OHCHR", "Binding")
        NO = "no", pgettext_lazy("rule of OHCHR", "Advice")
        UNSAID = "", pgettext_lazy("rule of OHCHR", "Not said")

    key = models.CharField(max_length=60)
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    value = models.CharField(gettext_lazy("value"), max_length=300, blank=True)
    unit = models.CharField(gettext_lazy("unit"), max_length=40, blank=True)
    applies_to = models.CharField(gettext_lazy("applies to"), max_length=120, blank=True)
    binding = models.CharField(gettext_lazy("binding"), max_length=3, choices=Binding.choices, blank=True)
    source = models.CharField(gettext_lazy("source"), max_length=300, blank=True)
    # How sure it is, in the words of whoever checked it.
    confidence = models.CharField(gettext_lazy("how sure"), max_length=300, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = SubmissionRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "cycle"], name="submissions_submissionrule_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="submissions_submissionrule_binding", condition=Q(binding__in=["yes", "no", ""])
            ),
        ]

    def __str__(self) -> str:
        return self.key
