"""How forms look: one template per field, errors at the field they concern."""

from typing import cast

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict


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


class SeenForm(forms.Form):
    """A form over a row that others may change meanwhile; ``seen`` holds the version that was read."""

    def go_on_after(self, version: str) -> None:
        """Somebody was quicker: the words stay, and whoever sends them once more has read what stands there now."""
        sent = cast("QueryDict", self.data).copy()
        sent["seen"] = version
        self.data = sent
