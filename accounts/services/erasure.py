"""Deleting an account: the person goes, what they wrote for others stays without their name."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import models, transaction

from accounts.models import Membership, Organisation, User
from common.actor import acting_as_server
from common.audit import record_event


class LastOwnerOf(Exception):
    """The person alone owns these organisations: they must be handed over or closed first."""

    def __init__(self, organisations: list[Organisation]) -> None:
        super().__init__(", ".join(str(one.pk) for one in organisations))
        self.organisations = organisations


@transaction.atomic
def delete_account(*, user: User, by: User, at: datetime) -> None:
    """Erase a person: address, name, password, keys, sessions, places in organisations, kept searches.

    Ratings, evidence and reports belong to the workspaces and stay, by "a former member"; so do lines of the audit
    trail, which hold no name. Final. Raises ``LastOwnerOf``.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if alone := organisations_owned_alone(user):
        raise LastOwnerOf(alone)
    record_event(verb="delete_account", target=user, by=by, at=at)
    for place in Membership.objects.filter(user=user).order_by("organisation", "pk"):
        record_event(verb="leave", target=place, by=by, at=at, organisation_id=place.organisation_id)
    with acting_as_server():
        _erase_rows_of(user)
    user.email = f"{user.pk}@deleted.invalid"
    user.name = ""
    user.is_active = user.is_staff = user.is_superuser = user.is_record_editor = False
    user.deleted_at, user.last_login = at, None
    user.set_unusable_password()
    user.save()
    _end_sessions(user)


def organisations_owned_alone(user: User) -> list[Organisation]:
    """The open organisations that would be left without an owner."""
    owned = Organisation.objects.owned_by(user).order_by("name", "pk")
    owners = Membership.objects.owners().exclude(user=user)
    return [one for one in owned if not owners.filter(organisation=one).exists()]


def _erase_rows_of(user: User) -> None:
    """What is the person's alone goes, as it would with the row itself; where a person is only named, the name goes."""
    for relation in User._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: user})
        if relation.on_delete is models.CASCADE:
            rows.delete()
        elif relation.on_delete is models.SET_NULL:
            rows.update(**{relation.field.name: None})


def _end_sessions(user: User) -> None:
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
