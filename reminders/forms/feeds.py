"""The form by which a person makes the address of a calendar."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.forms import Picks


class FeedForm(forms.Form):
    """What stands in a calendar that a phone subscribes to."""

    # So that a form sent twice makes one address.
    key = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(
        label=pgettext_lazy("calendar address", "What stands in it?"),
        choices=[
            ("all", gettext_lazy("Every deadline and every date of the review")),
            ("mine", gettext_lazy("Only what I have, or my organisation")),
        ],
        widget=Picks,
    )
    shows_titles = forms.BooleanField(
        label=gettext_lazy("Show our own words and the name of the workspace"),
        required=False,
        help_text=gettext_lazy(
            "Without them, days of your own are called “Meeting” or “Draft ready”. A phone shows its calendar to"
            " whoever holds it."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("For which device?"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("A word by which you know it again, such as “old phone”. Only you can read it."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4(), "what": "all"})

    @property
    def row(self) -> dict[str, Any]:
        """What was said, as the service takes it."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("key", "note", "shows_titles")}
        return words | {"only_mine": said["what"] == "mine"}
