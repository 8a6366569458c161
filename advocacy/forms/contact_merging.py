"""Of two contacts that are one person: what stands in the one that is kept."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from advocacy.models import Contact
from common.forms import Picks
from cycles.dates import day_in_words

FIRST, SECOND = "first", "second"
# What is chosen together, by the name of the choice.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "office": ("kind", "state"),
    "position": ("position",),
    "institution": ("institution",),
    "email": ("email",),
    "telephone": ("telephone",),
    "notes": ("notes",),
    "ground": ("ground", "ground_date"),
    "erase_date": ("erase_date",),
}
_LABELS: Mapping[str, Any] = {
    "office": gettext_lazy("Who it is"),
    "ground": gettext_lazy("Why we may keep it"),
}


def column_label(name: str) -> Any:
    """What a column of contacts is called."""
    column: Any = Contact._meta.get_field(name)
    return column.verbose_name


class MergeForm(forms.Form):
    """One question for each thing that the two say differently; what only one of them says is kept."""

    first_seen = forms.CharField(widget=forms.HiddenInput)
    second_seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, first: Contact, second: Contact, **more: Any) -> None:
        seen = {"first_seen": first.version, "second_seen": second.version}
        super().__init__(*args, **more | {"initial": seen})
        self.first, self.second = first, second
        for name, columns in CHOICES.items():
            said = [tuple(getattr(one, column) for column in columns) for one in (first, second)]
            if said[0] != said[1] and all(any(words) for words in said):
                self.fields[name] = forms.ChoiceField(
                    label=_LABELS.get(name) or column_label(columns[0]),
                    choices=[(FIRST, _shown(first, name)), (SECOND, _shown(second, name))],
                    initial=FIRST,
                    widget=Picks,
                )

    @property
    def words(self) -> dict[str, Any]:
        """What the kept contact says from now on."""
        found: dict[str, Any] = {}
        for name, columns in CHOICES.items():
            said = [getattr(self.first, column) for column in columns]
            chosen = self.cleaned_data.get(name, FIRST if any(said) else SECOND)
            one = self.first if chosen == FIRST else self.second
            found |= {column: getattr(one, column) for column in columns}
        return found


def _shown(contact: Contact, name: str) -> str:
    if name == "office":
        return f"{contact.get_kind_display()} · {contact.state}" if contact.state else contact.get_kind_display()
    if name == "ground":
        return f"{contact.get_ground_display()} · {day_in_words(contact.ground_date)}"
    value = getattr(contact, name)
    return day_in_words(value) if name == "erase_date" else str(value)
