"""Links to one thing of a workspace: made, opened without an account, ended."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import ShareLink, User, Workspace
from common.actor import acting_with_key
from common.audit import record_event
from common.keys import digest, new_secret

DAYS_OPEN = 7
MOST_DAYS = 90
_LONGEST = 100


class LinkGone(Exception):
    """The link shows nothing: there is none such, or it was ended, is too old, or its maker has no say any more."""


class LinkAlreadyMade(Exception):
    """A link with this number was made before: its form was sent twice."""


@transaction.atomic
def create_share(
    *,
    workspace: Workspace,
    kind: str,
    object_id: UUID | None,
    by: User,
    at: datetime,
    days: int = DAYS_OPEN,
    note: str = "",
    key: UUID | None = None,
) -> tuple[ShareLink, str]:
    """Open a door to one thing, for 1 to 90 days. Answers with the secret, which is not kept."""
    if not 0 < days <= MOST_DAYS:
        raise ValueError(days)
    secret = new_secret()
    link = ShareLink(
        id=key or uuid4(),
        workspace=workspace,
        kind=kind,
        object_id=object_id,
        key_hash=digest(secret),
        note=note,
        created_at=at,
        created_by=by,
        expires_at=at + timedelta(days=days),
    )
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError as error:
        raise LinkAlreadyMade from error
    record_event(verb="create_share", target=link, by=by, at=at, workspace_id=workspace.pk)
    return link, secret


@transaction.atomic
def revoke_share(*, link: ShareLink, by: User | None, at: datetime) -> None:
    """Shut the door at once. One that was shut stays so."""
    if ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at):
        record_event(verb="revoke_share", target=link, by=by, at=at, workspace_id=link.workspace_id)


def find_share(*, secret: str, at: datetime) -> ShareLink:
    """The open link of this secret, with its maker, narrowed to its workspace. Raises ``LinkGone``."""
    key = digest(secret[:_LONGEST])
    with acting_with_key(key):
        link = ShareLink.objects.filter(key_hash=key).open(at=at).select_related("created_by").first()
    if link is None or not link.created_by.is_active:
        raise LinkGone
    link.created_by.narrowed_to = (link.workspace_id,)
    return link


def count_opening(*, link: ShareLink, at: datetime) -> None:
    """One more time, and the day: not who, not from where."""
    with acting_with_key(link.key_hash):
        ShareLink.objects.filter(pk=link.pk).update(opened_count=F("opened_count") + 1, last_opened_date=at.date())
