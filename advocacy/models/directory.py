"""Where other States are met: their permanent missions in Geneva and their embassies in the State under Review."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from advocacy.directory_querysets import PostFactQuerySet, PostQuerySet
from cycles.models import State


class Checked(models.Model):
    """Something that people add to the public directory: from where they have it, as of which day, and who checked it.

    Anybody who writes in a workspace may add; what no editor of the record has checked is shown to members only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(gettext_lazy("source"), max_length=300)
    as_of_date = models.DateField(gettext_lazy("as of"))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def is_checked(self) -> bool:
        """Whether an editor of the record has looked at the source."""
        return self.checked_at is not None


class DiplomaticPost(Checked):
    """A permanent mission in Geneva, or an embassy: which State keeps it, where, and whether it really sits there."""

    class Kind(models.TextChoices):
        MISSION = "mission", pgettext_lazy("diplomatic post", "Permanent mission in Geneva")
        EMBASSY = "embassy", pgettext_lazy("diplomatic post", "Embassy")

    class Presence(models.TextChoices):
        RESIDENT = "resident", pgettext_lazy("diplomatic post", "It sits there")
        ELSEWHERE = "elsewhere", pgettext_lazy("diplomatic post", "Accredited there, but sits in another country")

    kind = models.CharField(gettext_lazy("kind"), max_length=7, choices=Kind.choices)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="diplomatic_posts")
    # The State in which an embassy works; a mission works in Geneva.
    host = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    presence = models.CharField(
        gettext_lazy("where it sits"), max_length=9, choices=Presence.choices, default=Presence.RESIDENT
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state", "kind", "host"], name="advocacy_post_once", nulls_distinct=False),
            models.CheckConstraint(
                name="advocacy_post_place",
                condition=Q(kind="mission", host__isnull=True)
                | Q(kind="embassy", host__isnull=False) & ~Q(host=models.F("state")),
            ),
            models.CheckConstraint(name="advocacy_post_presence", condition=Q(presence__in=["resident", "elsewhere"])),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} {self.kind} {self.host_id or ''}".strip()

    def get_absolute_url(self) -> str:
        return reverse("advocacy:mission_detail", args=[self.state_id])


class PostFact(Checked):
    """One thing that is known of a post, such as its address. What replaced it ends it; nothing is written over."""

    class Kind(models.TextChoices):
        ADDRESS = "address", pgettext_lazy("diplomatic post", "Address")
        TELEPHONE = "telephone", pgettext_lazy("diplomatic post", "Telephone")
        EMAIL = "email", pgettext_lazy("diplomatic post", "E-mail")
        WEBSITE = "website", pgettext_lazy("diplomatic post", "Website")
        NOTE = "note", pgettext_lazy("diplomatic post", "Good to know")

    post = models.ForeignKey(DiplomaticPost, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(gettext_lazy("kind"), max_length=9, choices=Kind.choices)
    value = models.CharField(gettext_lazy("what is known"), max_length=400)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PostFactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_fact_kind",
                condition=Q(kind__in=["address", "telephone", "email", "website", "note"]),
            ),
            models.CheckConstraint(
                name="advocacy_fact_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["post", "kind"], name="advocacy_fact_of_post")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"
