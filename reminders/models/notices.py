"""What happened in a workspace that some people are to hear of, and what each of them was told."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, Workspace
from reminders.models.messages import Letter
from reminders.querysets import HappeningQuerySet, NoticeQuerySet


class Happening(models.Model):
    """Something that people are to hear of once: written down with what happened, told to each of them afterwards.

    It names what it is about by its key only; its words are those of its kind, so that a mail gives nothing away.
    """

    class Kind(models.TextChoices):
        RATING_SENT = "rating_sent", pgettext_lazy("notice", "A rating waits for approval")
        RATING_RETURNED = "rating_returned", pgettext_lazy("notice", "A rating of yours came back")
        RATING_APPROVED = "rating_approved", pgettext_lazy("notice", "A rating of yours is approved")
        STATE_SHARED = "state_shared", pgettext_lazy("notice", "Two of you are at work on the same State")
        SUBMISSION_LODGED = "submission_lodged", pgettext_lazy("notice", "A submission that you signed is lodged")
        SUBMISSION_WITHDRAWN = "submission_gone", pgettext_lazy("notice", "A submission that you signed is withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=Kind.choices)
    about = models.UUIDField()
    # Where in the platform the work itself is; a path, without the server's name.
    path = models.CharField(max_length=200)
    # Who is to hear: a person, or whoever writes for an organisation; neither: everybody who writes in the workspace.
    # Of several, whoever did it hears nothing.
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    happened_at = models.DateTimeField()
    # Set with the notices that it made, in one transaction.
    told_at = models.DateTimeField(null=True)
    # Since when nobody needs to hear of it any more: somebody else has done what it asks for.
    over_at = models.DateTimeField(null=True)

    objects = HappeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reminders_happening_for_one",
                condition=models.Q(organisation=None) | models.Q(person=None),
            )
        ]
        indexes = [
            models.Index(
                fields=["happened_at"], condition=models.Q(told_at=None, over_at=None), name="reminders_happening_open"
            ),
            models.Index(fields=["workspace", "about"], name="reminders_happening_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.about}"


class Notice(models.Model):
    """What one person is told of one happening: in the platform at once, by mail when they want mails."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    happening = models.ForeignKey(Happening, on_delete=models.CASCADE, related_name="notices")
    due_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "happening"], name="reminders_notice_once")]
        indexes = [
            models.Index(fields=["person", "due_at"], condition=models.Q(read_at=None), name="reminders_notice_unread"),
            models.Index(
                fields=["mail_due_at"],
                condition=models.Q(letter=None, mail_due_at__isnull=False),
                name="reminders_notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.happening_id} to {self.person_id}"
