"""The people whom a workspace knows in missions, embassies, capitals, institutions and newsrooms."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from advocacy.directory_querysets import ContactQuerySet
from common.sealed_fields import SealedTextField
from cycles.models import State
from submissions.models.preparing import PreparedRow

# Two years reach from the submission to the adoption; nobody is kept longer than five without being asked again.
KEPT_FOR = timedelta(days=730)
KEPT_AT_MOST = timedelta(days=5 * 366)
SOON = timedelta(days=30)


class Contact(PreparedRow):
    """A person of whom a workspace keeps a name and an address: on which ground, and until which day.

    Whoever reads a copy of the database finds neither names nor addresses. When the day has come the row is erased.
    """

    audit_name = "contact"

    class Kind(models.TextChoices):
        MISSION = "mission", pgettext_lazy("contact", "Diplomat at a permanent mission in Geneva")
        EMBASSY = "embassy", pgettext_lazy("contact", "Diplomat at an embassy")
        CAPITAL = "capital", pgettext_lazy("contact", "Desk officer in a capital")
        NHRI = "nhri", pgettext_lazy("contact", "National human rights institution")
        UN = "un", pgettext_lazy("contact", "United Nations")
        MEDIA = "media", pgettext_lazy("contact", "Media")
        OTHER = "other", pgettext_lazy("contact", "Other")

    # Whoever speaks for a State.
    OF_A_STATE = (Kind.MISSION, Kind.EMBASSY, Kind.CAPITAL)

    class Ground(models.TextChoices):
        AGREED = "agreed", pgettext_lazy("ground for keeping a contact", "They agreed that we keep it")
        GIVEN = "given", pgettext_lazy("ground for keeping a contact", "They gave it to us, such as on a card")
        PUBLISHED = "published", pgettext_lazy("ground for keeping a contact", "It is published by their institution")

    kind = models.CharField(gettext_lazy("kind"), max_length=8, choices=Kind.choices)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = SealedTextField(gettext_lazy("name"))
    position = SealedTextField(pgettext_lazy("at work", "position"), blank=True)
    institution = SealedTextField(gettext_lazy("institution"), blank=True)
    email = SealedTextField(gettext_lazy("e-mail"), blank=True)
    telephone = SealedTextField(gettext_lazy("telephone"), blank=True)
    notes = SealedTextField(gettext_lazy("notes"), blank=True)
    ground = models.CharField(gettext_lazy("why we may keep it"), max_length=9, choices=Ground.choices)
    ground_date = models.DateField(gettext_lazy("since"))
    erase_date = models.DateField(gettext_lazy("erased on"))

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="advocacy_contact_kind",
                condition=Q(kind__in=["mission", "embassy", "capital"], state__isnull=False)
                | Q(kind__in=["nhri", "un", "media", "other"]),
            ),
            models.CheckConstraint(
                name="advocacy_contact_ground", condition=Q(ground__in=["agreed", "given", "published"])
            ),
            models.CheckConstraint(name="advocacy_contact_erased_later", condition=Q(erase_date__gt=F("ground_date"))),
        ]
        indexes = [
            models.Index(fields=["workspace", "kind"], name="advocacy_contact_kinds"),
            models.Index(fields=["erase_date"], name="advocacy_contact_erase"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("advocacy:contact_detail", args=[self.pk])

    def goes_soon(self, *, on: date) -> bool:
        """Whether it is erased within a month."""
        return self.erase_date <= on + SOON
