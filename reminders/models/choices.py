"""Who hears what, how, and at which hour."""

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Workspace
from reminders.models.deadlines import Deadline
from reminders.querysets import PersonalHoursQuerySet, ReminderChoiceQuerySet


class Channel(models.TextChoices):
    """How somebody hears. Whatever is said at all stands in the platform as well."""

    MAIL = "mail", pgettext_lazy("channel", "By e-mail and here")
    DIGEST = "digest", pgettext_lazy("channel", "Here, and once a week by e-mail")
    APP = "app", pgettext_lazy("channel", "Here only")
    NONE = "none", pgettext_lazy("channel", "Not at all")


class ReminderChoice(models.Model):
    """How far ahead and by which channel deadlines are said.

    Of a workspace for everybody in it (no person), of a person everywhere (no workspace), or of a person in one
    workspace; for one kind of deadline, or for all (no kind). The nearest one holds: a person's before a workspace's,
    then one workspace before all, then one kind before all. Else the standard of ``reminders.standards``.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Deadline.Kind.choices, blank=True)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    # Hours before the end, of ``reminders.moments.LEADS``.
    leads = ArrayField(models.SmallIntegerField(), default=list)

    objects = ReminderChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "person", "kind"], nulls_distinct=False, name="reminders_choice_once"
            ),
            models.CheckConstraint(
                name="reminders_choice_of_somebody",
                condition=Q(workspace__isnull=False) | Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'all'}: {self.channel}"


class PersonalHours(models.Model):
    """When and in which language a person is told: the clock of their place, and the days they keep quiet."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="hours"
    )
    language = models.CharField(gettext_lazy("language"), max_length=10, blank=True)
    # Empty while the person said nothing: that of the State in which their organisation is based (reminders.zones).
    zone = models.CharField(gettext_lazy("time zone"), max_length=40, blank=True)
    hour = models.TimeField(gettext_lazy("hour of the day"), default=time(8))
    # Monday is 0.
    quiet_weekdays = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    digest_weekday = models.SmallIntegerField(default=0)
    # Nothing is mailed before this day; it stands in the platform, and is said together on that day.
    quiet_until = models.DateField(gettext_lazy("no e-mail before"), null=True, blank=True)
    # How often mails were stopped by the address in one: it ends all such addresses that were sent before.
    mail_stops = models.PositiveIntegerField(default=0, editable=False)

    objects = PersonalHoursQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person_id)
