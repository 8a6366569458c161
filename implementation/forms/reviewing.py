"""What people decide about ratings: how the workspace comes to them, and why one goes back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.forms import DayInput, Picks
from implementation.forms.ratings import LONGEST_NOTE, wrong_day
from implementation.models import Rating, Voice


class RatingRulesForm(forms.Form):
    """How a workspace comes to its ratings."""

    needs_approval = forms.BooleanField(
        label=_("A rating counts only when another person has approved it"),
        required=False,
        help_text=_("Until then it stands as a draft or waits; the overview and the reports keep what counted before."),
    )
    rates_apart = forms.BooleanField(
        label=_("Each organisation rates for itself"),
        required=False,
        help_text=_("The ratings stand side by side. Where they differ, the coordinating organisation settles."),
    )


class ReturnForm(forms.Form):
    """Why a rating goes back to its author."""

    note = forms.CharField(
        label=_("What is to be done before it can be approved?"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Its author reads this. The rating and its words stay as they are."),
        error_messages={"required": _("Say what is missing, so that its author knows how to go on.")},
    )


class VoiceForm(forms.Form):
    """What another voice than the workspace's says became of a recommendation, and where it says so."""

    voice = forms.ChoiceField(label=_("Who says so?"), widget=Picks)
    level = forms.ChoiceField(label=_("What do they say has happened?"), widget=Picks, choices=Rating.Level.choices)
    source = forms.CharField(
        label=_("Where do they say so?"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("The document, with its paragraph: National mid-term report 2026, para. 14."),
    )
    note = forms.CharField(
        label=_("In their words"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    rated_date = forms.DateField(label=pgettext_lazy("rating", "As of"), widget=DayInput)

    def __init__(self, *args: Any, today: date, voices: Iterable[Voice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        said = self.fields["voice"]
        said.choices = [(voice.value, voice.label) for voice in voices]  # type: ignore[attr-defined]

    def clean_rated_date(self) -> date:
        day = self.cleaned_data["rated_date"]
        if wrong := wrong_day(day, today=self.today):
            raise forms.ValidationError(wrong)
        return day
