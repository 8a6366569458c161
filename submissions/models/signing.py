"""Co-submitting organisations sign a submission, or do not."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from submissions.drafting_querysets import SignatureQuerySet, SigningMandateQuerySet
from submissions.models.drafting import Submission


class SigningMandate(models.Model):
    """That an organisation lets another one, or one person, sign a submission for it: dated, and ended at any time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # Who signs for it: the owners of an organisation, or one person.
    to_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SigningMandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "organisation"],
                name="submissions_mandate_one_stands",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="submissions_mandate_to_one",
                condition=Q(to_organisation__isnull=False, to_person__isnull=True)
                | Q(to_organisation__isnull=True, to_person__isnull=False),
            ),
            models.CheckConstraint(
                name="submissions_mandate_ended_at_with_by",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Signature(models.Model):
    """What an organisation decided about a text, when, and by whom; a later decision ends it, none is overwritten."""

    class Decision(models.TextChoices):
        SIGNED = "signed", pgettext_lazy("signature", "Signed")
        RESERVATION = "reservation", pgettext_lazy("signature", "Signed with a reservation")
        DECLINED = "declined", pgettext_lazy("signature", "Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(gettext_lazy("decision"), max_length=11, choices=Decision.choices)
    # Under which name OHCHR is to see it; empty for its own.
    alias = models.CharField(gettext_lazy("name that is shown"), max_length=120, blank=True)
    reservation = models.TextField(gettext_lazy("reservation"), max_length=2000, blank=True)
    # Of the text that was read: which paragraphs in which versions.
    seal = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # By which somebody of another organisation signed.
    mandate = models.ForeignKey(SigningMandate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "organisation"],
                name="submissions_signature_one_stands",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="submissions_signature_reservation_has_words",
                condition=Q(decision="reservation") & ~Q(reservation="")
                | Q(decision__in=["signed", "declined"], reservation=""),
            ),
            models.CheckConstraint(
                name="submissions_signature_ended_at_with_by",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_for(self) -> bool:
        """Signed, with a reservation or without."""
        return self.decision != self.Decision.DECLINED
