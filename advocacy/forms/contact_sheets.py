"""A file of contacts that somebody brings, and what they say of all of them at once."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.contact_sheet import MOST_ROWS, NoNames, Sheet, TooManyRows, read_contacts
from advocacy.forms.contacts import ContactForm
from common.file_kinds import RefusedUpload, check_upload
from cycles.importers import UnreadableFile
from implementation.forms.evidence import REFUSALS

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
            kind = check_upload(file, max_bytes=settings.MAX_UPLOAD_BYTES).extension
            if kind not in ("xlsx", "csv", "txt"):
                raise forms.ValidationError(_("This is no spreadsheet. Save it as .xlsx or .csv."))
            self.sheet = read_contacts(file)
        except RefusedUpload as refusal:
            raise forms.ValidationError(REFUSALS[refusal.reason]) from refusal
        except UnreadableFile as error:
            raise forms.ValidationError(_("This file cannot be read. Save it as .xlsx and bring that.")) from error
        except NoNames as error:
            said = _("No column of the file is called “Name”. Give the columns headings in the first row.")
            raise forms.ValidationError(said) from error
        except TooManyRows as error:
            said = _("The file has more than %(number)s rows. Bring it in parts, so that somebody looks at each row.")
            raise forms.ValidationError(said % {"number": MOST_ROWS}) from error
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
