"""What people type about an action strategy plan."""

import re
from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import User, Workspace
from common.forms import DayInput, ManyPicks
from cycles.models import Recommendation
from implementation.forms.fields import WRONG_DAY, CurrencyField, line_field, lines_field, money_field
from implementation.models import Action, ActionStrategyPlan
from reminders.forms.deadlines import TITLE_HELP, HolderForm

MOST_RECOMMENDATIONS = 400


class NumbersField(forms.CharField):
    """Recommendations of one review by their numbers: 140.7, 140.12."""

    review: Any = None

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}), max_length=4000, **options
        )

    def clean(self, value: Any) -> list[Recommendation]:
        numbers = list(dict.fromkeys(re.findall(r"[^\s,;،؛、，]+", super().clean(value))))
        if len(numbers) > MOST_RECOMMENDATIONS:
            raise forms.ValidationError(gettext("These are more than 400 numbers."))
        found = {row.number.lower(): row for row in self._rows(numbers)}
        if unknown := [number for number in numbers if number.lower() not in found]:
            words = {"numbers": ", ".join(unknown)}
            raise forms.ValidationError(
                gettext("No recommendation of this review has this number: %(numbers)s") % words
            )
        return list({found[number.lower()].pk: found[number.lower()] for number in numbers}.values())

    def _rows(self, numbers: Collection[str]) -> Any:
        asked = Q(pk__in=[])
        for number in numbers:
            if match := re.fullmatch(r"(\d{1,4})\.(\d{1,4})", number):
                asked |= Q(paragraph=int(match[1]), item=int(match[2]))
            elif match := re.fullmatch(r"[uU](\d{1,6})", number):
                asked |= Q(paragraph=None, serial=int(match[1]))
        return Recommendation.objects.filter(asked, review=self.review).select_related("review").in_order()


class PlanForm(forms.ModelForm):
    """What the plan is called, what it is for, and its currency."""

    currency = CurrencyField()

    class Meta:
        model = ActionStrategyPlan
        fields = ("title", "introduction", "currency")
        widgets = {  # noqa: RUF012
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "introduction": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        }
        help_texts = {  # noqa: RUF012
            "title": gettext_lazy("Stands on the first page of the plan as PDF and Word."),
        }


class ActionForm(HolderForm):
    """One action, with everything that the plan says of it."""

    title = forms.CharField(
        label=pgettext_lazy("plan", "Action"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=TITLE_HELP,
        error_messages={"required": gettext_lazy("Write what is to be done.")},
    )
    numbers = NumbersField(
        label=gettext_lazy("Recommendations that it serves, by number"),
        required=False,
        help_text=gettext_lazy("Such as 140.7, 140.12"),
    )
    cluster = line_field(
        gettext_lazy("Cluster or issue"), 120, help_text=gettext_lazy("Actions of the same cluster stand together.")
    )
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Action.Status.choices)
    start_date = forms.DateField(
        label=pgettext_lazy("first day", "From"), required=False, widget=DayInput, error_messages=WRONG_DAY
    )
    end_date = forms.DateField(
        label=pgettext_lazy("last day", "Until"),
        required=False,
        widget=DayInput,
        error_messages=WRONG_DAY,
        help_text=gettext_lazy("Stands among the deadlines; whoever has the action is reminded in time."),
    )
    outcome = lines_field(gettext_lazy("Expected outcome"))
    details = lines_field(gettext_lazy("How it is done"))
    responsible_body = line_field(
        gettext_lazy("Responsible body of the State"), 200, help_text=gettext_lazy("Such as the Ministry of Justice.")
    )
    partner_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Partners"), required=False, choices=Action.Partner.choices, widget=ManyPicks
    )
    partners = line_field(gettext_lazy("Partners by name"), 300)
    indicator = lines_field(gettext_lazy("Indicator"), help_text=gettext_lazy("By what you see that it works."))
    baseline = line_field(pgettext_lazy("indicator", "Baseline"), 200)
    target = line_field(pgettext_lazy("indicator", "Target"), 200)
    verification = lines_field(gettext_lazy("Means of verification"))
    budget = money_field(gettext_lazy("Budget"))
    committed = money_field(
        gettext_lazy("Of this promised or paid"), help_text=gettext_lazy("What is missing is counted from it.")
    )
    funding_source = line_field(gettext_lazy("Who pays"), 200)
    state_measures = lines_field(gettext_lazy("What the State has done"))
    # What a second press of the button, and a change by somebody else, are known by.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "numbers", "cluster", "status", "holder", "start_date", "end_date")
    MAIN = ("title", "numbers", "cluster", "holder", "status", "start_date", "end_date")
    WITH = ("outcome", "details", "responsible_body", "state_measures", "partner_kinds", "partners")
    MEASURE = ("indicator", "baseline", "target", "verification")
    MONEY = ("budget", "committed", "funding_source")

    def __init__(self, *args: Any, user: User, workspace: Workspace, action: Action | None = None, **more: Any) -> None:
        initial = _values(action) if action else {"status": Action.Status.PLANNED}
        initial |= more.pop("initial", {})
        # An action is held as a deadline is: by an organisation, a person, or nobody.
        super().__init__(*args, user=user, workspace=workspace, deadline=action, initial=initial, **more)  # type: ignore[arg-type]
        self.fields["holder"].label = pgettext_lazy("action", "Who carries it")
        self.fields["numbers"].review = workspace.review_id  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        start, end = data.get("start_date"), data.get("end_date")
        if start and end and end < start:
            self.add_error("end_date", gettext("This is before the first day. Check both days."))
        return data

    @property
    def groups(self) -> list[tuple[Any, list[Any], bool]]:
        """The fields as the page shows them: what everybody fills in, and three groups that open."""
        names = {name for name, errors in self.errors.items() if errors} if self.is_bound else set()
        parts = (
            (gettext("Outcome, responsibility and partners"), self.WITH),
            (gettext("How it is measured"), self.MEASURE),
            (gettext("Money"), self.MONEY),
        )
        return [
            (title, [self[name] for name in fields], bool(names & set(fields)) or any(self[n].value() for n in fields))
            for title, fields in parts
        ]

    @property
    def main(self) -> list[Any]:
        """The fields that stand open."""
        return [self[name] for name in self.MAIN]

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        names = (*self.MAIN[:1], "cluster", "status", "start_date", "end_date", *self.WITH, *self.MEASURE, *self.MONEY)
        return {name: self.cleaned_data[name] for name in names} | self.holders


def _values(action: Action) -> dict[str, Any]:
    names = (*ActionForm.WITH, *ActionForm.MEASURE, *ActionForm.MONEY)
    plain = {name: getattr(action, name) for name in ("title", "cluster", "status", "start_date", "end_date", *names)}
    numbers = ", ".join(row.number for row in action.recommendations.all())
    return plain | {"numbers": numbers, "seen": action.version}
