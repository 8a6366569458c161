"""What people add to the public directory of missions and embassies."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from advocacy.brought_sheet import Sheet
from advocacy.directory_sheet import MOST_ROWS, NoStates, read_posts
from advocacy.forms.fields import StateField, day_not_ahead, read_sheet
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

    def __init__(
        self, *args: Any, state: State, today: date, states: Mapping[str, State] | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.state, self.today = state, today
        host: Any = self.fields["host"]
        if states is None:
            host.offer(without=state)
        else:
            # Rows of a file: the same rules, without a question to the database for each.
            choices = [(key, key) for key in states if key != state.pk]
            self.fields["host"] = forms.TypedChoiceField(
                required=False, choices=choices, coerce=states.__getitem__, empty_value=None, label=host.label
            )

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
    def said(self) -> dict[str, Any]:
        """As the services want it, beside the facts."""
        return {name: self.cleaned_data[name] for name in ("kind", "host", "presence", "source", "as_of_date")}

    @property
    def facts(self) -> dict[str, str]:
        """What was written, by its kind."""
        return {kind: self.cleaned_data[kind] for kind in PostFact.Kind.values if self.cleaned_data.get(kind)}


class PostSheetForm(forms.Form):
    """A file of missions and embassies, and from where it is, as far as its rows do not say."""

    file = forms.FileField(
        label=gettext_lazy("The file of missions and embassies"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy("Excel (.xlsx) or CSV, with the headings of the template. No names of people."),
        error_messages={"required": gettext_lazy("Choose the file with the missions.")},
    )
    source = line_field(
        gettext_lazy("Where this is published, where the file does not say"),
        300,
        help_text=gettext_lazy("A page, a list or a letter of the State or of the United Nations."),
    )
    as_of_date = day_field(gettext_lazy("Day on which you saw it there, where the file does not say"), required=True)
    sheet: Sheet

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.sheet = read_sheet(file, read_posts, most=MOST_ROWS)
        except NoStates as error:
            said = gettext("No column of the file is called “State”. Take the headings of the template.")
            raise forms.ValidationError(said) from error
        return file

    @property
    def of_all(self) -> dict[str, str]:
        """What holds for every row that does not say it."""
        return {"source": self.cleaned_data["source"], "as_of_date": self.cleaned_data["as_of_date"].isoformat()}
