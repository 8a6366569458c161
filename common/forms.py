"""How forms look: one template per field, errors at the field they concern."""

from django import forms
from django.forms.renderers import TemplatesSetting


class PageFormRenderer(TemplatesSetting):
    """Renders every form with our own templates, with errors tied to their control."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick, each wide enough for a thumb."""

    template_name = "forms/ticks.html"
