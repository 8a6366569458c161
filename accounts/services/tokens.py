"""Keys for programs: made once, shown once, looked up by digest, ended at any time."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from accounts.models import IN_WORKSPACES, ApiToken, User, Workspace, with_reading
from accounts.querysets import owes_second_factor
from common.actor import acting_with_key
from common.audit import record_event
from common.keys import digest, new_secret

# By which a secret of ours is known where it was lost: in a log, in somebody's code.
PREFIX = "upr_"
SIGNS_SHOWN = len(PREFIX) + 4
DAYS_OPEN = 90
MOST_DAYS = 365
_LONGEST = 100


class KeyRefused(Exception):
    """The key opens nothing: there is none such, or it was revoked, is too old, or its maker's account is closed."""


class ReachesTooFar(Exception):
    """A key may reach only into workspaces of its maker, and needs one for what is done in workspaces."""


class AlreadyMade(Exception):
    """A key with this number was made before: its form was sent twice."""


@transaction.atomic
def create_token(
    *,
    purpose: str,
    scopes: Iterable[str],
    workspaces: Collection[Workspace],
    by: User,
    at: datetime,
    days: int = DAYS_OPEN,
    key: UUID | None = None,
) -> tuple[ApiToken, str]:
    """Make a key. Answers with its secret, which is not kept. Who may write may read what is written."""
    asked = with_reading(scopes)
    _check_reach(set(asked), workspaces, by, days)
    secret = PREFIX + new_secret()
    token = ApiToken(
        id=key or uuid4(),
        purpose=purpose,
        scopes=asked,
        key_hash=digest(secret),
        first_signs=secret[:SIGNS_SHOWN],
        created_at=at,
        created_by=by,
        expires_at=at + timedelta(days=days),
    )
    try:
        with transaction.atomic():
            token.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyMade from error
    token.workspaces.set(workspaces)
    _note("create_token", token, {workspace.pk for workspace in workspaces}, by, at)
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User | None, at: datetime) -> None:
    """End a key at once. One that was ended stays so."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at, revoked_by=by):
        reached = token.workspaces.through.objects.filter(apitoken=token.pk).values_list("workspace", flat=True)
        _note("revoke_token", token, set(reached), by, at)


def find_token(*, secret: str, at: datetime) -> ApiToken:
    """The open key of this secret, with its maker. Raises ``KeyRefused``.

    Looked up by digest: how long that takes says nothing about the secret.
    """
    key = digest(secret[:_LONGEST])
    with acting_with_key(key):
        found = ApiToken.objects.filter(key_hash=key).open(at=at).select_related("created_by")
        token = found.annotate(maker_owes=owes_second_factor("created_by")).first()
        if token is None or not token.created_by.is_active:
            raise KeyRefused
        _note_use(token, at.date())
    token.created_by.owes_second_factor = token.maker_owes
    return token


def reach(*, token: ApiToken) -> tuple[UUID, ...]:
    """The workspaces that a key reaches now: those it was made for, as far as its maker still sees them.

    Asked by its maker. A key that does nothing in workspaces reaches none, nor does one whose maker owes an
    organisation a second factor.
    """
    if token.created_by.owes_second_factor or not set(token.scopes) & set(IN_WORKSPACES):
        return ()
    rows = Workspace.objects.visible_to(token.created_by).filter(api_tokens=token.pk)
    return tuple(rows.order_by("pk").values_list("pk", flat=True))


def _check_reach(scopes: set[str], workspaces: Collection[Workspace], by: User, days: int) -> None:
    keys = {workspace.pk for workspace in workspaces}
    needs_one = bool(scopes & set(IN_WORKSPACES))
    seen = Workspace.objects.visible_to(by).filter(pk__in=keys).count()
    if by.narrowed_to is not None or seen != len(keys) or needs_one != bool(keys) or not 0 < days <= MOST_DAYS:
        raise ReachesTooFar


def _note_use(token: ApiToken, today: date) -> None:
    """The day is enough to find keys that nobody uses; the hour would tell how somebody works."""
    if token.last_used_date != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_date=today)


def _note(verb: str, token: ApiToken, workspaces: set[UUID], by: User | None, at: datetime) -> None:
    """One line for each workspace that it reaches into, so that whoever answers for one finds it there."""
    keys: list[UUID | None] = [*sorted(workspaces)]
    for workspace_id in keys or [None]:
        record_event(verb=verb, target=token, by=by, at=at, workspace_id=workspace_id)
