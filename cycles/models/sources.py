"""Where recommendations were met, in which words, and the version of the whole record."""

from django.db import models
from django.utils.translation import gettext_lazy

from cycles.models.recommendations import Recommendation
from cycles.models.states import State


class RecommendationSource(models.Model):
    """One recommendation met in one document or export: where it stands there, and what taking it back restores."""

    class Kind(models.TextChoices):
        """The sources in the order of their word: an earlier one overrules a later one."""

        REPORT = "working_group_report", gettext_lazy("Report of the Working Group")
        THEMATIC_LIST = "thematic_list", gettext_lazy("Thematic list of recommendations")
        ADDENDUM = "addendum", gettext_lazy("Addendum")
        UHRI = "uhri", gettext_lazy("Universal Human Rights Index")
        UPR_INFO = "upr_info", gettext_lazy("UPR Info database")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="sources", db_index=False)
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # UHRI's annotation, the only key that stays the same from export to export.
    external_key = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=100, blank=True, help_text=gettext_lazy("Row, page or paragraph."))
    # As the source prints it, where it differs from the record.
    text = models.TextField(blank=True)
    # What undoing the import puts back, field by field; empty where the import made the recommendation.
    before = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "import_run"], name="cycles_source_once_an_import"),
        ]
        indexes = [
            models.Index(
                fields=["external_key"], name="cycles_source_external_key", condition=~models.Q(external_key="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.kind}"


class RecommendationText(models.Model):
    """The text of a recommendation in another language than its own, as a document prints it."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="texts", db_index=False)
    language = models.CharField(max_length=2)
    text = models.TextField()
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, related_name="texts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "language"], name="cycles_text_once_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.language}"


class RemovedRecommendation(models.Model):
    """A recommendation that an undone import took out of the record: those who follow the changes must hear of it."""

    key = models.CharField(max_length=20)
    state_under_review = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveBigIntegerField(db_index=True)
    removed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class RecordVersion(models.Model):
    """The one row that counts the changes of the record. Whoever changes the record holds it until the end.

    So changes become visible in the order of their versions, and nobody who asks for "everything after version n"
    can miss one that was still on its way.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="cycles_recordversion_one_row", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.version)
