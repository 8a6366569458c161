"""Forms of an organisation and its members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms.workspaces import OrganisationForm
from accounts.models import Membership, Organisation, User
from accounts.services.invitations import DAYS_OPEN
from common.forms import ManyPicks, Picks

# The official languages of the United Nations, each in its own words.
UN_LANGUAGES = (
    ("ar", "العربية"),
    ("zh", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
)
ROLES = (
    (Membership.Role.READER, gettext_lazy("Reader: reads everything, changes nothing")),
    (Membership.Role.EDITOR, gettext_lazy("Editor: also rates, brings evidence and makes reports")),
    (Membership.Role.OWNER, gettext_lazy("Owner: also decides about people, coalitions and what is published")),
)
# For whoever steps down.
LESSER_ROLES = ROLES[1::-1]


FIELDS: Any = (
    "name",
    "acronym",
    "kind",
    "ecosoc_status",
    "state",
    "languages",
    "is_public",
    "requires_second_factor",
)


class OrganisationEditForm(OrganisationForm):
    """Everything that an organisation says of itself, and two rules for its members."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages it works in"), choices=UN_LANGUAGES, required=False, widget=ManyPicks
    )

    class Meta(OrganisationForm.Meta):
        fields = FIELDS
        labels = OrganisationForm.Meta.labels | {
            "ecosoc_status": gettext_lazy("ECOSOC consultative status"),
            "is_public": gettext_lazy("Others may find this organisation"),
            "requires_second_factor": gettext_lazy("Members need a second factor"),
        }
        help_texts = OrganisationForm.Meta.help_texts | {
            "ecosoc_status": gettext_lazy("With it an organisation may take the floor in the plenary of the Council."),
            "is_public": gettext_lazy(
                "Then everybody who is signed in on this server can read its name, acronym, kind and State. Without "
                "the tick only its members can, and the organisations with which it shares a workspace. Its people "
                "and its work are shown to nobody in either case."
            ),
            "requires_second_factor": gettext_lazy(
                "A code from a phone or a key beside the password. Who has none yet sets it up at the next sign-in."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state_id:
            self.initial["state"] = self.instance.state_id

    def changed_fields(self) -> list[str]:
        """Names of what was changed."""
        return [name for name in self.changed_data if name in FIELDS]


class RoleForm(forms.Form):
    """Which role a member has from now on."""

    role = forms.ChoiceField(
        label=pgettext_lazy("in an organisation", "Role"),
        choices=ROLES,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose a role.")},
    )


class HandOverForm(forms.Form):
    """Who owns the organisation in one's place, and what one is afterwards."""

    to: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Who becomes an owner"),
        queryset=None,
        empty_label=None,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose a person.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What you are afterwards"),
        choices=LESSER_ROLES,
        initial=Membership.Role.EDITOR,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose a role.")},
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = members.select_related("user").order_by("user__name", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.user} ({one.get_role_display()})"  # type: ignore[attr-defined]


class InvitationForm(forms.Form):
    """Whom a door is opened for, as what, and for how long."""

    role = forms.ChoiceField(
        label=gettext_lazy("What they may do"),
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose a role.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "We send the link there, and only an account with this address may use it. Leave it empty to pass the link "
            "on yourself: then whoever has it may come in, once."
        ),
    )
    days = forms.IntegerField(
        label=gettext_lazy("How many days it stays open"),
        min_value=1,
        max_value=30,
        initial=DAYS_OPEN,
        error_messages={
            "required": gettext_lazy("Write a number of days, 1 to 30."),
            "invalid": gettext_lazy("Write a number of days, 1 to 30."),
            "min_value": gettext_lazy("Write a number of days, 1 to 30."),
            "max_value": gettext_lazy("Write a number of days, 1 to 30."),
        },
    )

    def __init__(self, *args: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class JoiningForm(forms.Form):
    """Which of one's organisations joins a workspace; somebody who owns none founds one in the same form."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Which of your organisations joins?"),
        queryset=None,
        empty_label=None,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose an organisation.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owned = Organisation.objects.visible_to(user).owned_by(user).order_by("name", "pk")
        self.owned = list(owned)
        self.new_organisation = (
            None if self.owned else OrganisationForm(self.data or None, user=user, prefix="organisation")
        )
        field = self.fields["organisation"]
        field.queryset = owned  # type: ignore[attr-defined]
        if len(self.owned) == 1:
            field.initial = self.owned[0].pk
        if not self.owned:
            del self.fields["organisation"]

    def is_valid(self) -> bool:
        return super().is_valid() and (self.new_organisation is None or self.new_organisation.is_valid())

    def chosen_organisation(self) -> Organisation:
        """The organisation that joins; not stored yet when it is new."""
        if self.new_organisation:
            return self.new_organisation.save(commit=False)
        return self.cleaned_data["organisation"]
