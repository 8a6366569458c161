"""What people write of evidence of every kind, for one or many recommendations."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.files import File
from django.core.validators import URLValidator
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import Workspace
from common.file_kinds import CONTENT_TYPES, RefusedUpload, check_upload
from common.forms import Picks
from common.traces import CannotClean, without_traces
from implementation.forms.evidence import REFUSALS
from implementation.forms.fields import day_field, line_field
from implementation.forms.plans import NumbersField
from implementation.models import Evidence

MOST_POINTS = 400
_WORDS = ("title", "source", "source_date", "place", "language", "reliability", "text", "unit", "is_sensitive", "url")

# Digits and signs of other scripts as figures and days have them.
PLAIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬，−٪％", "01234567890123456789.,,-%%")


class SeriesField(forms.CharField):
    """Figures over time, one on a line: ``2024; 12.5``. A tab or spaces part them as well."""

    def __init__(self, **options: Any) -> None:
        box = forms.Textarea(attrs={"rows": 6, "dir": "ltr", "spellcheck": "false"})
        super().__init__(widget=box, required=False, max_length=20_000, **options)

    def clean(self, value: Any) -> list[list[str]]:
        found: list[list[str]] = []
        wrong: list[forms.ValidationError] = []
        for place, line in enumerate(super().clean(value).splitlines(), start=1):
            if not line.strip():
                continue
            parts = re.split(r"\s*[;؛；\t]\s*|\s{2,}|\s+(?=[-+]?[\d.,]+\s*$)", line.strip(), maxsplit=1)
            try:
                found.append([parts[0][:40], f"{read_number(parts[1]):f}"])
            except (IndexError, InvalidOperation):
                words = gettext("Line %(line)d is no time and figure: “%(text)s”. Write it as 2024; 12.5")
                wrong.append(forms.ValidationError(words % {"line": place, "text": line.strip()[:60]}))
        if len(found) > MOST_POINTS:
            wrong.append(forms.ValidationError(gettext("These are more than 400 figures.")))
        if wrong:
            raise forms.ValidationError(wrong[:10])
        return found


def read_number(printed: str) -> Decimal:
    """A figure as people write it, with a decimal point or comma, in any digits. Raises ``InvalidOperation``."""
    bare = "".join(printed.translate(PLAIN).split()).removesuffix("%")
    # 12,5 is a decimal comma; 1,400 and 14,000,000 are thousands.
    if "." not in bare and not re.fullmatch(r"[-+]?[1-9]\d{0,2}(,\d{3})+", bare):
        bare = bare.replace(",", ".")
    number = Decimal(bare.replace(",", ""))
    if not number.is_finite():
        raise InvalidOperation
    return number.normalize() if number else Decimal(0)


class LibraryForm(forms.Form):
    """Evidence of one of four kinds, with everything that is known of it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Evidence.Kind.choices, widget=Picks, initial=Evidence.Kind.LINK
    )
    numbers = NumbersField(
        label=gettext_lazy("Recommendations that it stands for, by number"),
        help_text=gettext_lazy("Such as 140.7, 140.12"),
        error_messages={"required": gettext_lazy("Write at least one number, such as 140.7.")},
    )
    title = line_field(
        gettext_lazy("Title"),
        300,
        required=True,
        help_text=gettext_lazy("Name nobody here who has to stay unnamed."),
        error_messages={"required": gettext_lazy("Write what it is.")},
    )
    is_sensitive = forms.BooleanField(
        label=gettext_lazy("Sensitive: it stays in this workspace"),
        required=False,
        help_text=gettext_lazy(
            "It stands in no report, no file, no shared page and no answer to programs until the tick is taken away."
        ),
    )
    url = forms.URLField(
        label=gettext_lazy("Address of a page or document"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("This is no address of a page. It begins with https://")},
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in CONTENT_TYPES)}),
        help_text=gettext_lazy(
            "Beside an address: a copy of what stands there now, for the day when the page is gone."
        ),
    )
    strip = forms.BooleanField(
        label=gettext_lazy("Take out of the file who made it, where and when"), required=False, initial=True
    )
    text = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=gettext_lazy("Of a testimony. Write so that nobody is recognised who did not agree to it."),
    )
    series = SeriesField(
        label=gettext_lazy("Figures over time"),
        help_text=gettext_lazy("One on a line: the time, a semicolon, the figure. Such as 2024; 12.5"),
    )
    unit = line_field(gettext_lazy("What is counted"), 40, help_text=gettext_lazy("Such as: cases, per cent, days."))
    source = line_field(
        gettext_lazy("Source"), 200, help_text=gettext_lazy("Who says so: the Official Gazette, a court, a newspaper.")
    )
    source_date = day_field(gettext_lazy("Date of the source"))
    place = line_field(pgettext_lazy("of evidence", "Place"), 120)
    language = line_field(pgettext_lazy("of evidence", "Language"), 60)
    reliability = forms.ChoiceField(
        label=gettext_lazy("How reliable it is"),
        required=False,
        choices=[("", pgettext_lazy("reliability", "Not judged")), *Evidence.Reliability.choices],
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, workspace: Workspace, evidence: Evidence | None = None, **more: Any) -> None:
        if evidence:
            more["initial"] = _values(evidence)
        super().__init__(*args, **more)
        self.evidence = evidence
        self.fields["numbers"].review = workspace.review_id  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file:
            return None
        try:
            checked = check_upload(file, max_bytes=settings.MAX_UPLOAD_BYTES)
            return File(without_traces(file, checked.extension), name=checked.name) if self["strip"].data else file
        except RefusedUpload as refusal:
            raise forms.ValidationError(REFUSALS[refusal.reason]) from refusal
        except CannotClean as error:
            raise forms.ValidationError(REFUSALS["traces"]) from error

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        kind = data.get("kind")
        has_file = bool(data.get("file") or (self.evidence and self.evidence.file))
        missing: dict[str, tuple[str, bool, str]] = {
            Evidence.Kind.LINK: ("url", bool(data.get("url")), gettext("Write the address.")),
            Evidence.Kind.FILE: ("file", has_file, gettext("Choose the file.")),
            Evidence.Kind.TESTIMONY: ("text", bool(data.get("text")), gettext("Write what was said.")),
            Evidence.Kind.SERIES: ("series", bool(data.get("series")), gettext("Write at least one figure.")),
        }
        name, is_there, words = missing.get(str(kind), ("", True, ""))
        if name and not is_there and name not in self.errors:
            self.add_error(name, words)
        if kind == Evidence.Kind.FILE and data.get("url"):
            self.add_error("url", gettext("A file has no address: choose “Link” to keep a copy beside one."))
        return data

    @property
    def words(self) -> dict[str, Any]:
        """What the services want of it, but for the file and the recommendations."""
        data = self.cleaned_data
        return {name: data[name] for name in _WORDS} | {"series": data["series"], "kind": data["kind"]}


def _values(evidence: Evidence) -> dict[str, Any]:
    numbers = ", ".join(row.number for row in evidence.recommendations.in_order())
    series = "\n".join(f"{when}; {value}" for when, value in evidence.series)
    plain = {name: getattr(evidence, name) for name in (*_WORDS, "kind")}
    return plain | {"numbers": numbers, "series": series, "key": evidence.pk}
