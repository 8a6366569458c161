"""What a submission is prepared with: priority issues, and consultations at home."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Workspace
from cycles.models import PersonGroup, Theme
from implementation.models import Evidence
from submissions.preparing_querysets import ConsultationQuerySet, PreparingQuerySet

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def regions_field(**options: object) -> ArrayField:
    """Regions of the State under Review, as people there name them."""
    return ArrayField(models.CharField(max_length=100), default=list, blank=True, **options)  # type: ignore[arg-type]


def version_of(changed_at: datetime) -> str:
    """What names how a row stood after this change."""
    return str((changed_at - _EPOCH) // timedelta(microseconds=1))


class PreparedRow(models.Model):
    """A row of a workspace that several people write: who made it, who changed it last, and when."""

    # What stands behind "create", "change" and "delete" in the verbs of the audit trail.
    audit_name: ClassVar[str]
    # Texts of which the words stay when somebody writes them anew (``FormerText``). None that names people whose
    # names go on a day, or with their consent.
    kept_words: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def version(self) -> str:
        """Another one after every change."""
        return version_of(self.changed_at)

    @property
    def has_former_texts(self) -> bool:
        """Whether words of it may have been written over."""
        return bool(self.kept_words) and self.changed_at > self.created_at

    def says(self, words: Mapping[str, object], links: Mapping[str, Iterable[models.Model]]) -> bool:
        """Whether these very words and links stand in it: a form sent twice, since the line dropped."""
        return all(getattr(self, name) == value for name, value in words.items()) and all(
            {one.pk for one in rows} == set(getattr(self, name).values_list("pk", flat=True))
            for name, rows in links.items()
        )


class PriorityIssue(PreparedRow):
    """What a workspace wants the review to speak of: the situation, whom it concerns, and what is proposed."""

    audit_name = "priority_issue"
    kept_words = ("situation", "proposal")

    issue = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(gettext_lazy("title"), max_length=200)
    situation = models.TextField(gettext_lazy("the situation"), blank=True)
    groups = models.ManyToManyField(PersonGroup, related_name="+", blank=True)
    regions = regions_field(verbose_name=gettext_lazy("regions"))
    evidence = models.ManyToManyField(Evidence, related_name="priority_issues", blank=True)
    proposal = models.TextField(gettext_lazy("what we propose"), blank=True)

    objects = PreparingQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("submissions:priority_issue_detail", args=[self.pk])


class Consultation(PreparedRow):
    """A meeting at home before the review: who called it, who came, what was said, what was promised."""

    audit_name = "consultation"
    kept_words = ("said", "promised")

    class Kind(models.TextChoices):
        NATIONAL = "national", pgettext_lazy("consultation", "National")
        REGIONAL = "regional", pgettext_lazy("consultation", "In a region or district")
        THEMATIC = "thematic", pgettext_lazy("consultation", "On one theme or with one group")
        BILATERAL = "bilateral", pgettext_lazy("consultation", "With the State or the NHRI alone")

    class Convenor(models.TextChoices):
        US = "us", pgettext_lazy("who called a consultation", "Us")
        CIVIL_SOCIETY = "civil_society", pgettext_lazy("who called a consultation", "Others of civil society")
        STATE = "state", pgettext_lazy("who called a consultation", "The State")
        NHRI = "nhri", pgettext_lazy("who called a consultation", "The national human rights institution")
        UN = "un", pgettext_lazy("who called a consultation", "The United Nations")

    class Promiser(models.TextChoices):
        STATE = "state", pgettext_lazy("who promised something", "The State")
        NHRI = "nhri", pgettext_lazy("who promised something", "The national human rights institution")

    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind.choices)
    convenor = models.CharField(gettext_lazy("called by"), max_length=15, choices=Convenor.choices)
    convenor_name = models.CharField(gettext_lazy("name of whoever called it"), max_length=200, blank=True)
    title = models.CharField(gettext_lazy("what it was about"), max_length=200)
    held_date = models.DateField(gettext_lazy("day"))
    place = models.CharField(gettext_lazy("place"), max_length=200, blank=True)
    groups = models.ManyToManyField(PersonGroup, related_name="+", blank=True)
    regions = regions_field(verbose_name=gettext_lazy("regions"))
    attendance = models.PositiveIntegerField(gettext_lazy("how many came"), null=True, blank=True)
    said = models.TextField(gettext_lazy("what was said"), blank=True)
    promiser = models.CharField(gettext_lazy("who promised"), max_length=5, choices=Promiser.choices, blank=True)
    promised = models.TextField(gettext_lazy("what was promised"), blank=True)
    # Names only of people who agreed to it, with the day on which they did.
    people = models.TextField(gettext_lazy("people by name"), blank=True)
    consent_date = models.DateField(gettext_lazy("day on which they agreed"), null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submissions_consultation_kind",
                condition=Q(kind__in=["national", "regional", "thematic", "bilateral"]),
            ),
            models.CheckConstraint(
                name="submissions_consultation_names_by_consent",
                condition=Q(people="", consent_date__isnull=True) | ~Q(people="") & Q(consent_date__isnull=False),
            ),
            models.CheckConstraint(
                name="submissions_consultation_promise_by_somebody",
                condition=Q(promised="", promiser="") | ~Q(promised="") & Q(promiser__in=["state", "nhri"]),
            ),
        ]
        indexes = [models.Index(fields=["workspace", "held_date"], name="submissions_consultation_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("submissions:consultation_detail", args=[self.pk])
