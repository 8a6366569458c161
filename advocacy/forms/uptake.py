"""What people decide about proposals and recommendations."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from advocacy.models import UptakeMatch
from cycles.models import Recommendation, Review

NOBODY = "nobody"
OPEN_AGAIN = "open"


class UptakeForm(forms.Form):
    """What became of a proposal: the number of a recommendation and a verdict; ``nobody`` for none at all."""

    number = forms.CharField(label=gettext_lazy("Number of the recommendation"), max_length=12)
    verdict = forms.ChoiceField(
        label=pgettext_lazy("uptake", "What became of it"),
        choices=[*UptakeMatch.Verdict.choices, (OPEN_AGAIN, pgettext_lazy("uptake", "Not decided"))],
    )
    # The verdict on it that was read.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        self.recommendation: Recommendation | None = None

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        if number == NOBODY:
            return number
        self.recommendation = self.review.recommendations.by_number(number).first()
        if self.recommendation is None:
            raise forms.ValidationError(
                _("%(review)s has no recommendation %(number)s. Numbers look like 140.7.")
                % {"review": self.review.code, "number": number}
            )
        return self.recommendation.number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        allowed = {UptakeMatch.Verdict.NONE, OPEN_AGAIN}
        if cleaned.get("number") == NOBODY and cleaned.get("verdict", OPEN_AGAIN) not in allowed:
            self.add_error("number", _("Say which recommendation took it up."))
        return cleaned
