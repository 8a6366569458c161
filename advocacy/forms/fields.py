"""Fields that the forms of advocacy share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.models import State
from cycles.state_index import in_order


class StateField(forms.ModelChoiceField):
    """A State, offered by its name in the language of the page."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"label": pgettext_lazy("UN member", "State"), "required": False}
        super().__init__(queryset=State.objects.all(), **usual | options)

    def offer(self, *, without: State | None = None) -> None:
        """Fill in the names; the State under Review does not lobby itself."""
        states = [one for one in in_order(State.objects.all()) if without is None or one.pk != without.pk]
        self.choices = [("", pgettext_lazy("State", "none")), *((one.pk, one.name) for one in states)]


def day_not_ahead(day: date | None, *, today: date) -> None:
    """Raises ``ValidationError`` for a day that is still to come, or that lies before there were reviews."""
    if day and day > today:
        raise forms.ValidationError(gettext_lazy("This day is still to come."))
    if day and day.year < 2000:
        raise forms.ValidationError(gettext_lazy("This day is too far away."))
