"""Machines that fetch their keys themselves: OAuth client credentials, kept and checked by allauth."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from allauth.idp.oidc.models import Client, Token
from django.db import IntegrityError, transaction

from accounts.models import MachineClient, User, Workspace, with_reading
from accounts.services.tokens import DAYS_OPEN, MOST_DAYS, AlreadyMade, KeyRefused
from common.actor import acting_with_key
from common.audit import record_event
from common.keys import new_secret

# By which a secret of ours is known where it was lost.
PREFIX = "uprc_"


@transaction.atomic
def create_machine(
    *,
    workspace: Workspace,
    purpose: str,
    scopes: Iterable[str],
    by: User,
    at: datetime,
    days: int = DAYS_OPEN,
    key: UUID | None = None,
) -> tuple[MachineClient, str]:
    """Make a client for one workspace. Answers with its secret, which is not kept. Who may write may read."""
    if not 0 < days <= MOST_DAYS:
        raise ValueError(days)
    secret = PREFIX + new_secret()
    machine = MachineClient(
        id=key or uuid4(),
        client_id=uuid4().hex,
        workspace=workspace,
        purpose=purpose,
        scopes=with_reading(scopes),
        created_at=at,
        created_by=by,
        expires_at=at + timedelta(days=days),
    )
    try:
        with transaction.atomic():
            machine.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyMade from error
    _tell_allauth(machine, secret)
    record_event(verb="create_machine", target=machine, by=by, at=at, workspace_id=workspace.pk)
    return machine, secret


@transaction.atomic
def revoke_machine(*, machine: MachineClient, by: User | None, at: datetime) -> None:
    """End a client, and every key that it has fetched, at once."""
    if MachineClient.objects.filter(pk=machine.pk, revoked_at=None).update(revoked_at=at):
        # Its keys go with it.
        Client.objects.filter(pk=machine.client_id).delete()
        record_event(verb="revoke_machine", target=machine, by=by, at=at, workspace_id=machine.workspace_id)


def find_machine(*, access_token: str, at: datetime) -> tuple[MachineClient, frozenset[str]]:
    """The open client of this key, with its maker, and what the key may do. Raises ``KeyRefused``."""
    token = Token.objects.lookup(Token.Type.ACCESS_TOKEN, access_token)
    if token is None or not token.client_id:
        raise KeyRefused
    with acting_with_key(token.client_id):
        rows = MachineClient.objects.filter(client_id=token.client_id).open(at=at)
        machine = rows.select_related("created_by").first()
        if machine is None or not machine.created_by.is_active:
            raise KeyRefused
        if machine.last_used_date != at.date():
            MachineClient.objects.filter(pk=machine.pk).update(last_used_date=at.date())
    return machine, frozenset(token.get_scopes()) & frozenset(machine.scopes)


def reach_of_machine(*, machine: MachineClient) -> tuple[UUID, ...]:
    """Its one workspace, as long as its maker sees it. Asked by its maker."""
    rows = Workspace.objects.visible_to(machine.created_by).filter(pk=machine.workspace_id)
    return tuple(rows.values_list("pk", flat=True))


def forget_ended_keys() -> None:
    """Drop the digests of keys that are over."""
    Token.objects.expired().delete()


def _tell_allauth(machine: MachineClient, secret: str) -> None:
    """Client credentials, and no other way to get a key."""
    client = Client(
        id=machine.client_id,
        name=machine.client_id,
        owner=machine.created_by,
        type=Client.Type.CONFIDENTIAL,
        response_types="",
        created_at=machine.created_at,
    )
    client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes(machine.scopes)
    client.set_default_scopes(machine.scopes)
    client.set_secret(secret)
    client.save(force_insert=True)
