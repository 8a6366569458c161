"""Numbered paragraphs, each with its whole history, and the texts that did not fit in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Workspace
from submissions.drafting_querysets import KeptTextQuerySet, ParagraphQuerySet, ParagraphVersionQuerySet
from submissions.models.drafting import Section, Submission

# Ten times what a long paragraph has; a whole submission that is pasted into one is told to go apart.
MOST_SIGNS = 20_000


class Paragraph(models.Model):
    """One numbered paragraph of a submission, as it reads now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="paragraphs")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="paragraphs")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="paragraphs")
    place = models.PositiveIntegerField()
    # Set when the numbers are fixed; one that comes later takes the number before it and a letter: 14a.
    number = models.PositiveIntegerField(null=True, blank=True)
    letter = models.CharField(max_length=3, blank=True)
    text = models.TextField(gettext_lazy("text"), max_length=MOST_SIGNS)
    # The number of its version that ``text`` is.
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    binned_at = models.DateTimeField(null=True, blank=True)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number", "letter"],
                name="submissions_paragraph_number_once",
                condition=Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="submissions_paragraph_binned_at_with_by",
                condition=Q(binned_at__isnull=True, binned_by__isnull=True)
                | Q(binned_at__isnull=False, binned_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["submission", "section", "place"], name="submissions_paragraph_place"),
            models.Index(fields=["workspace", "changed_at", "id"], name="submissions_paragraph_changed"),
        ]

    def __str__(self) -> str:
        return self.fixed_number or str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("submissions:paragraph_detail", args=[self.pk])

    @property
    def fixed_number(self) -> str:
        """``14`` or ``14a``; empty while numbers are counted as the paragraphs stand."""
        return f"{self.number}{self.letter}" if self.number else ""


class ParagraphVersion(models.Model):
    """A paragraph as it read once: who wrote it, when, and which version they had before them."""

    class What(models.TextChoices):
        WRITTEN = "written", pgettext_lazy("version of a paragraph", "written")
        MERGED = "merged", pgettext_lazy("version of a paragraph", "joined with what somebody else wrote meanwhile")
        SETTLED = "settled", pgettext_lazy("version of a paragraph", "two texts settled")
        TAKEN = "taken", pgettext_lazy("version of a paragraph", "a suggestion taken")
        RESTORED = "restored", pgettext_lazy("version of a paragraph", "an earlier version restored")
        SPLIT = "split", pgettext_lazy("version of a paragraph", "split")
        BROUGHT = "brought", pgettext_lazy("version of a paragraph", "brought in a Word file")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=8, choices=What.choices, default=What.WRITTEN)
    text = models.TextField()
    # The number of the version that the writer had read; none for the first.
    base = models.PositiveIntegerField(null=True, blank=True)
    # What the writer sent, where it was joined with another text.
    sent = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ParagraphVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paragraph", "number"], name="submissions_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.number}"


class KeptText(models.Model):
    """What a person wrote while somebody else changed the same words: kept, shown beside it, and never dropped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="kept_texts")
    text = models.TextField()
    # The version that the writer had read, and the one that stood there when it came.
    base = models.PositiveIntegerField()
    met = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submissions_kepttext_settled_at_with_by",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["paragraph", "settled_at"], name="submissions_kepttext_open")]

    def __str__(self) -> str:
        return f"{self.paragraph_id} {self.base}"
