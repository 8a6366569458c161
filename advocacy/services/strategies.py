"""With whom a strategy is shared."""

from datetime import datetime

from django.db import transaction

from accounts.models import Organisation, User
from advocacy.models import Strategy
from common.audit import record_event
from submissions.services.preparing import PreparedMeanwhile


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
) -> Strategy:
    """Let others read a strategy, in the name of ``organisation`` or without a name; or the workspace alone again.

    Raises ``PreparedMeanwhile`` if ``seen`` is past: what was read is not what would be shared.
    """
    row = Strategy.objects.select_for_update(of=("self",)).get(pk=strategy.pk)
    if seen != row.version:
        raise PreparedMeanwhile(row)
    is_shared = sharing != Strategy.Sharing.WORKSPACE
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
