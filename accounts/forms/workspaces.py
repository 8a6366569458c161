"""Forms of an account, an organisation, a workspace, an editor of the record."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Max, Min
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from accounts.models import Organisation, User
from cycles.models import Cycle, Review, State
from cycles.state_index import in_order

MET = (Review.Status.REVIEWED, Review.Status.ADOPTED)
LATEST = "latest"


def state_choices(states: Iterable[State], *, empty: str) -> list[tuple[str, str]]:
    """States by their names in the language of the page, an invented one marked as such and last."""
    rows = sorted(in_order(states), key=lambda state: state.is_invented)
    invented = gettext("%(state)s (invented State)")
    return [("", empty)] + [
        (state.iso3, invented % {"state": state.name} if state.is_invented else state.name) for state in rows
    ]


def cycle_choices() -> list[tuple[str, str]]:
    """Cycles, the latest first, with the years of their sessions."""
    cycles = Cycle.objects.annotate(first=Min("sessions__start_date"), last=Max("sessions__start_date"))
    return [(LATEST, gettext("The latest review of the State"))] + [
        (str(cycle.number), cycle_label(cycle)) for cycle in cycles.order_by("-number")
    ]


def cycle_label(cycle: Any) -> str:
    if not cycle.first:
        return gettext("Cycle %(number)s") % {"number": cycle.number}
    words = {"number": cycle.number, "first": cycle.first.year, "last": cycle.last.year}
    return gettext("Cycle %(number)s, %(first)s to %(last)s") % words


class AccountForm(forms.ModelForm):
    """What a person says of themselves."""

    class Meta:
        model = User
        fields = ("name",)
        widgets = {"name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "nickname"})}
        labels = {"name": gettext_lazy("Your name")}
        help_texts = {
            "name": gettext_lazy(
                "A pseudonym is fine. Members of your organisation see it; without one they see your e-mail address."
            )
        }


class OrganisationForm(forms.ModelForm):
    """An organisation, as its founder describes it."""

    state = forms.ChoiceField(
        label=gettext_lazy("State in which it is based"),
        required=False,
        help_text=gettext_lazy("Leave it open if it works in many, or if it is safer not to say."),
    )

    class Meta:
        model = Organisation
        fields = ("name", "acronym", "kind", "state")
        widgets = {"name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "organization"})}
        labels = {
            "name": gettext_lazy("Name of the organisation"),
            "acronym": gettext_lazy("Acronym"),
            "kind": gettext_lazy("Kind of organisation"),
        }
        error_messages = {"name": {"required": gettext_lazy("Write the name of your organisation.")}}
        help_texts = {"name": gettext_lazy("As you want to see it on a report. A pseudonym is fine.")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.states = {state.iso3: state for state in State.objects.visible_to(user)}
        self.fields["acronym"].widget.attrs["dir"] = "auto"
        self.fields["state"].choices = state_choices(  # type: ignore[attr-defined]
            self.states.values(), empty=pgettext("a choice", "Not said")
        )

    def clean_state(self) -> State | None:
        return self.states.get(self.cleaned_data["state"])


class WorkspaceForm(forms.Form):
    """A review to work on, and the organisation that does: one known already, or a new one in the same form."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=None, empty_label=None, widget=forms.Select
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("UN member", "State under Review"),
        error_messages={"required": gettext_lazy("Choose a State.")},
    )
    cycle = forms.ChoiceField(
        label=gettext_lazy("Which review"),
        help_text=gettext_lazy(
            "The latest review is the one whose recommendations are being carried out now. "
            "Choose another cycle to look back, or to prepare the next review."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the workspace"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Leave it empty, and it bears the name of your organisation."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        known = Organisation.objects.visible_to(user).written_by(user).order_by("name", "pk")
        self.organisations = list(known)
        # A newcomer's own, in the same form and the same step.
        self.new_organisation = (
            None if self.organisations else OrganisationForm(self.data or None, user=user, prefix="organisation")
        )
        self._offer_organisations(known)
        self._offer_reviews()

    def _offer_organisations(self, known: Any) -> None:
        field = self.fields["organisation"]
        field.queryset = known  # type: ignore[attr-defined]
        if not self.organisations:
            del self.fields["organisation"]
        elif len(self.organisations) == 1:
            field.required = False
            field.widget = forms.HiddenInput()

    def _offer_reviews(self) -> None:
        reviewed = State.objects.visible_to(self.user).filter(reviews__isnull=False).distinct()
        self.fields["state"].choices = state_choices(reviewed, empty=gettext("Choose a State"))  # type: ignore[attr-defined]
        self.fields["cycle"].choices = cycle_choices()  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        parts = [super().is_valid()]
        if self.new_organisation:
            parts.append(self.new_organisation.is_valid())
        return all(parts)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("state") and cleaned.get("cycle"):
            cleaned["review"] = self._review(cleaned["state"], cleaned["cycle"])
            if not cleaned["review"]:
                self.add_error("cycle", gettext("We know of no such review of this State. Choose another cycle."))
        return cleaned

    def _review(self, iso3: str, cycle: str) -> Review | None:
        """The review of that cycle; or the latest that took place, and before any did, the first that is planned."""
        reviews = Review.objects.visible_to(self.user).filter(state_under_review=iso3)
        reviews = reviews.select_related("state_under_review")
        if cycle != LATEST:
            return reviews.filter(cycle=int(cycle)).first()
        return reviews.filter(status__in=MET).order_by("-cycle").first() or reviews.order_by("cycle").first()

    def chosen_organisation(self) -> Organisation:
        """The organisation that will coordinate; not stored yet when it is new."""
        if self.new_organisation:
            return self.new_organisation.save(commit=False)
        return self.cleaned_data.get("organisation") or self.organisations[0]


class RecordEditorForm(forms.Form):
    """Whom an editor of the record names as another."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of their account"),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                gettext("No open account has this address. They sign up first, then you can name them.")
            )
        if user.is_record_editor:
            raise forms.ValidationError(gettext("This person edits the record already."))
        self.user = user
        return user.email


class DeleteAccountForm(forms.Form):
    """The address once more, so that nobody deletes an account by a slip."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("Type it once more, to be sure."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.lower() != self.user.email.lower():
            raise forms.ValidationError(gettext("This is not the address of your account."))
        return email
