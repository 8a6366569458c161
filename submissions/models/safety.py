"""What people decided about names in a submission before it is lodged."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Workspace
from accounts.querysets import WorkspaceRowQuerySet
from common.sealed_fields import SealedTextField
from submissions.models.drafting import Submission


class NameDecisionQuerySet(WorkspaceRowQuerySet):
    """Decisions about names."""

    def standing(self) -> "NameDecisionQuerySet":
        """Not followed by another decision."""
        return self.filter(ended_at=None)


class NameDecision(models.Model):
    """What a person decided about one name or number in a submission, for the sentences that they had read.

    It holds no name: the words stand in the text, and when they go from there nothing of them is left here.
    """

    class Consent(models.TextChoices):
        CONSENT = "consent", pgettext_lazy("a name in a submission", "Named with consent")
        PUBLIC = "public", pgettext_lazy("a name in a submission", "In public life, named in that role")
        NOBODY = "nobody", pgettext_lazy("a name in a submission", "No person, and leads to nobody")
        REMOVE = "remove", pgettext_lazy("a name in a submission", "To be taken out of the text")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="name_decisions")
    # SHA-256 of the words, and of each sentence for which the decision holds.
    key = models.CharField(max_length=64)
    sentences = ArrayField(models.CharField(max_length=64), default=list)
    consent = models.CharField(gettext_lazy("decision"), max_length=7, choices=Consent.choices)
    # Who was asked, when, by whom: sealed, since it may name whom the text only hints at.
    note = SealedTextField(gettext_lazy("how they agreed"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NameDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "key"],
                name="submissions_namedecision_one_stands",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="submissions_namedecision_consent",
                condition=Q(consent="consent") & ~Q(note="") | Q(consent__in=["public", "nobody", "remove"]),
            ),
            models.CheckConstraint(
                name="submissions_namedecision_ended_at_with_by",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def allows(self) -> bool:
        """Whether the words may stand in what is published."""
        return self.consent != self.Consent.REMOVE
