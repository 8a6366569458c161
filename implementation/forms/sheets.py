"""The file of ratings that somebody brings back."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.file_kinds import RefusedUpload, check_upload
from cycles.importers import UnreadableFile
from implementation.forms.evidence import REFUSALS
from implementation.rating_sheet import SheetRow, read_ratings


class RatingSheetForm(forms.Form):
    """An Excel file of ratings; its rows are read at once."""

    file = forms.FileField(
        label=_("The file of ratings"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("The Excel file that you took from here and changed. Nothing is written before you have seen it."),
        error_messages={"required": _("Choose the Excel file with the ratings.")},
    )
    rows: list[SheetRow]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            kind = check_upload(file, max_bytes=settings.MAX_UPLOAD_BYTES).extension
        except RefusedUpload as refusal:
            raise forms.ValidationError(REFUSALS[refusal.reason]) from refusal
        if kind != "xlsx":
            raise forms.ValidationError(_("This is no Excel file. Save it as .xlsx."))
        try:
            self.rows = read_ratings(file)
        except UnreadableFile as error:
            said = _("This is no file of ratings. Take the Excel file from here, fill it in, and bring that.")
            raise forms.ValidationError(said) from error
        return file
