"""What people say of whom they push between the review and the adoption."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User, Workspace
from advocacy.models import Push
from common.forms import Picks
from implementation.forms.fields import day_field, line_field
from implementation.forms.plans import NumbersField
from reminders.forms.deadlines import TITLE_HELP, HolderForm
from submissions.forms.preparing import long_field


class PushForm(HolderForm):
    """Whom one pushes, for which recommendations, with what, who does it, and what came of it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Whom you push"),
        choices=Push.Kind.choices,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose whom you push.")},
    )
    name = line_field(
        gettext_lazy("Who it is"),
        100,
        required=True,
        help_text=gettext_lazy("The office rather than the person, such as: Ministry of Justice, human rights unit"),
        error_messages={"required": gettext_lazy("Write who it is.")},
    )
    numbers = NumbersField(
        label=gettext_lazy("Recommendations that they are to help with, by number"),
        help_text=gettext_lazy("Such as 140.7, 140.12"),
        error_messages={"required": gettext_lazy("Write at least one number.")},
    )
    arguments = long_field(
        gettext_lazy("Arguments"),
        help_text=gettext_lazy(
            "What speaks to them: what the law says already, what it costs, who has done it before."
        ),
    )
    next_step = line_field(gettext_lazy("Next step"), 90, help_text=TITLE_HELP)
    next_date = day_field(
        gettext_lazy("Until"), help_text=gettext_lazy("Stands among the deadlines; whoever has it is reminded in time.")
    )
    result = forms.ChoiceField(
        label=pgettext_lazy("of a push", "What came of it"), choices=Push.Result.choices, widget=Picks
    )
    result_words = long_field(gettext_lazy("What they said or did"), rows=3)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("kind", "name", "numbers", "arguments", "holder", "next_step", "next_date", "result", "result_words")
    WORDS = ("kind", "name", "arguments", "next_step", "next_date", "result", "result_words")

    def __init__(self, *args: Any, user: User, workspace: Workspace, push: Push | None = None, **more: Any) -> None:
        initial: dict[str, Any] = {"result": Push.Result.OPEN}
        if push:
            initial = {name: getattr(push, name) for name in self.WORDS} | {"seen": push.version}
            initial["numbers"] = ", ".join(row.number for row in push.recommendations.all())
        initial |= more.pop("initial", {})
        super().__init__(*args, user=user, workspace=workspace, deadline=push, initial=initial, **more)  # type: ignore[arg-type]
        fields: Any = self.fields
        fields["numbers"].review = workspace.review_id
        if not push:
            fields["holder"].initial = f"person:{user.pk}"

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS} | self.holders
