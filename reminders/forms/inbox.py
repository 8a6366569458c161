"""On which day something is to be said again."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from common.forms import DayInput
from reminders.inbox_lines import AGAIN


class SnoozeForm(forms.Form):
    """One of the near days by its button, or a day of one's own."""

    days = forms.ChoiceField(required=False, choices=[(value, words) for value, (_number, words) in AGAIN.items()])
    day = forms.DateField(
        label=gettext_lazy("Another day"),
        required=False,
        widget=DayInput(),
        error_messages={"invalid": gettext_lazy("This is no day of the calendar. Write it as 2027-04-02.")},
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("days") and not data.get("day") and "day" in data:
            self.add_error("day", gettext("Choose a day."))
        return data
