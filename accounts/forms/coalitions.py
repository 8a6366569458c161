"""Forms of coalitions: parts, being found, asking to join, theme groups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import CoalitionNotice, JoinRequest, Organisation, ThemeGroup, User, WorkspaceMember
from accounts.part_words import PARTS
from common.forms import DayInput, ManyPicks, Picks
from cycles.issue_names import issue_name
from cycles.models import Theme
from cycles.services.crosswalk import ISSUES


class PartForm(forms.Form):
    """Which part an organisation has from now on."""

    role = forms.ChoiceField(
        label=pgettext_lazy("of an organisation in a workspace", "Part"),
        choices=PARTS,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose a part.")},
    )


class CoordinationForm(forms.Form):
    """Which organisation coordinates from now on, and what one's own does."""

    to: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Which organisation coordinates"),
        queryset=None,
        empty_label=None,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose an organisation.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What yours is afterwards"),
        choices=PARTS[1:],
        initial=WorkspaceMember.Role.CONTRIBUTOR,
        widget=Picks,
        error_messages={"required": gettext_lazy("Choose a part.")},
    )

    def __init__(self, *args: Any, parts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = parts.select_related("organisation").order_by("organisation__name", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one.organisation} ({one.get_role_display()})"  # type: ignore[attr-defined]


class NoticeForm(forms.ModelForm):
    """What others read of a coalition that chose to be found."""

    class Meta:
        model = CoalitionNotice
        fields = ("title", "text")
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "text": forms.Textarea(attrs={"dir": "auto", "rows": 5}),
        }
        labels = {"title": gettext_lazy("Name others see"), "text": gettext_lazy("What others read")}
        help_texts = {
            "text": gettext_lazy(
                "What you work on, and whom you look for. Name nobody: everybody who signs in here can read it, also "
                "people who wish you ill."
            )
        }
        error_messages = {"title": {"required": gettext_lazy("Write a name that others see.")}}


class AskForm(forms.ModelForm):
    """An organisation asks for a part in a coalition."""

    class Meta:
        model = JoinRequest
        fields = ("organisation", "message")
        widgets = {"organisation": Picks, "message": forms.Textarea(attrs={"dir": "auto", "rows": 5})}
        labels = {
            "organisation": gettext_lazy("Which of your organisations asks?"),
            "message": gettext_lazy("What you want to tell the coordinators"),
        }
        error_messages = {"organisation": {"required": gettext_lazy("Choose an organisation.")}}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owned = list(Organisation.objects.visible_to(user).owned_by(user).order_by("name", "pk"))
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.visible_to(user).owned_by(user).order_by("name", "pk")  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]
        if len(self.owned) == 1:
            field.initial = self.owned[0].pk


class AnswerForm(forms.Form):
    """A part for an organisation that asked to join, or none."""

    role = forms.ChoiceField(
        label=gettext_lazy("Take it in as"),
        choices=WorkspaceMember.Role.choices,
        initial=WorkspaceMember.Role.CONTRIBUTOR,
    )
    decline = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "decline" in self.data:
            self.fields["role"].required = False

    @property
    def part(self) -> str | None:
        return None if self.cleaned_data["decline"] else self.cleaned_data["role"]


class ThemeGroupForm(forms.ModelForm):
    """Organisations that take some issues upon themselves."""

    class Meta:
        model = ThemeGroup
        fields = ("name", "lead", "organisations", "due_date", "issues")
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "organisations": ManyPicks,
            "due_date": DayInput(),
            "issues": ManyPicks,
        }
        labels = {
            "name": gettext_lazy("Name of the group"),
            "lead": gettext_lazy("Who leads it"),
            "organisations": gettext_lazy("Organisations in it"),
            "due_date": gettext_lazy("Until when its work is due"),
            "issues": gettext_lazy("Issues it takes upon itself"),
        }
        error_messages = {"name": {"required": gettext_lazy("Write a name for the group.")}}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = WorkspaceMember.objects.visible_to(user).filter(workspace=self.instance.workspace_id)
        inside = Organisation.objects.filter(pk__in=parts.values("organisation")).order_by("name", "pk")
        self.fields["organisations"].queryset = self.fields["lead"].queryset = inside  # type: ignore[attr-defined]
        self.fields["lead"].empty_label = pgettext_lazy("nobody leads", "Nobody yet")  # type: ignore[attr-defined]
        issues = self.fields["issues"]
        issues.queryset = Theme.objects.filter(**ISSUES)  # type: ignore[attr-defined]
        found = ((one.pk, issue_name(one.code, one.label)) for one in issues.queryset)  # type: ignore[attr-defined]
        issues.choices = sorted(found, key=lambda choice: choice[1])  # type: ignore[attr-defined]
