"""What is handed in beside the text of a submission."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from submissions.models.drafting import LANGUAGES, Submission
from submissions.models.preparing import PreparedRow
from submissions.preparing_querysets import AnnexQuerySet


class Annex(PreparedRow):
    """A document beside the text: named in the Word file, not counted among its words, and not a report of others."""

    audit_name = "annex"

    class Origin(models.TextChoices):
        OWN = "own", pgettext_lazy("annex", "Ours, or of those who sign")
        PUBLIC = "public", pgettext_lazy("annex", "A law, a judgment, a paper of the State or the United Nations")
        FOREIGN = "foreign", pgettext_lazy("annex", "A report of another organisation")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="annexes")
    place = models.PositiveIntegerField()
    title = models.CharField(gettext_lazy("title"), max_length=300)
    # Empty for a language that OHCHR does not take.
    language = models.CharField(gettext_lazy("language"), max_length=7, choices=LANGUAGES, blank=True)
    source = models.CharField(gettext_lazy("who wrote it"), max_length=200, blank=True)
    held_by = models.CharField(gettext_lazy("who holds it"), max_length=200, blank=True)
    origin = models.CharField(gettext_lazy("what it is"), max_length=7, choices=Origin.choices)

    objects = AnnexQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submissions_annex_origin", condition=Q(origin__in=["own", "public", "foreign"])
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("submissions:annex_edit", args=[self.pk])

    @property
    def is_foreign(self) -> bool:
        """OHCHR asks that reports of others are cited, not handed in."""
        return self.origin == self.Origin.FOREIGN
