"""Organisations, their members, and how people come to be members."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.querysets import InvitationQuerySet, MembershipQuerySet, OrganisationQuerySet
from cycles.models import State


class Organisation(models.Model):
    """A civil society organisation, or another body that takes part: an NHRI, an international NGO."""

    class Kind(models.TextChoices):
        NATIONAL = "national", gettext_lazy("National organisation")
        COALITION = "coalition", gettext_lazy("Coalition or network")
        INTERNATIONAL = "international", gettext_lazy("International organisation")
        NHRI = "nhri", gettext_lazy("National human rights institution")
        OTHER = "other", pgettext_lazy("kind of organisation", "Other")

    class EcosocStatus(models.TextChoices):
        """Consultative status with the Economic and Social Council (its resolution 1996/31)."""

        NONE = "none", pgettext_lazy("ECOSOC status", "None")
        GENERAL = "general", pgettext_lazy("ECOSOC status", "General")
        SPECIAL = "special", pgettext_lazy("ECOSOC status", "Special")
        ROSTER = "roster", pgettext_lazy("ECOSOC status", "Roster")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(gettext_lazy("name"), max_length=200)
    acronym = models.CharField(gettext_lazy("acronym"), max_length=30, blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=Kind.choices, default=Kind.NATIONAL)
    ecosoc_status = models.CharField(
        gettext_lazy("ECOSOC consultative status"),
        max_length=7,
        choices=EcosocStatus.choices,
        default=EcosocStatus.NONE,
    )
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations")
    # Codes of the languages it works in, from the six of the United Nations.
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    # Whether everybody signed in may find its name; its people and its work are never shown.
    is_public = models.BooleanField(gettext_lazy("others may find this organisation"), default=False)
    requires_second_factor = models.BooleanField(gettext_lazy("members need a second factor"), default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="organisations")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_organisation_closed_at_with_by",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:organisation_detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Membership(models.Model):
    """A person's place in an organisation, and what it lets them do."""

    class Role(models.TextChoices):
        OWNER = "owner", pgettext_lazy("role in an organisation", "Owner")
        EDITOR = "editor", pgettext_lazy("role in an organisation", "Editor")
        READER = "reader", pgettext_lazy("role in an organisation", "Reader")

    WRITERS = (Role.OWNER, Role.EDITOR)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=6, choices=Role.choices, default=Role.READER)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="accounts_membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id} ({self.role})"


class Invitation(models.Model):
    """A door that opens once: into an organisation for a person, or into a workspace for an organisation.

    Only the digest of its secret is kept; who has the link may come in until it is used, withdrawn or too old.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="invitations")
    workspace = models.ForeignKey("Workspace", on_delete=models.CASCADE, null=True, related_name="invitations")
    # A role of Membership for an organisation, of WorkspaceMember for a workspace.
    role = models.CharField(max_length=12)
    # Empty: whoever has the link. Else only an account with this address.
    email = models.EmailField(gettext_lazy("e-mail address"), blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_invitation_into_one",
                condition=Q(organisation__isnull=False, workspace__isnull=True, role__in=Membership.Role.values)
                | Q(
                    organisation__isnull=True,
                    workspace__isnull=False,
                    role__in=["coordinator", "contributor", "supporter", "observer"],
                ),
            ),
            models.CheckConstraint(
                name="accounts_invitation_used_or_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.organisation_id or self.workspace_id}"
