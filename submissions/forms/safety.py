"""What a person says of one name that was found."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from common.forms import Picks
from submissions.models import NameDecision
from submissions.safety import Finding
from submissions.services.safety import Answer


class FindingForm(forms.Form):
    """One finding; nothing is chosen beforehand, and what is left open stays open."""

    to = forms.ChoiceField(
        label=gettext_lazy("Decision"), required=False, choices=NameDecision.Consent.choices, widget=Picks
    )
    note = forms.CharField(
        label=gettext_lazy("How they agreed"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Only for “with consent”: who asked them, when, and how they said yes."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None, *, finding: Finding) -> None:
        super().__init__(data, prefix=finding.key[:12], initial={"seen": finding.seen})
        self.finding = finding

    @property
    def is_chosen(self) -> bool:
        """Whether somebody decided; otherwise the rest is not looked at."""
        return bool(self["to"].data)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("seen") != self.finding.seen:
            sent = cast("QueryDict", self.data).copy()
            sent[self.add_prefix("seen")] = self.finding.seen
            self.data = sent
            self.add_error("to", gettext("The text changed after you had read it. Read it again, then decide."))
        if data.get("to") == NameDecision.Consent.CONSENT and not data.get("note"):
            self.add_error("note", gettext("Write who asked them, when, and how they said yes."))
        return data

    @property
    def answer(self) -> Answer:
        note = self.cleaned_data["note"] if self.cleaned_data["to"] == NameDecision.Consent.CONSENT else ""
        return Answer(self.finding.key, self.finding.digests, self.cleaned_data["to"], note)
