"""Who is won between the review and the adoption, so that the State supports what is still pending."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from advocacy.push_querysets import PushQuerySet
from cycles.models import Recommendation
from submissions.models.preparing import PreparedRow


class Push(PreparedRow):
    """Somebody is asked to move the State: for which pending recommendations, why, by whom, and what came of it."""

    audit_name = "push"
    kept_words = ("arguments", "result_words")

    class Kind(models.TextChoices):
        GOVERNMENT = "government", pgettext_lazy("whom one pushes", "Government")
        PARLIAMENT = "parliament", pgettext_lazy("whom one pushes", "Parliament")
        NHRI = "nhri", pgettext_lazy("whom one pushes", "National human rights institution")
        AGENCY = "agency", pgettext_lazy("whom one pushes", "Development agency")
        EMBASSY = "embassy", pgettext_lazy("whom one pushes", "Embassy")
        OTHER = "other", pgettext_lazy("whom one pushes", "Others")

    class Result(models.TextChoices):
        OPEN = "open", pgettext_lazy("result of a push", "Nothing yet")
        PROMISED = "promised", pgettext_lazy("result of a push", "They promised to help")
        HELPED = "helped", pgettext_lazy("result of a push", "They helped")
        REFUSED = "refused", pgettext_lazy("result of a push", "They refused")

    # Where nothing more is to be done.
    ENDED = (Result.HELPED, Result.REFUSED)

    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(gettext_lazy("who it is"), max_length=100)
    recommendations = models.ManyToManyField(Recommendation, related_name="+")
    arguments = models.TextField(gettext_lazy("arguments"), blank=True)
    # Who of the workspace has it: an organisation, a person, or nobody yet.
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    next_step = models.CharField(gettext_lazy("next step"), max_length=90, blank=True)
    next_date = models.DateField(gettext_lazy("until"), null=True, blank=True)
    result = models.CharField(
        pgettext_lazy("of a push", "result"), max_length=8, choices=Result.choices, default=Result.OPEN
    )
    result_words = models.TextField(gettext_lazy("what they said or did"), blank=True)

    objects = PushQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_push_kind",
                condition=Q(kind__in=["government", "parliament", "nhri", "agency", "embassy", "other"]),
            ),
            models.CheckConstraint(
                name="advocacy_push_result", condition=Q(result__in=["open", "promised", "helped", "refused"])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("advocacy:push_edit", args=[self.pk])

    @property
    def title(self) -> str:
        """What its deadline says."""
        return f"{self.name}: {self.next_step}" if self.next_step else self.name

    @property
    def deadline_key(self) -> str:
        """Under which its next step stands among the deadlines of the workspace."""
        return f"push:{self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done there."""
        return self.result in self.ENDED
