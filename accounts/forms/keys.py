"""Forms of keys for programs, and of links to one thing of a workspace."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts.models import IN_WORKSPACES, Scope, User, Workspace
from accounts.services import shares
from accounts.services.tokens import DAYS_OPEN, MOST_DAYS
from common.forms import Ticks

DAYS = (7, 30, DAYS_OPEN, 180, MOST_DAYS)
DAYS_OF_LINKS = (1, shares.DAYS_OPEN, 30, shares.MOST_DAYS)


def days_in_words(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


lazy_days = lazy(days_in_words, str)


class KeyForm(forms.Form):
    """What a key is for, what it may do, and until when."""

    # So that a form sent twice makes one key.
    key = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("The program, and where it runs. Owners of the workspaces chosen below can read this."),
        error_messages={"required": gettext_lazy("Say what the key is for, to know later whether it is still needed.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may the program do?"),
        choices=Scope.choices,
        widget=Ticks,
        help_text=gettext_lazy("Never more than you may yourself, and nothing any more once you may not."),
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        coerce=int,
        choices=[(number, lazy_days(number)) for number in DAYS],
        help_text=gettext_lazy("Then it opens nothing any more, and you make a new one."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4(), "days": DAYS_OPEN})


class MachineForm(KeyForm):
    """What a machine is for, what it may do in its workspace, and until when."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["purpose"].help_text = gettext("The machine, and where it stands. Coordinators can read this.")
        here = {
            Scope.READ_WORKSPACE: gettext("Read in this workspace"),
            Scope.WRITE_RATINGS: gettext("Rate recommendations in this workspace"),
            Scope.WRITE_DEADLINES: gettext("Say in this workspace what is done and what is called off"),
            Scope.WRITE_PARAGRAPHS: gettext("Write in paragraphs of submissions of this workspace"),
            Scope.READ_ADVOCACY: gettext("Read in this workspace whom it lobbies, and what came of it"),
            Scope.WRITE_ADVOCACY: gettext("Write in the pipeline of this workspace and plan meetings"),
        }
        choices = [(scope.value, here.get(scope, scope.label)) for scope in Scope]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]


class TokenForm(KeyForm):
    """The same for a program of one's own, and in which workspaces."""

    workspaces: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=gettext_lazy("In which workspaces?"),
        queryset=None,
        required=False,
        widget=Ticks,
        help_text=gettext_lazy("Leave this empty for a program that reads the public record only."),
    )
    field_order = ("key", "purpose", "scopes", "workspaces", "days")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        field = self.fields["workspaces"]
        field.queryset = Workspace.objects.visible_to(user).order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        scopes, workspaces = set(cleaned.get("scopes", ())), cleaned.get("workspaces")
        if not scopes or workspaces is None:
            return cleaned
        if scopes & set(IN_WORKSPACES) and not workspaces:
            self.add_error("workspaces", gettext("Choose at least one workspace for what you allowed above."))
        if workspaces and not scopes & set(IN_WORKSPACES):
            self.add_error("scopes", gettext("Say what the program may do in the workspaces that you chose."))
        return cleaned


class ShareForm(forms.Form):
    """For whom a link is, and until when it shows something."""

    # So that a form sent twice makes one link.
    key = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("For whom?"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("A word by which you know it again, no names: everybody in this workspace can read it."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        coerce=int,
        choices=[(number, lazy_days(number)) for number in DAYS_OF_LINKS],
        help_text=gettext_lazy("You can end it at any time before."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4(), "days": shares.DAYS_OPEN})
