"""Who may sign for an organisation, until when anybody signs, and how many are wanted."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from common.forms import DayInput, Picks
from reminders.forms.deadlines import HolderForm
from submissions.models import Submission


class MandateForm(HolderForm):
    """For which of one's organisations, and who is to sign for it."""

    giver = forms.ChoiceField(label=gettext_lazy("For"))
    prefix = "mandate"
    field_order = ("giver", "holder")

    def __init__(self, *args: Any, givers: Sequence[Organisation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.givers = {str(one.pk): one for one in givers}
        giver: Any = self.fields["giver"]
        giver.choices = [(key, str(one)) for key, one in self.givers.items()]
        if len(self.givers) == 1:
            giver.widget, giver.initial = forms.HiddenInput(), next(iter(self.givers))
        holder: Any = self.fields["holder"]
        holder.required = True
        holder.label = pgettext_lazy("signature", "Who signs for you")
        holder.help_text = gettext_lazy(
            "The owners of an organisation, or one person. You see what they sign, and can end it or withdraw it."
        )
        holder.error_messages["required"] = gettext("Choose who signs for you.")
        holder.choices = [("", gettext("Choose")), *list(holder.choices)[1:]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = self.organisations.get(data.get("holder", ""))
        if chosen and str(chosen.pk) == data.get("giver"):
            self.add_error("holder", gettext("Its owners sign for it already. Choose somebody else."))
        return data

    @property
    def to(self) -> dict[str, Any]:
        """As the service wants it."""
        return {"to_organisation": self.holders["organisation"], "to_person": self.holders["person"]}


class SigningTermsForm(forms.Form):
    """Until which day is signed, and how many are wanted."""

    until = forms.DateField(
        label=gettext_lazy("Signed until"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy(
            "The last day in Geneva. Afterwards nobody signs any more; the text may stay open longer."
        ),
        error_messages={"invalid": gettext_lazy("This is no day of the calendar. Write it as 2027-04-02.")},
    )
    quorum = forms.ChoiceField(
        label=gettext_lazy("How many are to sign"),
        choices=Submission.Quorum.choices,
        widget=Picks,
        help_text=gettext_lazy("It is shown here and keeps nobody from lodging."),
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many"),
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("Write a whole number, such as 12.")},
    )
    prefix = "terms"

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("quorum") != Submission.Quorum.NUMBER:
            data["number"] = None
        elif "number" in data and data["number"] is None:
            self.add_error("number", gettext("Write how many."))
        return data
