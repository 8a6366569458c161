"""What was asked of the authorities, what they promised, and what they answered."""

import uuid
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from cycles.models import Recommendation
from implementation.follow_up_querysets import FollowUpQuerySet

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FollowUp(models.Model):
    """A letter, a request for information, a meeting or a promise: with which body, until when, and what came of it."""

    class Kind(models.TextChoices):
        LETTER = "letter", pgettext_lazy("kind of follow-up", "Letter")
        REQUEST = "request", pgettext_lazy("kind of follow-up", "Request for information")
        MEETING = "meeting", pgettext_lazy("kind of follow-up", "Meeting")
        COMMITMENT = "commitment", pgettext_lazy("kind of follow-up", "Promise of an authority")
        ASK = "ask", pgettext_lazy("kind of follow-up", "Something asked in person")

    # What can be drafted here and sent by a person.
    WRITTEN = (Kind.LETTER, Kind.REQUEST, Kind.MEETING)

    class Answer(models.TextChoices):
        PROMISED = "promised", pgettext_lazy("answer of an authority", "Promised")
        ANSWERED = "answered", pgettext_lazy("answer of an authority", "Answered, or kept")
        PARTLY = "partly", pgettext_lazy("answer of an authority", "In part")
        EVADED = "evaded", pgettext_lazy("answer of an authority", "Evaded")
        REFUSED = "refused", pgettext_lazy("answer of an authority", "Refused, or broken")

    # A promise is no end: its day is waited for.
    WAITING = ("", Answer.PROMISED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="follow_ups")
    recommendations = models.ManyToManyField(Recommendation, related_name="follow_ups", blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(gettext_lazy("what it is about"), max_length=200)
    body = models.CharField(gettext_lazy("ministry or body"), max_length=200)
    # Asked of the State's follow-up mechanism; it stands on its page too.
    is_of_mechanism = models.BooleanField(gettext_lazy("asked of the follow-up mechanism"), default=False)
    details = models.TextField(gettext_lazy("what was asked, said or promised"), blank=True)
    happened_date = models.DateField(gettext_lazy("day it was sent, held or given"), null=True, blank=True)
    due_date = models.DateField(gettext_lazy("due"), null=True, blank=True)
    # Who of the workspace has it.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Empty as long as nothing came.
    answer = models.CharField(gettext_lazy("answer"), max_length=8, choices=Answer.choices, blank=True)
    answer_date = models.DateField(gettext_lazy("day of the answer"), null=True, blank=True)
    answer_words = models.TextField(gettext_lazy("what they said"), blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_followup_kind",
                condition=Q(kind__in=["letter", "request", "meeting", "commitment", "ask"]),
            ),
            models.CheckConstraint(
                name="implementation_followup_answer_with_date",
                condition=Q(answer="", answer_date__isnull=True, answer_words="")
                | Q(answer__in=["promised", "answered", "partly", "evaded", "refused"], answer_date__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["workspace", "changed_at", "id"], name="implementation_followup_change")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:follow_up_detail", args=[self.pk])

    @property
    def deadline_key(self) -> str:
        """Under which its day stands among the deadlines of the workspace."""
        return f"follow_up:{self.pk}"

    @property
    def is_written(self) -> bool:
        """Whether a draft of it can be made here."""
        return self.kind in self.WRITTEN

    @property
    def version(self) -> str:
        """Another one after every change."""
        return str((self.changed_at - _EPOCH) // timedelta(microseconds=1))

    def is_late(self, on: date) -> bool:
        """Nothing came, or no more than a promise, and the day is over."""
        return self.answer in self.WAITING and self.due_date is not None and self.due_date < on
