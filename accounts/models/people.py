"""Who signs in."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext, gettext_lazy

from accounts import querysets


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
    # Since when this is the shadow of an account: what the person wrote for others stays, who it was does not.
    deleted_at = models.DateTimeField(null=True, editable=False)

    # Set on the user of one request by a machine token or a share link: these workspaces, and nothing beside them.
    narrowed_to: tuple[uuid.UUID, ...] | None = None
    # Set when the person of a session is looked up: an organisation of theirs asks for a second factor they lack.
    owes_second_factor = False

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return gettext("a former member") if self.deleted_at else self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def organisation_keys(self) -> QuerySet:
        """Keys of the organisations this person is a member of, as a subquery."""
        return querysets.organisation_keys(self)

    def workspace_keys(self) -> QuerySet:
        """Keys of the workspaces this person's organisations take part in, as a subquery."""
        return querysets.workspace_keys(self)
