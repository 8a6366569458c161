"""How an organisation signs."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from common.forms import Picks
from submissions.models import Signature


class SignatureForm(forms.Form):
    """For which organisation, how, and under which name; for the text that was read."""

    organisation = forms.ChoiceField(label=gettext_lazy("For"))
    decision = forms.ChoiceField(
        label=pgettext_lazy("signature", "Decision"),
        choices=Signature.Decision.choices,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    reservation = forms.CharField(
        label=gettext_lazy("Reservation"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Which paragraph, and why. Only for a signature with a reservation."),
    )
    alias = forms.CharField(
        label=gettext_lazy("Under another name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "OHCHR publishes all names. Where that is a risk, sign under an alias; inside the workspace your own name "
            "stays visible."
        ),
    )
    seal = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.organisations = {str(one.pk): one for one in organisations}
        field = self.fields["organisation"]
        field.choices = [(key, str(one)) for key, one in self.organisations.items()]  # type: ignore[attr-defined]
        if len(self.organisations) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(self.organisations))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        is_reserved = data.get("decision") == Signature.Decision.RESERVATION
        if is_reserved and not data.get("reservation"):
            self.add_error("reservation", gettext("Write what the reservation is."))
        elif not is_reserved and data.get("reservation"):
            self.add_error("reservation", gettext("Choose “Signed with a reservation”, or leave this empty."))
        return data

    def read_again(self, seal: str) -> None:
        """The text moved on: the choices stay, and whoever sends them once more has had the chance to read it."""
        self.add_error(None, gettext("The text changed after you had read it. Read it again, then sign once more."))
        sent = cast("QueryDict", self.data).copy()
        sent["seal"] = seal
        self.data = sent
