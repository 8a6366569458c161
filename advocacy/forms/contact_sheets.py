"""A file of contacts that somebody brings, and what they say of all of them at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.brought_sheet import Sheet
from advocacy.contact_sheet import MOST_ROWS, NoNames, read_contacts
from advocacy.forms.contacts import ContactForm
from advocacy.forms.fields import read_sheet

OF_ALL = ("kind", "ground", "ground_date", "erase_date")


class ContactSheetForm(ContactForm):
    """The file, and for all of its rows: who they are where the file does not say, why we may keep them, until when."""

    file = forms.FileField(
        label=gettext_lazy("The file of contacts"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy("Excel (.xlsx) or CSV, with headings such as Name, State, Position, E-mail, Telephone."),
        error_messages={"required": gettext_lazy("Choose the file with the contacts.")},
    )
    field_order = ("file", *OF_ALL)
    sheet: Sheet

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in [name for name in self.fields if name not in ("file", *OF_ALL)]:
            del self.fields[name]
        self.fields["kind"].label = gettext_lazy("Who they are, where the file does not say")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.sheet = read_sheet(file, read_contacts, most=MOST_ROWS)
        except NoNames as error:
            said = _("No column of the file is called “Name”. Give the columns headings in the first row.")
            raise forms.ValidationError(said) from error
        return file

    def clean(self) -> dict[str, Any]:
        # For which State each speaks is said in the rows.
        return self.cleaned_data

    @property
    def of_all(self) -> dict[str, Any]:
        """What holds for every row."""
        return {name: self.cleaned_data[name] for name in OF_ALL}


class ContactRowForm(ContactForm):
    """A row of the file, held to the rules of a single contact."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["key"]
