"""Who comes to Geneva, and through which doors: badges, visas, rooms."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from advocacy.event_querysets import DelegateQuerySet
from advocacy.models.events import Event
from common.sealed_fields import SealedTextField
from submissions.models.preparing import PreparedRow

# Nobody needs the list when the journey is over; nobody stands on it longer than a year.
KEPT_FOR = timedelta(days=180)
KEPT_AT_MOST = timedelta(days=366)
SOON = timedelta(days=30)


class Delegate(PreparedRow):
    """Somebody who comes to Geneva: which badge, visa and rooms they need, and whether they may be seen or named.

    No number of a passport or any other paper is kept. Names are sealed; when the day has come the row is erased.
    """

    audit_name = "delegate"

    class Badge(models.TextChoices):
        UNNEEDED = "unneeded", pgettext_lazy("badge", "None needed")
        NEEDED = "needed", pgettext_lazy("badge", "Needed, not asked for yet")
        REQUESTED = "requested", pgettext_lazy("badge", "Asked for")
        CONFIRMED = "confirmed", pgettext_lazy("badge", "Confirmed")
        REFUSED = "refused", pgettext_lazy("badge", "Refused")

    class Visa(models.TextChoices):
        UNNEEDED = "unneeded", pgettext_lazy("visa", "None needed")
        NEEDED = "needed", pgettext_lazy("visa", "Needed, not asked for yet")
        ASKED = "asked", pgettext_lazy("visa", "Asked for")
        GOT = "got", pgettext_lazy("visa", "Granted")
        REFUSED = "refused", pgettext_lazy("visa", "Refused")

    class Room(models.TextChoices):
        WORKING_GROUP = "working_group", pgettext_lazy("room", "Working Group")
        PLENARY = "plenary", pgettext_lazy("room", "Plenary of the Human Rights Council")
        SIDE_EVENTS = "side_events", pgettext_lazy("room", "Rooms of side events")

    class Shown(models.TextChoices):
        HIDDEN = "hidden", pgettext_lazy("delegate", "Neither seen nor named")
        NAMED = "named", pgettext_lazy("delegate", "May be named, not filmed")
        SEEN = "seen", pgettext_lazy("delegate", "May be filmed and named")

    name = SealedTextField(gettext_lazy("name"))
    # Through which organisation of the workspace they come: its writers see them, and whoever coordinates.
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    affiliation = SealedTextField(gettext_lazy("whom they belong to"), blank=True)
    accredited_by = models.CharField(gettext_lazy("accredited by"), max_length=200, blank=True)
    badge = models.CharField(gettext_lazy("badge"), max_length=9, choices=Badge.choices, default=Badge.NEEDED)
    visa = models.CharField(gettext_lazy("visa"), max_length=8, choices=Visa.choices, default=Visa.UNNEEDED)
    first_day = models.DateField(gettext_lazy("from"), null=True, blank=True)
    last_day = models.DateField(gettext_lazy("until"), null=True, blank=True)
    rooms = ArrayField(models.CharField(max_length=13, choices=Room.choices), default=list, blank=True)
    events = models.ManyToManyField(Event, related_name="delegates", blank=True)
    shown = models.CharField(gettext_lazy("seen and named"), max_length=6, choices=Shown.choices, default=Shown.HIDDEN)
    notes = SealedTextField(gettext_lazy("notes"), blank=True)
    erase_date = models.DateField(gettext_lazy("erased on"))

    objects = DelegateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_delegate_badge",
                condition=Q(badge__in=["unneeded", "needed", "requested", "confirmed", "refused"]),
            ),
            models.CheckConstraint(
                name="advocacy_delegate_visa",
                condition=Q(visa__in=["unneeded", "needed", "asked", "got", "refused"]),
            ),
            models.CheckConstraint(name="advocacy_delegate_shown", condition=Q(shown__in=["hidden", "named", "seen"])),
            models.CheckConstraint(
                name="advocacy_delegate_rooms",
                condition=Q(rooms__contained_by=["working_group", "plenary", "side_events"]),
            ),
            models.CheckConstraint(
                name="advocacy_delegate_days",
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
            ),
        ]
        indexes = [models.Index(fields=["erase_date"], name="advocacy_delegate_erase")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("advocacy:delegate_edit", args=[self.pk])

    @property
    def room_names(self) -> list[str]:
        """The rooms in words."""
        return [str(self.Room(room).label) for room in self.rooms]

    def goes_soon(self, *, on: date) -> bool:
        """Whether the row is erased within a month."""
        return self.erase_date <= on + SOON
