"""What people type about factsheets."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy, pgettext_lazy

from accounts.models import Organisation
from advocacy.factsheet import lines_of
from advocacy.forms.logos import LogoFields
from advocacy.forms.names import NamesForm
from advocacy.models import Factsheet
from advocacy.models.factsheets import MOST_ASKS, MOST_PAST
from common.forms import Ticks
from cycles.models import State
from implementation.forms.fields import line_field
from implementation.printed_names import members_of
from submissions.forms.preparing import PreparedForm, long_field
from submissions.models import PriorityIssue, ProposedRecommendation

LONGEST_PART = 4000
TOO_MANY = ngettext_lazy(
    "Together with the questions these are %(number)s. A factsheet has at most %(most)s questions and proposed "
    "recommendations; diplomats read no more.",
    "Together with the questions these are %(number)s. A factsheet has at most %(most)s questions and proposed "
    "recommendations; diplomats read no more.",
    "number",
)


class FactsheetForm(PreparedForm):
    """One theme in one language."""

    model = Factsheet
    title = line_field(
        gettext_lazy("Title"),
        120,
        required=True,
        help_text=gettext_lazy(
            "What it is about, in the language of the sheet: Police violence against street traders"
        ),
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the sheet"), choices=settings.LANGUAGES)
    priority_issue = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=PriorityIssue.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("One of your priority issues. What was recommended on it before is found by its issue."),
        error_messages={"required": gettext_lazy("Choose the theme of the sheet.")},
    )
    proposals = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Proposed recommendations"),
        queryset=ProposedRecommendation.objects.none(),
        required=False,
        widget=Ticks,
        help_text=gettext_lazy(
            "Four or five, questions included. Each stands in the language of the sheet, if it has a text in it."
        ),
    )
    questions = long_field(
        gettext_lazy("Questions that a State could ask"),
        rows=2,
        max_length=LONGEST_PART,
        help_text=gettext_lazy("One a line. Leave it empty if you only propose recommendations."),
    )
    challenges = long_field(gettext_lazy("What is wrong"), rows=6, max_length=LONGEST_PART)
    affected = long_field(gettext_lazy("Who is affected"), rows=3, max_length=LONGEST_PART)
    context = long_field(gettext_lazy("The law, and what was promised"), rows=4, max_length=LONGEST_PART)
    past_shown = forms.IntegerField(
        label=gettext_lazy("Earlier recommendations shown one by one"),
        initial=4,
        min_value=0,
        max_value=MOST_PAST,
        help_text=gettext_lazy("Those of the State that reads it come first, then those that are rated. 0 to 8."),
    )
    named = forms.MultipleChoiceField(
        label=gettext_lazy("Organisations that are named"),
        required=False,
        widget=Ticks,
        help_text=gettext_lazy("One that signed under an alias stands on the sheet under its alias, if at all."),
    )
    contact = long_field(
        gettext_lazy("Contact"),
        rows=2,
        max_length=500,
        help_text=gettext_lazy("An address of the organisation is safer than a person’s name or telephone."),
    )
    WORDS = (
        *("title", "language", "priority_issue", "questions", "challenges", "affected", "context"),
        *("past_shown", "named", "contact", "logos"),
    )
    LINKS = ("proposals",)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        issues: Any = self.fields["priority_issue"]
        issues.queryset = PriorityIssue.objects.visible_to(self.user).filter(workspace=self.workspace).named()
        proposals: Any = self.fields["proposals"]
        rows = ProposedRecommendation.objects.visible_to(self.user).filter(workspace=self.workspace)
        kept = rows.exclude(status=ProposedRecommendation.Status.DROPPED).with_all().in_order()
        proposals.queryset = kept
        proposals.label_from_instance = _with_its_theme
        if not kept:
            proposals.help_text = gettext("None is proposed in this workspace yet.")
        self._offer_names()
        self.logos = LogoFields(self, self.row.logos if self.row else [])

    def _offer_names(self) -> None:
        """Each organisation by the name that is printed; ticked are those without an alias, or those of the sheet."""
        members = members_of(self.workspace)
        self.usually_named = [str(one.pk) for one, name in members if name == one.name]
        named: Any = self.fields["named"]
        named.choices = [(str(one.pk), _with_its_alias(one, name)) for one, name in members]
        if self.initial.get("named") is None:
            self.initial["named"] = self.usually_named

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Those that stand one below the other; the logos have a place of their own."""
        return [field for field in self.visible_fields() if not field.name.startswith("logo_")]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        number = len(said.get("proposals", ())) + len(lines_of(said.get("questions", "")))
        if number > MOST_ASKS:
            self.add_error("proposals", TOO_MANY % {"number": number, "most": MOST_ASKS})
        said["logos"] = self.logos.said(said)
        # As usual is no choice: who joins later is named too.
        if set(said.get("named", ())) == set(self.usually_named):
            said["named"] = None
        return said

    @property
    def draft(self) -> Factsheet:
        """The sheet that is being written, not kept."""
        words = {name: value for name, value in self.words.items() if name != "priority_issue"}
        return Factsheet(workspace=self.workspace, priority_issue=self.cleaned_data["priority_issue"], **words)


class PrintForm(forms.Form):
    """For whom it is printed, and whether it leads to its public edition."""

    to = forms.ModelChoiceField(
        label=pgettext_lazy("factsheet", "For the delegation of"),
        queryset=State.objects.none(),
        required=False,
        empty_label=gettext_lazy("everybody"),
    )
    code = forms.BooleanField(label=gettext_lazy("With the QR code of the public edition"), required=False)

    def __init__(self, *args: Any, states: Any, has_edition: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        to: Any = self.fields["to"]
        to.queryset = states
        if not has_edition:
            del self.fields["code"]


class VariantForm(forms.Form):
    """The sheet in another language."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=gettext_lazy("Language of the sheet"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, taken: set[str], **more: Any) -> None:
        super().__init__(*args, **more)
        language: Any = self.fields["language"]
        language.choices = [(code, name) for code, name in settings.LANGUAGES if code not in taken]


class PublishFactsheetForm(NamesForm):
    """The last word before everybody reads it."""

    seen = forms.CharField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.HiddenInput)
    is_read = forms.BooleanField(
        label=gettext_lazy("I have read it, and nobody is put in danger by it."),
        error_messages={"required": gettext_lazy("Read it first, then tick this.")},
    )
    may_be_named = forms.BooleanField(
        label=gettext_lazy("I have read the list of names: all that stands in it may be public."),
        required=False,
        widget=forms.HiddenInput,
    )

    def read_again(self, *, version: str, number: int) -> None:
        """Something is new since it was read: what is sent next stands for what the page shows now."""
        sent = cast("QueryDict", self.data).copy()
        sent["seen"], sent["number"] = version, str(number)
        sent.pop("is_read", None)
        self.data = sent


def _with_its_theme(proposal: ProposedRecommendation) -> str:
    languages = " ".join(proposal.texts)
    theme = f" · {proposal.priority_issue}" if proposal.priority_issue else ""
    return f"{proposal.text} ({languages}{theme})"


def _with_its_alias(organisation: Organisation, printed: str) -> str:
    if printed == organisation.name:
        return printed
    return gettext("%(alias)s (an alias of %(name)s)") % {"alias": printed, "name": organisation.name}
