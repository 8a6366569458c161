"""What became of recommendations, in the eyes of those who say so."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from accounts.querysets import WorkspaceRowQuerySet
from cycles.models import RatingLevel, Recommendation, Voice, VoluntaryPledge
from implementation.models.clusters import RatingCluster
from implementation.querysets import RatingQuerySet, VerdictQuerySet

# In the place of a voice: that of the workspace itself, whichever it is.
OWN = ""


class RatingRules(models.Model):
    """How a workspace comes to its ratings; one without a row rates together and asks nobody to approve."""

    workspace = models.OneToOneField(Workspace, on_delete=models.PROTECT, primary_key=True, related_name="rating_rules")
    needs_approval = models.BooleanField(
        gettext_lazy("A rating counts when another person has approved it"), default=False
    )
    rates_apart = models.BooleanField(gettext_lazy("Each organisation rates for itself"), default=False)

    objects = WorkspaceRowQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.workspace_id)


class Verdict(models.Model):
    """What somebody in a workspace says became of something. Each change is a new row; the latest is current."""

    Level = RatingLevel
    Voice = Voice

    class Method(models.TextChoices):
        DESK = "desk", pgettext_lazy("how it was rated", "Desk research")
        INTERVIEWS = "interviews", pgettext_lazy("how it was rated", "Interviews")
        DATA = "data", pgettext_lazy("how it was rated", "Data and statistics")
        SEVERAL = "several", pgettext_lazy("how it was rated", "Several of these")

    class Confidence(models.TextChoices):
        HIGH = "high", pgettext_lazy("how sure", "Sure")
        MEDIUM = "medium", pgettext_lazy("how sure", "Fairly sure")
        LOW = "low", pgettext_lazy("how sure", "Not very sure")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("rating", "Draft")
        SENT = "sent", pgettext_lazy("rating", "Waits for approval")
        RETURNED = "returned", pgettext_lazy("rating", "Returned")
        APPROVED = "approved", pgettext_lazy("rating", "Approved")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voice = models.CharField(gettext_lazy("voice"), max_length=10, choices=Voice.choices, default=Voice.CSO)
    # Whether the workspace speaks for itself; else it has written down what another voice says.
    is_ours = models.BooleanField(default=True, editable=False)
    # On whose behalf: the organisation that keeps these words when it leaves the workspace.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(gettext_lazy("rating"), max_length=20, choices=RatingLevel.choices)
    rated_date = models.DateField(gettext_lazy("as of"))
    note = models.TextField(gettext_lazy("why, in one or two sentences"), blank=True)
    # OHCHR's three kinds of indicators (HRI/PUB/12/5): what was put in place, what was done, what came of it.
    structure = models.TextField(gettext_lazy("laws and institutions"), blank=True)
    process = models.TextField(gettext_lazy("measures taken"), blank=True)
    outcome = models.TextField(gettext_lazy("what changed for people"), blank=True)
    method = models.CharField(gettext_lazy("how we know"), max_length=10, choices=Method.choices, blank=True)
    confidence = models.CharField(
        gettext_lazy("how sure we are"), max_length=10, choices=Confidence.choices, blank=True
    )
    # Of another voice: the document in which it says so.
    source = models.CharField(gettext_lazy("where it says so"), max_length=300, blank=True)
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Everybody who wrote it since it was last approved, ``rated_by`` at the end: somebody else approves.
    writers = ArrayField(models.UUIDField(), default=list, editable=False)
    is_current = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.APPROVED, editable=False)
    # Set together by whoever approved or returned it; the note says why it came back.
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    return_note = models.TextField(blank=True, editable=False)
    former = models.ForeignKey("self", on_delete=models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        abstract = True

    @property
    def hands(self) -> list[uuid.UUID]:
        """Keys of the people whose words they are, the last to write at the end."""
        return self.writers or [self.rated_by_id]

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for another person's word."""
        return self.state == self.State.SENT

    @property
    def is_returned(self) -> bool:
        return self.state == self.State.RETURNED


class Rating(Verdict):
    """What somebody in a workspace says became of a recommendation.

    At most one of a recommendation's rows counts: in the overview, the reports, and what the workspace publishes.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="ratings")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="ratings")
    is_counted = models.BooleanField(default=False, editable=False)
    # The coordinator's word where the organisations of a coalition differ; theirs stay beside it.
    is_settled = models.BooleanField(default=False, editable=False)
    # Through which cluster it was said, where it was not said of this recommendation alone.
    cluster = models.ForeignKey(
        RatingCluster, on_delete=models.PROTECT, null=True, editable=False, related_name="ratings"
    )
    # Which ratings were made at one go, and when they were taken back.
    batch = models.UUIDField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "recommendation", "voice", "is_ours", "organisation", "is_settled"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="implementation_rating_one_current",
            ),
            models.UniqueConstraint(
                fields=["workspace", "recommendation"],
                condition=Q(is_counted=True),
                name="implementation_rating_one_counted",
            ),
            models.CheckConstraint(
                name="implementation_rating_not_the_government", condition=Q(is_ours=False) | ~Q(voice="government")
            ),
            models.CheckConstraint(name="implementation_rating_level", condition=Q(level__in=RatingLevel.values)),
            models.CheckConstraint(
                name="implementation_rating_counted_is_ours", condition=Q(is_counted=False) | Q(is_ours=True)
            ),
            models.CheckConstraint(
                name="implementation_rating_undone_is_past",
                condition=Q(undone_at__isnull=True) | Q(is_current=False, is_counted=False),
            ),
            models.CheckConstraint(
                name="implementation_rating_decided_at_with_by",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "state"],
                condition=Q(is_current=True) & ~Q(state="approved"),
                name="implementation_rating_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.level}"


class PledgeRating(Verdict):
    """What somebody in a workspace says became of a voluntary pledge of the State."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="pledge_ratings")
    pledge = models.ForeignKey(VoluntaryPledge, on_delete=models.PROTECT, related_name="ratings")

    # Nobody settles a pledge: where organisations differ, the coordinating one's word stands.
    is_settled = False

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "pledge", "voice", "is_ours", "organisation"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="implementation_pledgerating_one_current",
            ),
            models.CheckConstraint(
                name="implementation_pledgerating_not_the_government",
                condition=Q(is_ours=False) | ~Q(voice="government"),
            ),
            models.CheckConstraint(name="implementation_pledgerating_level", condition=Q(level__in=RatingLevel.values)),
            models.CheckConstraint(
                name="implementation_pledgerating_decided",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pledge_id}: {self.level}"
