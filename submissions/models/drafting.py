"""A submission to OHCHR and the sections it is written in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from cycles.models import Theme
from submissions.drafting_querysets import SectionQuerySet, SubmissionQuerySet

# The six of the United Nations, in which OHCHR takes submissions; the platform itself may speak fewer.
LANGUAGES = (
    ("en", pgettext_lazy("language of a submission", "English")),
    ("fr", pgettext_lazy("language of a submission", "French")),
    ("es", pgettext_lazy("language of a submission", "Spanish")),
    ("ar", pgettext_lazy("language of a submission", "Arabic")),
    ("ru", pgettext_lazy("language of a submission", "Russian")),
    ("zh", pgettext_lazy("language of a submission", "Chinese")),
)


class Submission(models.Model):
    """What one organisation, or a coalition, writes to OHCHR about the State under Review."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", pgettext_lazy("kind of submission", "Individual submission")
        JOINT = "joint", pgettext_lazy("kind of submission", "Joint submission")
        NHRI = "nhri", pgettext_lazy("kind of submission", "Submission of a national human rights institution")
        REGIONAL_ORG = "regional_org", pgettext_lazy("kind of submission", "Submission of a regional organisation")

    class Status(models.TextChoices):
        DRAFTING = "drafting", pgettext_lazy("status of a submission", "Being written")
        CLOSED = "closed", pgettext_lazy("status of a submission", "Text closed")
        LODGED = "lodged", pgettext_lazy("status of a submission", "Lodged with OHCHR")

    class Quorum(models.TextChoices):
        NONE = "none", pgettext_lazy("how many are to sign", "We count nobody")
        ALL = "all", pgettext_lazy("how many are to sign", "All who take part")
        NUMBER = "number", pgettext_lazy("how many are to sign", "A number of them")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="submissions")
    kind = models.CharField(gettext_lazy("kind"), max_length=12, choices=Kind.choices, default=Kind.JOINT)
    language = models.CharField(gettext_lazy("language"), max_length=7, choices=LANGUAGES, default="en")
    title = models.CharField(gettext_lazy("title"), max_length=200)
    status = models.CharField(gettext_lazy("status"), max_length=8, choices=Status.choices, default=Status.DRAFTING)
    # Since when every paragraph keeps its number: before, they are counted as they stand.
    numbers_fixed_at = models.DateTimeField(null=True, blank=True)
    # Since when nobody signs any more; the text may be closed before or after.
    signing_closed_at = models.DateTimeField(null=True, blank=True)
    # Until which day in Geneva anybody signs, and how many are wanted: shown, and never a rule.
    signing_until = models.DateField(gettext_lazy("signed until"), null=True, blank=True)
    quorum = models.CharField(gettext_lazy("quorum"), max_length=6, choices=Quorum.choices, default=Quorum.NONE)
    quorum_number = models.PositiveSmallIntegerField(gettext_lazy("how many"), null=True, blank=True)
    # By which OHCHR's summary cites it: JS3. Empty until somebody has chosen it.
    summary_code = models.CharField(gettext_lazy("code in OHCHR’s summary"), max_length=60, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submissions_submission_status", condition=Q(status__in=["drafting", "closed", "lodged"])
            ),
            models.CheckConstraint(
                name="submissions_submission_kind",
                condition=Q(kind__in=["individual", "joint", "nhri", "regional_org"]),
            ),
            models.CheckConstraint(
                name="submissions_submission_quorum",
                condition=Q(quorum__in=["none", "all"], quorum_number__isnull=True)
                | Q(quorum="number", quorum_number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("submissions:submission_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether its text may still change."""
        return self.status == self.Status.DRAFTING


class Section(models.Model):
    """A part of a submission, with who writes it, until when, and how many words it may have."""

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction", pgettext_lazy("section of a submission", "Introduction")
        METHOD = "method", pgettext_lazy("section of a submission", "Method")
        FOLLOW_UP = "follow_up", pgettext_lazy("section of a submission", "Follow-up of the last review")
        THEME = "theme", pgettext_lazy("section of a submission", "Theme")
        CONCLUSION = "conclusion", pgettext_lazy("section of a submission", "Conclusion")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="submission_sections")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="sections")
    kind = models.CharField(gettext_lazy("kind"), max_length=12, choices=Kind.choices, default=Kind.THEME)
    title = models.CharField(gettext_lazy("heading"), max_length=200)
    place = models.PositiveIntegerField()
    budget = models.PositiveIntegerField(gettext_lazy("words it may have"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="submission_sections"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_date = models.DateField(gettext_lazy("due"), null=True, blank=True)
    # What it is about, of the issues of UPR Info: what was recommended and proposed on it before stands beside it.
    issue = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Counted up with every change of the section itself; its paragraphs count for themselves.
    revision = models.PositiveIntegerField(default=1)

    objects = SectionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('submissions:submission_detail', args=[self.submission_id])}#s{self.pk}"

    @property
    def deadline_key(self) -> str:
        """Under which its day stands among the deadlines of the workspace."""
        return f"section:{self.pk}"
