"""Who: people, organisations, and the workspaces in which they work on one review."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.querysets import OrganisationQuerySet, WorkspaceQuerySet
from cycles.models import Review, State


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the e-mail address is the name."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """An ordinary account."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """An account that may do everything in the admin, and edits the record."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, is_record_editor=True, **fields)


class User(AbstractUser):
    """A person who signs in, by e-mail address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(gettext_lazy("e-mail address"), unique=True)
    name = models.CharField(gettext_lazy("name"), max_length=120, blank=True)
    is_record_editor = models.BooleanField(gettext_lazy("edits the public record"), default=False)
    is_demonstration = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def organisation_keys(self) -> QuerySet:
        """Keys of the organisations this person is a member of, as a subquery."""
        return Membership.objects.filter(user=self).values("organisation")

    def workspace_keys(self) -> QuerySet:
        """Keys of the workspaces this person's organisations take part in, as a subquery."""
        return WorkspaceMember.objects.filter(organisation__in=self.organisation_keys()).values("workspace")


class Organisation(models.Model):
    """A civil society organisation."""

    class Kind(models.TextChoices):
        NATIONAL = "national", gettext_lazy("National organisation")
        COALITION = "coalition", gettext_lazy("Coalition or network")
        INTERNATIONAL = "international", gettext_lazy("International organisation")
        NHRI = "nhri", gettext_lazy("National human rights institution")
        OTHER = "other", pgettext_lazy("kind of organisation", "Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(gettext_lazy("name"), max_length=200)
    acronym = models.CharField(gettext_lazy("acronym"), max_length=30, blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=20, choices=Kind.choices, default=Kind.NATIONAL)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations")
    created_at = models.DateTimeField()
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="organisations")

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="accounts_membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id} ({self.role})"


class Workspace(models.Model):
    """One organisation, or a coalition, at work on one review."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(gettext_lazy("name"), max_length=200)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="workspaces")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    organisations = models.ManyToManyField(Organisation, through="WorkspaceMember", related_name="workspaces")
    # Set together: since when everybody may see this workspace's ratings, and who decided it.
    ratings_published_at = models.DateTimeField(null=True, editable=False)
    ratings_published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_workspace_published_at_with_by",
                condition=Q(ratings_published_at__isnull=True, ratings_published_by__isnull=True)
                | Q(ratings_published_at__isnull=False, ratings_published_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("impact:workspace_detail", args=[self.pk])


class WorkspaceMember(models.Model):
    """An organisation's part in a workspace."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", pgettext_lazy("role in a workspace", "Coordinator")
        CONTRIBUTOR = "contributor", pgettext_lazy("role in a workspace", "Contributor")
        OBSERVER = "observer", pgettext_lazy("role in a workspace", "Observer")

    WRITERS = (Role.COORDINATOR, Role.CONTRIBUTOR)

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="member_rows")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="workspace_rows")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.CONTRIBUTOR)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "organisation"], name="accounts_workspacemember_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.workspace_id} ({self.role})"
