"""What people type about the follow-up mechanism, parliament and the media."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User, Workspace
from common.forms import SeenForm
from implementation.forms.fields import day_field, line_field, lines_field
from implementation.forms.plans import NumbersField
from implementation.models import FollowUpMechanism, Occasion
from reminders.forms.deadlines import TITLE_HELP, HolderForm


class MechanismForm(SeenForm):
    """The body by which the State follows up."""

    WORDS = ("name", "kind", "host", "members", "mandate", "timetable", "contact")
    name = line_field(
        gettext_lazy("Its name"),
        200,
        required=True,
        help_text=gettext_lazy("Where there is none, the body that comes nearest to it."),
        error_messages={"required": gettext_lazy("Write what it is called.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FollowUpMechanism.Kind.choices)
    host = line_field(gettext_lazy("Host ministry"), 200)
    members = lines_field(
        gettext_lazy("Who sits in it"),
        help_text=gettext_lazy("Ministries, parliament, courts, the national institution, civil society."),
    )
    mandate = lines_field(gettext_lazy("What it is to do"))
    timetable = lines_field(
        gettext_lazy("When it meets and reports"),
        help_text=gettext_lazy("Days that are fixed are better added as meetings: you are reminded of them."),
    )
    contact = lines_field(gettext_lazy("Contact"), help_text=gettext_lazy("Only your workspace sees it."))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: FollowUpMechanism | None = None, **more: Any) -> None:
        if row:
            more["initial"] = {name: getattr(row, name) for name in self.WORDS} | {"seen": row.version}
        super().__init__(*args, **more)

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS}


class OccasionForm(HolderForm):
    """A meeting of the mechanism, a step in parliament, or media work."""

    WORDS = ("kind", "title", "date", "place", "agenda", "attendance", "said", "outcome", "url")
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (Occasion.Kind.MEETING.value, Occasion.Kind.MEETING.label),
            (gettext_lazy("Parliament"), [(one.value, one.label) for one in Occasion.PARLIAMENT]),
            (gettext_lazy("Media"), [(one.value, one.label) for one in Occasion.MEDIA]),
        ],
    )
    title = line_field(
        gettext_lazy("What it is about"),
        200,
        required=True,
        help_text=TITLE_HELP,
        error_messages={"required": gettext_lazy("Write what it is about.")},
    )
    date = day_field(
        gettext_lazy("Day"),
        required=True,
        help_text=gettext_lazy("A day to come stands among the deadlines."),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )
    place = line_field(gettext_lazy("Where, or in which committee or medium"), 200)
    numbers = NumbersField(
        label=gettext_lazy("Recommendations that it is about, by number"),
        required=False,
        help_text=gettext_lazy("Such as 140.7, 140.12"),
    )
    agenda = lines_field(gettext_lazy("Agenda"))
    attendance = lines_field(
        gettext_lazy("Who came"),
        help_text=gettext_lazy("Functions are enough. Name no person whom it could harm."),
    )
    said = lines_field(gettext_lazy("What was said"))
    outcome = lines_field(gettext_lazy("What came of it"))
    url = forms.URLField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("This is no address of the web. It begins with https://.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("kind", "title", "date", "place", "holder", "numbers", "agenda", "attendance", "said", "outcome")

    def __init__(
        self, *args: Any, user: User, workspace: Workspace, occasion: Occasion | None = None, **more: Any
    ) -> None:
        initial = self._values(occasion) if occasion else {"kind": Occasion.Kind.MEETING}
        initial |= more.pop("initial", {})
        # It is held as a deadline is: by an organisation, a person, or nobody.
        super().__init__(*args, user=user, workspace=workspace, deadline=occasion, initial=initial, **more)  # type: ignore[arg-type]
        self.fields["holder"].label = pgettext_lazy("occasion", "Who goes there")
        self.fields["numbers"].review = workspace.review_id  # type: ignore[attr-defined]

    def _values(self, occasion: Occasion) -> dict[str, Any]:
        numbers = ", ".join(row.number for row in occasion.recommendations.all())
        return {name: getattr(occasion, name) for name in self.WORDS} | {"numbers": numbers, "seen": occasion.version}

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS} | self.holders
