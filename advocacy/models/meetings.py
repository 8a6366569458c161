"""Meetings with diplomats and others whom a workspace wants to win."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from advocacy.models.contacts import Contact
from advocacy.models.factsheets import Factsheet
from advocacy.models.followed import FollowedRow
from advocacy.pipeline_querysets import MeetingQuerySet
from common.sealed_fields import SealedTextField
from cycles.models import State
from reminders.moments import GENEVA
from submissions.models import ProposedRecommendation


class Meeting(FollowedRow):
    """A meeting: when and where, with whom, what was put before them, what they said and promised, what follows.

    ``date``, ``time`` and ``zone`` are the wall clock of the place. What was said there is sealed in the database.
    """

    audit_name = "meeting"
    kept_words = ("said", "promise", "mail_text")

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "Planned")
        HELD = "held", pgettext_lazy("meeting", "Held")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")

    # Nothing where it is not a State that one meets: an agency, an institution, a newspaper.
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(gettext_lazy("with whom, in a few words"), max_length=150)
    status = models.CharField(gettext_lazy("status"), max_length=9, choices=Status.choices, default=Status.PLANNED)
    date = models.DateField(gettext_lazy("day"))
    time = models.TimeField(gettext_lazy("hour"), null=True, blank=True)
    zone = models.CharField(gettext_lazy("time zone"), max_length=40, default=GENEVA)
    place = models.CharField(gettext_lazy("place"), max_length=300, blank=True)
    language = models.CharField(gettext_lazy("language"), max_length=7, choices=settings.LANGUAGES, default="en")
    # Who of the workspace goes.
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    contacts = models.ManyToManyField(Contact, related_name="meetings", blank=True)
    proposals = models.ManyToManyField(ProposedRecommendation, related_name="meetings", blank=True)
    # To be handed over, and once it is held: handed over. Other papers are named beside.
    factsheets = models.ManyToManyField(Factsheet, related_name="meetings", blank=True)
    papers = models.CharField(gettext_lazy("papers handed over"), max_length=300, blank=True)
    said = SealedTextField(gettext_lazy("what was said"), blank=True)
    promise = SealedTextField(gettext_lazy("what they promised"), blank=True)
    follow_up = models.CharField(gettext_lazy("what we do next"), max_length=150, blank=True)
    follow_up_date = models.DateField(gettext_lazy("until"), null=True, blank=True)
    # The draft of a mail, and when a person took it along to send it.
    mail_subject = SealedTextField(gettext_lazy("subject of the mail"), blank=True)
    mail_text = SealedTextField(gettext_lazy("text of the mail"), blank=True)
    mail_taken_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_meeting_status", condition=Q(status__in=["planned", "held", "cancelled"])
            ),
        ]
        indexes = [models.Index(fields=["workspace", "date"], name="advocacy_meeting_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:meeting_detail", args=[self.pk])

    # Nobody alone is reminded of a meeting: whoever of us goes is.
    person = None

    @property
    def has_mail(self) -> bool:
        """Whether a mail of thanks may be drafted: before they met there is nothing to thank for."""
        return self.status == self.Status.HELD or bool(self.mail_text)

    @property
    def with_whom(self) -> str:
        """The State, or whoever else it is, in a few words."""
        return self.state.name if self.state else self.title

    @property
    def deadline_key(self) -> str:
        """Under which it stands among the deadlines of the workspace."""
        return f"meeting:{self.pk}"
