"""What people type about what they ask of the authorities."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User, Workspace
from common.forms import DayInput, Picks
from implementation.forms.plans import NumbersField
from implementation.forms.ratings import wrong_day
from implementation.models import FollowUp
from reminders.forms.deadlines import TITLE_HELP, HolderForm

_LONG = 8000
_WRONG_DAY = {"invalid": gettext_lazy("This is no day of the calendar. Write it as 2027-04-02.")}


class FollowUpForm(HolderForm):
    """A letter, a request, a meeting or a promise."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FollowUp.Kind.choices)
    title = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=TITLE_HELP,
        error_messages={"required": gettext_lazy("Write what it is about.")},
    )
    body = forms.CharField(
        label=gettext_lazy("Ministry or body"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write with which ministry or body.")},
    )
    numbers = NumbersField(
        label=gettext_lazy("Recommendations that it is about, by number"),
        required=False,
        help_text=gettext_lazy("Such as 140.7, 140.12"),
    )
    details = forms.CharField(
        label=gettext_lazy("What is asked, said or promised"),
        required=False,
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Goes into the draft of a letter as it stands."),
    )
    happened_date = forms.DateField(
        label=gettext_lazy("Day it was sent, held or given"),
        required=False,
        widget=DayInput,
        error_messages=_WRONG_DAY,
    )
    due_date = forms.DateField(
        label=gettext_lazy("Answer due, or day of the meeting"),
        required=False,
        widget=DayInput,
        error_messages=_WRONG_DAY,
        help_text=gettext_lazy("Stands among the deadlines; whoever has it is reminded in time."),
    )
    is_of_mechanism = forms.BooleanField(
        label=gettext_lazy("It is asked of the national follow-up mechanism"),
        required=False,
        help_text=gettext_lazy("Then it stands on the page of the mechanism too."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = (
        "kind",
        "title",
        "body",
        "numbers",
        "details",
        "happened_date",
        "due_date",
        "holder",
        "is_of_mechanism",
    )
    WORDS = ("kind", "title", "body", "details", "happened_date", "due_date", "is_of_mechanism")

    def __init__(
        self, *args: Any, user: User, workspace: Workspace, follow_up: FollowUp | None = None, **more: Any
    ) -> None:
        initial = self._values(follow_up) if follow_up else {"kind": FollowUp.Kind.LETTER}
        initial |= more.pop("initial", {})
        # It is held as a deadline is: by an organisation, a person, or nobody.
        super().__init__(*args, user=user, workspace=workspace, deadline=follow_up, initial=initial, **more)  # type: ignore[arg-type]
        self.fields["numbers"].review = workspace.review_id  # type: ignore[attr-defined]

    def _values(self, follow_up: FollowUp) -> dict[str, Any]:
        numbers = ", ".join(row.number for row in follow_up.recommendations.all())
        plain = {name: getattr(follow_up, name) for name in self.WORDS}
        return plain | {"numbers": numbers, "seen": follow_up.version}

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS} | self.holders


class AnswerForm(forms.Form):
    """What came of it."""

    answer = forms.ChoiceField(
        label=pgettext_lazy("follow-up", "What came of it?"),
        choices=[*FollowUp.Answer.choices, ("", pgettext_lazy("answer of an authority", "Nothing yet"))],
        required=False,
        widget=Picks,
    )
    answer_date = forms.DateField(
        label=gettext_lazy("On which day?"), required=False, widget=DayInput, error_messages=_WRONG_DAY
    )
    answer_words = forms.CharField(
        label=gettext_lazy("What they said"),
        required=False,
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, today: date, follow_up: FollowUp, **more: Any) -> None:
        names = ("answer", "answer_date", "answer_words")
        more["initial"] = {name: getattr(follow_up, name) for name in names}
        super().__init__(*args, **more)
        self.today = today

    def clean_answer_date(self) -> date | None:
        day = self.cleaned_data["answer_date"]
        if day and (wrong := wrong_day(day, today=self.today)):
            raise forms.ValidationError(wrong)
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("answer") and "answer_date" in data and not data["answer_date"]:
            self.add_error("answer_date", gettext_lazy("Say on which day the answer came."))
        if not data.get("answer") and data.get("answer_words"):
            self.add_error("answer", gettext_lazy("Say what came of it, or take their words away."))
        return data


class LetterForm(forms.Form):
    """In which language a draft is made."""

    language = forms.ChoiceField(
        label=pgettext_lazy("of a letter", "Language"), widget=Picks, choices=settings.LANGUAGES
    )
