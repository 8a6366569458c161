"""What people type about the State's own reports."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Workspace
from common.forms import SeenForm
from cycles.models import Recommendation
from implementation.forms.fields import day_field, line_field, lines_field
from implementation.forms.plans import NumbersField
from implementation.models import StateClaim


class StateClaimForm(SeenForm):
    """A passage of a report of the State, about one recommendation."""

    WORDS = ("document", "source", "paragraph", "date", "claim", "words")
    number = NumbersField(
        label=gettext_lazy("Recommendation, by number"),
        help_text=gettext_lazy("Such as 140.7"),
        error_messages={"required": gettext_lazy("Write which recommendation it is about.")},
    )
    document = forms.ChoiceField(label=gettext_lazy("Document"), choices=StateClaim.Document.choices)
    source = line_field(
        gettext_lazy("Symbol or title"),
        200,
        required=True,
        help_text=gettext_lazy("Such as A/HRC/WG.6/49/KEN/1"),
        error_messages={"required": gettext_lazy("Write in which document it stands.")},
    )
    paragraph = line_field(gettext_lazy("Paragraph"), 40)
    date = day_field(gettext_lazy("Date of the document"))
    claim = forms.ChoiceField(label=gettext_lazy("What it claims"), choices=StateClaim.Claim.choices)
    words = lines_field(gettext_lazy("What it says"), help_text=gettext_lazy("Word for word, or in short."))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, workspace: Workspace, claim: StateClaim | None = None, **more: Any) -> None:
        if claim:
            kept = {name: getattr(claim, name) for name in self.WORDS}
            more["initial"] = kept | {"number": claim.recommendation.number, "seen": claim.version}
        super().__init__(*args, **more)
        self.fields["number"].review = workspace.review_id  # type: ignore[attr-defined]

    def clean_number(self) -> Recommendation:
        found = self.cleaned_data["number"]
        if len(found) != 1:
            raise forms.ValidationError(gettext("Write one number. Each recommendation has an entry of its own."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("claim") != StateClaim.Claim.NOTHING and "words" in data and not data["words"]:
            self.add_error("words", gettext("Write what it says, so that others can check the claim."))
        return data

    @property
    def as_words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS}
