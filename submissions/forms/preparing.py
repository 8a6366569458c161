"""What people type about priority issues, consultations and proposed recommendations."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import User, Workspace
from common.forms import DayInput, Picks, SeenForm, Ticks
from cycles.issue_names import issue_name
from cycles.models import PersonGroup, State, Theme
from implementation.forms.fields import WRONG_DAY, day_field, line_field, lines_field
from implementation.models import Evidence
from submissions.models import Consultation, PriorityIssue, ProposedRecommendation
from submissions.models.preparing import PreparedRow
from submissions.models.proposals import LANGUAGES

LONG = 8000
LONGEST_PROPOSAL = 2000


def long_field(label: Any, rows: int = 4, **options: Any) -> forms.CharField:
    """Several sentences in any script."""
    box = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return lines_field(label, **{"max_length": LONG, "widget": box} | options)


class RegionsField(forms.CharField):
    """Regions, divided by commas or lines."""

    def __init__(self, **options: Any) -> None:
        box = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
        usual: dict[str, Any] = {"required": False, "max_length": 2000, "widget": box}
        super().__init__(
            **usual | {"help_text": gettext_lazy("One a line, or with commas: Coast, Rift Valley")} | options
        )

    def clean(self, value: Any) -> list[str]:
        found = [" ".join(one.split()) for one in re.split(r"[,;\n،؛、，]+", super().clean(value))]
        if any(len(one) > 100 for one in found):
            raise forms.ValidationError(gettext("The name of a region has 100 letters at most."))
        return list({one.casefold(): one for one in reversed(found) if one}.values())[::-1]

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else ", ".join(value)


def person_groups() -> list[PersonGroup]:
    """The groups of persons as OHCHR names them, each once: the newest version has the word."""
    rows: Iterable[PersonGroup] = PersonGroup.objects.order_by("version", "pk")
    found = {one.label.casefold(): one for one in rows}
    return sorted(found.values(), key=lambda one: one.label.casefold())


def offer_issues(field: Any) -> None:
    """Let a field offer UPR Info's issues by their names."""
    field.queryset = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO)
    named = sorted((issue_name(one.code, one.label), str(one.pk)) for one in field.queryset)
    field.choices = [("", gettext("None of them")), *((key, name) for name, key in named)]


class GroupsField(forms.ModelMultipleChoiceField):
    """Groups of persons, ticked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=PersonGroup.objects.none(), required=False, widget=Ticks, **options)

    def offer(self) -> None:
        """Show each group once."""
        offered = person_groups()
        self.queryset = PersonGroup.objects.filter(pk__in=[one.pk for one in offered])
        self.choices = [(one.pk, one.label) for one in offered]


class PreparedForm(SeenForm):
    """A form over a row of a workspace; ``seen`` and ``key`` keep it from being written over, or twice."""

    # Of which kind its row is.
    model: type[PreparedRow]
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    # Its fields by where they go: columns of the row, and what it is linked to.
    WORDS: tuple[str, ...] = ()
    LINKS: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, workspace: Workspace, row: Any = None, **more: Any) -> None:
        initial = dict(more.pop("initial", {}))
        if row is not None:
            initial |= {name: getattr(row, name) for name in self.WORDS} | {"seen": row.version}
            initial |= {name: [one.pk for one in getattr(row, name).all()] for name in self.LINKS}
        super().__init__(*args, **more | {"initial": initial})
        self.user, self.workspace, self.row = user, workspace, row
        for field in self.fields.values():
            if isinstance(field, GroupsField):
                field.offer()

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS}

    @property
    def links(self) -> dict[str, Any]:
        """What the row is linked to."""
        return {name: list(self.cleaned_data[name]) for name in self.LINKS}


class PriorityIssueForm(PreparedForm):
    """What the review is to speak of."""

    model = PriorityIssue
    title = line_field(
        gettext_lazy("Title"),
        200,
        required=True,
        help_text=gettext_lazy("The problem in a few words, such as: Police violence against street traders"),
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    issue = forms.ModelChoiceField(
        label=pgettext_lazy("of a recommendation", "Issue"),
        queryset=Theme.objects.none(),
        required=False,
        help_text=gettext_lazy("One of the 54 issues of UPR Info. What was recommended on it before is then shown."),
    )
    situation = long_field(gettext_lazy("The situation"), rows=6)
    groups = GroupsField(label=gettext_lazy("Whom it concerns"))
    regions = RegionsField(label=gettext_lazy("Where in the country it is worst"))
    evidence = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Evidence"), queryset=Evidence.objects.none(), required=False, widget=Ticks
    )
    proposal = long_field(gettext_lazy("What we propose"))
    WORDS = ("title", "issue", "situation", "regions", "proposal")
    LINKS = ("groups", "evidence")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer_issues(self.fields["issue"])
        evidence: Any = self.fields["evidence"]
        evidence.queryset = (
            Evidence.objects.visible_to(self.user).filter(workspace=self.workspace).order_by("title", "pk")
        )
        if not evidence.queryset:
            evidence.help_text = gettext("There is none in this workspace yet. It is added beside ratings.")


class ConsultationForm(PreparedForm):
    """A meeting at home before the review."""

    model = Consultation
    title = line_field(
        gettext_lazy("What it was about"),
        200,
        required=True,
        error_messages={"required": gettext_lazy("Write what it was about.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Consultation.Kind.choices, widget=Picks)
    convenor = forms.ChoiceField(
        label=gettext_lazy("Who called it"), choices=Consultation.Convenor.choices, widget=Picks
    )
    convenor_name = line_field(gettext_lazy("Name of whoever called it"), 200)
    held_date = day_field(
        gettext_lazy("Day"), required=True, error_messages={"required": gettext_lazy("Say on which day it was.")}
    )
    place = line_field(gettext_lazy("Place"), 200)
    attendance = forms.IntegerField(
        label=gettext_lazy("How many came"), required=False, min_value=0, max_value=1_000_000
    )
    groups = GroupsField(label=gettext_lazy("Groups that were heard"))
    regions = RegionsField(label=gettext_lazy("Regions from which people came"))
    said = long_field(gettext_lazy("What was said"), rows=6)
    promiser = forms.ChoiceField(
        label=gettext_lazy("Who promised something"),
        choices=[("", pgettext_lazy("who promised something", "Nobody")), *Consultation.Promiser.choices],
        required=False,
        widget=Picks,
    )
    promised = long_field(gettext_lazy("What was promised"))
    people = long_field(
        gettext_lazy("People by name"),
        help_text=gettext_lazy("Only those who agreed that their names stand here. Leave it empty in doubt."),
    )
    consent_date = forms.DateField(
        label=gettext_lazy("Day on which they agreed"), required=False, widget=DayInput, error_messages=WRONG_DAY
    )
    WORDS = ("title", "kind", "convenor", "convenor_name", "held_date", "place", "attendance", "regions", "said") + (
        "promiser",
        "promised",
        "people",
        "consent_date",
    )
    LINKS = ("groups",)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("promised") and not data.get("promiser"):
            self.add_error("promiser", gettext_lazy("Say who promised it."))
        if data.get("promiser") and not data.get("promised"):
            self.add_error("promised", gettext_lazy("Write what was promised, or choose “Nobody”."))
        if data.get("people") and "consent_date" in data and not data["consent_date"]:
            self.add_error("consent_date", gettext_lazy("Say on which day they agreed, or take the names away."))
        if data.get("consent_date") and not data.get("people"):
            data["consent_date"] = None
        return data

    def clean_held_date(self) -> date:
        day: date = self.cleaned_data["held_date"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError(gettext_lazy("This day is too far away."))
        return day


class ProposalForm(PreparedForm):
    """A recommendation as we would have it made."""

    model = ProposedRecommendation
    text_en = long_field(gettext_lazy("In English"), rows=3, max_length=LONGEST_PROPOSAL)
    text_fr = long_field(gettext_lazy("In French"), rows=3, max_length=LONGEST_PROPOSAL)
    text_es = long_field(gettext_lazy("In Spanish"), rows=3, max_length=LONGEST_PROPOSAL)
    text_ar = long_field(gettext_lazy("In Arabic"), rows=3, max_length=LONGEST_PROPOSAL)
    text_ru = long_field(gettext_lazy("In Russian"), rows=3, max_length=LONGEST_PROPOSAL)
    text_zh = long_field(gettext_lazy("In Chinese"), rows=3, max_length=LONGEST_PROPOSAL)
    priority_issue = forms.ModelChoiceField(
        label=gettext_lazy("Priority issue"), queryset=PriorityIssue.objects.none(), required=False
    )
    addressee = line_field(
        gettext_lazy("Who is to act"), 200, help_text=gettext_lazy("Such as: Parliament, Ministry of Justice")
    )
    states = forms.CharField(
        label=gettext_lazy("States that might take it up"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Names or three-letter codes, with commas: Chile, FRA"),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=ProposedRecommendation.Status.choices, widget=Picks
    )
    WORDS = (*(f"text_{language}" for language in LANGUAGES), "priority_issue", "addressee", "status")
    LINKS = ()

    def __init__(self, *args: Any, row: Any = None, **more: Any) -> None:
        initial: dict[str, Any] = {"status": ProposedRecommendation.Status.DRAFT} | more.pop("initial", {})
        if row is not None:
            initial["states"] = ", ".join(state.name for state in row.states.all())
        super().__init__(*args, row=row, **more | {"initial": initial})
        issues: Any = self.fields["priority_issue"]
        issues.queryset = PriorityIssue.objects.visible_to(self.user).filter(workspace=self.workspace).named()
        for language in LANGUAGES:
            direction = "rtl" if language == "ar" else "ltr"
            self.fields[f"text_{language}"].widget.attrs |= {"lang": language, "dir": direction}

    @property
    def links(self) -> dict[str, Any]:
        return {"states": self.cleaned_data["states"]}

    @property
    def has_more(self) -> bool:
        """Whether a language has a text, or an error, that would lie in the closed part of the form."""
        names = ("text_ar", "text_ru", "text_zh")
        return any(self[name].value() or self.errors.get(name) for name in names)

    def clean_states(self) -> list[State]:
        names = [" ".join(one.split()) for one in re.split(r"[,;\n،؛、，]+", self.cleaned_data["states"])]
        asked = [one for one in names if one]
        known = _states_by_name() if asked else {}
        if unknown := [one for one in asked if one.casefold() not in known]:
            raise forms.ValidationError(gettext("No State has this name: %(names)s") % {"names": ", ".join(unknown)})
        return list({known[one.casefold()].pk: known[one.casefold()] for one in asked}.values())

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not any(data.get(f"text_{language}") for language in LANGUAGES) and not self.errors:
            self.add_error("text_en", gettext_lazy("Write the recommendation in one language at least."))
        return data


def _states_by_name() -> dict[str, State]:
    """States by code and by each of their names, in small letters."""
    columns = ("name_un", "name_en", "name_fr", "name_es", "name_ar", "name_ru", "name_zh", "iso3")
    found: dict[str, State] = {}
    for state in State.objects.all():
        for column in columns:
            if name := getattr(state, column):
                found.setdefault(name.casefold(), state)
    return found
