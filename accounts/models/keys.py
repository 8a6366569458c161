"""Keys that people make for programs: what they may do, in which workspaces, and until when."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from accounts.models.workspaces import Workspace
from accounts.querysets import ApiTokenQuerySet, MachineClientQuerySet


class Scope(models.TextChoices):
    """What a program may do with a key; never more than the person who made it."""

    READ_PUBLIC = "read_public", gettext_lazy("Read the public record")
    READ_WORKSPACE = "read_workspace", gettext_lazy("Read in the workspaces chosen")
    WRITE_RATINGS = "write_ratings", gettext_lazy("Rate recommendations there")
    WRITE_DEADLINES = "write_deadlines", gettext_lazy("Say there what is done and what is called off")
    WRITE_PARAGRAPHS = "write_paragraphs", gettext_lazy("Write there in paragraphs of submissions")
    READ_ADVOCACY = "read_advocacy", gettext_lazy("Read there whom one lobbies, and what came of it")
    WRITE_ADVOCACY = "write_advocacy", gettext_lazy("Write there in the pipeline and plan meetings")


# What concerns workspaces, and needs one.
IN_WORKSPACES = tuple(scope for scope in Scope if scope != Scope.READ_PUBLIC)
# Who may write may read what is written.
_READS = {
    Scope.WRITE_RATINGS: Scope.READ_WORKSPACE,
    Scope.WRITE_DEADLINES: Scope.READ_WORKSPACE,
    Scope.WRITE_PARAGRAPHS: Scope.READ_WORKSPACE,
    Scope.WRITE_ADVOCACY: Scope.READ_ADVOCACY,
}


def with_reading(scopes: Iterable[str]) -> list[str]:
    """The scopes, and what it takes to read what they let write; in the order in which a form shows them."""
    asked = set(scopes)
    asked |= {reads for writes, reads in _READS.items() if writes in asked}
    return [scope.value for scope in Scope if scope in asked]


class ApiToken(models.Model):
    """A key that a person made for one program and one purpose. Its secret is shown once; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(gettext_lazy("purpose"), max_length=120)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    workspaces = models.ManyToManyField(Workspace, blank=True, related_name="api_tokens")
    key_hash = models.CharField(max_length=64, unique=True)
    # By which its maker knows it again.
    first_signs = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    expires_at = models.DateTimeField()
    last_used_date = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_apitoken_scopes",
                condition=Q(scopes__contained_by=Scope.values, scopes__len__gt=0),
            ),
            models.CheckConstraint(
                name="accounts_apitoken_ends_after_it_begins", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_signs}…"

    def scope_words(self) -> list[str]:
        """What it may do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]


class MachineClient(models.Model):
    """A machine that works in one workspace for whoever made it, and fetches a fresh key each hour (OAuth 2).

    Its secret and its keys are with allauth, as digests; what it may do is here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The name by which allauth knows it.
    client_id = models.CharField(max_length=100, unique=True)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="machine_clients")
    purpose = models.CharField(gettext_lazy("purpose"), max_length=120)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    last_used_date = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = MachineClientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_machineclient_scopes",
                condition=Q(scopes__contained_by=Scope.values, scopes__len__gt=0),
            ),
            models.CheckConstraint(
                name="accounts_machineclient_ends_after_it_begins", condition=Q(expires_at__gt=F("created_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.client_id

    def scope_words(self) -> list[str]:
        """What it may do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]
