"""The question of whom to lobby."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.lobbying import REASONS, Weights
from advocacy.lobbying_page import REASON_NAMES, group_choices
from common.forms import Ticks
from cycles.issue_names import ISSUE_NAMES

# What is read at one go in 300 ms, and what a table on a phone can hold.
MOST_ISSUES = 10


class LobbyForm(forms.Form):
    """Which issues, and how much each reason weighs; an address without an answer asks for the default."""

    issue = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Issues"),
        coerce=int,
        required=False,
        choices=[(str(number), name) for number, name in ISSUE_NAMES.items()],
        widget=Ticks,
    )
    show = forms.ChoiceField(
        label=gettext_lazy("How many States"),
        required=False,
        choices=[("", gettext_lazy("The first 25")), ("all", gettext_lazy("All States"))],
    )

    group = forms.ChoiceField(label=gettext_lazy("Only States of one group"), required=False, choices=group_choices)

    def __init__(self, *args: Any, issues: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.default_issues = sorted(issues)[:MOST_ISSUES]
        for name in REASONS:
            default = getattr(Weights(), name)
            self.fields[name] = forms.IntegerField(
                label=str(REASON_NAMES[name]),
                help_text=_("0 to 10; by default %(number)s") % {"number": default},
                required=False,
                initial=default,
                min_value=0,
                max_value=10,
            )

    def clean_issue(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["issue"]
        if len(chosen) > MOST_ISSUES:
            raise forms.ValidationError(_("Choose %(number)s issues at most.") % {"number": MOST_ISSUES})
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.weights.total:
            self.add_error("here", _("Let at least one reason weigh something."))
        return cleaned

    @property
    def issues(self) -> list[int]:
        """Those that were chosen, else those of the workspace."""
        return sorted(self.cleaned_data.get("issue") or self.default_issues)

    @property
    def weights(self) -> Weights:
        given = {name: self.cleaned_data.get(name) for name in REASONS}
        return Weights(**{name: number for name, number in given.items() if number is not None})

    @property
    def as_shown(self) -> "LobbyForm":
        """The same form with every default filled in."""
        issues = [str(number) for number in self.issues]
        weights = {name: getattr(self.weights, name) for name in REASONS}
        data = {"issue": issues, "show": self.cleaned_data["show"], "group": self.cleaned_data["group"], **weights}
        return LobbyForm(data, issues=self.default_issues)

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in REASONS]
