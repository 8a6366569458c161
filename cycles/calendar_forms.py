"""Forms by which editors of the record correct the calendar."""

from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.forms import DayInput
from cycles.calendar_sense import wrong_in_review, wrong_in_session, wrong_key_date, wrong_status
from cycles.models import Confidence, CouncilSession, DeadlineRule, Review, WorkingGroupSession
from cycles.services.calendar import OWN_DAYS
from cycles.source_words import SourceField
from cycles.span import is_of_the_record, validate_day

_SOURCE = gettext_lazy("Where you read it: a page, a document with its symbol, a letter.")
_SURE = gettext_lazy("How sure it is")
_ABOUT_SESSION = gettext_lazy("The dates of the session")
MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 5


class KeyDateForm(forms.Form):
    """One date of one review. Without a day it is counted again."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        validators=[validate_day],
        widget=DayInput(),
        help_text=gettext_lazy("Leave it empty to take the date out; it is then counted by the rule again."),
    )
    hour = forms.TimeField(
        label=gettext_lazy("Time in Geneva"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    confidence = forms.ChoiceField(label=_SURE, choices=Confidence.choices)
    source = SourceField(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        help_text=_SOURCE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, review: Review, milestone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.milestone = review, milestone
        if milestone in OWN_DAYS:
            del self.fields["hour"]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("day") and not data.get("source"):
            self.add_error("source", _("Say where the date comes from; everybody sees it beside the date."))
        if data.get("day") and (wrong := self._wrong(data["day"])):
            self.add_error("day", wrong)
        return data

    def _wrong(self, day: date) -> str:
        session = self.review.current_session
        if self.milestone not in OWN_DAYS:
            return wrong_key_date(DeadlineRule.objects.filter(pk=self.milestone).first(), day, session)
        field = OWN_DAYS[self.milestone][0]
        after = copy(self.review)
        setattr(after, field, day)
        return dict(wrong_in_review(after, session)).get(field, "")


class MoveForm(forms.Form):
    """Where a review stands, and in which session."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Review.Status.choices)
    session = forms.ModelChoiceField(
        WorkingGroupSession.objects.order_by("number"),
        label=gettext_lazy("Session"),
        required=False,
        empty_label=pgettext_lazy("session", "none"),
        help_text=gettext_lazy("The session of the Working Group in which the State is to be reviewed now."),
    )
    confidence = forms.ChoiceField(label=_SURE, choices=Confidence.choices)
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=300, help_text=_SOURCE, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, review: Review, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.on = review, on

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        session = data.get("session") or self.review.current_session
        if data.get("status"):
            is_moved = session != self.review.current_session
            council = session.council_session if is_moved and session else self.review.adoption_session
            for field, words in wrong_status(data["status"], session, council, self.on):
                self.add_error(field, words)
        return data


class SessionForm(forms.ModelForm):
    """The dates of a session; all its reviews follow."""

    class Meta:
        model = WorkingGroupSession
        fields = [
            "start_date",
            "end_date",
            "date_precision",
            "confidence",
            "source",
            "submission_window_opens",
            "submission_deadline",
            "submission_deadline_confidence",
            "submission_deadline_source",
            "national_report_deadline",
            "presession_start_date",
            "presession_end_date",
        ]
        labels = {
            "start_date": gettext_lazy("First day"),
            "end_date": gettext_lazy("Last day"),
            "date_precision": gettext_lazy("How exactly it is known"),
            "confidence": _ABOUT_SESSION,
            "source": gettext_lazy("Source of the dates of the session"),
            "submission_window_opens": gettext_lazy("OHCHR opens for submissions"),
            "submission_deadline": gettext_lazy("Deadline for stakeholder submissions"),
            "submission_deadline_confidence": gettext_lazy("The deadline for submissions"),
            "submission_deadline_source": gettext_lazy("Source of the deadline"),
            "national_report_deadline": gettext_lazy("Deadline for the national report"),
            "presession_start_date": gettext_lazy("First day of the pre-session"),
            "presession_end_date": gettext_lazy("Last day of the pre-session"),
        }
        help_texts = {"source": _SOURCE}
        field_classes = {"source": SourceField, "submission_deadline_source": SourceField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
        self.fields["source"].required = True

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        pairs = [("start_date", "end_date"), ("presession_start_date", "presession_end_date")]
        for first, last in pairs:
            if data.get(last) and (not data.get(first) or data[last] < data[first]):
                self.add_error(last, _("The last day is before the first."))
        # A day that the record does not take is told by its field.
        if not self.errors and all(is_of_the_record(day) for day in data.values() if isinstance(day, date)):
            after = copy(self.instance)
            for name, value in data.items():
                setattr(after, name, value)
            for field, words in wrong_in_session(after):
                self.add_error(field, words)
        return data


class CouncilSessionForm(forms.ModelForm):
    """The dates of a session of the Human Rights Council; the reviews whose outcome it adopts follow."""

    class Meta:
        model = CouncilSession
        fields = ["start_date", "end_date", "confidence", "source"]
        labels = {
            "start_date": gettext_lazy("First day"),
            "end_date": gettext_lazy("Last day"),
            "confidence": _SURE,
            "source": gettext_lazy("Source of the dates of the session"),
        }
        help_texts = {"source": _SOURCE}
        field_classes = {"source": SourceField}
        widgets = {"start_date": DayInput(), "end_date": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = True

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("start_date"), data.get("end_date")
        if last and (not first or last < first):
            self.add_error("end_date", _("The last day is before the first."))
        return data


class CalendarFileForm(forms.Form):
    """A table of sessions or of reviews."""

    file = forms.FileField(
        label=gettext_lazy("Table of sessions or of reviews"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy("A .csv or .xlsx with the columns of one of the templates, up to 5 MB."),
        error_messages={
            "required": gettext_lazy("Choose the file first."),
            "empty": gettext_lazy("This file is empty."),
            "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * MEGABYTE:
            raise ValidationError(_("This file is larger than 5 MB. A calendar of all reviews has less than one."))
        return file
