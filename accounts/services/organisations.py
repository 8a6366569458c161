"""Organisations and their members: founding, changing, leaving, handing over, closing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Invitation, JoinRequest, Membership, Organisation, User, WorkspaceMember
from accounts.services.invitations import withdraw_baseless
from accounts.services.last_one import is_last
from common.actor import acting_as_server
from common.audit import record_event
from cycles.models import State


class LastOwner(Exception):
    """The organisation would be left without an owner: somebody else must become one first, or it closes."""


class StillCoordinates(Exception):
    """The organisation alone coordinates coalitions with others in them: these workspaces must be handed over first."""

    def __init__(self, parts: list[WorkspaceMember]) -> None:
        super().__init__(", ".join(str(part.workspace_id) for part in parts))
        self.parts = parts


@transaction.atomic
def create_organisation(
    *, name: str, kind: str, by: User, at: datetime, acronym: str = "", state: State | None = None, **fields: Any
) -> Organisation:
    """Found an organisation; its founder is its first owner."""
    organisation = Organisation(name=name, kind=kind, acronym=acronym, state=state, created_at=at, **fields)
    # Its founder is no member of it before the second row stands.
    with acting_as_server():
        organisation.save(force_insert=True)
        Membership.objects.create(user=by, organisation=organisation, role=Membership.Role.OWNER)
    record_event(verb="create", target=organisation, by=by, at=at, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, fields: list[str], by: User, at: datetime) -> Organisation:
    """Save what was changed about an organisation; ``fields`` are the names of what changed."""
    if fields:
        organisation.save(update_fields=fields)
        record_event(
            verb="change", target=organisation, by=by, at=at, organisation_id=organisation.pk, fields=sorted(fields)
        )
    return organisation


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User, at: datetime) -> Membership:
    """Give a member another role. Raises ``LastOwner`` where nobody would own the organisation any more."""
    _held(membership.organisation_id)
    membership = Membership.objects.select_related("organisation").get(pk=membership.pk)
    if membership.role == role:
        return membership
    if is_last_owner(membership):
        raise LastOwner
    _give_role(membership, role, by, at)
    withdraw_baseless(at=at)
    return membership


@transaction.atomic
def hand_over(*, membership: Membership, to: Membership, role: str, by: User, at: datetime) -> Membership:
    """Make another member an owner, and step down to ``role``, in one step. Answers with the new owner's place."""
    _held(membership.organisation_id)
    members = Membership.objects.filter(organisation=membership.organisation_id)
    membership, to = members.get(pk=membership.pk), members.get(pk=to.pk)
    _give_role(to, Membership.Role.OWNER, by, at)
    _give_role(membership, role, by, at)
    withdraw_baseless(at=at)
    return to


@transaction.atomic
def remove_member(*, membership: Membership, by: User, at: datetime) -> None:
    """Take a person out of an organisation, at once and everywhere; also how a person leaves by themselves.

    What the person wrote stays. Raises ``LastOwner``.
    """
    organisation = _held(membership.organisation_id)
    membership = Membership.objects.select_related("organisation").get(pk=membership.pk)
    if is_last_owner(membership):
        raise LastOwner
    verb = "leave" if membership.user_id == by.pk else "remove_member"
    record_event(verb=verb, target=membership, by=by, at=at, organisation_id=organisation.pk)
    membership.delete()
    withdraw_baseless(at=at)


@transaction.atomic
def close_organisation(*, organisation: Organisation, by: User, at: datetime) -> Organisation:
    """Close an organisation: nobody writes in its name any more, its members still read, an owner may open it again.

    Its invitations are withdrawn and its requests to join taken back. Raises ``StillCoordinates`` where others would be
    left without a coordinator.
    """
    organisation = _held(organisation.pk)
    if organisation.is_closed:
        return organisation
    alone = _coordinates_alone_for_others(organisation)
    if alone:
        raise StillCoordinates(alone)
    organisation.closed_at, organisation.closed_by = at, by
    organisation.save(update_fields=["closed_at", "closed_by"])
    Invitation.objects.filter(organisation=organisation).open(at=at).update(withdrawn_at=at)
    JoinRequest.objects.filter(organisation=organisation).waiting().delete()
    withdraw_baseless(at=at)
    record_event(verb="close", target=organisation, by=by, at=at, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def reopen_organisation(*, organisation: Organisation, by: User, at: datetime) -> Organisation:
    """Open a closed organisation again."""
    organisation = _held(organisation.pk)
    if organisation.is_closed:
        organisation.closed_at = organisation.closed_by = None
        organisation.save(update_fields=["closed_at", "closed_by"])
        record_event(verb="reopen", target=organisation, by=by, at=at, organisation_id=organisation.pk)
    return organisation


def is_last_owner(membership: Membership) -> bool:
    """Whether nobody else owns the organisation, and it is open: then this place cannot be given up."""
    owners = Membership.objects.filter(organisation=membership.organisation_id).owners()
    return not membership.organisation.is_closed and is_last(membership, of=owners)


def _held(key: Any) -> Organisation:
    """The organisation as it is now; nobody else changes its members until this transaction ends."""
    return Organisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=key)


def _give_role(membership: Membership, role: str, by: User, at: datetime) -> None:
    membership.role = role
    membership.save(update_fields=["role"])
    where = membership.organisation_id
    record_event(verb="change_role", target=membership, by=by, at=at, organisation_id=where, fields=["role"])


def _coordinates_alone_for_others(organisation: Organisation) -> list[WorkspaceMember]:
    """Its parts in workspaces that have other organisations, and no other coordinator."""
    others = WorkspaceMember.objects.filter(workspace=OuterRef("workspace")).exclude(organisation=organisation)
    parts = WorkspaceMember.objects.filter(organisation=organisation).coordinators().select_related("workspace")
    alone = parts.filter(Exists(others)).exclude(Exists(others.coordinators()))
    return list(alone.order_by("workspace__name", "pk"))
