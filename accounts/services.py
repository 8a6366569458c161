"""Writes about people, organisations and workspaces."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from accounts import tasks
from accounts.models import Membership, Organisation, User, Workspace, WorkspaceMember
from common.audit import record_event
from cycles.models import Review, State

# Any number: it keeps two first sign-ups from both becoming the first.
FIRST_ACCOUNT_LOCK = 720_001


class AlreadyOpen(Exception):
    """The organisation coordinates a workspace on this review already: this one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(str(workspace.pk))
        self.workspace = workspace


@transaction.atomic
def welcome_user(*, user: User, needs_approval: bool) -> User:
    """Save a new account. The first of an installation edits the record and needs nobody's approval.

    The accounts of the demonstration do not count. With approval an account stays inactive until staff let it in.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_ACCOUNT_LOCK])
    is_first = not User.objects.filter(is_demonstration=False).exists()
    if is_first:
        user.is_record_editor = user.is_staff = user.is_superuser = True
    elif needs_approval:
        user.is_active = False
    user.save()
    return user


@transaction.atomic
def let_in(*, users: Iterable[User], by: User, at: datetime, sign_in_url: str) -> int:
    """Open the accounts of newcomers who wait for approval, and write to each of them. Returns how many waited."""
    waiting = list(
        User.objects.select_for_update().filter(pk__in=[user.pk for user in users], is_active=False, last_login=None)
    )
    for user in waiting:
        user.is_active = True
        user.save(update_fields=["is_active"])
        record_event(verb="let_in", target=user, by=by, at=at, fields=["is_active"])
        transaction.on_commit(partial(tasks.announce_admission.delay, user_id=str(user.pk), sign_in_url=sign_in_url))
    return len(waiting)


@transaction.atomic
def change_address(*, user: User, email: str, by: User, at: datetime) -> None:
    """Give an account another address; no other one signs in with it any more. Staff vouch that it is theirs."""
    user.email = email.lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record_event(verb="change_address", target=user, by=by, at=at, fields=["email"])


@transaction.atomic
def create_organisation(
    *, name: str, kind: str, by: User, at: datetime, acronym: str = "", state: State | None = None
) -> Organisation:
    """Found an organisation; its founder is its first owner."""
    organisation = Organisation.objects.create(name=name, kind=kind, acronym=acronym, state=state, created_at=at)
    Membership.objects.create(user=by, organisation=organisation, role=Membership.Role.OWNER)
    record_event(verb="create", target=organisation, by=by, at=at)
    return organisation


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
    workspace = Workspace.objects.create(name=name, review=review, created_at=at, created_by=by)
    WorkspaceMember.objects.create(
        workspace=workspace, organisation=organisation, role=WorkspaceMember.Role.COORDINATOR
    )
    for member in contributors:
        WorkspaceMember.objects.create(workspace=workspace, organisation=member, role=WorkspaceMember.Role.CONTRIBUTOR)
    record_event(verb="create", target=workspace, by=by, at=at, workspace_id=workspace.pk)
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


def name_record_editor(*, user: User, by: User, at: datetime) -> None:
    """Let ``user`` decide what enters the public record."""
    user.is_record_editor = True
    user.save(update_fields=["is_record_editor"])
    record_event(verb="name_record_editor", target=user, by=by, at=at, fields=["is_record_editor"])
