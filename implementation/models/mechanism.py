"""The State's own follow-up mechanism as civil society meets it, with parliament and media beside it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import Recommendation
from implementation.mechanism_querysets import OccasionQuerySet
from implementation.models.kept import KeptRow


class FollowUpMechanism(KeptRow):
    """The body by which the State under Review implements, reports and follows up (NMIRF), as a workspace sees it."""

    class Kind(models.TextChoices):
        STANDING = "standing", pgettext_lazy("kind of mechanism", "Standing body of several ministries")
        MINISTRY = "ministry", pgettext_lazy("kind of mechanism", "Office of one ministry")
        AD_HOC = "ad_hoc", pgettext_lazy("kind of mechanism", "Called together when a report is due")
        SEPARATE = "separate", pgettext_lazy("kind of mechanism", "Institution of its own")
        NONE = "none", pgettext_lazy("kind of mechanism", "There is none")

    workspace = models.OneToOneField(Workspace, on_delete=models.PROTECT, related_name="follow_up_mechanism")
    name = models.CharField(gettext_lazy("name"), max_length=200)
    kind = models.CharField(gettext_lazy("kind"), max_length=8, choices=Kind.choices)
    host = models.CharField(gettext_lazy("host ministry"), max_length=200, blank=True)
    members = models.TextField(gettext_lazy("who sits in it"), blank=True)
    mandate = models.TextField(gettext_lazy("what it is to do"), blank=True)
    timetable = models.TextField(gettext_lazy("when it meets and reports"), blank=True)
    contact = models.TextField(gettext_lazy("contact"), blank=True)

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_followupmechanism_kind",
                condition=Q(kind__in=["standing", "ministry", "ad_hoc", "separate", "none"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("implementation:mechanism_detail", args=[self.workspace_id])

    @property
    def texts(self) -> list[str]:
        """Everything that is written of it besides its name and kind."""
        return [words for words in (self.host, self.members, self.mandate, self.timetable, self.contact) if words]


class Occasion(KeptRow):
    """A meeting of the mechanism, a step in parliament, or media work: when, who came, and what came of it."""

    class Kind(models.TextChoices):
        MEETING = "meeting", pgettext_lazy("kind of occasion", "Meeting of the mechanism")
        QUESTION = "question", pgettext_lazy("kind of occasion", "Question in parliament")
        HEARING = "hearing", pgettext_lazy("kind of occasion", "Hearing in parliament")
        DEBATE = "debate", pgettext_lazy("kind of occasion", "Debate in parliament")
        BILL = "bill", pgettext_lazy("kind of occasion", "Bill or budget in parliament")
        ARTICLE = "article", pgettext_lazy("kind of occasion", "Article or interview")
        BROADCAST = "broadcast", pgettext_lazy("kind of occasion", "Radio or television")
        PRESS = "press", pgettext_lazy("kind of occasion", "Press conference or release")
        ONLINE = "online", pgettext_lazy("kind of occasion", "Campaign on the internet")

    PARLIAMENT = (Kind.QUESTION, Kind.HEARING, Kind.DEBATE, Kind.BILL)
    MEDIA = (Kind.ARTICLE, Kind.BROADCAST, Kind.PRESS, Kind.ONLINE)

    recommendations = models.ManyToManyField(Recommendation, related_name="occasions", blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=9, choices=Kind.choices)
    title = models.CharField(gettext_lazy("what it is about"), max_length=200)
    date = models.DateField(gettext_lazy("day"))
    # The committee, the newspaper, the hall.
    place = models.CharField(gettext_lazy("where, or in which committee or medium"), max_length=200, blank=True)
    agenda = models.TextField(gettext_lazy("agenda"), blank=True)
    attendance = models.TextField(gettext_lazy("who came"), blank=True)
    said = models.TextField(gettext_lazy("what was said"), blank=True)
    outcome = models.TextField(gettext_lazy("what came of it"), blank=True)
    url = models.URLField(gettext_lazy("link"), max_length=500, blank=True)
    # Who of the workspace goes there.
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OccasionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_occasion_kind",
                condition=Q(
                    kind__in=[
                        "meeting",
                        "question",
                        "hearing",
                        "debate",
                        "bill",
                        "article",
                        "broadcast",
                        "press",
                        "online",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("implementation:occasion_detail", args=[self.pk])

    @property
    def deadline_key(self) -> str:
        """Under which its day stands among the deadlines of the workspace."""
        return f"occasion:{self.pk}"

    @property
    def is_told(self) -> bool:
        """Whether somebody wrote down how it went."""
        return bool(self.said or self.outcome)

    def is_ahead(self, on: dt.date) -> bool:
        """Today or later."""
        return self.date >= on
