"""What people type about strategies."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Organisation, User, Workspace
from advocacy.forms.names import NamesForm
from advocacy.models import Strategy
from common.forms import Picks, Ticks
from cycles.cycle_steps import STAGES
from cycles.issue_names import issue_name
from cycles.models import Theme
from implementation.forms.fields import line_field
from submissions.forms.preparing import PreparedForm, long_field
from submissions.models import ProposedRecommendation


class StrategyForm(PreparedForm, NamesForm):
    """One way to get somewhere."""

    model = Strategy
    title = line_field(
        gettext_lazy("Title"),
        200,
        required=True,
        help_text=gettext_lazy("What it is, in a few words: Three embassies, one question each"),
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    stage = forms.TypedChoiceField(
        label=gettext_lazy("Stage of the cycle"), coerce=int, choices=list(STAGES.items()), widget=Picks
    )
    issue = forms.ModelChoiceField(label=gettext_lazy("Issue"), queryset=Theme.objects.none(), required=False)
    done = long_field(
        gettext_lazy("What was done"),
        rows=4,
        required=True,
        error_messages={"required": gettext_lazy("Write what was done.")},
    )
    setting = long_field(gettext_lazy("In which situation"), rows=2)
    people = long_field(
        gettext_lazy("Who and how many it took"), rows=2, help_text=gettext_lazy("Roles, not names of people.")
    )
    cost = long_field(gettext_lazy("What it cost"), rows=2, help_text=gettext_lazy("Money, days, nerves."))
    risk = long_field(gettext_lazy("What could go wrong"), rows=2)
    result = long_field(gettext_lazy("What came of it"), rows=3)
    proposals = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Proposed recommendations that it was for"),
        queryset=ProposedRecommendation.objects.none(),
        required=False,
        widget=Ticks,
        help_text=gettext_lazy(
            "Your workspace then sees beside it whether they were taken up, and how they were rated."
        ),
    )
    WORDS = ("title", "stage", "issue", "done", "setting", "people", "cost", "risk", "result")
    LINKS = ("proposals",)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        issue: Any = self.fields["issue"]
        issue.queryset = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO)
        named = sorted((issue_name(one.code, one.label), str(one.pk)) for one in issue.queryset)
        issue.choices = [("", gettext("None of them")), *((key, name) for name, key in named)]
        rows = ProposedRecommendation.objects.visible_to(self.user).filter(workspace=self.workspace)
        proposals: Any = self.fields["proposals"]
        proposals.queryset = rows.in_order()
        proposals.label_from_instance = _in_full
        if not rows:
            del self.fields["proposals"]

    @property
    def links(self) -> dict[str, Any]:
        return {"proposals": list(self.cleaned_data.get("proposals", ()))}


def _in_full(proposal: ProposedRecommendation) -> str:
    return proposal.text


class SharingForm(NamesForm):
    """With whom, in whose name, and that somebody has looked for what must not be told."""

    sharing = forms.ChoiceField(label=gettext_lazy("Who may read it"), choices=Strategy.Sharing.choices, widget=Picks)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Whose it is"), queryset=Organisation.objects.none(), required=False, empty_label=None
    )
    is_named = forms.BooleanField(
        label=gettext_lazy("Say the name of the organisation to everybody who reads it"), required=False
    )
    is_read = forms.BooleanField(label=gettext_lazy("I have read it: it puts nobody in danger."), required=False)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, workspace: Workspace, **more: Any) -> None:
        super().__init__(*args, **more)
        ours: Any = self.fields["organisation"]
        ours.queryset = Organisation.objects.visible_to(user).speaking_in(workspace, user=user)
        ours.initial = ours.queryset.first()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("sharing") in {None, Strategy.Sharing.WORKSPACE}:
            return said
        if not said.get("organisation"):
            self.add_error("organisation", gettext("Say whose it is."))
        if not said.get("is_read"):
            self.add_error("is_read", gettext("Read it first, then tick this."))
        return said


class SearchForm(forms.Form):
    """Words and a stage."""

    q = line_field(gettext_lazy("Words in it"), 200)
    stage = forms.TypedChoiceField(
        label=gettext_lazy("Stage of the cycle"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", gettext_lazy("all stages")), *STAGES.items()],
    )
