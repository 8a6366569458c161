"""Every column of an action strategy plan (Beyond Promises, pp. 62-63), in words, for its pages and files."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.dates import day_in_words
from implementation.plan_lines import ActionLine


@dataclass(frozen=True)
class Column:
    """One column: its head, what stands in it, and how wide it is in a spreadsheet."""

    head: Any
    value: Callable[[ActionLine], Any]
    width: int = 24

    def words(self, line: ActionLine) -> str:
        """As text; empty where nothing is said."""
        value = self.value(line)
        if value is None:
            return ""
        return amount(value) if isinstance(value, Decimal) else str(value)


def amount(value: Decimal) -> str:
    """An amount as people write it in the language that is active."""
    return floatformat(value, "-2g")


def _recommendations(line: ActionLine) -> str:
    return ", ".join(line.numbers)


def _positions(line: ActionLine) -> str:
    found = dict.fromkeys(str(row.get_position_display()) for row in line.action.recommendations.all())
    return ", ".join(found)


def _partners(line: ActionLine) -> str:
    return "; ".join(part for part in (line.action.partner_words, line.action.partners) if part)


COLUMNS = (
    Column(gettext_lazy("Cluster or issue"), lambda line: line.action.cluster),
    Column(gettext_lazy("Recommendations"), _recommendations, 16),
    Column(pgettext_lazy("position of the State", "Position"), _positions, 16),
    Column(gettext_lazy("Expected outcome"), lambda line: line.action.outcome, 36),
    Column(pgettext_lazy("plan", "Action"), lambda line: line.action.title, 36),
    Column(gettext_lazy("How it is done"), lambda line: line.action.details, 36),
    Column(gettext_lazy("Responsible body of the State"), lambda line: line.action.responsible_body),
    Column(pgettext_lazy("action", "Who carries it"), lambda line: line.who_printed),
    Column(gettext_lazy("Partners"), _partners, 30),
    Column(gettext_lazy("Indicator"), lambda line: line.action.indicator, 30),
    Column(pgettext_lazy("indicator", "Baseline"), lambda line: line.action.baseline),
    Column(pgettext_lazy("indicator", "Target"), lambda line: line.action.target),
    Column(pgettext_lazy("first day", "From"), lambda line: line.since, 16),
    Column(pgettext_lazy("last day", "Until"), lambda line: line.until, 16),
    Column(gettext_lazy("Budget"), lambda line: line.funds.need, 14),
    Column(gettext_lazy("Of this promised or paid"), lambda line: line.funds.secured, 14),
    Column(gettext_lazy("Funding gap"), lambda line: line.funds.gap, 14),
    Column(gettext_lazy("Currency"), lambda line: line.action.plan.currency, 10),
    Column(gettext_lazy("Who pays"), lambda line: line.action.funding_source),
    Column(gettext_lazy("Means of verification"), lambda line: line.action.verification, 30),
    Column(gettext_lazy("What the State has done"), lambda line: line.action.state_measures, 36),
    Column(gettext_lazy("Status"), lambda line: line.action.get_status_display(), 14),
    Column(gettext_lazy("Last changed"), lambda line: day_in_words(line.action.changed_at.date()), 18),
)
# What the heading of an action says already.
_IN_HEADING = (pgettext_lazy("plan", "Action"), gettext_lazy("Cluster or issue"))


def facts_of(line: ActionLine) -> list[tuple[str, str]]:
    """What is said of an action beyond its name and cluster, each with its head; money with its currency."""
    heads = {str(head) for head in (*_IN_HEADING, gettext_lazy("Currency"))}
    found = []
    for column in COLUMNS:
        words = column.words(line)
        if not words or str(column.head) in heads:
            continue
        is_money = isinstance(column.value(line), Decimal)
        found.append((str(column.head), f"{words} {line.action.plan.currency}" if is_money else words))
    return found
