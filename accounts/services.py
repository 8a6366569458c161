"""Writes about people, organisations and workspaces."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from accounts.models import Membership, Organisation, User, Workspace, WorkspaceMember
from common.audit import record_event
from cycles.models import Review, State

# Any number: it keeps two first sign-ups from both becoming the first.
FIRST_ACCOUNT_LOCK = 720_001


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
        WorkspaceMember.objects.create(
            workspace=workspace, organisation=member, role=WorkspaceMember.Role.CONTRIBUTOR
        )
    record_event(verb="create", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return workspace


def name_record_editor(*, user: User, by: User, at: datetime) -> None:
    """Let ``user`` decide what enters the public record."""
    user.is_record_editor = True
    user.save(update_fields=["is_record_editor"])
    record_event(verb="name_record_editor", target=user, by=by, at=at, fields=["is_record_editor"])
