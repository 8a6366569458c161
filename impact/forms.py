"""What a workspace says of a step."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import AdaptedStep, User, Workspace
from accounts.services.steps import StepWords
from common.forms import DayInput
from impact.people import colleagues_in, organisations_in
from impact.services.next_cycle import KINDS


class StepForm(forms.Form):
    """Name, days and hands of a step. Where ``standard`` names it, what is left empty stays as it is everywhere."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what is to be done.")},
    )
    starts_on = forms.DateField(label=gettext_lazy("First day"), required=False, widget=DayInput())
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("With a last day of your own, people are reminded of it."),
    )
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Organisation that has it"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("has a step", "Nobody yet"),
    )
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Person who has it"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("has a step", "Nobody yet"),
        help_text=gettext_lazy("People of your own organisations. Others see the organisation only."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        workspace: Workspace,
        user: User,
        row: AdaptedStep | None = None,
        standard: str = "",
    ) -> None:
        super().__init__(data, initial=_initial(row))
        self.fields["name"].required = not standard
        if standard:
            self.fields["name"].help_text = gettext("Leave it empty for “%(name)s”.") % {"name": standard}
        self.fields["organisation"].queryset = organisations_in(workspace, user)  # type: ignore[attr-defined]
        self.known = colleagues_in(workspace, user)
        # Somebody of another organisation who has it stays, until somebody else gets it; their name stays theirs.
        people = self.known | ({row.person_id} if row and row.person_id else set())
        person = self.fields["person"]
        person.queryset = User.objects.filter(pk__in=people).order_by("name", "email", "pk")  # type: ignore[attr-defined]
        person.label_from_instance = self._label  # type: ignore[attr-defined]

    def _label(self, one: User) -> str:
        return str(one) if one.pk in self.known else gettext("Somebody of another organisation")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["starts_on"] > data["ends_on"]:
            self.add_error("ends_on", gettext_lazy("The last day comes before the first. Change one of them."))
        return data

    @property
    def words(self) -> StepWords:
        return StepWords(**self.cleaned_data)


def _initial(row: AdaptedStep | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "name": row.name,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "organisation": row.organisation_id,
        "person": row.person_id,
    }


class NextCycleForm(forms.Form):
    """What is taken along into the next cycle."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Take along"),
        choices=[(kind.key, kind.name) for kind in KINDS],
        initial=[kind.key for kind in KINDS if kind.is_ticked],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
