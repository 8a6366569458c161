"""What people type and bring when they give evidence."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files import File
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from common.file_kinds import CONTENT_TYPES, CheckedUpload, RefusedUpload, check_upload
from common.forms import DayInput
from common.traces import CannotClean, without_traces
from implementation.models import Evidence

REFUSALS = {
    "too_large": _("The file is larger than 25 MB. Shrink it, or put it somewhere and give its address."),
    "unknown_kind": _("This is no PDF, Word, Excel or OpenDocument file, picture or plain text. Save it as a PDF."),
    "damaged": _("The file cannot be read. Open it, save it again, and choose it once more."),
    "encrypted": _("The file is locked with a password. Save it without one."),
    "macros": _("The file holds macros or other programs. Save it without them, or as a PDF."),
    "too_large_unpacked": _("The file unpacks to far more than it seems. Save it as a PDF."),
    "infected": _("The virus check knows a harmful program in this file. It was not kept."),
    "not_looked_at": _("The virus check does not answer at the moment. Try again later, or give the file's address."),
    "traces": _("Names and places cannot be taken out of this file. Save it as a PDF, or take the tick away."),
}


class EvidenceForm(forms.Form):
    """A link or a file, with its source and date."""

    url = forms.URLField(
        label=_("Address of a page or document"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        error_messages={"invalid": _("This is no address of a page. It begins with https://")},
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in CONTENT_TYPES)}),
        help_text=_("PDF, Word, Excel, OpenDocument, picture or text, up to 25 MB. Only your workspace sees the file."),
    )
    strip = forms.BooleanField(
        label=_("Take out of the file who made it, where and when"),
        required=False,
        initial=True,
        help_text=_("Author, places of photos and dates. What is written or seen in it stays, comments too."),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_(
            "Stands in the report: name nobody who has to stay unnamed. "
            "Left empty: the name of the file, or the address."
        ),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Who says so: the Official Gazette, an organisation, a newspaper."),
    )
    is_sensitive = forms.BooleanField(
        label=_("Sensitive: it stays in this workspace"),
        required=False,
        help_text=_("It stands in no report, no file, no shared page and no answer to programs."),
    )
    source_date = forms.DateField(label=_("Date of the source"), required=False, widget=DayInput)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    checked: CheckedUpload | None = None

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix="evidence")
        self.initial.setdefault("key", uuid4())

    @property
    def is_filled(self) -> bool:
        """Whether somebody has begun to give evidence."""
        return any(self[name].data for name in ("url", "file", "title", "source"))

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file:
            return None
        try:
            self.checked = check_upload(file, max_bytes=settings.MAX_UPLOAD_BYTES)
        except RefusedUpload as refusal:
            raise forms.ValidationError(REFUSALS[refusal.reason]) from refusal
        return self._without_traces(file, self.checked) if self["strip"].data else file

    def _without_traces(self, file: Any, checked: CheckedUpload) -> File:
        try:
            return File(without_traces(file, checked.extension), name=checked.name)
        except CannotClean as error:
            raise forms.ValidationError(REFUSALS["traces"]) from error

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        if bool(data.get("url")) == bool(data.get("file")):
            self.add_error("url", _("Give an address or choose a file, one of the two."))
        elif not data.get("title"):
            data["title"] = self.checked.name if self.checked else data["url"].split("://", 1)[-1][:300]
        return data

    def as_arguments(self) -> dict[str, Any]:
        """What ``add_evidence`` needs of this form."""
        data = self.cleaned_data
        kind = Evidence.Kind.FILE if data["file"] else Evidence.Kind.LINK
        names = ("url", "file", "title", "source", "source_date", "key", "is_sensitive")
        return {name: data[name] for name in names} | {"kind": kind}
