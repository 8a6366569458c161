"""What people type about the money of a workspace."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import User, Workspace
from common.forms import SeenForm
from implementation.forms.fields import (
    CurrencyField,
    amount_field,
    day_field,
    line_field,
    lines_field,
    money_field,
)
from implementation.models import Action, ActionStrategyPlan, FundingCall, FundingNeed, Grant, GrantShare, Spending
from reminders.forms.deadlines import TITLE_HELP, HolderForm

_NEEDED: dict[str, Any] = {"required": True}


class OneOf(forms.ModelChoiceField):
    """One row of the workspace, or none; what it was when the row is gone is asked again."""

    def __init__(self, label: Any, empty: Any, **options: Any) -> None:
        messages = {
            "invalid_choice": gettext_lazy("This is not in the workspace any more. Choose again."),
            "required": gettext_lazy("Choose one."),
        }
        usual: dict[str, Any] = {"label": label, "empty_label": empty, "required": False, "error_messages": messages}
        super().__init__(queryset=None, **usual | options)


def _action() -> OneOf:
    return OneOf(gettext_lazy("Action of the plan"), pgettext_lazy("no action", "None"))


def _activity() -> forms.CharField:
    words = gettext_lazy("Such as training, travel, printing. What bears the same name is added up.")
    box = forms.TextInput(attrs={"dir": "auto", "list": "activities", "autocomplete": "off"})
    return line_field(gettext_lazy("Activity"), 120, help_text=words, widget=box)


class KeptForm(SeenForm):
    """What forms of rows share that several hands write: a key against a second press, and what was read."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class MoneyForm(KeptForm):
    """The fields of one kind of row; ``WORDS`` are those that the services want."""

    MODEL: Any
    WORDS: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, workspace: Workspace, row: Any = None, **more: Any) -> None:
        plan = ActionStrategyPlan.objects.visible_to(user).filter(workspace=workspace).first()
        initial: dict[str, Any] = {"currency": plan.currency if plan else "USD"} | more.pop("initial", {})
        if row:
            initial |= {name: getattr(row, name) for name in self.WORDS} | {"seen": row.version}
        more |= {"initial": initial} | self._holding(user=user, workspace=workspace, deadline=row)
        super().__init__(*args, **more)
        rows = {
            "action": Action.objects.visible_to(user).filter(workspace=workspace).in_order(),
            "call": FundingCall.objects.visible_to(user).filter(workspace=workspace).in_order(),
            "grant": Grant.objects.visible_to(user).filter(workspace=workspace).in_order(),
        }
        for name in rows.keys() & self.fields.keys():
            self.fields[name].queryset = rows[name]  # type: ignore[attr-defined]
        self.activities = activities_of(user, workspace.pk) if "activity" in self.fields else []

    def begin_with(self, **found: Any) -> None:
        """What stands in the form at first, where it is filled in from the page of a call, a grant or an action."""
        self.initial.update(found)
        if grant := found.get("grant"):
            self.initial["currency"] = grant.currency
        if call := found.get("call"):
            said = ("title", "funder", "amount", "currency")
            self.initial.update({name: getattr(call, name) for name in said})

    def _holding(self, **who: Any) -> dict[str, Any]:
        """What the form of a row that somebody has wants to know besides."""
        return {}

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS}

    @property
    def facts(self) -> list[tuple[Any, str]]:
        """What stands in a form that nobody filled in yet, for people to read."""
        shown = [(self.fields[name], self.initial[name]) for name in self.WORDS if self.initial.get(name)]
        return [(field.label, str(dict(getattr(field, "choices", ())).get(value, value))) for field, value in shown]


def activities_of(user: User, workspace: UUID) -> list[str]:
    """The activities that the workspace has named so far."""
    found = [
        model.objects.visible_to(user).filter(workspace=workspace).exclude(activity="").values_list("activity")
        for model in (FundingNeed, GrantShare, Spending)
    ]
    return sorted(name for (name,) in found[0].union(*found[1:]))


class NeedForm(MoneyForm):
    """Something that costs money."""

    MODEL = FundingNeed
    WORDS = ("title", "action", "activity", "amount", "currency", "note")
    title = line_field(
        gettext_lazy("What it is for"),
        200,
        **_NEEDED,
        error_messages={"required": gettext_lazy("Write what the money is for.")},
    )
    action = _action()
    activity = _activity()
    amount = amount_field(gettext_lazy("Amount"))
    currency = CurrencyField()
    note = lines_field(gettext_lazy("Note"))
    field_order = WORDS


class CallForm(MoneyForm, HolderForm):
    """A call for proposals, and how far the application is."""

    MODEL = FundingCall
    WORDS = (
        "title",
        "funder",
        "url",
        "due_date",
        "status",
        "amount",
        "currency",
        "sent_date",
        "answer_date",
        "note",
    )
    title = line_field(
        gettext_lazy("Call or programme"),
        200,
        **_NEEDED,
        help_text=TITLE_HELP,
        error_messages={"required": gettext_lazy("Write which call it is.")},
    )
    funder = line_field(
        gettext_lazy("Funder"), 200, **_NEEDED, error_messages={"required": gettext_lazy("Write who gives the money.")}
    )
    url = forms.URLField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("This is no address of the web. It begins with https://.")},
    )
    due_date = day_field(
        pgettext_lazy("of a call", "Last day"),
        help_text=gettext_lazy("Stands among the deadlines; whoever writes the application is reminded in time."),
    )
    status = forms.ChoiceField(label=gettext_lazy("Application"), choices=FundingCall.Status.choices)
    amount = money_field(gettext_lazy("Amount asked for"))
    currency = CurrencyField()
    sent_date = day_field(gettext_lazy("Day it was sent"))
    answer_date = day_field(gettext_lazy("Day of the answer"))
    note = lines_field(gettext_lazy("Note"))
    field_order = (*WORDS[:5], "holder", *WORDS[5:])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["holder"].label = gettext_lazy("Who writes it")

    def _holding(self, **who: Any) -> dict[str, Any]:
        """A call is held as a deadline is: by an organisation, a person, or nobody."""
        return who

    def clean_amount(self) -> Any:
        return self.cleaned_data["amount"] or None

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return super().words | self.holders


class GrantForm(MoneyForm):
    """Money that a funder has promised."""

    MODEL = Grant
    WORDS = ("title", "funder", "call", "amount", "currency", "start_date", "end_date", "note")
    title = line_field(
        gettext_lazy("Name of the grant"),
        200,
        **_NEEDED,
        error_messages={"required": gettext_lazy("Give the grant a name.")},
    )
    funder = line_field(
        gettext_lazy("Funder"), 200, **_NEEDED, error_messages={"required": gettext_lazy("Write who gives the money.")}
    )
    call = OneOf(gettext_lazy("Call that it comes from"), pgettext_lazy("no call", "None"))
    amount = amount_field(gettext_lazy("Amount"))
    currency = CurrencyField()
    start_date = day_field(pgettext_lazy("first day", "From"))
    end_date = day_field(pgettext_lazy("last day", "Until"))
    note = lines_field(gettext_lazy("Note"))
    field_order = WORDS

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        start, end = data.get("start_date"), data.get("end_date")
        if start and end and end < start:
            self.add_error("end_date", gettext("This is before the first day. Check both days."))
        return data


class ShareForm(MoneyForm):
    """The part of a grant that is meant for an action or an activity."""

    MODEL = GrantShare
    WORDS = ("grant", "action", "activity", "amount")
    grant = OneOf(gettext_lazy("Grant"), None, **_NEEDED)
    action = _action()
    activity = _activity()
    amount = amount_field(gettext_lazy("Amount"), help_text=gettext_lazy("In the currency of the grant."))
    field_order = WORDS

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "action" in data and not data["action"] and not data.get("activity"):
            self.add_error("action", gettext("Choose an action, or write an activity below."))
        return data


class SpendingForm(MoneyForm):
    """What was paid out."""

    MODEL = Spending
    WORDS = ("title", "spent_date", "grant", "action", "activity", "amount", "currency", "note")
    title = line_field(
        gettext_lazy("What was paid"), 200, **_NEEDED, error_messages={"required": gettext_lazy("Write what was paid.")}
    )
    spent_date = day_field(
        gettext_lazy("Day"),
        **_NEEDED,
        error_messages={"required": gettext_lazy("Choose the day on which it was paid.")},
    )
    grant = OneOf(gettext_lazy("Out of which grant"), pgettext_lazy("no grant", "None, of our own"))
    action = _action()
    activity = _activity()
    amount = amount_field(gettext_lazy("Amount"))
    currency = CurrencyField()
    note = lines_field(gettext_lazy("Note"))
    field_order = WORDS


FORMS: dict[str, type[MoneyForm]] = {
    "need": NeedForm,
    "call": CallForm,
    "grant": GrantForm,
    "share": ShareForm,
    "spending": SpendingForm,
}
