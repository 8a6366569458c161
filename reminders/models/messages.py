"""What people are told: the rounds of a deadline, each person's reminder, and the mails that carry them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from accounts.models import Workspace
from reminders.models.deadlines import Deadline
from reminders.querysets import LetterQuerySet, ReminderQuerySet, ReminderRoundQuerySet


class ReminderRound(models.Model):
    """One lead time of a deadline: when it comes, everybody who is to hear gets a reminder of their own.

    Who hears is asked then and not before, so that whoever joined hears and whoever left does not.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="rounds")
    # Hours before the end; LATE after it.
    lead = models.SmallIntegerField()
    revision = models.PositiveIntegerField()
    begins_at = models.DateTimeField()
    # Set with the reminders that it made, in one transaction.
    begun_at = models.DateTimeField(null=True)
    # Since when those who keep days of the week quiet have theirs, of whom some are told some days ahead.
    quiet_begun_at = models.DateTimeField(null=True)
    # A round that could not be said waits a while, so that it does not stop the others.
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = ReminderRoundQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deadline", "lead", "revision"], name="reminders_round_once")]
        indexes = [
            models.Index(fields=["begins_at"], condition=Q(begun_at=None), name="reminders_round_waiting"),
            models.Index(
                fields=["begins_at"],
                condition=Q(begun_at=None, quiet_begun_at=None, lead__gte=24),
                name="reminders_round_quiet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id}: {self.lead} h"


class Letter(models.Model):
    """A mail to one person that carries one or more reminders: a row first, sent at least once, told apart by its key.

    Its key makes the Message-ID, so that a mail which had to be sent twice is shown once by mail programs. A worker
    leases it for a while; when the worker is killed, the next one sends it.
    """

    class Failure(models.TextChoices):
        ADDRESS = "address", pgettext_lazy("mail not delivered", "The mail server refuses the address.")
        SERVER = "server", pgettext_lazy("mail not delivered", "The mail server could not be reached, again and again.")
        ERROR = "error", pgettext_lazy("mail not delivered", "The mail could not be written; the log says why.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    # Nothing was left to say when it came to be sent: done meanwhile, or no longer theirs to know.
    dropped_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=7, choices=Failure.choices, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(sent_at=None, dropped_at=None, failed_at=None),
                name="reminders_letter_waiting",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Reminder(models.Model):
    """What one person is told about one deadline at one moment. It stands in the platform from ``due_at`` on."""

    class Kind(models.TextChoices):
        LEAD = "lead", pgettext_lazy("reminder", "Time is running")
        MOVED = "moved", pgettext_lazy("reminder", "The day has moved")
        LATE = "late", pgettext_lazy("reminder", "Late")
        AGAIN = "again", pgettext_lazy("reminder", "Again, as you asked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.LEAD)
    lead = models.SmallIntegerField(default=0)
    revision = models.PositiveIntegerField()
    # What makes it this one and no other: kind, lead and revision, or the moment that was asked for.
    key = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # When it goes by mail; None where the person hears of it here only.
    mail_due_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="reminders")
    created_at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "deadline", "key"], name="reminders_reminder_once")]
        indexes = [
            models.Index(fields=["person", "-due_at"], name="reminders_reminder_of"),
            # The number in the header of every page.
            models.Index(fields=["person", "due_at"], condition=Q(read_at=None), name="reminders_reminder_unread"),
            models.Index(
                fields=["mail_due_at"],
                condition=Q(letter=None, mail_due_at__isnull=False),
                name="reminders_reminder_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id} to {self.person_id}: {self.key}"
