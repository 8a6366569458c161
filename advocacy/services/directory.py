"""The public directory of missions and embassies: added to, checked, and what was wrong ended."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from advocacy.models import DiplomaticPost, PostFact
from common.audit import record_event
from cycles.models import State


@transaction.atomic
def add_to_directory(
    *,
    state: State,
    kind: str,
    host: State | None,
    presence: str,
    facts: Mapping[str, str],
    source: str,
    as_of_date: date,
    is_check: bool,
    by: User,
    at: datetime,
) -> DiplomaticPost:
    """Say that a State keeps a mission or an embassy, and what is known of it, all from one source.

    What stood there stays in its history. What an editor of the record checked stands beside what is added until an
    editor has looked at that too; where ``is_check``, an editor adds it, and it counts as checked.
    """
    from_where = {"source": source, "as_of_date": as_of_date, "added_at": at, "added_by": by}
    checked = {"checked_at": at, "checked_by": by} if is_check else {}
    place = {"state": state, "kind": kind, "host": host}
    post, is_new = DiplomaticPost.objects.select_for_update(of=("self",)).get_or_create(
        **place, defaults={"presence": presence} | from_where | checked
    )
    if not is_new and post.presence != presence and (is_check or not post.is_checked):
        _take(post, {"presence": presence} | from_where | checked)
    elif is_check and not post.is_checked:
        _take(post, checked)
    for fact, value in facts.items():
        standing = PostFact.objects.filter(post=post, kind=fact).standing()
        if standing.filter(value=value).exists():
            continue
        (standing if is_check else standing.filter(checked_at=None)).update(ended_at=at, ended_by=by)
        PostFact.objects.create(post=post, kind=fact, value=value, **from_where, **checked)
    record_event(verb="add_to_directory", target=post, by=by, at=at, fields=sorted(facts))
    return post


@transaction.atomic
def bring_into_directory(
    *, rows: Sequence[Mapping[str, Any]], is_check: bool, by: User, at: datetime
) -> list[DiplomaticPost]:
    """Add what a person read in a file, looked at and confirmed; all of it or nothing."""
    # Two files at once meet the posts in the same order.
    ordered = sorted(rows, key=lambda row: (row["state"].pk, row["kind"], row["host"].pk if row["host"] else ""))
    return [add_to_directory(**row, is_check=is_check, by=by, at=at) for row in ordered]


@transaction.atomic
def check_post(*, post: DiplomaticPost, facts: Collection[PostFact], by: User, at: datetime) -> None:
    """An editor of the record looked at the sources of a post and of these facts: they are shown to everybody.

    Of a kind, what was checked before ends with what is checked now.
    """
    checked = {"checked_at": at, "checked_by": by}
    if not post.is_checked:
        _take(post, checked)
    for fact in facts:
        before = PostFact.objects.filter(post=post, kind=fact.kind).standing().exclude(checked_at=None)
        before.exclude(pk=fact.pk).update(ended_at=at, ended_by=by)
    PostFact.objects.filter(post=post, pk__in=[fact.pk for fact in facts]).update(**checked)
    record_event(verb="check_post", target=post, by=by, at=at, fields=sorted({fact.kind for fact in facts}))


@transaction.atomic
def end_fact(*, fact: PostFact, by: User, at: datetime) -> None:
    """It is wrong or no longer so: it leaves the directory and stays in its history."""
    PostFact.objects.filter(pk=fact.pk).update(ended_at=at, ended_by=by)
    record_event(verb="end_fact", target=fact, by=by, at=at, fields=[fact.kind])


def _take(post: DiplomaticPost, words: Mapping[str, object]) -> None:
    for name, value in words.items():
        setattr(post, name, value)
    post.save(update_fields=list(words))
