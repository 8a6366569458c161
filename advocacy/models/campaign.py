"""The digital campaign: messages that people post by hand, each on its channel, and what came of them."""

import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from advocacy.campaign_querysets import CampaignQuerySet, MessageResultQuerySet
from advocacy.channels import PostLength, compose, length_on
from advocacy.models.factsheets import Factsheet
from advocacy.models.followed import FollowedRow
from advocacy.speaking import LANGUAGE_NAMES
from reminders.moments import GENEVA
from reminders.wordings import says
from submissions.models import PriorityIssue, ProposedRecommendation

# What goes out: whoever changes one of these has the message approved anew.
GOES_OUT = (
    *("channel", "language", "text", "hashtags", "link"),
    *("picture", "picture_title", "picture_words", "picture_alt", "factsheet"),
)
LONGEST_ALT = 1000


class CampaignMessage(FollowedRow):
    """One message on one channel in one language: planned, approved by a second person, posted by hand.

    ``date``, ``time`` and ``zone`` are the wall clock that was meant. The platform itself posts nothing.
    """

    audit_name = "campaign_message"
    kept_words = ("text",)

    class Channel(models.TextChoices):
        X = "x", "X"
        BLUESKY = "bluesky", "Bluesky"
        MASTODON = "mastodon", "Mastodon"
        FACEBOOK = "facebook", "Facebook"
        INSTAGRAM = "instagram", "Instagram"
        LINKEDIN = "linkedin", "LinkedIn"
        WHATSAPP = "whatsapp", "WhatsApp"
        TELEGRAM = "telegram", "Telegram"
        NEWSLETTER = "newsletter", pgettext_lazy("channel of a campaign", "Newsletter")
        OTHER = "other", pgettext_lazy("channel of a campaign", "Another channel")

    class Status(models.TextChoices):
        IDEA = "idea", pgettext_lazy("message", "An idea")
        WRITTEN = "written", pgettext_lazy("message", "Written, not approved")
        APPROVED = "approved", pgettext_lazy("message", "Approved")
        POSTED = "posted", pgettext_lazy("message", "Posted")
        CANCELLED = "cancelled", pgettext_lazy("message", "Called off")

    class Picture(models.TextChoices):
        NONE = "", pgettext_lazy("picture of a message", "No picture")
        WIDE = "wide", pgettext_lazy("picture of a message", "Wide, 1200 × 675")
        SQUARE = "square", pgettext_lazy("picture of a message", "Square, 1080 × 1080")

    # What people write themselves; the rest is decided step by step.
    BEING_WRITTEN = (Status.IDEA, Status.WRITTEN)
    STILL_TO_POST = (Status.IDEA, Status.WRITTEN, Status.APPROVED)

    variant_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="variants")
    channel = models.CharField(gettext_lazy("channel"), max_length=10, choices=Channel.choices)
    language = models.CharField(gettext_lazy("language"), max_length=10)
    text = models.TextField(gettext_lazy("text"), blank=True)
    # Without their sign.
    hashtags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    link = models.CharField(gettext_lazy("link"), max_length=500, blank=True)
    picture = models.CharField(gettext_lazy("picture"), max_length=6, choices=Picture.choices, blank=True)
    picture_title = models.CharField(gettext_lazy("title of the picture"), max_length=120, blank=True)
    picture_words = models.CharField(gettext_lazy("sentence of the picture"), max_length=200, blank=True)
    picture_alt = models.CharField(gettext_lazy("description of the picture"), max_length=LONGEST_ALT, blank=True)
    factsheet = models.ForeignKey(Factsheet, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    priority_issue = models.ForeignKey(
        PriorityIssue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposal = models.ForeignKey(
        ProposedRecommendation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    date = models.DateField(gettext_lazy("day"), null=True, blank=True)
    time = models.TimeField(gettext_lazy("hour"), null=True, blank=True)
    zone = models.CharField(gettext_lazy("time zone"), max_length=40, default=GENEVA)
    # From whose account it is posted.
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    status = models.CharField(gettext_lazy("status"), max_length=9, choices=Status.choices, default=Status.IDEA)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Everybody who wrote what goes out since it was last approved, ``written_by`` at the end: somebody else approves.
    writers = ArrayField(models.UUIDField(), default=list, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    posted_at = models.DateTimeField(null=True, blank=True)
    post_address = models.CharField(gettext_lazy("address of the post"), max_length=500, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_campaign_channel",
                condition=Q(
                    channel__in=[
                        *("x", "bluesky", "mastodon", "facebook", "instagram"),
                        *("linkedin", "whatsapp", "telegram", "newsletter", "other"),
                    ]
                ),
            ),
            models.CheckConstraint(
                name="advocacy_campaign_of_six", condition=Q(language__in=["en", "fr", "es", "ar", "ru", "zh"])
            ),
            models.CheckConstraint(
                name="advocacy_campaign_picture_described",
                condition=Q(picture="") | Q(picture__in=["wide", "square"]) & ~Q(picture_alt=""),
            ),
            # Nothing is approved without a person, and nothing posted that nobody approved.
            models.CheckConstraint(
                name="advocacy_campaign_status",
                condition=Q(
                    status__in=["idea", "written", "cancelled"],
                    approved_at__isnull=True,
                    approved_by__isnull=True,
                    posted_at__isnull=True,
                )
                | Q(status="approved", approved_at__isnull=False, approved_by__isnull=False, posted_at__isnull=True)
                | Q(status="posted", approved_at__isnull=False, approved_by__isnull=False, posted_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["workspace", "date"], name="advocacy_campaign_day")]

    def __str__(self) -> str:
        return Truncator(" ".join(self.text.split())).chars(80) or self.get_channel_display()

    def get_absolute_url(self) -> str:
        return reverse("advocacy:campaign_detail", args=[self.pk])

    # An organisation posts; nobody alone is reminded.
    person = None

    @property
    def title(self) -> str:
        """What its deadline says: none of its words, which calendars of phones carry elsewhere."""
        return said_of_post(self.wording.partition(":")[2])

    @property
    def wording(self) -> str:
        """By which its deadline is named in the language of whoever reads it."""
        return f"post:{self.channel}:{self.language}"

    @property
    def deadline_key(self) -> str:
        """Under which it stands among the deadlines of the workspace."""
        return f"campaign:{self.pk}"

    @property
    def language_name(self) -> str:
        """Its language, named in itself."""
        return LANGUAGE_NAMES[self.language]

    @property
    def post(self) -> str:
        """What is posted, word for word."""
        return compose(self.text, hashtags=self.hashtags, link=self.link)

    @property
    def length(self) -> PostLength:
        return length_on(self.channel, self.post, has_picture=bool(self.picture))

    @property
    def hands(self) -> list[UUID]:
        """Keys of the people whose words they are, the last to write at the end."""
        return self.writers or [self.written_by_id]

    @property
    def is_to_post(self) -> bool:
        """Whether it is still to be posted."""
        return self.status in self.STILL_TO_POST


@says("post")
def said_of_post(key: str) -> str:
    """A message of the campaign as the list of deadlines names it: ``bluesky:en`` is Post on Bluesky (English)."""
    channel, _sign, language = key.partition(":")
    if channel not in CampaignMessage.Channel or language not in LANGUAGE_NAMES:
        return ""
    said = {"channel": CampaignMessage.Channel(channel).label, "language": LANGUAGE_NAMES[language]}
    return gettext("Post on %(channel)s (%(language)s)") % said


class MessageResult(models.Model):
    """What a channel said of a posted message on one day: figures since it was posted; unknown ones stay empty."""

    FIGURES = ("impressions", "likes", "shares", "clicks", "replies")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(CampaignMessage, on_delete=models.CASCADE, related_name="results")
    day = models.DateField(gettext_lazy("day"))
    impressions = models.PositiveIntegerField(pgettext_lazy("of a post", "impressions"), null=True, blank=True)
    likes = models.PositiveIntegerField(pgettext_lazy("of a post", "likes"), null=True, blank=True)
    shares = models.PositiveIntegerField(pgettext_lazy("of a post", "shares"), null=True, blank=True)
    clicks = models.PositiveIntegerField(pgettext_lazy("of a post", "clicks"), null=True, blank=True)
    replies = models.PositiveIntegerField(pgettext_lazy("of a post", "replies"), null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = MessageResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "day"], name="advocacy_messageresult_day"),
            models.CheckConstraint(
                name="advocacy_messageresult_of_something",
                condition=Q(impressions__isnull=False)
                | Q(likes__isnull=False)
                | Q(shares__isnull=False)
                | Q(clicks__isnull=False)
                | Q(replies__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.day}"

    @classmethod
    def name_of(cls, figure: str) -> str:
        """A figure by the name that people read."""
        column: Any = cls._meta.get_field(figure)
        return capfirst(str(column.verbose_name))

    @property
    def named(self) -> list[tuple[str, int | None]]:
        """Each figure with its name."""
        return [(self.name_of(figure), getattr(self, figure)) for figure in self.FIGURES]
