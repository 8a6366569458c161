"""What people keep of those whom they know."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from advocacy.forms.fields import StateField, day_not_ahead
from advocacy.models import Contact
from advocacy.models.contacts import KEPT_AT_MOST, KEPT_FOR
from common.forms import Picks
from cycles.models import State
from implementation.forms.fields import day_field, line_field
from submissions.forms.preparing import PreparedForm, long_field


class ContactForm(PreparedForm):
    """A person, on which ground they are kept here, and until when."""

    model = Contact
    name = line_field(
        gettext_lazy("Name"), 200, required=True, error_messages={"required": gettext_lazy("Write the name.")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Who it is"), choices=Contact.Kind.choices)
    state = StateField(help_text=gettext_lazy("For diplomats and desk officers: the State that they speak for."))
    position = line_field(pgettext_lazy("of a person", "Position"), 200)
    institution = line_field(
        gettext_lazy("Institution"), 200, help_text=gettext_lazy("Such as the ministry, the agency or the newspaper.")
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, max_length=200, widget=forms.EmailInput(attrs={"dir": "ltr"})
    )
    telephone = forms.CharField(
        label=gettext_lazy("Telephone"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    )
    notes = long_field(
        gettext_lazy("Notes"),
        rows=3,
        help_text=gettext_lazy("Write nothing here that you would not want them to read. They may ask you for it."),
    )
    ground = forms.ChoiceField(label=gettext_lazy("Why we may keep it"), choices=Contact.Ground.choices, widget=Picks)
    ground_date = day_field(
        gettext_lazy("Day on which they agreed, gave it, or it was published"),
        required=True,
        error_messages={"required": gettext_lazy("Say since when you may keep it.")},
    )
    erase_date = day_field(
        gettext_lazy("Erased on"),
        required=True,
        help_text=gettext_lazy("On that day it is gone for good, by itself. You can move the day until then."),
        error_messages={"required": gettext_lazy("Say until when you keep it.")},
    )
    WORDS = (
        "name",
        "kind",
        "state",
        "position",
        "institution",
        "email",
        "telephone",
        "notes",
        "ground",
        "ground_date",
        "erase_date",
    )

    def __init__(self, *args: Any, today: date, states: Mapping[str, State] | None = None, **more: Any) -> None:
        usual = {"ground_date": today, "erase_date": today + KEPT_FOR, "kind": Contact.Kind.MISSION}
        super().__init__(*args, **more | {"initial": usual | more.pop("initial", {})})
        self.today = today
        state: Any = self.fields["state"]
        if states is None:
            state.offer()
        else:
            # Rows of a file: the same rules, without a question to the database for each.
            choices = [(key, key) for key in states]
            self.fields["state"] = forms.TypedChoiceField(
                required=False, choices=choices, coerce=states.__getitem__, empty_value=None, label=state.label
            )

    def clean_ground_date(self) -> date:
        day: date = self.cleaned_data["ground_date"]
        day_not_ahead(day, today=self.today)
        return day

    def clean_erase_date(self) -> date:
        day: date = self.cleaned_data["erase_date"]
        if day <= self.today:
            raise forms.ValidationError(
                gettext_lazy("Choose a day that is still to come, or take the contact away now.")
            )
        if day > self.today + KEPT_AT_MOST:
            raise forms.ValidationError(
                gettext_lazy("Nobody is kept longer than five years without being asked again.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("kind") in Contact.OF_A_STATE and "state" in data and not data["state"]:
            self.add_error("state", gettext_lazy("Say for which State they speak."))
        return data
