"""The choices of the search page in the words of its reader."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from cycles.facet_index import Counts
from cycles.filters import Chip, Choice
from cycles.issue_names import issue_name
from cycles.models import ActionCategory, Goal, PositionKind, State
from cycles.search_filter import (
    ACTION,
    CYCLE,
    GOAL,
    ISSUE,
    LANGUAGE,
    PERSONS,
    POSITION,
    RECOMMENDING_REGION,
    RECOMMENDING_STATE,
    REGION,
    SESSION,
    STATE,
    SUGGESTED,
    WORDS,
    SearchFilter,
)
from cycles.state_index import sort_key

LANGUAGES = {
    "ar": gettext_lazy("Arabic"),
    "zh": gettext_lazy("Chinese"),
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "ru": gettext_lazy("Russian"),
    "es": gettext_lazy("Spanish"),
}
# In the order of the page: what it is called, and how many of its values stand open; the others are in a list.
KINDS = {
    POSITION: (pgettext_lazy("of the State under Review", "Position"), 4),
    STATE: (pgettext_lazy("UN member", "State under Review"), 0),
    RECOMMENDING_STATE: (gettext_lazy("Recommending State"), 0),
    ISSUE: (gettext_lazy("Issue"), 5),
    PERSONS: (gettext_lazy("Group of persons"), 3),
    CYCLE: (gettext_lazy("Cycle"), 5),
    SESSION: (gettext_lazy("Session"), 0),
    REGION: (gettext_lazy("Regional group of the State under Review"), 0),
    RECOMMENDING_REGION: (gettext_lazy("Regional group of the recommending State"), 0),
    GOAL: (gettext_lazy("Sustainable Development Goal"), 0),
    ACTION: (gettext_lazy("What is asked for"), 0),
    LANGUAGE: (gettext_lazy("Language of the text"), 0),
}
# The field above holds all of the words.
_LONGEST_CHIP = 80
_IN_NUMBERS = {CYCLE, SESSION, GOAL, ACTION}
# Kinds whose values stand open in an order of their own; of the others those that are met most often.
_OWN_ORDER = {*_IN_NUMBERS, POSITION}


@dataclass(frozen=True)
class Facet:
    """One kind of values: those that stand open, the chosen first, and the others for a list."""

    name: str
    label: str
    ticks: list[Choice]
    others: list[Choice] = field(default_factory=list)


class SearchChoices:
    """The facets and chips of one search."""

    def __init__(self, asked: SearchFilter, counts: Counts) -> None:
        self.asked = asked
        self.counts = counts

    @cached_property
    def states(self) -> dict[str, str]:
        """The names of all States by their code."""
        return {iso3: state.name for iso3, state in State.objects.in_bulk().items()}

    @cached_property
    def facets(self) -> list[Facet]:
        """Every kind that could still narrow what was found."""
        facets = [self._facet(name, str(label), shown) for name, (label, shown) in KINDS.items()]
        return [facet for facet in facets if facet.ticks or facet.others]

    @cached_property
    def chips(self) -> list[Chip]:
        """Everything that narrows the list, each with the way to be rid of it."""
        chips = []
        if self.asked.words:
            address = self.asked.address(without=(WORDS, self.asked.words))
            words = Truncator(self.asked.words).chars(_LONGEST_CHIP)
            chips.append(Chip(_("“%(words)s”") % {"words": words}, address))
        for name, values in self.asked.chosen.items():
            label = self._labels[name]
            for value in values:
                chip = _CHIPS.get(name)
                text = str(chip) % {"value": label(value)} if chip else label(value)
                chips.append(Chip(text, self.asked.address(without=(name, value))))
        return chips

    def _facet(self, name: str, label: str, shown: int) -> Facet:
        chosen = self.asked.chosen.get(name, ())
        counted = {value: count for value, count in self.counts.by.get(name, {}).items() if value}
        values = counted | {value: counted.get(value, 0) for value in chosen}
        label_of = self._labels[name]
        choices = [Choice(value, label_of(value), count, is_chosen=value in chosen) for value, count in values.items()]
        choices.sort(key=_order(name))
        most = choices if name in _OWN_ORDER else sorted(choices, key=lambda one: -one.count)
        ticks = [one for one in most if one.is_chosen]
        ticks += [one for one in most if not one.is_chosen][: max(0, shown - len(ticks))]
        if name in _OWN_ORDER:
            ticks.sort(key=choices.index)
        others = [one for one in choices if one not in ticks]
        return Facet(name, label, ticks, others)

    @cached_property
    def _labels(self) -> dict[str, Callable[[str], str]]:
        goals = {str(goal.number): str(goal) for goal in Goal.objects.all()}
        regions = dict(State.RegionalGroup.choices)
        return {
            CYCLE: lambda value: _("Cycle %(number)s") % {"number": value},
            SESSION: lambda value: _("Session %(number)s") % {"number": value},
            STATE: self._state,
            RECOMMENDING_STATE: self._state,
            REGION: lambda value: str(regions[value]),
            RECOMMENDING_REGION: lambda value: str(regions[value]),
            POSITION: lambda value: str(PositionKind(value).label),
            ISSUE: lambda value: issue_name(value, value),
            GOAL: lambda value: goals.get(value, value),
            PERSONS: str,
            ACTION: _action,
            LANGUAGE: lambda value: str(LANGUAGES[value]),
        }

    def _state(self, iso3: str) -> str:
        return self.states.get(iso3, iso3)


# Where a value alone would not say what it is.
_CHIPS = {
    STATE: pgettext_lazy("recommendations", "to %(value)s"),
    RECOMMENDING_STATE: pgettext_lazy("recommendations", "from %(value)s"),
    REGION: pgettext_lazy("recommendations", "to %(value)s"),
    RECOMMENDING_REGION: pgettext_lazy("recommendations", "from %(value)s"),
}


def _order(name: str) -> Callable[[Choice], Any]:
    """Numbers by themselves, positions as everywhere, everything else by its name."""
    if name in _IN_NUMBERS:
        return lambda one: (SUGGESTED in one.value, int(one.value.removeprefix(SUGGESTED)))
    if name == POSITION:
        return lambda one: PositionKind.values.index(one.value)
    return lambda one: sort_key(one.label)


def _action(value: str) -> str:
    label = str(ActionCategory(int(value.removeprefix(SUGGESTED))).label)
    if value.startswith(SUGGESTED):
        return pgettext("action category", "%(category)s (suggested)") % {"category": label}
    return label
