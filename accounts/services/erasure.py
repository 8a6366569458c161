"""Deleting an account: the person goes, what they wrote for others stays without their name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import ApiToken, Invitation, MachineClient, Membership, Organisation, ShareLink, User
from accounts.person_rows import Fate, fates
from accounts.services.invitations import withdraw_baseless
from accounts.services.machines import revoke_machine
from accounts.services.shares import revoke_share
from accounts.services.tokens import revoke_token
from common.actor import acting_as_server
from common.audit import record_event


class LastOwnerOf(Exception):
    """The person alone owns these organisations: they must be handed over or closed first."""

    def __init__(self, organisations: list[Organisation]) -> None:
        super().__init__(", ".join(str(one.pk) for one in organisations))
        self.organisations = organisations


@transaction.atomic
def delete_account(*, user: User, by: User, at: datetime) -> None:
    """Erase a person: address, name, password, sessions, and every row that is theirs alone (``accounts.person_rows``).

    What opens something in their name ends, with a line in each workspace: keys, links to share, machines,
    invitations. What they had in hand is nobody's. Their work belongs to the workspaces and stays, by "a former
    member"; so do lines of the audit trail, which hold no name. Final. Raises ``LastOwnerOf``.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if alone := organisations_owned_alone(user):
        raise LastOwnerOf(alone)
    person = User.objects.filter(pk=user.pk)
    record_event(verb="delete_account", target=user, by=by, at=at)
    with acting_as_server():
        _end_access(person, by, at)
    for place in Membership.objects.filter(user=user).order_by("organisation", "pk"):
        record_event(verb="leave", target=place, by=by, at=at, organisation_id=place.organisation_id)
    with acting_as_server():
        _erase_invitations_to(user)
        _erase_rows(person, at)
    withdraw_baseless(at=at)
    user.email = f"{user.pk}@deleted.invalid"
    user.name = ""
    user.is_active = user.is_staff = user.is_superuser = user.is_record_editor = False
    user.deleted_at = user.date_joined = at
    user.last_login = None
    user.set_unusable_password()
    user.save()
    _end_sessions(user)


@transaction.atomic
def erase_leftovers(*, at: datetime) -> None:
    """Erase what still names people who are gone: written while they went, or left by older versions."""
    gone = User.objects.exclude(deleted_at=None)
    _end_access(gone, None, at)
    withdraw_baseless(at=at)
    _erase_rows(gone, at)


def organisations_owned_alone(user: User) -> list[Organisation]:
    """The open organisations that would be left without an owner."""
    owned = Organisation.objects.owned_by(user).order_by("name", "pk")
    owners = Membership.objects.owners().exclude(user=user)
    return [one for one in owned if not owners.filter(organisation=one).exists()]


def _end_access(people: QuerySet[User], by: User | None, at: datetime) -> None:
    """Who goes may have a copy of every secret: links and machines stay in the lists of the workspace, ended."""
    for token in _open(ApiToken, people):
        revoke_token(token=token, by=by, at=at)
    for link in _open(ShareLink, people):
        revoke_share(link=link, by=by, at=at)
    for machine in _open(MachineClient, people):
        revoke_machine(machine=machine, by=by, at=at)


def _open(model: Any, people: QuerySet[User]) -> Iterable[Any]:
    return model.objects.filter(created_by__in=people, revoked_at=None).order_by("created_at", "pk")


def _erase_invitations_to(user: User) -> None:
    """Somebody typed the address into them; that the person joined stands in the audit trail."""
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    Invitation.objects.filter(email__in={one.lower() for one in (user.email, *known)}).delete()


def _erase_rows(people: QuerySet[User], at: datetime) -> None:
    for field, fate in fates().items():
        rows = field.model._base_manager.filter(**{f"{field.name}__in": people})
        if fate == Fate.GOES:
            rows.delete()
        elif fate == Fate.FREED:
            rows.update(**{field.name: None} | _changed(field, at))


def _changed(field: Any, at: datetime) -> dict[str, Any]:
    """Programs that ask for changes, and whoever has the row open, learn that it is nobody's now."""
    stamps = {"changed_at": at, "changed_by": F(field.attname)}
    names = {one.name for one in field.model._meta.concrete_fields}
    return {name: value for name, value in stamps.items() if name in names}


def _end_sessions(user: User) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
