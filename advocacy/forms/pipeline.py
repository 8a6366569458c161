"""What people say of a State that they want to win."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models import User, Workspace
from advocacy.forms.fields import StateField
from advocacy.models import Ask, Target
from common.forms import Picks, Ticks
from implementation.forms.fields import day_field, line_field
from reminders.forms.deadlines import TITLE_HELP, HolderForm
from submissions.forms.preparing import long_field
from submissions.models import ProposedRecommendation


class ProposalsField(forms.ModelMultipleChoiceField):
    """Proposed recommendations of the workspace, ticked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=ProposedRecommendation.objects.none(), required=False, widget=Ticks, **options)

    def offer(self, *, user: User, workspace: Workspace) -> None:
        """Those that were not dropped."""
        rows = ProposedRecommendation.objects.visible_to(user).filter(workspace=workspace).in_order()
        self.queryset = rows.exclude(status=ProposedRecommendation.Status.DROPPED)
        if not self.queryset:
            self.help_text = gettext_lazy("There is none in this workspace yet.")

    def label_from_instance(self, obj: Any) -> str:
        return obj.text


class TargetForm(HolderForm):
    """Who has a State, how far one is with it, what comes next, and what it is asked."""

    state = StateField(required=True, error_messages={"required": gettext_lazy("Choose a State.")})
    status = forms.ChoiceField(label=gettext_lazy("How far"), choices=Target.Status.choices, widget=Picks)
    next_step = line_field(gettext_lazy("Next step"), 150, help_text=TITLE_HELP)
    next_date = day_field(
        gettext_lazy("Until"), help_text=gettext_lazy("Stands among the deadlines; whoever has it is reminded in time.")
    )
    proposals = ProposalsField(
        label=gettext_lazy("Recommendations that it is asked to make"),
        help_text=gettext_lazy("Few, and those that fit it: asked of every State, a recommendation is nobody’s."),
    )
    notes = long_field(gettext_lazy("Notes"), rows=3)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("state", "status", "holder", "next_step", "next_date", "proposals", "notes")
    WORDS = ("status", "next_step", "next_date", "notes")

    def __init__(self, *args: Any, user: User, workspace: Workspace, target: Target | None = None, **more: Any) -> None:
        initial: dict[str, Any] = {"status": Target.Status.IDENTIFIED}
        if target:
            initial = {name: getattr(target, name) for name in self.WORDS} | {"seen": target.version}
            initial["proposals"] = [ask.proposal_id for ask in target.asks.all()]
        initial |= more.pop("initial", {})
        super().__init__(*args, user=user, workspace=workspace, deadline=target, initial=initial, **more)  # type: ignore[arg-type]
        fields: Any = self.fields
        fields["proposals"].offer(user=user, workspace=workspace)
        if target:
            del fields["state"]
        else:
            fields["state"].offer(without=workspace.review.state_under_review)
            fields["holder"].initial = f"person:{user.pk}"

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS} | self.holders


class AskForm(forms.Form):
    """What became of a recommendation that was asked of a State."""

    status = forms.ChoiceField(choices=Ask.Status.choices)
