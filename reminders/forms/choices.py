"""Forms by which people say how and when they want to be told."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from common.forms import DayInput, ManyPicks, Picks, Ticks
from reminders.forms.deadlines import ZoneField
from reminders.models import Channel
from reminders.moments import LEADS
from reminders.words import lead_words

_DAYS = list(WEEKDAYS.items())
_LONGEST_QUIET = timedelta(days=366)


class ChoiceForm(forms.Form):
    """By which channel, and how far ahead."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=Channel.choices,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose how.")},
    )
    leads = forms.TypedMultipleChoiceField(
        label=gettext_lazy("How long before"),
        coerce=int,
        required=False,
        widget=ManyPicks,
        help_text=gettext_lazy("Hours count only where the deadline has an hour."),
    )

    def __init__(self, data: Any = None, *, channel: str, leads: Collection[int]) -> None:
        super().__init__(data, initial={"channel": channel, "leads": list(leads)})
        self.fields["leads"].choices = [(lead, lead_words(lead)) for lead in LEADS]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("channel") not in (None, Channel.NONE) and "leads" in data and not data["leads"]:
            self.add_error("leads", gettext("Choose at least one, or “Not at all” above."))
        return data


class HoursForm(forms.Form):
    """The clock, the language and the quiet days of a person."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of reminders"),
        help_text=gettext_lazy("When you change the language of the pages, this follows."),
    )
    zone = ZoneField(
        label=gettext_lazy("Your time zone"),
        help_text=gettext_lazy("A city such as Nairobi. Deadlines are shown by this clock too, beside Geneva’s."),
        error_messages={"required": gettext_lazy("Write a time zone.")},
    )
    hour = forms.TimeField(
        label=gettext_lazy("Hour of the day at which you want to be told"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Choose an hour."),
            "invalid": gettext_lazy("This is no hour. Write it as 08:30."),
        },
    )
    quiet_weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days of the week without reminders"),
        choices=_DAYS,
        coerce=int,
        required=False,
        widget=Ticks,
        help_text=gettext_lazy("What falls on such a day is said the day before. The last hours are said on any day."),
    )
    digest_weekday = forms.TypedChoiceField(
        label=gettext_lazy("Day of the weekly mail"),
        choices=_DAYS,
        coerce=int,
        help_text=gettext_lazy("For what you chose to hear of once a week."),
    )
    quiet_until = forms.DateField(
        label=gettext_lazy("No e-mail before"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Until then it stands here only; on that day one mail says what came together."),
        error_messages={"invalid": pgettext_lazy("a date", "This is no day of the calendar. Write it as 2027-04-02.")},
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["zone"].widget.attrs |= {"list": "zones", "data-zone": "on"}

    def clean_quiet_weekdays(self) -> list[int]:
        days = self.cleaned_data["quiet_weekdays"]
        if len(days) == len(_DAYS):
            raise ValidationError(gettext("Leave at least one day. To hear nothing at all, choose so for all kinds."))
        return days

    def clean_quiet_until(self) -> date | None:
        day = self.cleaned_data["quiet_until"]
        if day and day < self.today and day != self.initial.get("quiet_until"):
            raise ValidationError(gettext("This day is over. Choose a day to come, or leave it empty."))
        if day and day - self.today > _LONGEST_QUIET:
            raise ValidationError(gettext("This is more than a year ahead. Choose an earlier day."))
        return day
