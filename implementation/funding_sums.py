"""Need, secured, spent and gap of a workspace, by action and by activity; different currencies are never added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Sum

from accounts.models import User, Workspace
from implementation.models import Action, FundingNeed, Grant, GrantShare, Spending

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Funds:
    """What one action needs and what of it is secured, in the currency of its plan; None where nothing is said."""

    need: Decimal | None
    secured: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """What is missing; nothing where more is secured than needed."""
        return None if self.need is None else max(self.need - (self.secured or NOTHING), NOTHING)


@dataclass(frozen=True)
class Listed:
    """The needs that are listed and the shares of grants, by action and currency."""

    needs: dict[UUID, dict[str, Decimal]]
    shares: dict[UUID, dict[str, Decimal]]

    @classmethod
    def of(cls, user: User | AnonymousUser, *, workspace: UUID, action: UUID | None = None) -> Self:
        """Of all actions of a workspace, or of one, in two queries."""
        asked = {"workspace": workspace, "action__isnull": False} | ({"action": action} if action else {})
        needs = FundingNeed.objects.visible_to(user).filter(**asked)
        shares = GrantShare.objects.visible_to(user).filter(**asked)
        return cls(
            _by_action(needs.values_list("action", "currency").annotate(total=Sum("amount")).order_by()),
            _by_action(shares.values_list("action", "grant__currency").annotate(total=Sum("amount")).order_by()),
        )

    def funds(self, action: Action) -> Funds:
        """Listed needs are what an action needs, else its budget; shares of grants are secured, else what it says."""
        currency = action.plan.currency
        needs, shares = self.needs.get(action.pk), self.shares.get(action.pk)
        return Funds(
            needs.get(currency) if needs else action.budget, shares.get(currency) if shares else action.committed
        )


def _by_action(rows: Iterable[tuple[UUID, str, Decimal]]) -> dict[UUID, dict[str, Decimal]]:
    found: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    for action, currency, total in rows:
        found[action][currency] = total
    return dict(found)


@dataclass
class Sums:
    """What is needed, secured and spent for one thing in one currency."""

    need: Decimal = NOTHING
    secured: Decimal = NOTHING
    spent: Decimal = NOTHING
    # Money of grants that is not meant for anything yet fills no gap, and has none.
    gap: Decimal = field(init=False, default=NOTHING)


@dataclass(frozen=True)
class SumLine:
    """One line of a table of sums: an action or an activity, in one currency."""

    thing: Any
    currency: str
    sums: Sums


@dataclass(frozen=True)
class SumTable:
    """The lines, and one total for each currency."""

    lines: list[SumLine]
    totals: list[SumLine]


@dataclass(frozen=True)
class Entry:
    """An amount that counts somewhere: ``what`` is need, secured or spent."""

    what: str
    action: Action | None
    activity: str
    currency: str
    amount: Decimal
    is_unshared: bool = False


# Under which money stands that a grant promises and nobody has shared out yet.
UNSHARED = object()


@dataclass(frozen=True)
class Book:
    """All money of a workspace."""

    entries: list[Entry]

    def by_action(self) -> SumTable:
        """By action of the plan; what is for none comes last, with None."""
        return self._table(lambda entry: entry.action, lambda action: (action.cluster, action.title, str(action.pk)))

    def by_activity(self) -> SumTable:
        """By activity; what is of none comes last, with None."""
        return self._table(lambda entry: entry.activity or None, lambda activity: (activity.casefold(),))

    def _table(self, thing_of: Callable[[Entry], Any], order: Callable[[Any], tuple[str, ...]]) -> SumTable:
        found: dict[tuple[Any, str], Sums] = defaultdict(Sums)
        for entry in self.entries:
            sums = found[UNSHARED if entry.is_unshared else thing_of(entry), entry.currency]
            setattr(sums, entry.what, getattr(sums, entry.what) + entry.amount)
        for sums in found.values():
            sums.gap = max(sums.need - sums.secured, NOTHING)

        def place(key: tuple[Any, str]) -> tuple[Any, ...]:
            thing, currency = key
            is_named = thing is not None and thing is not UNSHARED
            return (not is_named, thing is UNSHARED, order(thing) if is_named else (), currency)

        lines = [SumLine(*key, found[key]) for key in sorted(found, key=place)]
        return SumTable(lines, _totals(lines))


def _totals(lines: Collection[SumLine]) -> list[SumLine]:
    """For each currency; what one line has too much does not fill the gap of another."""
    found: dict[str, Sums] = defaultdict(Sums)
    for line in lines:
        total = found[line.currency]
        for name in ("need", "secured", "spent", "gap"):
            setattr(total, name, getattr(total, name) + getattr(line.sums, name))
    return [SumLine(None, currency, found[currency]) for currency in sorted(found)]


def book_of(*, workspace: Workspace, user: User) -> Book:
    """All that counts, in a number of queries that does not grow. What was given up needs nothing more."""
    rows = Action.objects.visible_to(user).filter(workspace=workspace).select_related("plan")
    actions = {action.pk: action for action in rows}
    needs = list(FundingNeed.objects.visible_to(user).filter(workspace=workspace))
    shares = list(GrantShare.objects.visible_to(user).filter(workspace=workspace).select_related("grant"))
    spending = list(Spending.objects.visible_to(user).filter(workspace=workspace))
    grants = Grant.objects.visible_to(user).filter(workspace=workspace).with_sums()

    def entry(what: str, row: Any, currency: str) -> Entry:
        return Entry(what, actions.get(row.action_id), row.activity, currency, row.amount)

    dropped = {key for key, action in actions.items() if action.status == Action.Status.DROPPED}
    entries = [entry("need", row, row.currency) for row in needs if row.action_id not in dropped]
    entries += [entry("secured", row, row.grant.currency) for row in shares]
    entries += [entry("spent", row, row.currency) for row in spending]
    has = {"need": {row.action_id for row in needs}, "secured": {row.action_id for row in shares}}
    for action in actions.values():
        said = {"need": None if action.pk in dropped else action.budget, "secured": action.committed}
        entries += [
            Entry(what, action, "", action.plan.currency, amount)
            for what, amount in said.items()
            if amount and action.pk not in has[what] and action.pk not in dropped
        ]
    entries += [
        Entry("secured", None, "", grant.currency, grant.amount - grant.shared, is_unshared=True)
        for grant in grants
        if grant.amount > grant.shared
    ]
    return Book(entries)
