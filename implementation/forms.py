"""What people type on this floor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files import File
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.file_kinds import CONTENT_TYPES, CheckedUpload, RefusedUpload, check_upload
from common.forms import DayInput
from common.traces import CannotClean, without_traces
from cycles.importers import UnreadableFile, messages
from cycles.importers.docx_package import open_package
from cycles.models import ImportRun
from implementation.midterm_words import LEVELS, Mark
from implementation.models import Evidence, MidTermReport, Rating
from implementation.services.matrices import MatrixRefused, read_kept

# The first session of the Working Group met in April 2008.
FIRST_DAY = date(2008, 4, 7)
LONGEST_NOTE = 4000
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


def wrong_day(day: date, *, today: date) -> Any:
    """What is wrong with the day on which something is said to have been so; empty where nothing is."""
    # A day ahead, since it is tomorrow already east of here.
    if day > today + timedelta(days=1):
        return _("That day is still to come. Give the day on which this was so.")
    return _("That is before the first review. Check the year.") if day < FIRST_DAY else ""


@dataclass(frozen=True)
class Pick:
    """One answer to "What has happened?", with the key that picks it."""

    key: int
    value: str
    mark: Mark
    is_checked: bool


class RatingForm(forms.Form):
    """What became of one recommendation, and why."""

    level = forms.ChoiceField(
        label=_("What has happened?"),
        choices=Rating.Level.choices,
        error_messages={"required": _("Say what has happened: one of the six.")},
    )
    note = forms.CharField(
        label=_("Why, in one or two sentences"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-key": "w", "aria-keyshortcuts": "W"}),
        help_text=_("This goes into the report as it stands."),
    )
    rated_date = forms.DateField(label=pgettext_lazy("rating", "As of"), widget=DayInput)
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @classmethod
    def for_rating(cls, rating: Rating | None, *, today: date) -> "RatingForm":
        """The form as it opens: with the rating that stands, or with today."""
        if rating is None:
            return cls(initial={"rated_date": today}, today=today)
        stands = {"level": rating.level, "note": rating.note, "rated_date": rating.rated_date}
        return cls(initial=stands | {"replaces": rating.pk}, today=today)

    @classmethod
    def with_words(cls, words: Mapping[str, Any], *, today: date, **changes: Any) -> "RatingForm":
        """The form with words that were typed and not saved yet, and nothing said about them."""
        kept = {name: words.get(name, "") for name in cls.base_fields}
        return cls(initial=kept | changes, today=today)

    def clean_rated_date(self) -> date:
        day = self.cleaned_data["rated_date"]
        if wrong := wrong_day(day, today=self.today):
            raise forms.ValidationError(wrong)
        return day

    def picks(self) -> list[Pick]:
        """The six answers, in the order of their keys."""
        chosen = self["level"].value()
        return [
            Pick(key, level, LEVELS[level], level == chosen) for key, level in enumerate(Rating.Level.values, start=1)
        ]


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
        return {name: data[name] for name in ("url", "file", "title", "source", "source_date", "key")} | {"kind": kind}


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
        try:
            check_upload(file, max_bytes=settings.MAX_UPLOAD_BYTES)
        except RefusedUpload as refusal:
            raise forms.ValidationError(self._words(refusal, file)) from refusal
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

    def _words(self, refusal: RefusedUpload, file: Any) -> Any:
        """What is wrong with a file that is not kept; the reader of lists knows best what it should have been."""
        if refusal.reason == "too_large":
            return self.TOO_LARGE
        if refusal.reason in {"infected", "not_looked_at"}:
            return REFUSALS[refusal.reason]
        try:
            file.seek(0)
            open_package(file.read())
        except UnreadableFile as error:
            return messages.describe(error)
        code = "not_a_word_file" if refusal.reason == "unknown_kind" else refusal.reason
        return messages.describe(UnreadableFile(code))
