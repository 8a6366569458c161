"""Recommendations that a workspace proposes to States."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.models import State
from submissions.models.preparing import PreparedRow, PriorityIssue
from submissions.preparing_querysets import ProposalQuerySet

# The six of the United Nations: States are handed a text in theirs.
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")


class ProposedRecommendation(PreparedRow):
    """A recommendation as a workspace would have it made: its text per language, for whom, and who might make it."""

    audit_name = "proposal"
    kept_words = ("text_en", "text_fr", "text_es", "text_ar", "text_ru", "text_zh")

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("proposed recommendation", "Draft")
        AGREED = "agreed", pgettext_lazy("proposed recommendation", "Agreed among us")
        HANDED = "handed", pgettext_lazy("proposed recommendation", "Handed to States")
        DROPPED = "dropped", pgettext_lazy("proposed recommendation", "Dropped")

    priority_issue = models.ForeignKey(
        PriorityIssue, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    text_en = models.TextField(gettext_lazy("in English"), blank=True)
    text_fr = models.TextField(gettext_lazy("in French"), blank=True)
    text_es = models.TextField(gettext_lazy("in Spanish"), blank=True)
    text_ar = models.TextField(gettext_lazy("in Arabic"), blank=True)
    text_ru = models.TextField(gettext_lazy("in Russian"), blank=True)
    text_zh = models.TextField(gettext_lazy("in Chinese"), blank=True)
    addressee = models.CharField(gettext_lazy("who is to act"), max_length=200, blank=True)
    states = models.ManyToManyField(State, related_name="+", blank=True)
    status = models.CharField(gettext_lazy("status"), max_length=8, choices=Status.choices, default=Status.DRAFT)
    # Of two requests that stood in one sentence, the second remembers the first.
    split_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submissions_proposal_status", condition=Q(status__in=["draft", "agreed", "handed", "dropped"])
            ),
            models.CheckConstraint(
                name="submissions_proposal_says_something",
                condition=~Q(text_en="", text_fr="", text_es="", text_ar="", text_ru="", text_zh=""),
            ),
        ]
        indexes = [models.Index(fields=["workspace", "changed_at", "id"], name="submissions_proposal_changed")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("submissions:proposal_detail", args=[self.pk])

    @property
    def texts(self) -> dict[str, str]:
        """Its text in each language in which it has one."""
        found = {language: getattr(self, f"text_{language}") for language in LANGUAGES}
        return {language: text for language, text in found.items() if text}

    @property
    def language(self) -> str:
        """That of the text that is checked: the first of those with rules, then of any."""
        return next(iter(self.texts), "en")

    @property
    def text(self) -> str:
        """The text that stands in lists."""
        return self.texts.get(self.language, "")
