"""With whom a strategy is shared, and whom it may name to them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Organisation, User
from advocacy.models import Strategy
from advocacy.naming import Named, known_to, named_in, require_confirmed, state_names
from advocacy.querysets import STRATEGY_TEXTS
from common.audit import record_event
from submissions.services.preparing import PreparedMeanwhile, change_prepared


def named_by(words: Mapping[str, Any], strategy: Strategy, *, user: User) -> Named:
    """Whom the texts of a strategy may name, as they stand in ``words``.

    It has no language of its own: all rules are tried.
    """
    texts = [words[name] for name in STRATEGY_TEXTS]
    known = known_to(strategy.workspace, user=user)
    return named_in(texts, language="en", states=state_names(), known=known)


@transaction.atomic
def share_strategy(
    *,
    strategy: Strategy,
    sharing: str,
    organisation: Organisation | None,
    is_named: bool,
    by: User,
    at: datetime,
    seen: str,
    confirmed: str,
) -> Strategy:
    """Let others read a strategy, in the name of ``organisation`` or without a name; or the workspace alone again.

    ``confirmed`` is the seal of the names that a person read and said may be shared.
    Raises ``PreparedMeanwhile`` if ``seen`` is past: what was read is not what would be shared; ``NamesUnconfirmed``
    if others would read it and it may name somebody else.
    """
    row = Strategy.objects.select_for_update(of=("self",)).get(pk=strategy.pk)
    if seen != row.version:
        raise PreparedMeanwhile(row)
    is_shared = sharing != Strategy.Sharing.WORKSPACE
    if is_shared:
        require_confirmed(named_by(words_of(row), row, user=by), confirmed)
    row.sharing = sharing
    row.organisation = organisation if is_shared else None
    row.told_by = organisation.name if organisation and is_shared and is_named else ""
    row.changed_at, row.changed_by = at, by
    row.save(update_fields=["sharing", "organisation", "told_by", "changed_at", "changed_by"])
    record_event(
        verb="share_strategy",
        target=row,
        by=by,
        at=at,
        workspace_id=row.workspace_id,
        fields=["sharing", "organisation"],
    )
    return row


@transaction.atomic
def change_strategy(
    *,
    row: Strategy,
    words: dict[str, Any],
    links: dict[str, Collection[Any]],
    by: User,
    at: datetime,
    seen: str,
    confirmed: str,
) -> Strategy:
    """Change a strategy; one that others read, only as somebody confirmed whom its new texts may name.

    Raises ``PreparedMeanwhile`` if ``seen`` is past, ``NamesUnconfirmed`` as ``share_strategy`` does.
    """
    held = Strategy.objects.select_for_update(of=("self",)).get(pk=row.pk)
    is_other = any(words[name] != getattr(held, name) for name in STRATEGY_TEXTS)
    if seen == held.version and held.sharing != Strategy.Sharing.WORKSPACE and is_other:
        require_confirmed(named_by(words, held, user=by), confirmed)
    return change_prepared(row=held, words=words, links=links, by=by, at=at, seen=seen)


def words_of(row: Strategy) -> dict[str, str]:
    """Its texts by their names."""
    return {name: getattr(row, name) for name in STRATEGY_TEXTS}
