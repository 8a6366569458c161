"""Recommendations, who made them, and what the State under Review said to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.models.calendar import Review, UnDocument
from cycles.models.states import State
from cycles.models.themes import Goal, PersonGroup, Theme
from cycles.querysets import RecommendationQuerySet


class PositionKind(models.TextChoices):
    """What the State under Review said. A State cannot reject: it supports or notes (A/HRC/43/2, paragraph 368)."""

    SUPPORTED = "supported", pgettext_lazy("position", "Supported")
    PARTIALLY_SUPPORTED = "partially_supported", pgettext_lazy("position", "Partially supported")
    NOTED = "noted", pgettext_lazy("position", "Noted")
    PENDING = "pending", pgettext_lazy("position", "Pending")


class ActionCategory(models.IntegerChoices):
    """How much a recommendation asks for: UPR Info's five categories (Action category, October 2014)."""

    MINIMAL = 1, pgettext_lazy("action category", "Minimal action")
    CONTINUING = 2, pgettext_lazy("action category", "Continuing action")
    CONSIDERING = 3, pgettext_lazy("action category", "Considering action")
    GENERAL = 4, pgettext_lazy("action category", "General action")
    SPECIFIC = 5, pgettext_lazy("action category", "Specific action")


class RatingLevel(models.TextChoices):
    """What became of a recommendation, in the order in which every chart shows it."""

    FULLY = "fully", pgettext_lazy("rating", "Fully implemented")
    PARTIALLY = "partially", pgettext_lazy("rating", "Partially implemented")
    NOT_IMPLEMENTED = "not_implemented", pgettext_lazy("rating", "Not implemented")
    REGRESSED = "regressed", pgettext_lazy("rating", "Regressed")
    NO_INFORMATION = "no_information", pgettext_lazy("rating", "No information")
    TOO_EARLY = "too_early", pgettext_lazy("rating", "Too early to say")


class Recommendation(models.Model):
    """One recommendation, whatever the number of sources that print it.

    Its number is that of the report. What is known only from a source without numbers, such as UPR Info, has a
    ``serial`` of ours within the review, and keeps it when a report gives it its number: old links go on working.
    """

    class ActionBasis(models.TextChoices):
        GIVEN = "given", pgettext_lazy("action category", "given by UPR Info")
        DECIDED = "decided", pgettext_lazy("action category", "decided by an editor")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="recommendations", db_index=False)
    document = models.ForeignKey(UnDocument, on_delete=models.PROTECT, related_name="recommendations", db_index=False)
    paragraph = models.PositiveSmallIntegerField(null=True, blank=True)
    item = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    language = models.CharField(max_length=2, default="en", help_text=gettext_lazy("Of the text."))
    text = models.TextField()
    raw_text = models.TextField(help_text=gettext_lazy("As printed, number and brackets included."))
    comment = models.TextField(blank=True)
    # Derived from the latest row of `positions`.
    position = models.CharField(max_length=20, choices=PositionKind.choices, default=PositionKind.PENDING)
    themes = models.ManyToManyField(Theme, through="RecommendationTheme", related_name="recommendations")
    groups = models.ManyToManyField(PersonGroup, related_name="recommendations")
    goals = models.ManyToManyField(Goal, related_name="recommendations")
    recommending_states = models.ManyToManyField(State, through="RecommendingState", related_name="recommended")
    # Known or decided; what the machine suggests is an ActionSuggestion, a row of its own.
    action_category = models.PositiveSmallIntegerField(choices=ActionCategory.choices, null=True, blank=True)
    action_basis = models.CharField(max_length=10, choices=ActionBasis.choices, blank=True)
    # The version of the whole record that last changed this row (RecordVersion).
    version = models.PositiveBigIntegerField(default=0, editable=False)
    # What the API answers for this row, written with the row (cycles.services.rendering).
    row_json = models.TextField(default="{}", editable=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "paragraph", "item"], name="cycles_recommendation_once_a_document"
            ),
            models.UniqueConstraint(fields=["review", "serial"], name="cycles_recommendation_serial_once_a_review"),
            models.CheckConstraint(
                name="cycles_recommendation_has_a_number",
                condition=Q(paragraph__isnull=False, item__isnull=False)
                | Q(paragraph=None, item=None, serial__isnull=False),
            ),
            models.CheckConstraint(
                name="cycles_recommendation_action_has_a_basis",
                condition=Q(action_category=None, action_basis="")
                | Q(action_category__range=(1, 5), action_basis__in=["given", "decided"]),
            ),
        ]
        indexes = [
            models.Index(fields=["review", "position"], name="cycles_rec_review_position"),
            models.Index(fields=["version", "id"], name="cycles_rec_version"),
            models.Index(fields=["review", "paragraph", "item", "serial", "id"], name="cycles_rec_in_print_order"),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.number}"

    def get_absolute_url(self) -> str:
        review = self.review
        return reverse(
            "cycles:recommendation_detail",
            args=[review.state_under_review_id, review.cycle_id, self.number],
        )

    @property
    def number(self) -> str:
        """``140.7``: paragraph 140 of the report, item 7; ``u17``: the seventeenth without a number."""
        return f"u{self.serial}" if self.paragraph is None else f"{self.paragraph}.{self.item}"

    @property
    def report_symbol(self) -> str:
        """The symbol of the report that its number is of: nothing says that a row without one stands in it."""
        return "" if self.paragraph is None else self.document.symbol

    @property
    def key(self) -> str:
        """``SVN-4-140.7``: review and number, unique in the whole record."""
        return f"{self.review.code}-{self.number}"


class FormerSerial(models.Model):
    """Our number of a clause that UPR Info holds for itself, until a list showed what it is a part of: links go on."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="former_serials")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "serial"], name="cycles_formerserial_once_a_review"),
        ]

    def __str__(self) -> str:
        return f"u{self.serial}"


class RecommendationTheme(models.Model):
    """A theme that a source gave to a recommendation; the first is the one it is listed under."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="theme_rows", db_index=False
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="recommendation_rows")
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "theme"], name="cycles_recommendation_theme_once"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.theme_id}"


class RecommendingState(models.Model):
    """A State that made a recommendation, in the order of the text; one row is one State mention."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="state_rows", db_index=False
    )
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="recommending_rows", db_index=False)
    order = models.PositiveSmallIntegerField()
    clause = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "state"], name="cycles_recommending_state_once"),
        ]
        # Not by the field, which would have a second one for the beginnings of codes.
        indexes = [models.Index(fields=["state"], name="cycles_recommending_state")]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.state_id}"


class Position(models.Model):
    """What the State under Review said to a recommendation, when, and where it stands. A dated history."""

    Kind = PositionKind

    class Stage(models.TextChoices):
        """When the State can say so, in the order of the cycle: a later stage overrules an earlier one."""

        REPORT = "working_group_report", pgettext_lazy("stage of a position", "Report of the Working Group")
        ADDENDUM = "addendum", pgettext_lazy("stage of a position", "Addendum")
        ADOPTION = "adoption", pgettext_lazy("stage of a position", "Adoption")
        LATER = "later", pgettext_lazy("stage of a position", "Later change")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="positions")
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.REPORT)
    kind = models.CharField(max_length=20, choices=PositionKind.choices)
    source = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("As the source gives it."))
    note = models.CharField(max_length=300, blank=True, help_text=gettext_lazy("Such as: already implemented."))
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, null=True, related_name="positions")
    stated_date = models.DateField(null=True, help_text=gettext_lazy("The day on which the State said so, if known."))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="cycles_position_kind", condition=Q(kind__in=PositionKind.values)),
            models.CheckConstraint(
                name="cycles_position_stage",
                condition=Q(stage__in=["working_group_report", "addendum", "adoption", "later"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.kind}"


class RecommendationChange(models.Model):
    """What a later source, or an editor, changed in a recommendation: the words before and after."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=30)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    # Nothing where a person changed it by hand; then ``changed_by`` says who.
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, null=True, related_name="changes")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.field}"


class Voice(models.TextChoices):
    """Who says what became of a recommendation. The voices stand side by side; none overwrites another."""

    CSO = "cso", pgettext_lazy("who rates", "Civil society")
    GOVERNMENT = "government", pgettext_lazy("who rates", "The government")
    NHRI = "nhri", pgettext_lazy("who rates", "The national human rights institution")


class PublishedRating(models.Model):
    """A rating that a workspace chose to publish. Several may differ: they stand side by side, never merged."""

    Level = RatingLevel

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="published_ratings")
    # The workspace's key; this floor knows nothing else of it.
    publisher_id = models.UUIDField()
    publisher_name = models.CharField(max_length=200)
    voice = models.CharField(max_length=10, choices=Voice.choices, default=Voice.CSO)
    level = models.CharField(max_length=20, choices=RatingLevel.choices)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "publisher_id"], name="cycles_publishedrating_once"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.publisher_name} {self.level}"

    @property
    def voice_name(self) -> str:
        """In whose voice it is said, where that is not civil society's."""
        return self.get_voice_display() if self.voice != Voice.CSO else ""


class WithdrawnRating(models.Model):
    """A published rating that is shown no longer: those who follow the changes must hear of it."""

    key = models.CharField(max_length=20)
    state_under_review = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    publisher_id = models.UUIDField()
    version = models.PositiveBigIntegerField(db_index=True)
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "publisher_id"], name="cycles_withdrawnrating_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.publisher_id}"
