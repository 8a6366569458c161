"""The action strategy plan as its pages and files show it: filtered, by cluster, by status, along the time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.utils.translation import pgettext

from accounts.models import Organisation, User, Workspace
from cycles.dates import day_in_words
from implementation.funding_sums import NOTHING, Funds, Listed
from implementation.models import Action, ActionStrategyPlan
from implementation.plan_time import Bar, Scale, scale_of
from implementation.printed_names import aliases_in, printed
from reminders.deadline_lines import colleagues_of
from reminders.words import holder_words

VIEWS = ("table", "board", "time")


@dataclass(frozen=True)
class ActionLine:
    """One action in the words of its reader."""

    action: Action
    who: str
    # The same on paper.
    who_printed: str
    is_late: bool
    funds: Funds

    @property
    def until(self) -> str:
        return day_in_words(self.action.end_date) if self.action.end_date else ""

    @property
    def since(self) -> str:
        return day_in_words(self.action.start_date) if self.action.start_date else ""

    @property
    def numbers(self) -> list[str]:
        return [row.number for row in self.action.recommendations.all()]


@dataclass(frozen=True)
class Money:
    """What a plan costs, what of it is promised, and what is missing, in its own currency."""

    budget: Decimal
    committed: Decimal
    gap: Decimal

    @classmethod
    def of(cls, lines: Collection[ActionLine]) -> "Money":
        """Of what is not given up. What one action has too much does not fill the gap of another."""
        counted = [line.funds for line in lines if line.action.status != Action.Status.DROPPED]
        return cls(
            sum((funds.need or NOTHING for funds in counted), NOTHING),
            sum((funds.secured or NOTHING for funds in counted), NOTHING),
            sum((funds.gap or NOTHING for funds in counted), NOTHING),
        )


@dataclass(frozen=True)
class PlanFilter:
    """What is asked for in the address; what is not known there is not asked."""

    status: str = ""
    cluster: str = ""
    organisation: str = ""
    recommendation: str = ""
    is_late: bool = False

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> "PlanFilter":
        status = asked.get("status", "")
        return cls(
            status=status if status in Action.Status.values else "",
            cluster=asked.get("cluster", "")[:120],
            organisation=asked.get("organisation", "")[:36],
            recommendation=asked.get("recommendation", "")[:30],
            is_late="late" in asked,
        )

    @property
    def is_empty(self) -> bool:
        return self == PlanFilter()

    def takes(self, line: ActionLine) -> bool:
        action = line.action
        return (
            self.status in ("", action.status)
            and self.cluster in ("", action.cluster)
            and self.organisation in ("", str(action.organisation_id))
            and (not self.recommendation or self.recommendation in line.numbers)
            and (line.is_late or not self.is_late)
        )


@dataclass(frozen=True)
class PlanPage:
    """A plan on one day: all its lines, and those that were asked for."""

    plan: ActionStrategyPlan | None
    everything: list[ActionLine]
    asked: PlanFilter
    on: date
    shown: list[ActionLine] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shown", [line for line in self.everything if self.asked.takes(line)])

    @property
    def currency(self) -> str:
        return self.plan.currency if self.plan else ""

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.everything)

    @property
    def money(self) -> Money:
        return Money.of(self.shown)

    @property
    def clusters(self) -> list[tuple[str, list[ActionLine]]]:
        """The lines that are shown, by cluster; those of none come last and are named so."""
        found = groupby(self.shown, key=lambda line: line.action.cluster)
        return [(name or pgettext("cluster of actions", "Without a cluster"), list(lines)) for name, lines in found]

    @property
    def columns(self) -> list[tuple[str, str, list[ActionLine]]]:
        """The board: a column for each status."""
        return [
            (value, str(label), [line for line in self.shown if line.action.status == value])
            for value, label in Action.Status.choices
        ]

    @property
    def scale(self) -> Scale | None:
        return scale_of([line.action for line in self.shown], self.on)

    @property
    def bars(self) -> list[tuple[ActionLine, Bar | None]]:
        """Along the time: the first to end comes first, what has no day comes last."""
        scale = self.scale
        last = date.max
        lines = sorted(self.shown, key=lambda line: (line.action.end_date or last, line.action.start_date or last))
        return [(line, scale.bar(line.action, is_late=line.is_late) if scale else None) for line in lines]

    @property
    def cluster_names(self) -> list[str]:
        return sorted({line.action.cluster for line in self.everything} - {""})

    @property
    def organisations(self) -> list[Organisation]:
        found = {line.action.organisation_id: line.action.organisation for line in self.everything}
        return sorted((one for one in found.values() if one), key=str)


def plan_page(*, workspace: Workspace, user: User, on: date, asked: PlanFilter | None = None) -> PlanPage:
    """The plan of ``workspace`` in a number of queries that does not grow."""
    colleagues = colleagues_of(user)
    rows = Action.objects.visible_to(user).filter(workspace=workspace).with_all().in_order()
    plan = ActionStrategyPlan.objects.visible_to(user).filter(workspace=workspace).first()
    listed = Listed.of(user, workspace=workspace.pk)
    aliases = aliases_in(workspace.pk)
    lines = [action_line(row, colleagues=colleagues, on=on, listed=listed, aliases=aliases) for row in rows]
    return PlanPage(plan, lines, asked or PlanFilter(), on)


def action_line(
    action: Action, *, colleagues: Collection[UUID], on: date, listed: Listed, aliases: Mapping[UUID, str]
) -> ActionLine:
    """One action, with who carries it as the reader may see them, and its money."""
    who = holder_words(action.person, action.organisation, colleagues)
    told = who if action.person else printed(action.organisation, aliases)
    return ActionLine(action, who, told, action.is_late(on), listed.funds(action))
