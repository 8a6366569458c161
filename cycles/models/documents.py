"""What else UN documents say about a review: pledges, explanations, advance questions, the stakeholder summary."""

from django.db import models
from django.utils.translation import gettext_lazy

from cycles.models.calendar import Review, UnDocument
from cycles.models.recommendations import Recommendation
from cycles.models.states import State


class VoluntaryPledge(models.Model):
    """A pledge or commitment that the State under Review made of its own accord."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="pledges")
    document = models.ForeignKey(UnDocument, on_delete=models.PROTECT, related_name="pledges")
    order = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, related_name="pledges")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "order"], name="cycles_pledge_once_a_document")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.order}"


class Explanation(models.Model):
    """What the State under Review says in an addendum about some recommendations, in its own words."""

    document = models.ForeignKey(UnDocument, on_delete=models.PROTECT, related_name="explanations")
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    place = models.CharField(max_length=20, blank=True)
    recommendations = models.ManyToManyField(Recommendation, related_name="explanations")
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, related_name="explanations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "order"], name="cycles_explanation_once_a_document")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.order}"


class AdvanceQuestion(models.Model):
    """A question that a State sent to the State under Review before the interactive dialogue."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="advance_questions")
    # Nothing where the heading names no State that we know; ``heading`` keeps its words.
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, related_name="advance_questions")
    heading = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    # SHA-256 of State and text without case, blanks and signs: the same question in two files is one.
    digest = models.CharField(max_length=64)
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, related_name="advance_questions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "digest"], name="cycles_advancequestion_once_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.heading}"


class SummaryParagraph(models.Model):
    """A numbered paragraph of OHCHR's summary of stakeholders' submissions."""

    document = models.ForeignKey(UnDocument, on_delete=models.PROTECT, related_name="summary_paragraphs")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, related_name="summary_paragraphs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="cycles_summaryparagraph_once_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.number}"


class Stakeholder(models.Model):
    """An entry in the summary's list of stakeholders, with the codes by which OHCHR cites it."""

    class Category(models.TextChoices):
        INDIVIDUAL = "individual", gettext_lazy("Individual submission")
        JOINT = "joint", gettext_lazy("Joint submission")
        NHRI = "nhri", gettext_lazy("National human rights institution")
        REGIONAL = "regional", gettext_lazy("Regional intergovernmental organisation")

    document = models.ForeignKey(UnDocument, on_delete=models.PROTECT, related_name="stakeholders")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    other_codes = models.JSONField(default=list)
    category = models.CharField(max_length=12, choices=Category.choices)
    name = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    members = models.JSONField(default=list)
    attachment_of = models.CharField(max_length=60, blank=True)
    has_a_status = models.BooleanField(default=False)
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, related_name="stakeholders")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "order"], name="cycles_stakeholder_once_a_document")]

    def __str__(self) -> str:
        return self.code


class SummaryCitation(models.Model):
    """A stakeholder cited in a note of the summary, with the paragraphs or pages of its submission."""

    class Role(models.TextChoices):
        MAIN = "main", gettext_lazy("cited")
        SEE_ALSO = "see_also", gettext_lazy("see also")

    document = models.ForeignKey(UnDocument, on_delete=models.PROTECT, related_name="citations")
    # Nothing where the note could not be placed in the text; a person can link it.
    paragraph = models.ForeignKey(SummaryParagraph, on_delete=models.PROTECT, null=True, related_name="citations")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.PROTECT, null=True, related_name="citations")
    note = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    role = models.CharField(max_length=10, choices=Role.choices)
    # Pairs such as ["para", "3.2"] and ["page", "7"].
    refs = models.JSONField(default=list)
    raw = models.TextField(blank=True)
    import_run = models.ForeignKey("cycles.ImportRun", on_delete=models.PROTECT, related_name="citations")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "note", "order"], name="cycles_citation_once_a_note")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.note} {self.code}"
