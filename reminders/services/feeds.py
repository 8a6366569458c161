"""Secret addresses of calendars: made, asked by phones without an account, ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from accounts.models import Organisation, User, Workspace
from accounts.querysets import owes_second_factor
from common.actor import acting_for, acting_with_key
from common.audit import record_event
from common.keys import digest, new_secret
from reminders.hearers import Hearing
from reminders.models import CalendarFeed

MOST_OPEN = 20
_LONGEST = 100


class FeedGone(Exception):
    """The address shows nothing: there is none such, it was ended, or its maker may not see that any more."""


class FeedAlreadyMade(Exception):
    """An address with this number was made before: its form was sent twice."""


class TooManyFeeds(Exception):
    """The person has as many open addresses as anybody needs; one must be ended first."""


@dataclass(frozen=True)
class Reader:
    """Who reads when a phone asks: the maker, narrowed to the workspaces of the address."""

    feed: CalendarFeed
    person: User
    workspaces: tuple[UUID, ...]
    organisations: tuple[UUID, ...]
    # Read before the person was narrowed: what they chose, and their hours.
    hearing: Hearing


@transaction.atomic
def create_feed(
    *,
    workspace: Workspace | None,
    language: str,
    by: User,
    at: datetime,
    only_mine: bool = False,
    shows_titles: bool = False,
    note: str = "",
    key: UUID | None = None,
) -> tuple[CalendarFeed, str]:
    """An address of ``by``'s own, for one workspace or for all. Answers with the secret, which is not kept."""
    # Held, so that two forms at once do not go past the number.
    User.objects.select_for_update().get(pk=by.pk)
    if CalendarFeed.objects.filter(person=by).open().count() >= MOST_OPEN:
        raise TooManyFeeds
    secret = new_secret()
    feed = CalendarFeed(
        id=key or uuid4(),
        person=by,
        workspace=workspace,
        key_hash=digest(secret),
        language=language,
        only_mine=only_mine,
        shows_titles=shows_titles,
        note=note,
        created_at=at,
    )
    try:
        with transaction.atomic():
            feed.save(force_insert=True)
    except IntegrityError as error:
        raise FeedAlreadyMade from error
    record_event(verb="create_feed", target=feed, by=by, at=at, workspace_id=feed.workspace_id)
    return feed, secret


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, by: User, at: datetime) -> None:
    """End the address at once. One that was ended stays so."""
    if CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=at):
        record_event(verb="revoke_feed", target=feed, by=by, at=at, workspace_id=feed.workspace_id)


def find_feed(*, secret: str) -> Reader:
    """Who reads by this secret. Raises ``FeedGone``, also where its maker has left the workspace."""
    key = digest(secret[:_LONGEST])
    with acting_with_key(key):
        found = CalendarFeed.objects.filter(key_hash=key).open().select_related("person")
        feed = found.annotate(maker_owes=owes_second_factor("person")).first()
    # Who may not come in by the door may not by the window.
    if feed is None or not feed.person.is_active or feed.maker_owes:
        raise FeedGone
    with acting_for(feed.person):
        return _reader(feed, feed.person)


def count_asking(*, feed: CalendarFeed, at: datetime) -> None:
    """The day on which a phone asked last: not which, not from where. Written once a day."""
    if feed.last_used_date != at.date():
        with acting_with_key(feed.key_hash):
            CalendarFeed.objects.filter(pk=feed.pk).update(last_used_date=at.date())


def _reader(feed: CalendarFeed, person: User) -> Reader:
    seen = Workspace.objects.visible_to(person).order_by("pk")
    if feed.workspace_id:
        seen = seen.filter(pk=feed.workspace_id)
    workspaces = tuple(seen.values_list("pk", flat=True))
    if feed.workspace_id and not workspaces:
        raise FeedGone
    organisations = Organisation.objects.visible_to(person).order_by("pk")
    hearing = Hearing(workspaces, {person.pk})
    reader = Reader(feed, person, workspaces, tuple(organisations.values_list("pk", flat=True)), hearing)
    person.narrowed_to = workspaces
    return reader
