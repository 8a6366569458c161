"""What people add to the public directory of missions and embassies."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from advocacy.forms.fields import StateField, day_not_ahead
from advocacy.models import DiplomaticPost, PostFact
from common.forms import Picks
from cycles.models import State
from implementation.forms.fields import day_field, line_field

Kind = DiplomaticPost.Kind


class PostForm(forms.Form):
    """A mission or an embassy of one State, and what one source says of it."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Kind.choices, widget=Picks)
    host = StateField(label=gettext_lazy("An embassy: in which State"))
    presence = forms.ChoiceField(
        label=gettext_lazy("Where it sits"),
        choices=DiplomaticPost.Presence.choices,
        widget=Picks,
        initial=DiplomaticPost.Presence.RESIDENT,
    )
    address = line_field(pgettext_lazy("diplomatic post", "Address"), 400)
    telephone = line_field(
        pgettext_lazy("diplomatic post", "Telephone"),
        60,
        help_text=gettext_lazy("With the code of the country: +41 22 123 45 67"),
    )
    email = forms.EmailField(
        label=pgettext_lazy("diplomatic post", "E-mail"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("That of the office, as it is published. Never a person’s own: people are contacts."),
    )
    website = forms.URLField(
        label=pgettext_lazy("diplomatic post", "Website"), required=False, max_length=300, assume_scheme="https"
    )
    note = line_field(
        pgettext_lazy("diplomatic post", "Good to know"),
        400,
        help_text=gettext_lazy("Such as opening hours, or who may be asked in which language. No names of people."),
    )
    source = line_field(
        gettext_lazy("Where this is published"),
        300,
        required=True,
        help_text=gettext_lazy("A page, a list or a letter of the State or of the United Nations."),
        error_messages={"required": gettext_lazy("Say where this is published. Without a source nobody can check it.")},
    )
    as_of_date = day_field(
        gettext_lazy("Day on which you saw it there"),
        required=True,
        error_messages={"required": gettext_lazy("Say on which day you saw it there.")},
    )

    def __init__(self, *args: Any, state: State, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.state, self.today = state, today
        host: Any = self.fields["host"]
        host.offer(without=state)

    def clean_as_of_date(self) -> date:
        day: date = self.cleaned_data["as_of_date"]
        day_not_ahead(day, today=self.today)
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("kind") == Kind.EMBASSY and "host" in data and not data["host"]:
            self.add_error("host", gettext_lazy("Say in which State the embassy works."))
        if data.get("kind") == Kind.MISSION:
            data["host"] = None
        return data

    @property
    def facts(self) -> dict[str, str]:
        """What was written, by its kind."""
        return {kind: self.cleaned_data[kind] for kind in PostFact.Kind.values if self.cleaned_data.get(kind)}
