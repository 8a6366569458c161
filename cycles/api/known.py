"""Values of filters that name something: a State, a review, an issue. What the record does not have is refused.

A list that came out empty because a name is misspelt would read as if there were nothing of it.
"""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field

from cycles.issue_names import ISSUE_NAMES
from cycles.models import Cycle, PersonGroup, Review, State, Theme, WorkingGroupSession
from cycles.querysets import state_and_cycle

_BIGGEST = 9999
_MOST_VALUES = 200
_SHOWN = 5
_LONGEST = 40
STATES, REVIEWS, CYCLES, SESSIONS = "states", "reviews", "cycles", "sessions"
ISSUES, GOALS, PERSONS, THEMES = "issues", "goals", "persons", "themes"


def _review_codes() -> Iterable[str]:
    return (
        f"{iso3}-{cycle}" for iso3, cycle in Review.objects.visible_to(None).values_list("state_under_review", "cycle")
    )


def _theme_names() -> Iterable[str]:
    return (name.casefold() for pair in Theme.objects.values_list("label", "code") for name in pair if name)


_READ: dict[str, Callable[[], Iterable[Any]]] = {
    STATES: lambda: State.objects.visible_to(None).values_list("pk", flat=True),
    REVIEWS: _review_codes,
    CYCLES: lambda: Cycle.objects.values_list("pk", flat=True),
    SESSIONS: lambda: WorkingGroupSession.objects.values_list("pk", flat=True),
    ISSUES: lambda: ISSUE_NAMES,
    GOALS: lambda: range(1, 18),
    PERSONS: lambda: PersonGroup.objects.values_list("label", flat=True),
    THEMES: _theme_names,
}
_held: dict[str, frozenset[Any]] = {}


def unknown(kind: str, values: Iterable[Any]) -> list[Any]:
    """Those of ``values`` that the record does not have.

    What it has is kept in memory, so that a list costs no query more, and read anew when a value is not among it.
    """
    missing = [value for value in values if value not in _held.get(kind, ())]
    if missing:
        _held[kind] = frozenset(_READ[kind]())
    return [value for value in missing if value not in _held[kind]]


def refuse_unknown_values(kind: str, values: Iterable[Any], told: object) -> None:
    """Refuse values that the record does not have; ``told`` says what can be given."""
    if missing := [str(value)[:_LONGEST] for value in unknown(kind, values)]:
        words = _("The record has no such value: %(values)s.") % {"values": ", ".join(missing[:_SHOWN])}
        raise ValidationError(f"{words} {told}.")


class NamedField(forms.Field):
    """Names of what the record has, in capitals or not, divided or each with the parameter's name before it."""

    widget = forms.SelectMultiple

    def __init__(self, *, known: str, divider: str, clean_name: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known, self.divider, self.clean_name = known, divider, clean_name

    def clean(self, value: Any) -> list[str]:
        given = (part.strip() for one in value or [] for part in one.split(self.divider))
        names = list(dict.fromkeys(self.clean_name(part) for part in given if part))
        if len(names) > _MOST_VALUES:
            raise ValidationError(_("At most %(most)s values."), params={"most": _MOST_VALUES})
        refuse_unknown_values(self.known, names, self.label)
        return names


class NamesFilter(django_filters.CharFilter):
    """Rows by names of what the record has."""

    field_class = NamedField


class OneNamedField(forms.CharField):
    """The name of one State or review."""

    def __init__(self, *, known: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known

    def clean(self, value: Any) -> str:
        name = super().clean(value).upper()
        if name:
            named = state_and_cycle(name)
            refuse_unknown_values(self.known, [f"{named[0]}-{named[1]}" if named else name], self.label)
        return name


class NameFilter(django_filters.CharFilter):
    """Rows by the name of one State or review."""

    field_class = OneNamedField


class NumbersField(forms.Field):
    """Whole numbers of what the record has; the name may stand several times in the address."""

    widget = forms.SelectMultiple

    def __init__(self, *, known: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known

    def clean(self, value: Any) -> list[int]:
        given = [one for one in value or [] if one]
        if not all(one.isdecimal() and len(one) < 5 for one in given):
            raise ValidationError(_("A whole number from 0 to %(most)s."), params={"most": _BIGGEST})
        numbers = [int(one) for one in given]
        refuse_unknown_values(self.known, numbers, self.label)
        return numbers


@extend_schema_field({"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": _BIGGEST}})
class NumbersFilter(django_filters.Filter):
    """Rows with any of the numbers."""

    field_class = NumbersField
