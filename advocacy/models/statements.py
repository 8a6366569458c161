"""Statements to be spoken, handed in or filmed, their texts with every version, and the places at the adoption."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from accounts.querysets import WorkspaceRowQuerySet
from advocacy.querysets import StatementQuerySet
from advocacy.speaking import DESK_PLACES, LANGUAGE_NAMES
from common.sealed_fields import SealedTextField
from cycles.models import Theme
from submissions.models.preparing import PreparedRow


class Statement(PreparedRow):
    """What an organisation says in Geneva: on which occasion, on what, in whose name, and who joins it."""

    audit_name = "statement"

    class Kind(models.TextChoices):
        PRESESSION = "presession", pgettext_lazy("statement", "At the pre-session")
        ADOPTION = "adoption", pgettext_lazy("statement", "In the plenary, at the adoption")
        ITEM6 = "item6", pgettext_lazy("statement", "General debate under item 6")
        WRITTEN = "written", pgettext_lazy("statement", "Written statement")
        VIDEO = "video", pgettext_lazy("statement", "Video statement")

    title = models.CharField(gettext_lazy("title"), max_length=160)
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind.choices)
    issue = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # In whose name it is delivered: its status decides what is open to it.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Who reads it: a person, so sealed.
    speaker = SealedTextField(gettext_lazy("speaker"), blank=True)
    pace = models.PositiveSmallIntegerField(gettext_lazy("pace"), null=True, blank=True)
    cosigners = models.ManyToManyField(Organisation, related_name="+", blank=True)
    other_cosigners = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_statement_kind",
                condition=Q(kind__in=["presession", "adoption", "item6", "written", "video"]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:statement_detail", args=[self.pk])

    @property
    def status(self) -> str:
        """The consultative status of who delivers it."""
        return self.organisation.ecosoc_status if self.organisation else Organisation.EcosocStatus.NONE


class StatementText(models.Model):
    """A statement in one language as it was written at one time; the latest is current, the others stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(gettext_lazy("language"), max_length=10)
    number = models.PositiveSmallIntegerField()
    text = models.TextField(gettext_lazy("text"))
    is_current = models.BooleanField(default=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "language", "number"], name="advocacy_statementtext_number"),
            models.UniqueConstraint(
                fields=["statement", "language"],
                condition=Q(is_current=True),
                name="advocacy_statementtext_current",
            ),
            models.CheckConstraint(
                name="advocacy_statementtext_of_six", condition=Q(language__in=["en", "fr", "es", "ar", "ru", "zh"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.language} {self.number}"

    @property
    def language_name(self) -> str:
        """Its language, named in itself."""
        return LANGUAGE_NAMES[self.language]


class PlenaryPlace(models.Model):
    """One of the ten places of the adoption: who speaks on what, each organisation and each theme once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(gettext_lazy("place"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # The name of an organisation with status that lends its place, where the own one has none.
    through = models.CharField(gettext_lazy("through"), max_length=200, blank=True)
    issue = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "number"], name="advocacy_plenaryplace_number"),
            models.UniqueConstraint(fields=["workspace", "organisation"], name="advocacy_plenaryplace_organisation"),
            models.UniqueConstraint(fields=["workspace", "issue"], name="advocacy_plenaryplace_theme"),
            models.UniqueConstraint(fields=["statement"], name="advocacy_plenaryplace_statement"),
            models.CheckConstraint(
                name="advocacy_plenaryplace_of_ten", condition=Q(number__gte=1, number__lte=DESK_PLACES)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.organisation_id}"
