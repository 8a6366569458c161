"""What the State itself says became of a recommendation."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Recommendation
from implementation.models.kept import KeptRow


class StateClaim(KeptRow):
    """A passage of the State's national or mid-term report about one recommendation, and what it claims there."""

    class Document(models.TextChoices):
        NATIONAL = "national", pgettext_lazy("document of the State", "National report")
        MIDTERM = "midterm", pgettext_lazy("document of the State", "Mid-term report")
        OTHER = "other", pgettext_lazy("document of the State", "Another document")

    class Claim(models.TextChoices):
        DONE = "done", pgettext_lazy("claim of the State", "Done")
        UNDER_WAY = "under_way", pgettext_lazy("claim of the State", "Under way")
        PLANNED = "planned", pgettext_lazy("claim of the State", "Planned")
        NOTHING = "nothing", pgettext_lazy("claim of the State", "Nothing said")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="state_claims")
    document = models.CharField(gettext_lazy("document"), max_length=8, choices=Document.choices)
    source = models.CharField(gettext_lazy("symbol or title"), max_length=200)
    paragraph = models.CharField(gettext_lazy("paragraph"), max_length=40, blank=True)
    date = models.DateField(gettext_lazy("date of the document"), null=True, blank=True)
    claim = models.CharField(gettext_lazy("what it claims"), max_length=9, choices=Claim.choices)
    words = models.TextField(gettext_lazy("what it says"), blank=True)

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_stateclaim_document", condition=Q(document__in=["national", "midterm", "other"])
            ),
            # Whoever says that it claims something, shows where.
            models.CheckConstraint(
                name="implementation_stateclaim_has_words",
                condition=Q(claim="nothing") | (Q(claim__in=["done", "under_way", "planned"]) & ~Q(words="")),
            ),
        ]

    def __str__(self) -> str:
        return self.place

    def get_absolute_url(self) -> str:
        return reverse("implementation:state_claim_list", args=[self.workspace_id])

    @property
    def place(self) -> str:
        """Where it stands: the symbol or title, and the paragraph."""
        return f"{self.source}, § {self.paragraph}" if self.paragraph else self.source
