"""What people type when they give many recommendations one rating."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import DayInput, Picks
from implementation.forms.ratings import LONGEST_NOTE, wrong_day
from implementation.models import Rating
from implementation.sitting import Line


class BulkForm(forms.Form):
    """One level and one reason for the ticked recommendations."""

    level = forms.ChoiceField(label=_("What has happened?"), widget=Picks, choices=Rating.Level.choices)
    note = forms.CharField(
        label=_("Why, in one or two sentences"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It becomes the reason of each. Left empty, each keeps the reason that it has."),
    )
    rated_date = forms.DateField(label=pgettext_lazy("rating", "As of"), widget=DayInput)

    def __init__(self, data: QueryDict | None, *, lines: list[Line], today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.lines, self.today = lines, today
        self.ticked: set[str] = set(data.getlist("row")) if data else set()

    def clean_rated_date(self) -> date:
        day = self.cleaned_data["rated_date"]
        if wrong := wrong_day(day, today=self.today):
            raise forms.ValidationError(wrong)
        return day

    def clean(self) -> dict[str, Any]:
        if not self.seen():
            self.add_error(None, _("Tick the recommendations that this rating is for."))
        return self.cleaned_data

    def seen(self) -> dict[int, UUID | None]:
        """Of each ticked recommendation: the rating that stood on the page."""
        keys = {line.tick: line for line in self.lines}
        return {keys[tick].pk: keys[tick].rating for tick in self.ticked if tick in keys} | self._changed(keys)

    def _changed(self, keys: dict[str, Line]) -> dict[int, UUID | None]:
        """Ticked ones that somebody rated after the page was made: their tick names the rating that stood then."""
        known = {line.pk for line in self.lines}
        found = {}
        for tick in self.ticked - set(keys):
            pk, _sep, rating = tick.partition(":")
            if pk.isdecimal() and int(pk) in known:
                found[int(pk)] = as_key(rating)
        return found


def as_key(text: str) -> UUID | None:
    """A key as a form carries it; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
