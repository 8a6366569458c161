"""Workspaces: opening one, the organisations in it, and their parts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Membership, Organisation, ThemeGroup, User, Workspace, WorkspaceMember
from accounts.services.invitations import join_workspace, withdraw_baseless
from accounts.services.last_one import is_last
from accounts.services.organisations import create_organisation
from common.actor import acting_as_server
from common.audit import record_event
from cycles.models import Review


class AlreadyOpen(Exception):
    """The organisation coordinates a workspace on this review already: this one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(str(workspace.pk))
        self.workspace = workspace


class LastCoordinator(Exception):
    """Nobody would coordinate the workspace any more: another organisation must first."""


@transaction.atomic
def create_workspace(
    *,
    name: str,
    review: Review,
    organisation: Organisation,
    by: User,
    at: datetime,
    contributors: Iterable[Organisation] = (),
) -> Workspace:
    """Open a workspace on one review; ``organisation`` coordinates it, ``contributors`` write with it."""
    workspace = Workspace(name=name, review=review, created_at=at, created_by=by)
    parts = [WorkspaceMember(workspace=workspace, organisation=organisation, role=WorkspaceMember.Role.COORDINATOR)]
    parts += [WorkspaceMember(workspace=workspace, organisation=one) for one in contributors]
    # Nobody takes part in it before its first organisation does.
    with acting_as_server():
        workspace.save(force_insert=True)
        for part in parts:
            part.save(force_insert=True)
    record_event(
        verb="create", target=workspace, by=by, at=at, workspace_id=workspace.pk, organisation_id=organisation.pk
    )
    return workspace


@transaction.atomic
def open_workspace(*, review: Review, organisation: Organisation, by: User, at: datetime, name: str = "") -> Workspace:
    """Start the work of ``organisation`` on ``review``; one that is not stored yet is founded on the way.

    Without a name the workspace bears that of its organisation. Refuses a second workspace of the same organisation on
    the same review: the button was pressed twice, or somebody else of the organisation was quicker.
    """
    User.objects.select_for_update().get(pk=by.pk)
    organisation = _stored(organisation, by=by, at=at)
    known = Workspace.objects.filter(
        review=review,
        member_rows__organisation=organisation,
        member_rows__role=WorkspaceMember.Role.COORDINATOR,
    ).first()
    if known:
        raise AlreadyOpen(known)
    return create_workspace(name=name or organisation.name, review=review, organisation=organisation, by=by, at=at)


def _stored(organisation: Organisation, *, by: User, at: datetime) -> Organisation:
    """The organisation's row: an existing one held until the end, a new one founded, but not twice by one person."""
    if not organisation._state.adding:
        return Organisation.objects.select_for_update().get(pk=organisation.pk)
    founded = Organisation.objects.filter(
        name=organisation.name, memberships__user=by, memberships__role=Membership.Role.OWNER
    ).first()
    return founded or create_organisation(
        name=organisation.name,
        acronym=organisation.acronym,
        kind=organisation.kind,
        state=organisation.state,
        by=by,
        at=at,
    )


@transaction.atomic
def bring_into_workspace(*, key: str, organisation: Organisation, by: User, at: datetime) -> Workspace:
    """Use an invitation for ``organisation``; one that is not stored yet is founded on the way."""
    return join_workspace(key=key, organisation=_stored(organisation, by=by, at=at), by=by, at=at)


@transaction.atomic
def rename_workspace(*, workspace: Workspace, name: str, by: User, at: datetime) -> Workspace:
    """Give a workspace another name."""
    workspace = _held(workspace.pk)
    workspace.name = name
    workspace.save(update_fields=["name"])
    record_event(verb="change", target=workspace, by=by, at=at, workspace_id=workspace.pk, fields=["name"])
    return workspace


@transaction.atomic
def change_part(*, part: WorkspaceMember, role: str, by: User, at: datetime) -> WorkspaceMember:
    """Give an organisation another part in a workspace. Raises ``LastCoordinator``."""
    _held(part.workspace_id)
    part = WorkspaceMember.objects.get(pk=part.pk)
    if part.role == role:
        return part
    if is_last_coordinator(part):
        raise LastCoordinator
    _give_part(part, role, by, at)
    withdraw_baseless(at=at)
    return part


@transaction.atomic
def hand_over_coordination(
    *, part: WorkspaceMember, to: WorkspaceMember, role: str, by: User, at: datetime
) -> WorkspaceMember:
    """Make another organisation a coordinator, and take the part ``role`` oneself, in one step."""
    workspace = _held(part.workspace_id)
    parts = WorkspaceMember.objects.filter(workspace=workspace)
    part, to = parts.get(pk=part.pk), parts.get(pk=to.pk)
    _give_part(to, WorkspaceMember.Role.COORDINATOR, by, at)
    _give_part(part, role, by, at)
    withdraw_baseless(at=at)
    return to


@transaction.atomic
def remove_organisation(*, part: WorkspaceMember, by: User, at: datetime) -> None:
    """Take an organisation out of a workspace, at once; also how one leaves by itself. Raises ``LastCoordinator``."""
    workspace = _held(part.workspace_id)
    part = WorkspaceMember.objects.get(pk=part.pk)
    if is_last_coordinator(part):
        raise LastCoordinator
    ours = Membership.objects.filter(user=by, organisation=part.organisation_id).exists()
    verb = "leave" if ours else "remove_organisation"
    record_event(verb=verb, target=part, by=by, at=at, workspace_id=workspace.pk, organisation_id=part.organisation_id)
    groups = ThemeGroup.objects.filter(workspace=workspace)
    ThemeGroup.organisations.through.objects.filter(themegroup__in=groups, organisation=part.organisation_id).delete()
    groups.filter(lead=part.organisation_id).update(lead=None)
    part.delete()
    withdraw_baseless(at=at)


def is_last_coordinator(part: WorkspaceMember) -> bool:
    """Whether nobody else coordinates the workspace: then this part cannot be given up."""
    return is_last(part, of=WorkspaceMember.objects.filter(workspace=part.workspace_id).coordinators())


def _held(key: Any) -> Workspace:
    """The workspace as it is now; nobody else changes who takes part until this transaction ends."""
    return Workspace.objects.select_for_update(no_key=True, of=("self",)).get(pk=key)


def _give_part(part: WorkspaceMember, role: str, by: User, at: datetime) -> None:
    part.role = role
    part.save(update_fields=["role"])
    ids = {"workspace_id": part.workspace_id, "organisation_id": part.organisation_id}
    record_event(verb="change_part", target=part, by=by, at=at, **ids, fields=["role"])
