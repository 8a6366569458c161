"""Invitations: one link, one use, one end; into an organisation for a person, into a workspace for an organisation."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts import letters
from accounts.models import Invitation, Membership, Organisation, User, Workspace, WorkspaceMember
from common.actor import acting_as_server, acting_with_key
from common.after_commit import after_commit
from common.audit import record_event
from common.keys import digest, new_secret

DAYS_OPEN = 7
# So that nobody sends mail through us to whole address books.
MOST_OPEN = 50


class InvitationGone(Exception):
    """There is none, it was used, withdrawn, is too old or written to another address: all of them look the same."""


class TooManyOpen(Exception):
    """So many doors stand open that some must be shut before another one opens."""


class AlreadyInside(Exception):
    """Whoever comes is in already; the door stays open for whom it was meant."""


@transaction.atomic
def invite(
    *,
    into: Organisation | Workspace,
    role: str,
    by: User,
    at: datetime,
    accept_url: str,
    email: str = "",
    days: int = DAYS_OPEN,
) -> tuple[Invitation, str]:
    """Open a door for one person or one organisation. Answers with the secret, which is not kept.

    With an address the link is sent there, and only an account with that address may use it. ``accept_url`` is the
    address of the page that takes the secret, with ``SECRET`` in its place. Raises ``TooManyOpen``.
    """
    if into.invitations.open(at=at).count() >= MOST_OPEN:
        raise TooManyOpen
    secret = new_secret()
    invitation = Invitation(
        role=role,
        email=email.lower(),
        key_hash=digest(secret),
        created_at=at,
        created_by=by,
        expires_at=at + timedelta(days=days),
    )
    if isinstance(into, Organisation):
        invitation.organisation = into
    else:
        invitation.workspace = into
    invitation.save(force_insert=True)
    _note("invite", invitation, by, at)
    if email:
        link = accept_url.replace("SECRET", secret)
        # The mail may fail: whoever invites sees the link as well.
        after_commit(letters.send_invitation, email=invitation.email, link=link)
    return invitation, secret


def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Shut the door again. One that was used stays used."""
    if Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(withdrawn_at=at):
        _note("withdraw_invitation", invitation, by, at)


def withdraw_baseless(*, at: datetime) -> None:
    """Shut the doors whose makers may not open them any more: who was put out must not come in by an own link."""
    with acting_as_server():
        Invitation.objects.open(at=at).baseless().update(withdrawn_at=at)


def find_invitation(*, key: str, by: User, at: datetime) -> Invitation:
    """The open invitation whose secret has the digest ``key``, with what it leads into. Raises ``InvitationGone``."""
    with acting_with_key(key):
        invitation = Invitation.objects.filter(key_hash=key).open(at=at).first()
    if invitation is None or not _is_for(invitation, by):
        raise InvitationGone
    # Whoever has the link may read the name of what it leads into, and nothing else of it.
    with acting_as_server():
        found = Invitation.objects.select_related("organisation", "workspace__review__state_under_review")
        invitation = found.standing().filter(pk=invitation.pk).first()
    if invitation is None:
        raise InvitationGone
    return invitation


@transaction.atomic
def join_organisation(*, key: str, by: User, at: datetime) -> Organisation:
    """Use an invitation into an organisation; a member's role only rises by it. Raises ``AlreadyInside``."""
    invitation = _held(key, by, at)
    organisation = invitation.organisation
    if organisation is None:
        raise InvitationGone
    roles = Membership.Role.values
    with acting_as_server():
        membership, is_new = Membership.objects.get_or_create(
            user=by, organisation=organisation, defaults={"role": invitation.role}
        )
        if not is_new:
            if roles.index(invitation.role) >= roles.index(membership.role):
                raise AlreadyInside
            membership.role = invitation.role
            membership.save(update_fields=["role"])
        _use(invitation, by, at)
    record_event(verb="join", target=membership, by=by, at=at, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def join_workspace(*, key: str, organisation: Organisation, by: User, at: datetime) -> Workspace:
    """Use an invitation into a workspace for ``organisation``, whose owner ``by`` is. Raises ``AlreadyInside``."""
    invitation = _held(key, by, at)
    workspace = invitation.workspace
    if workspace is None:
        raise InvitationGone
    with acting_as_server():
        part, is_new = WorkspaceMember.objects.get_or_create(
            workspace=workspace, organisation=organisation, defaults={"role": invitation.role}
        )
        if not is_new:
            raise AlreadyInside
        _use(invitation, by, at)
    record_event(verb="join", target=part, by=by, at=at, workspace_id=workspace.pk, organisation_id=organisation.pk)
    return workspace


def _held(key: str, by: User, at: datetime) -> Invitation:
    """The invitation, until the transaction ends nobody else's; of two who come at once one is too late."""
    with acting_as_server():
        found = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "workspace")
        invitation = found.filter(key_hash=key).open(at=at).standing().first()
    if invitation is None or not _is_for(invitation, by):
        raise InvitationGone
    return invitation


def _use(invitation: Invitation, by: User, at: datetime) -> None:
    invitation.used_at, invitation.used_by = at, by
    invitation.save(update_fields=["used_at", "used_by"])


def _is_for(invitation: Invitation, person: User) -> bool:
    return not invitation.email or invitation.email == person.email.lower()


def _note(verb: str, invitation: Invitation, by: User, at: datetime) -> None:
    record_event(
        verb=verb,
        target=invitation,
        by=by,
        at=at,
        workspace_id=invitation.workspace_id,
        organisation_id=invitation.organisation_id,
    )
