"""What is due when in a workspace, and how that changed."""

import datetime as dt
import uuid
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from cycles.models import Confidence
from reminders.moments import GENEVA
from reminders.querysets import DeadlineChangeQuerySet, DeadlineQuerySet, WorkspaceRowQuerySet

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Deadline(models.Model):
    """A day on which something is due in a workspace: a key date of its review, or a day of its own.

    ``date``, ``time`` and ``zone`` are the wall clock that was meant; ``ends_at`` is the same in UTC, kept for sorting.
    With a ``last_date`` it falls on any day from ``date`` to that one, and is over when that one is.
    """

    class Kind(models.TextChoices):
        SUBMISSION = "submission", pgettext_lazy("kind of deadline", "Stakeholder submission to OHCHR")
        KEY_DATE = "key_date", pgettext_lazy("kind of deadline", "Key date for civil society")
        UN_DATE = "un_date", pgettext_lazy("kind of deadline", "Date of the State or the United Nations")
        STEP = "step", pgettext_lazy("kind of deadline", "Step of the cycle")
        GROUP = "group", pgettext_lazy("kind of deadline", "Day of a theme group")
        DRAFT = "draft", pgettext_lazy("kind of deadline", "Draft ready")
        SIGN_OFF = "sign_off", pgettext_lazy("kind of deadline", "Sign-off")
        MEETING = "meeting", pgettext_lazy("kind of deadline", "Meeting")
        LETTER = "letter", pgettext_lazy("kind of deadline", "Answer to a letter")
        ACTION = "action", pgettext_lazy("kind of deadline", "Action")
        OTHER = "other", pgettext_lazy("kind of deadline", "Other")

    # Counted or published for everybody; the others are the workspace's own.
    OF_THE_REVIEW = (Kind.SUBMISSION, Kind.KEY_DATE, Kind.UN_DATE)
    # What people may enter by hand; the rest is set by the part of the platform that it belongs to.
    BY_HAND = (Kind.DRAFT, Kind.SIGN_OFF, Kind.MEETING, Kind.LETTER, Kind.ACTION, Kind.OTHER)
    # What the keys of those begin with.
    OWN = "own:"

    # Of what was deleted for good: no word of it stays, only that there was a day, for those who follow the list.
    GONE = "gone"

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("deadline", "Open")
        DONE = "done", pgettext_lazy("deadline", "Done")
        CANCELLED = "cancelled", pgettext_lazy("deadline", "Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="deadlines")
    # What whoever set it calls it, once in a workspace: "review:stakeholder_submission", "step:draft".
    key = models.CharField(max_length=120)
    kind = models.CharField(gettext_lazy("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    # A key of ``cycles.milestones`` for dates of the review, or of ``reminders.wordings`` for what the platform itself
    # names: its words are translated when they are shown. Or ``GONE``.
    milestone = models.CharField(max_length=40, blank=True)
    title = models.CharField(gettext_lazy("what is due"), max_length=200, blank=True)
    date = models.DateField(gettext_lazy("day"))
    last_date = models.DateField(null=True, editable=False)
    time = models.TimeField(gettext_lazy("hour"), null=True, blank=True)
    zone = models.CharField(gettext_lazy("time zone"), max_length=40, default=GENEVA)
    ends_at = models.DateTimeField()
    # How sure the day is and how it was found; a day of the workspace's own is sure.
    confidence = models.CharField(max_length=10, choices=Confidence.choices, default=Confidence.CONFIRMED)
    is_about = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    # Where in the platform the work itself is; a path, without the server's name.
    path = models.CharField(max_length=200, blank=True)
    # Told in confidence, such as whom somebody meets: who only observes in the workspace does not read of it.
    is_confided = models.BooleanField(default=False, editable=False)
    # Who has it: an organisation of the workspace, a person of it, or nobody yet.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="deadlines"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="deadlines"
    )
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    # Counts the moves of the day, and for which of them its rounds of reminders were planned; -1: not yet.
    revision = models.PositiveIntegerField(default=0, editable=False)
    planned_revision = models.IntegerField(default=-1, editable=False)
    # Since when this day holds: what should have been said earlier is not said at all.
    set_at = models.DateTimeField(editable=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(editable=False)
    # When anything of it last changed: what programs ask for, and what tells whether somebody was quicker.
    changed_at = models.DateTimeField(editable=False)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="reminders_deadline_key_once"),
            models.CheckConstraint(
                name="reminders_deadline_closed_at_with_status",
                condition=Q(status="open", closed_at__isnull=True) | (~Q(status="open") & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(name="reminders_deadline_has_words", condition=~Q(title="") | ~Q(milestone="")),
        ]
        indexes = [
            models.Index(fields=["workspace", "ends_at"], name="reminders_deadline_when"),
            models.Index(fields=["workspace", "changed_at", "id"], name="reminders_deadline_changed"),
            models.Index(
                fields=["id"], condition=~Q(planned_revision=models.F("revision")), name="reminders_deadline_unplanned"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.milestone

    def get_absolute_url(self) -> str:
        return reverse("reminders:deadline_detail", args=[self.pk])

    @property
    def is_of_review(self) -> bool:
        return self.kind in self.OF_THE_REVIEW

    @property
    def is_by_hand(self) -> bool:
        """Entered on the pages of the deadlines; the others move with the part of the platform that set them."""
        return self.kind in self.BY_HAND and self.key.startswith(self.OWN)

    @property
    def is_gone(self) -> bool:
        """What it belonged to was deleted for good."""
        return self.milestone == self.GONE

    @property
    def is_of_other_part(self) -> bool:
        """It follows something with a status of its own, such as an action or a letter; closing it closes only it."""
        is_plain = not (self.is_of_review or self.is_by_hand or self.kind in {self.Kind.GROUP, self.Kind.STEP})
        return bool(self.path) and is_plain

    @property
    def version(self) -> str:
        """Another one after every change."""
        return str((self.changed_at - _EPOCH) // timedelta(microseconds=1))

    @property
    def last_day(self) -> dt.date:
        """The last day on which it may fall."""
        return self.last_date or self.date

    def counted_from(self, lead: int) -> dt.date:
        """The day from which reminders with this lead are counted; late is only what is over."""
        return self.date if lead > 0 else self.last_day

    @property
    def is_assigned(self) -> bool:
        return self.person_id is not None or self.organisation_id is not None


class DeadlineChange(models.Model):
    """One line of a deadline's log: what happened, the value before and after, when, and who did it."""

    class What(models.TextChoices):
        SET = "set", pgettext_lazy("log of a deadline", "Set")
        MOVED = "moved", pgettext_lazy("log of a deadline", "Moved")
        RENAMED = "renamed", pgettext_lazy("log of a deadline", "Renamed")
        ASSIGNED = "assigned", pgettext_lazy("log of a deadline", "Given to somebody")
        DONE = "done", pgettext_lazy("log of a deadline", "Done")
        CANCELLED = "cancelled", pgettext_lazy("log of a deadline", "Cancelled")
        REOPENED = "reopened", pgettext_lazy("log of a deadline", "Opened again")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=9, choices=What.choices)
    # For a move the wall clock, "2027-04-02 23:59 Europe/Zurich"; empty otherwise.
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    # Where a new day comes from, as the calendar says it.
    source = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DeadlineChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["deadline", "-at"], name="reminders_deadline_log")]

    def __str__(self) -> str:
        return f"{self.deadline_id}: {self.what}"


class FollowedReview(models.Model):
    """How the key dates of a workspace's review stood when its deadlines were last held against them."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, primary_key=True, related_name="followed")
    digest = models.CharField(max_length=64, blank=True)
    # Of the record, when they were looked at: as long as it is the same, no date has changed.
    version = models.BigIntegerField(default=-1)
    followed_at = models.DateTimeField()

    objects = WorkspaceRowQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.workspace_id)
