"""What people say of a statement, its text, and the places at the adoption."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import Organisation, User, Workspace, WorkspaceMember
from advocacy.models import PlenaryPlace, Statement
from advocacy.speaking import DESK_PLACES, FASTEST, SLOWEST
from common.forms import SeenForm, Ticks
from cycles.issue_names import issue_name
from cycles.models import Theme
from implementation.forms.fields import line_field
from submissions.forms.preparing import PreparedForm, long_field

LONGEST = 30_000


def organisations_in(workspace: Workspace) -> Any:
    """Those that coordinate or contribute."""
    parts = WorkspaceMember.objects.filter(workspace=workspace, role__in=WorkspaceMember.WRITERS)
    return Organisation.objects.filter(pk__in=parts.values("organisation")).order_by("name", "pk")


def with_status(organisation: Organisation) -> str:
    """An organisation with its consultative status beside its name."""
    return f"{organisation.name} · {organisation.get_ecosoc_status_display()}"


def offer_issues(field: Any) -> None:
    """The 54 issues of UPR Info by their names in the language of the page."""
    field.queryset = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO)
    named = sorted((issue_name(one.code, one.label), str(one.pk)) for one in field.queryset)
    field.choices = [("", gettext("Choose one")), *((key, name) for name, key in named)]


class StatementForm(PreparedForm):
    """On which occasion something is said, on what, and in whose name."""

    model = Statement
    title = line_field(
        gettext_lazy("Title"), 160, required=True, error_messages={"required": gettext_lazy("Give it a title.")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Where it is said"), choices=Statement.Kind.choices)
    issue = forms.ModelChoiceField(label=gettext_lazy("Theme"), queryset=Theme.objects.none(), required=False)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("In whose name"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=gettext_lazy("With its ECOSOC status, which decides what is open to it."),
    )
    speaker = line_field(
        pgettext_lazy("statement", "Who reads it"),
        120,
        help_text=gettext_lazy("Sealed in the database. Leave it empty until it must be known."),
    )
    pace = forms.IntegerField(
        label=gettext_lazy("Pace of the speaker, in words a minute"),
        required=False,
        min_value=SLOWEST,
        max_value=FASTEST,
        help_text=gettext_lazy(
            "Let the speaker read a page aloud, and count. Empty: what interpreters follow well in each language."
        ),
    )
    cosigners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who joins it"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=Ticks,
        help_text=gettext_lazy("Tick only those that said yes to this text."),
    )
    other_cosigners = long_field(
        gettext_lazy("Others who join it"), rows=2, help_text=gettext_lazy("One organisation a line.")
    )
    WORDS = ("title", "kind", "issue", "organisation", "speaker", "pace", "other_cosigners")
    LINKS = ("cosigners",)

    def __init__(self, *args: Any, **more: Any) -> None:
        row = more.get("row")
        super().__init__(*args, **more)
        fields: Any = self.fields
        if row is not None:
            self.initial["other_cosigners"] = "\n".join(row.other_cosigners)
        offer_issues(fields["issue"])
        for name in ("organisation", "cosigners"):
            fields[name].queryset = organisations_in(self.workspace)
        fields["organisation"].empty_label = gettext("not decided yet")
        fields["organisation"].label_from_instance = with_status

    def clean_other_cosigners(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["other_cosigners"].splitlines()]
        found = [line for line in lines if line]
        if any(len(line) > 200 for line in found):
            raise forms.ValidationError(gettext("The name of an organisation has 200 letters at most."))
        return found


class StatementTextForm(SeenForm):
    """The text in one language; ``seen`` is the version that was read."""

    text = forms.CharField(
        label=pgettext_lazy("of a statement", "Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
        help_text=gettext_lazy("A blank line begins a new passage; the printed copy shows the clock beside each."),
        error_messages={"required": gettext_lazy("Write the text.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class PlaceForm(forms.Form):
    """Who takes which place at the adoption, with which theme."""

    number = forms.TypedChoiceField(label=pgettext_lazy("on the list of speakers", "Place"), coerce=int)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.none(),
        error_messages={"required": gettext_lazy("Choose who speaks.")},
    )
    through = line_field(
        gettext_lazy("Through a friend with status"),
        200,
        help_text=gettext_lazy("The name of the organisation with ECOSOC status that lends its place."),
    )
    issue = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.none(),
        error_messages={"required": gettext_lazy("Choose the theme.")},
    )
    statement = forms.ModelChoiceField(
        label=gettext_lazy("Statement"), queryset=Statement.objects.none(), required=False
    )

    def __init__(self, *args: Any, user: User, workspace: Workspace, free: list[int], **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["number"].choices = [(number, number) for number in range(1, DESK_PLACES + 1)]
        fields["number"].initial = free[0] if free else None
        fields["organisation"].queryset = organisations_in(workspace)
        fields["organisation"].label_from_instance = with_status
        offer_issues(fields["issue"])
        statements = Statement.objects.visible_to(user).filter(workspace=workspace, kind=Statement.Kind.ADOPTION)
        taken = PlenaryPlace.objects.visible_to(user).filter(workspace=workspace, statement__isnull=False)
        fields["organisation"].empty_label = gettext("Choose one")
        fields["statement"].empty_label = gettext("none yet")
        fields["statement"].queryset = statements.exclude(pk__in=taken.values("statement")).order_by("title", "pk")

    def refuse(self, field: str) -> None:
        """Say at the field what stands on the desk already."""
        words = {
            "number": gettext("This place is taken."),
            "organisation": gettext("This organisation has a place already."),
            "issue": gettext("Somebody speaks on this theme already. Choose another, or join that statement."),
            "statement": gettext("This statement has a place already."),
        }
        self.add_error(field, words[field])

    def refuse_without_status(self) -> None:
        """Say what is open to an organisation without status."""
        self.add_error(
            "through",
            gettext(
                "It has no ECOSOC status, so it cannot register by itself. Name a friend with status that lends its "
                "place, or let it join the statement of another."
            ),
        )
