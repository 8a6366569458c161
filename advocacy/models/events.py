"""Events before, at and after the review, who speaks at them, and what is to be done by when."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from advocacy.event_querysets import EventQuerySet, EventSpeakerQuerySet, EventTaskQuerySet
from advocacy.models.factsheets import Factsheet
from advocacy.models.followed import FollowedRow
from advocacy.models.pipeline import Target
from advocacy.models.statements import Statement
from advocacy.speaking import LANGUAGE_NAMES
from common.sealed_fields import SealedTextField
from cycles.models import Confidence
from reminders.moments import GENEVA
from submissions.models import ProposedRecommendation
from submissions.models.preparing import PreparedRow

# As those who come to Geneva: nobody needs a name when the event is over.
NAMES_KEPT_FOR = dt.timedelta(days=180)
NAMES_KEPT_AT_MOST = dt.timedelta(days=366)


class Event(FollowedRow):
    """Something to which people are invited: when and where, who speaks, what it costs, what came of it.

    ``date``, ``time`` and ``zone`` are the wall clock of the place. What came of it is sealed in the database.
    """

    audit_name = "event"
    kept_words = ("results", "press")

    class Kind(models.TextChoices):
        PRESESSION = "presession", pgettext_lazy("event", "Pre-session in Geneva")
        EMBASSY = "embassy", pgettext_lazy("event", "Pre-session of embassies in the country")
        SIDE_EVENT = "side_event", pgettext_lazy("event", "Side event at the United Nations")
        PRESS = "press", pgettext_lazy("event", "Press conference")
        SCREENING = "screening", pgettext_lazy("event", "Screening of the webcast")
        DEBRIEF = "debrief", pgettext_lazy("event", "National debrief")
        CAMPAIGN = "campaign", pgettext_lazy("event", "National campaign")
        OTHER = "other", pgettext_lazy("event", "Other")

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("event", "Planned")
        HELD = "held", pgettext_lazy("event", "Held")
        CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")

    class Cameras(models.TextChoices):
        UNDECIDED = "", pgettext_lazy("cameras at an event", "Not decided")
        NONE = "none", pgettext_lazy("cameras at an event", "No photos, no stream")
        AREA = "area", pgettext_lazy("cameras at an event", "Announced beforehand, with an area where nobody is filmed")
        OPEN = "open", pgettext_lazy("cameras at an event", "Announced beforehand, everywhere")

    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(gettext_lazy("title"), max_length=150)
    status = models.CharField(gettext_lazy("status"), max_length=9, choices=Status.choices, default=Status.PLANNED)
    # Nothing as long as nobody knows the day.
    date = models.DateField(gettext_lazy("day"), null=True, blank=True)
    certainty = models.CharField(
        gettext_lazy("how sure the day is"), max_length=10, choices=Confidence.choices, default=Confidence.TENTATIVE
    )
    time = models.TimeField(gettext_lazy("hour"), null=True, blank=True)
    zone = models.CharField(gettext_lazy("time zone"), max_length=40, default=GENEVA)
    minutes = models.PositiveSmallIntegerField(gettext_lazy("minutes in all"), null=True, blank=True)
    place = models.CharField(gettext_lazy("place and room"), max_length=300, blank=True)
    link = models.URLField(gettext_lazy("link to join online"), max_length=500, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Who books the room: side events ask for ECOSOC status.
    booked_by = models.CharField(gettext_lazy("who books the room"), max_length=200, blank=True)
    language = models.CharField(gettext_lazy("language"), max_length=2, choices=LANGUAGE_NAMES.items(), blank=True)
    interpretation = models.CharField(gettext_lazy("interpretation"), max_length=200, blank=True)
    cameras = models.CharField(gettext_lazy("cameras"), max_length=4, choices=Cameras.choices, blank=True)
    expected = models.PositiveIntegerField(gettext_lazy("how many are expected"), null=True, blank=True)
    budget = models.DecimalField(gettext_lazy("planned"), max_digits=14, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(gettext_lazy("spent"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(gettext_lazy("currency"), max_length=3, blank=True)
    invited = models.ManyToManyField(Target, related_name="events", blank=True)
    proposals = models.ManyToManyField(ProposedRecommendation, related_name="events", blank=True)
    factsheets = models.ManyToManyField(Factsheet, related_name="events", blank=True)
    statements = models.ManyToManyField(Statement, related_name="events", blank=True)
    # What came of it.
    attendance = models.PositiveIntegerField(gettext_lazy("how many came"), null=True, blank=True)
    came = models.ManyToManyField(Target, related_name="+", blank=True)
    results = SealedTextField(gettext_lazy("what came of it"), blank=True)
    press = models.TextField(gettext_lazy("in the press"), blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_event_kind",
                condition=Q(
                    kind__in=[
                        *("presession", "embassy", "side_event", "press"),
                        *("screening", "debrief", "campaign", "other"),
                    ]
                ),
            ),
            models.CheckConstraint(
                name="advocacy_event_status", condition=Q(status__in=["planned", "held", "cancelled"])
            ),
            models.CheckConstraint(
                name="advocacy_event_certainty", condition=Q(certainty__in=["confirmed", "tentative", "estimated"])
            ),
            models.CheckConstraint(
                name="advocacy_event_cameras", condition=Q(cameras__in=["", "none", "area", "open"])
            ),
            models.CheckConstraint(
                name="advocacy_event_money_of_a_currency",
                condition=Q(budget__isnull=True, spent__isnull=True) | ~Q(currency=""),
            ),
            models.CheckConstraint(
                name="advocacy_event_hour_of_a_day", condition=Q(time__isnull=True) | Q(date__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["workspace", "date"], name="advocacy_event_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:event_detail", args=[self.pk])

    def names_erased_on(self, chosen: dt.date | None, *, today: dt.date) -> dt.date:
        """The day on which a name from outside is erased: what the page says is what the job does.

        As a person chose, after the event and within the longest; else half a year after it, or after ``today`` where
        it is past or has no day.
        """
        earliest = self.date or today
        over_on = max(earliest, today)
        if chosen and earliest < chosen <= over_on + NAMES_KEPT_AT_MOST:
            return chosen
        return over_on + NAMES_KEPT_FOR

    # Nobody alone is reminded of an event: the organisation that leads is.
    person = None

    @property
    def deadline_key(self) -> str:
        """Under which it stands among the deadlines of the workspace."""
        return f"event:{self.pk}"


class EventSpeaker(PreparedRow):
    """Who speaks at an event, in which order, on what, and for how many minutes.

    Somebody of the workspace, or a name from outside, which is sealed, and erased when its day has come. A name is
    printed only where its bearer agreed.
    """

    audit_name = "event_speaker"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="speakers")
    turn = models.PositiveSmallIntegerField(gettext_lazy("turn"), default=1)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = SealedTextField(gettext_lazy("name"), blank=True)
    may_be_named = models.BooleanField(gettext_lazy("agreed to be named on paper"), default=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    affiliation = SealedTextField(gettext_lazy("organisation outside the workspace"), blank=True)
    # When name and organisation from outside are erased; the turn stays, without them.
    erase_date = models.DateField(gettext_lazy("erased on"), null=True, blank=True)
    theme = models.CharField(gettext_lazy("theme"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(gettext_lazy("minutes"), null=True, blank=True)
    statement = models.ForeignKey(Statement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = EventSpeakerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_eventspeaker_erased",
                condition=Q(name="", affiliation="") | Q(erase_date__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["erase_date"], name="advocacy_eventspeaker_erase")]

    def __str__(self) -> str:
        return self.who or self.theme

    def get_absolute_url(self) -> str:
        return reverse("advocacy:event_detail", args=[self.event_id])

    @property
    def who(self) -> str:
        """The name, for those who work on the event; never an address, which their partners need not know."""
        return self.name or (self.person.name if self.person else "")

    @property
    def whose(self) -> str:
        """For whom they speak."""
        return self.affiliation or (self.organisation.name if self.organisation else "")


class EventTask(PreparedRow):
    """What is to be done for an event, until when, by whom.

    ``key`` names the suggestion that a person kept; ``counted_from`` is the day from which its day was counted then.
    """

    audit_name = "event_task"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=30, blank=True)
    title = models.CharField(gettext_lazy("what is to be done"), max_length=150)
    date = models.DateField(gettext_lazy("until"), null=True, blank=True)
    certainty = models.CharField(max_length=10, choices=Confidence.choices, default=Confidence.CONFIRMED)
    counted_from = models.DateField(null=True, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_done = models.BooleanField(gettext_lazy("done"), default=False)

    objects = EventTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], condition=~Q(key=""), name="advocacy_eventtask_kept_once"),
            models.CheckConstraint(
                name="advocacy_eventtask_counted", condition=Q(counted_from__isnull=True) | Q(date__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("advocacy:event_detail", args=[self.event_id])

    @property
    def deadline_key(self) -> str:
        """Under which it stands among the deadlines of the workspace."""
        return f"event_task:{self.pk}"
