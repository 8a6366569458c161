"""The money of a workspace: needs, calls and applications, grants with their shares, and what was spent."""

from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from accounts.models import User, Workspace
from common.audit import record_event
from common.once import make_once
from implementation.models import FundingCall, FundingNeed, Grant, GrantShare, Spending
from implementation.services.kept_rows import ChangedMeanwhile, follow, held, take_words, write
from reminders.models import Deadline
from reminders.services.deadlines import forget_by_key

Row = TypeVar("Row", FundingCall, FundingNeed, Grant, GrantShare, Spending)

# How the status of an application reads among the deadlines.
_DEADLINES = {
    FundingCall.Status.SEEN: Deadline.Status.OPEN,
    FundingCall.Status.WRITING: Deadline.Status.OPEN,
    FundingCall.Status.SENT: Deadline.Status.DONE,
    FundingCall.Status.GRANTED: Deadline.Status.DONE,
    FundingCall.Status.REFUSED: Deadline.Status.DONE,
    FundingCall.Status.DROPPED: Deadline.Status.CANCELLED,
}


class NotInWorkspace(Exception):
    """It names an action, a call or a grant of another workspace."""


class MoreThanGrant(Exception):
    """The shares of a grant would be more than the grant; ``left`` is what is not shared out."""

    def __init__(self, left: Decimal) -> None:
        super().__init__(str(left))
        self.left = left


class AnotherCurrency(Exception):
    """What is paid out of a grant is counted in its currency, ``currency``."""

    def __init__(self, currency: str) -> None:
        super().__init__(currency)
        self.currency = currency


@transaction.atomic
def create_funding(
    *, model: type[Row], workspace: Workspace, words: dict[str, Any], by: User, at: datetime, key: UUID
) -> Row:
    """Keep a need, a call, a grant, a share of one, or what was spent.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    Raises ``NotInWorkspace``, ``MoreThanGrant``, ``AnotherCurrency``.
    """
    # Before it is checked: what it was checked against may have changed since.
    if found := model.objects.filter(workspace=workspace, pk=key).first():
        return found
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = model(pk=key, workspace=workspace, **words, **made)
    _check(new)
    row, is_new = make_once(new, among=model.objects.filter(workspace=workspace))
    if not is_new:
        return row
    record_event(verb="create_funding", target=row, by=by, at=at, workspace_id=workspace.pk)
    _follow(row, by, at)
    return row


@transaction.atomic
def change_funding(*, row: Row, words: dict[str, Any], by: User, at: datetime, seen: str) -> Row:
    """Change it as somebody read it; the last day of a call moves along.

    Raises ``ChangedMeanwhile`` if ``seen`` is past, and the same as ``create_funding``.
    """
    row = held(row)
    if seen != row.version:
        raise ChangedMeanwhile(row)
    if changed := take_words(row, words):
        _check(row)
        write(row, "change_funding", changed, by, at)
        _follow(row, by, at)
    return row


@transaction.atomic
def delete_funding(*, row: Row, by: User, at: datetime) -> None:
    """Take it away for good. The shares of a grant go with it; what was spent of it stays."""
    row = held(row)
    record_event(verb="delete_funding", target=row, by=by, at=at, workspace_id=row.workspace_id)
    if isinstance(row, FundingCall):
        forget_by_key(workspace=row.workspace, key=row.deadline_key, by=by, at=at)
    row.delete()


def _check(row: Any) -> None:
    named = [getattr(row, name, None) for name in ("action", "call", "grant")]
    if any(one is not None and one.workspace_id != row.workspace_id for one in named):
        raise NotInWorkspace
    if isinstance(row, GrantShare):
        _check_shares(row.grant, besides=row, more=row.amount)
    elif isinstance(row, Grant):
        _check_shares(row, besides=None, more=Decimal(0))
        if Spending.objects.filter(grant=row).exclude(currency=row.currency).exists():
            raise AnotherCurrency(row.spending_rows.values_list("currency", flat=True)[0])
    elif isinstance(row, Spending) and row.grant and row.currency != row.grant.currency:
        raise AnotherCurrency(row.grant.currency)


def _check_shares(grant: Grant, *, besides: GrantShare | None, more: Decimal) -> None:
    """Two people who share out the same grant at once wait for each other here."""
    # A grant that is being changed is held already, and counts with its new amount.
    total = grant.amount if besides is None else Grant.objects.select_for_update().get(pk=grant.pk).amount
    rows = GrantShare.objects.filter(grant=grant)
    rows = rows.exclude(pk=besides.pk) if besides else rows
    left = total - (rows.aggregate(total=Sum("amount"))["total"] or Decimal(0))
    if more > left:
        raise MoreThanGrant(left)


def _follow(row: Any, by: User, at: datetime) -> None:
    if isinstance(row, FundingCall):
        status = _DEADLINES[FundingCall.Status(row.status)]
        follow(row, kind=Deadline.Kind.OTHER, day=row.due_date, status=status, by=by, at=at)
