"""Factsheets for diplomats: one theme on one or two pages, and what of them is public."""

from base64 import b64decode
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Workspace
from advocacy.models.followed import FollowedRow
from advocacy.querysets import FactsheetQuerySet
from implementation.models.editions import Edition
from submissions.models import PriorityIssue, ProposedRecommendation

# UPR Info: one theme, two pages at most, four or five questions or proposed recommendations
# (refdata/document_templates.json, factsheet).
MOST_PAGES = 2
FEWEST_ASKS, MOST_ASKS = 4, 5
# So many earlier recommendations stand on a sheet at most.
MOST_PAST = 8
# Those of a coalition's first members; more would take the room of what is asked.
MOST_LOGOS = 6


class Factsheet(FollowedRow):
    """A factsheet in one language; the same in another language is a row of its own that remembers the first."""

    audit_name = "factsheet"
    kept_words = ("context", "challenges", "affected", "questions")

    # One theme: it gives the earlier recommendations.
    priority_issue = models.ForeignKey(PriorityIssue, on_delete=models.SET_NULL, null=True, related_name="factsheets")
    variant_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="variants")
    language = models.CharField(gettext_lazy("language"), max_length=10)
    title = models.CharField(gettext_lazy("title"), max_length=120)
    context = models.TextField(gettext_lazy("the law and what is promised"), blank=True)
    challenges = models.TextField(gettext_lazy("what is wrong"), blank=True)
    affected = models.TextField(gettext_lazy("who is affected"), blank=True)
    questions = models.TextField(gettext_lazy("questions"), blank=True)
    proposals = models.ManyToManyField(ProposedRecommendation, related_name="+", blank=True)
    past_shown = models.PositiveSmallIntegerField(
        gettext_lazy("earlier recommendations"), default=4, validators=[MaxValueValidator(MOST_PAST)]
    )
    # Keys of the organisations that stand on it, under the name that may be told; none chosen: all without an alias.
    named = ArrayField(models.CharField(max_length=36), null=True, blank=True)
    contact = models.TextField(gettext_lazy("contact"), blank=True)
    # Small PNGs in their order, each as ``{"picture": base 64, "alt": what it says to those who do not see it}``.
    logos = models.JSONField(default=list, blank=True)

    objects = FactsheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="advocacy_factsheet_past", condition=Q(past_shown__lte=MOST_PAST)),
            models.CheckConstraint(name="advocacy_factsheet_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:factsheet_detail", args=[self.pk])

    @property
    def first_logo(self) -> bytes:
        """The logo of a picture, which has room for one."""
        return b64decode(self.logos[0]["picture"]) if self.logos else b""

    @property
    def language_name(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    @property
    def is_public(self) -> bool:
        """Whether everybody can read an edition of it; with the editions at hand it asks for nothing."""
        return any(edition.withdrawn_at is None for edition in self.editions.all())


class FactsheetEdition(Edition):
    """A factsheet as it was published, with its file; its content is advocacy.factsheet.FactsheetPaper."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    factsheet = models.ForeignKey(Factsheet, on_delete=models.PROTECT, related_name="editions")
    pdf = models.BinaryField(default=bytes)

    class Meta(Edition.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(name="advocacy_factsheetedition_number", fields=["factsheet", "number"]),
            *Edition.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.factsheet_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("advocacy:factsheet_edition", args=[self.address])
