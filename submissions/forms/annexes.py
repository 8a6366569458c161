"""What people type about annexes."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.forms import Picks
from implementation.forms.fields import line_field
from submissions.forms.preparing import PreparedForm
from submissions.models import Annex
from submissions.models.drafting import LANGUAGES


class AnnexForm(PreparedForm):
    """A document that is handed in beside the text."""

    title = line_field(
        gettext_lazy("Title"),
        300,
        required=True,
        help_text=gettext_lazy("As it stands on the document."),
        error_messages={"required": gettext_lazy("Write its title.")},
    )
    origin = forms.ChoiceField(
        label=pgettext_lazy("annex", "What it is"),
        choices=Annex.Origin.choices,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("annex", "Language"),
        required=False,
        choices=[*LANGUAGES, ("", pgettext_lazy("annex", "Another language"))],
    )
    source = line_field(gettext_lazy("Who wrote it"), 200)
    held_by = line_field(
        gettext_lazy("Who holds it"),
        200,
        help_text=gettext_lazy("An organisation or a page where it can be had. Name nobody who has to stay unnamed."),
    )
    WORDS = ("title", "origin", "language", "source", "held_by")
