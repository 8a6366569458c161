"""Mid-term reports as people put them together: what they cover, their texts, who signs, and what was published."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Theme
from implementation.models.editions import Edition

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class MidTermDraft(models.Model):
    """A mid-term report in the making: which recommendations it covers, in which order, and what it shows of them."""

    class Order(models.TextChoices):
        THEME = "theme", pgettext_lazy("order of a report", "By theme")
        NUMBER = "number", pgettext_lazy("order of a report", "By number")
        LEVEL = "level", pgettext_lazy("order of a report", "By rating")
        STATE = "state", pgettext_lazy("order of a report", "By recommending State")

    class Show(models.TextChoices):
        REASONS = "reasons", gettext_lazy("The reason for each rating")
        EVIDENCE = "evidence", gettext_lazy("The evidence")
        VOICES = "voices", gettext_lazy("What the government and others say for themselves")
        NOTED = "noted", gettext_lazy("Recommendations that the State did not support")
        UNRATED = "unrated", gettext_lazy("Recommendations that are not rated")
        CHARTS = "charts", gettext_lazy("Charts")
        ANNEX = "annex", gettext_lazy("The table of all recommendations at the end")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="midterm_drafts")
    name = models.CharField(gettext_lazy("name"), max_length=120)
    # None chosen means all of them.
    themes = models.ManyToManyField(Theme, related_name="+", blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="+", blank=True)
    rated_from = models.DateField(gettext_lazy("rated from"), null=True, blank=True)
    rated_until = models.DateField(gettext_lazy("rated until"), null=True, blank=True)
    order = models.CharField(gettext_lazy("order"), max_length=6, choices=Order.choices, default=Order.THEME)
    shows = ArrayField(models.CharField(max_length=8, choices=Show.choices), default=list, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_midtermdraft_period",
                condition=Q(rated_from__isnull=True)
                | Q(rated_until__isnull=True)
                | Q(rated_until__gte=F("rated_from")),
            ),
            models.CheckConstraint(
                name="implementation_midtermdraft_order", condition=Q(order__in=["theme", "number", "level", "state"])
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("implementation:midterm_draft_detail", args=[self.pk])

    @property
    def version(self) -> str:
        """Another one after every change of what it covers."""
        return str((self.changed_at - _EPOCH) // timedelta(microseconds=1))


class MidTermText(models.Model):
    """One text of a mid-term report in one language, as it was written at one time; the latest is current."""

    class Part(models.TextChoices):
        INTRODUCTION = "introduction", pgettext_lazy("part of a report", "Introduction")
        METHOD = "method", pgettext_lazy("part of a report", "How we worked")
        SUMMARY = "summary", pgettext_lazy("part of a report", "What we found")
        THEME = "theme", pgettext_lazy("part of a report", "Theme")
        CONCLUSION = "conclusion", pgettext_lazy("part of a report", "Conclusion")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(MidTermDraft, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(max_length=12, choices=Part.choices)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(gettext_lazy("language"), max_length=10)
    text = models.TextField(gettext_lazy("text"), blank=True)
    is_current = models.BooleanField(default=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="implementation_midtermtext_current",
                fields=["draft", "part", "theme", "language"],
                condition=Q(is_current=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="implementation_midtermtext_theme",
                condition=(Q(part="theme") & Q(theme__isnull=False)) | (~Q(part="theme") & Q(theme__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.part} {self.language}"


class MidTermSignature(models.Model):
    """What an organisation of the workspace says to a mid-term report: it signs, or it does not; the latest counts."""

    class Decision(models.TextChoices):
        SIGNED = "signed", pgettext_lazy("signature", "Signed")
        DECLINED = "declined", pgettext_lazy("signature", "Does not sign")
        WITHDRAWN = "withdrawn", pgettext_lazy("signature", "Took its signature back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(MidTermDraft, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=9, choices=Decision.choices)
    # A small picture, made anew by us from the one that was brought.
    logo = models.BinaryField(blank=True, default=bytes)
    # A fingerprint of each part as it was when it was signed.
    seen = models.JSONField(default=dict, blank=True)
    is_current = models.BooleanField(default=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="implementation_midtermsignature_current",
                fields=["draft", "organisation"],
                condition=Q(is_current=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.organisation_id} {self.decision}"


class MidTermEdition(Edition):
    """A mid-term report as it was published; its content by language (implementation.midterm_frozen)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="midterm_editions")
    draft = models.ForeignKey(MidTermDraft, on_delete=models.PROTECT, related_name="editions")

    class Meta(Edition.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(name="implementation_midtermedition_number", fields=["draft", "number"]),
            *Edition.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("implementation:midterm_edition", args=[self.address])

    @property
    def languages(self) -> list[str]:
        """The languages that it was published in."""
        return list(self.content)
