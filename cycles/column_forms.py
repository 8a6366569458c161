"""Which column of an export holds what, where its headings are not those that we know."""

from typing import Any, BinaryIO, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.importers import UnreadableFile
from cycles.importers.export_roles import export_columns, read_headings, read_samples
from cycles.models import ImportRun

_LONGEST_SAMPLE = 40
ROLES = {
    "text": pgettext_lazy("column of an export", "Text of the recommendation"),
    "state": pgettext_lazy("UN member", "State under Review"),
    "recommending_state": pgettext_lazy("UN member", "Recommending State"),
    "recommending_states": pgettext_lazy("UN members", "Recommending States"),
    "response": pgettext_lazy("column of an export", "Response of the State under Review"),
    "position": pgettext_lazy("column of an export", "Position of the State under Review"),
    "session": gettext_lazy("Session"),
    "cycle": gettext_lazy("Cycle"),
    "issues": gettext_lazy("Issues"),
    "action": gettext_lazy("Action category"),
    "body": pgettext_lazy("column of an export", "Mechanism that recommends"),
    "type": pgettext_lazy("column of an export", "Kind of text"),
    "document": gettext_lazy("Symbol of the document"),
    "themes": gettext_lazy("Themes"),
    "groups": gettext_lazy("Groups of persons"),
    "goals": gettext_lazy("Sustainable Development Goals"),
    "published": gettext_lazy("Date of the document"),
    "key": pgettext_lazy("column of an export", "Key of the row"),
}


class ColumnsForm(forms.Form):
    """For each thing that an export may say, the heading of its column; beside each heading what stands below it."""

    def __init__(
        self,
        *args: Any,
        kind: str,
        headings: tuple[str, ...],
        known: dict[str, str],
        samples: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("in no column")), *((heading, _told(heading, samples)) for heading in headings)]
        for column in export_columns(kind):
            self.fields[column.role] = forms.ChoiceField(
                label=ROLES[column.role],
                choices=choices,
                initial=known.get(column.role, ""),
                required=column.is_needed and not column.or_else,
                error_messages={
                    "required": _("Choose the column that holds this; without it the file cannot be read.")
                },
            )

    @property
    def columns(self) -> dict[str, str]:
        """The headings that were chosen, by role."""
        return {role: heading for role, heading in self.cleaned_data.items() if heading}


def _told(heading: str, samples: dict[str, str]) -> str:
    sample = samples.get(heading, "")
    return f"{heading}: {Truncator(sample).chars(_LONGEST_SAMPLE)}" if sample else heading


def columns_form(run: ImportRun, data: Any = None) -> ColumnsForm | None:
    """The question which column is which; None where the file has no table."""
    try:
        with run.file.open("rb") as file:
            headings, known = read_headings(cast("BinaryIO", file), run.format)
            samples = read_samples(cast("BinaryIO", file))
    except (OSError, UnreadableFile):
        return None
    known |= run.answers.get("columns", {})
    return ColumnsForm(data, kind=run.format, headings=headings, known=known, samples=samples)


def asked_columns(run: ImportRun, error: Exception | None = None) -> ColumnsForm | None:
    """The form where the columns keep an export from being read, and where a person has chosen them and may again."""
    is_asked = isinstance(error, UnreadableFile) and error.code == "export_columns"
    return columns_form(run) if is_asked or (error is None and run.is_open and "columns" in run.answers) else None
