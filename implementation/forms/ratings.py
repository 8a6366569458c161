"""What people type when they rate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import DayInput, is_still_to_come
from implementation.midterm_words import LEVELS, Mark
from implementation.models import Rating, Verdict
from implementation.services.ratings import CONTENT

# The first session of the Working Group met in April 2008.
FIRST_DAY = date(2008, 4, 7)
LONGEST_NOTE = 4000
MORE = ("structure", "process", "outcome", "method", "confidence")


def wrong_day(day: date, *, today: date) -> Any:
    """What is wrong with the day on which something is said to have been so; empty where nothing is."""
    if is_still_to_come(day, today=today):
        return _("That day is still to come. Give the day on which this was so.")
    return _("That is before the first review. Check the year.") if day < FIRST_DAY else ""


def long_text(label: Any, help_text: Any) -> forms.CharField:
    """A text of some lines, in any language."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=help_text,
    )


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
    structure = long_text(_("Laws and institutions"), _("Structure: what was put in place."))
    process = long_text(_("Measures taken"), _("Process: programmes, budgets, what the State did."))
    outcome = long_text(_("What changed for people"), _("Outcome: what can be seen in their lives."))
    method = forms.ChoiceField(
        label=_("How we know"), required=False, choices=[("", _("Not said")), *Rating.Method.choices]
    )
    confidence = forms.ChoiceField(
        label=_("How sure we are"), required=False, choices=[("", _("Not said")), *Rating.Confidence.choices]
    )
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @classmethod
    def for_rating(cls, rating: Verdict | None, *, today: date) -> "RatingForm":
        """The form as it opens: with the rating that stands, or with today."""
        if rating is None:
            return cls(initial={"rated_date": today}, today=today)
        stands = {name: getattr(rating, name) for name in CONTENT if name in cls.base_fields}
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

    @property
    def tells_more(self) -> bool:
        """Whether anything stands in the fields that open below, or is wrong there."""
        return any(self[name].value() or self[name].errors for name in MORE)

    def picks(self) -> list[Pick]:
        """The six answers, in the order of their keys."""
        chosen = self["level"].value()
        return [
            Pick(key, level, LEVELS[level], level == chosen) for key, level in enumerate(Rating.Level.values, start=1)
        ]
