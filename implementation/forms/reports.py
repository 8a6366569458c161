"""What people choose when they ask for a document."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cycles.importers import UnreadableFile, messages
from cycles.models import ImportRun
from implementation.forms.evidence import REFUSALS
from implementation.forms.word_files import refusal_of
from implementation.models import MidTermReport
from implementation.services.matrices import MatrixRefused, read_kept

_OF_VIRUS_CHECK = {"infected", "not_looked_at"}


class MidTermReportForm(forms.Form):
    """Which mid-term report to make."""

    language = forms.ChoiceField(
        label=pgettext_lazy("of a report", "Language"), widget=forms.RadioSelect, choices=settings.LANGUAGES
    )
    file_format = forms.ChoiceField(
        label=_("Format"),
        widget=forms.RadioSelect,
        choices=[
            (MidTermReport.Format.PDF, _("PDF, to print and to hand over")),
            (MidTermReport.Format.WORD, _("Word, to go on writing")),
        ],
        initial=MidTermReport.Format.PDF,
    )


class MatrixForm(forms.Form):
    """OHCHR's list that is to be filled in, and in which language. ``kept`` is the one that an import holds already."""

    REFUSED = {
        "other_review": _(
            "This list is of %(first)s; this workspace works on %(second)s. Choose the list of that review."
        ),
        "nothing_known": _(
            "The record of this review holds none of these recommendations. Check that it is the right list."
        ),
        "nothing_rated": _("Nothing is rated yet, so there is nothing to fill in."),
        "cannot_open": _("The server no longer has the file that you brought. Choose the list here."),
    }
    TOO_LARGE = _("The file is larger than 25 MB. OHCHR’s lists hold less than one. Check that it is the list.")

    language = forms.ChoiceField(
        label=pgettext_lazy("of a report", "Language"), widget=forms.RadioSelect, choices=settings.LANGUAGES
    )
    file = forms.FileField(
        label=_("OHCHR’s list of recommendations"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Choose the list: the Word file on the State’s UPR page at OHCHR.")},
    )

    # Two forms stand on the page, both with a language.
    prefix = "matrix"

    def __init__(self, *args: Any, kept: ImportRun | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.fields["file"].required = kept is None

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file:
            return None
        if code := refusal_of(file):
            raise forms.ValidationError(self._words(code))
        return file

    def brought(self) -> bytes:
        """The bytes of the list that was chosen, or of the one that is kept."""
        file = self.cleaned_data["file"]
        if self.kept and not file:
            return read_kept(self.kept)
        file.seek(0)
        return bytes(file.read())

    def refuse(self, error: UnreadableFile | MatrixRefused) -> None:
        """Say at the field why nothing was filled in."""
        if isinstance(error, UnreadableFile):
            self.add_error("file", messages.describe(error))
        else:
            first, second = (*error.names, "", "")[:2]
            self.add_error("file", str(self.REFUSED[error.code]) % {"first": first, "second": second})

    def _words(self, code: str) -> Any:
        if code == "too_large":
            return self.TOO_LARGE
        return REFUSALS[code] if code in _OF_VIRUS_CHECK else messages.describe(UnreadableFile(code))
