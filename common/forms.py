"""How forms look: one template per field, errors at the field they concern."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.db import models
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext


class PageFormRenderer(TemplatesSetting):
    """Renders every form with our own templates, with errors tied to their control."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class Picks(forms.RadioSelect):
    """One answer of a few, each in a box of its own."""

    template_name = "forms/picks.html"


class ManyPicks(forms.CheckboxSelectMultiple):
    """Any of a few short answers, in the same boxes."""

    template_name = "forms/picks.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick, each wide enough for a thumb."""

    template_name = "forms/ticks.html"


class DayInput(forms.DateInput):
    """A day, in the form that the browser's own calendar needs."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def is_still_to_come(day: date, *, today: date) -> bool:
    """Whether a day has begun nowhere yet: it is tomorrow already east of here."""
    return day > today + timedelta(days=1)


@dataclass(frozen=True)
class Clash:
    """What a field says in the form, and what somebody else made of it meanwhile."""

    name: str
    label: str
    theirs: str
    ours: str


class SeenForm(forms.Form):
    """A form over a row that others may change meanwhile; ``seen`` holds the version that was read."""

    # Where the row calls a field otherwise than the form.
    ROW_NAMES: ClassVar[dict[str, str]] = {}
    # What stands otherwise in the row by now than in the form.
    clashes: tuple[Clash, ...] = ()

    def set_beside(self, row: Any) -> None:
        """Somebody was quicker: let the page show what ``row`` says now beside what is typed here."""
        self.clashes = tuple(self._clashes(row))

    def _clashes(self, row: Any) -> Iterator[Clash]:
        for name, field in self.fields.items():
            column = self.ROW_NAMES.get(name, name)
            if field.widget.is_hidden or name not in self.cleaned_data or not hasattr(row, column):
                continue
            theirs, ours = in_words(field, getattr(row, column)), in_words(field, self.cleaned_data[name])
            if theirs != ours:
                yield Clash(name, str(field.label), theirs, ours)

    def go_on_after(self, version: str) -> None:
        """Somebody was quicker: the words stay, and whoever sends them once more has read what stands there now."""
        sent = cast("QueryDict", self.data).copy()
        sent["seen"] = version
        self.data = sent


def in_words(field: Any, value: Any) -> str:
    """What a field holds, as a person reads it."""
    if _is_linked(value):
        value = value.all()
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(field.label_from_instance(one)) for one in value))
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, forms.MultipleChoiceField):
        names = dict(cast("Any", field.choices))
        return ", ".join(str(names.get(one, one)) for one in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(cast("Any", field.choices)).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, time):
        return time_format(value, "H:i")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_linked(value: Any) -> bool:
    return isinstance(value, models.Manager)
