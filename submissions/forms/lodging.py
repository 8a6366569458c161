"""What people say when a submission is lodged, and what they add later."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from common.file_kinds import CONTENT_TYPES, RefusedUpload, check_upload
from common.forms import DayInput
from cycles.dates import GENEVA
from implementation.forms.evidence import REFUSALS
from submissions.models import LodgedVersion
from submissions.services.lodging import Brought, Receipt

_ACCEPT = ",".join(f".{kind}" for kind in CONTENT_TYPES)
# Clocks of browsers and of Geneva differ a little.
_AHEAD = timedelta(minutes=10)


def _looked_at(file: Any) -> Brought | None:
    if not file:
        return None
    try:
        return Brought(file, check_upload(file, max_bytes=settings.MAX_UPLOAD_BYTES))
    except RefusedUpload as refusal:
        raise forms.ValidationError(REFUSALS[refusal.reason]) from refusal


class ReceiptForm(forms.Form):
    """What OHCHR answered; all of it may come later."""

    registration = forms.CharField(
        label=gettext_lazy("Registration number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    receipt = forms.CharField(
        label=gettext_lazy("Receipt, pasted"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("The words of OHCHR’s e-mail or page."),
    )
    receipt_file = forms.FileField(
        label=gettext_lazy("or the receipt as a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=gettext_lazy("PDF, picture or text, up to 25 MB."),
    )

    def clean_receipt_file(self) -> Brought | None:
        return _looked_at(self.cleaned_data.get("receipt_file"))

    @property
    def said(self) -> Receipt:
        data = self.cleaned_data
        words = {"registration": data.get("registration", ""), "words": data.get("receipt", "")}
        return Receipt(**words, paper=data.get("receipt_file"))


class LodgeForm(ReceiptForm):
    """When it was handed in, on Geneva's clock, and which file."""

    day = forms.DateField(label=gettext_lazy("Handed in on"), widget=DayInput)
    hour = forms.TimeField(
        label=gettext_lazy("at, on Geneva’s clock"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("OHCHR’s deadline is on Geneva’s clock. It shows the time now."),
    )
    file = forms.FileField(
        label=gettext_lazy("The file that you handed in"),
        required=False,
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
        help_text=gettext_lazy(
            "Left empty: the Word file of this page is kept. Choose yours if you changed anything in it; "
            "names in what you changed were not checked here."
        ),
    )
    what_changed = forms.CharField(
        label=gettext_lazy("What changed since the version before"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("day", "hour", "what_changed", "file", "registration", "receipt", "receipt_file")

    def __init__(self, *args: Any, is_correction: bool, **more: Any) -> None:
        now = timezone.now().astimezone(GENEVA)
        super().__init__(*args, **more)
        self.initial = {"day": now.date(), "hour": now.time(), "key": uuid4()}
        if not is_correction:
            del self.fields["what_changed"]

    def clean_file(self) -> Brought | None:
        return _looked_at(self.cleaned_data.get("file"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("day") and isinstance(data.get("hour"), time):
            data["lodged_at"] = datetime.combine(data["day"], data["hour"], GENEVA)
            if data["lodged_at"] > timezone.now() + _AHEAD:
                self.add_error("hour", gettext("In Geneva it is not that late yet."))
        return data


class CompleteForm(ReceiptForm):
    """What comes after lodging; what is there already is not asked again."""

    code = forms.CharField(
        label=pgettext_lazy("submission", "OHCHR’s code"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("By which OHCHR’s summary cites it, such as JS3. It leads to where we are cited."),
    )

    def __init__(self, *args: Any, version: LodgedVersion, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {"code": version.submission.summary_code}
        for name in ("registration", "receipt", "receipt_file"):
            if getattr(version, name):
                del self.fields[name]


class WithdrawForm(forms.Form):
    """Why a lodged version was withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
