"""What people choose and write when they put a mid-term report together."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import Organisation, User, Workspace, WorkspaceMember
from common.forms import Picks, SeenForm, Ticks
from cycles.models import RecommendationTheme, Theme
from implementation.forms.fields import day_field, line_field
from implementation.models import MidTermDraft, MidTermSignature

LONGEST_TEXT = 20_000
_FIELDS = ("name", "order", "shows", "rated_from", "rated_until")


class DraftForm(SeenForm):
    """Which recommendations a report covers, in which order, and what it shows of them."""

    name = line_field(
        pgettext_lazy("report", "Name"),
        120,
        required=True,
        help_text=gettext_lazy("For the workspace only: it stands in no report. Such as “Mid-term 2027, detention”."),
        error_messages={"required": gettext_lazy("Give the report a name, so that you find it again.")},
    )
    order = forms.ChoiceField(
        label=gettext_lazy("In which order"), choices=MidTermDraft.Order.choices, widget=Picks, initial="theme"
    )
    shows = forms.MultipleChoiceField(
        label=gettext_lazy("What it shows"),
        choices=MidTermDraft.Show.choices,
        widget=Ticks,
        required=False,
        initial=MidTermDraft.Show.values,
    )
    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only these themes"),
        queryset=Theme.objects.none(),
        widget=Ticks,
        required=False,
        help_text=gettext_lazy("None ticked: all themes."),
    )
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only the ratings of these organisations"),
        queryset=Organisation.objects.none(),
        widget=Ticks,
        required=False,
        help_text=gettext_lazy("None ticked: the ratings that count for the workspace."),
    )
    rated_from = day_field(gettext_lazy("Only ratings from this day on"))
    rated_until = day_field(gettext_lazy("Only ratings up to this day"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, workspace: Workspace, draft: MidTermDraft | None = None, **more: Any) -> None:
        more["initial"] = _values(draft) if draft else None
        super().__init__(*args, **more)
        self.fields["themes"].queryset = themes_of(workspace)  # type: ignore[attr-defined]
        self.fields["organisations"].queryset = writers_of(workspace)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("rated_from"), self.cleaned_data.get("rated_until")
        if first and last and last < first:
            self.add_error("rated_until", gettext("This is before the first day. Check both days."))
        return self.cleaned_data

    @property
    def chosen(self) -> dict[str, Any]:
        """As the services want it."""
        return {
            "words": {name: self.cleaned_data[name] for name in _FIELDS},
            "themes": list(self.cleaned_data["themes"]),
            "organisations": list(self.cleaned_data["organisations"]),
        }


class MidTermTextForm(SeenForm):
    """One text of a report in one language; ``seen`` is the text that it takes the place of."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("An empty line begins a new paragraph. Without a text the part is left out."),
    )
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)


class SignForm(forms.Form):
    """What an organisation says to a report, by somebody who may say it."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("In the name of"), queryset=Organisation.objects.none(), widget=Picks, empty_label=None
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        widget=Picks,
        choices=[
            (MidTermSignature.Decision.SIGNED, pgettext_lazy("decision", "Sign")),
            (MidTermSignature.Decision.DECLINED, pgettext_lazy("decision", "Do not sign")),
            (MidTermSignature.Decision.WITHDRAWN, pgettext_lazy("decision", "Take the signature back")),
        ],
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=gettext_lazy("PNG or JPEG, at most 2 MB. We keep a small copy without its hidden data."),
    )

    def __init__(self, *args: Any, user: User, workspace: Workspace, **more: Any) -> None:
        super().__init__(*args, **more)
        mine = signing_organisations(user, workspace)
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]
        self.fields["organisation"].initial = mine.first()

    def refuse_logo(self) -> None:
        """Say at the field that the file is no picture that we keep."""
        self.add_error("logo", gettext("This is no PNG or JPEG picture of at most 2 MB. Choose another file."))


class PublishForm(forms.Form):
    """In which languages a report is published, and that somebody has looked at what everybody will see."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=settings.LANGUAGES,
        widget=Ticks,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    is_read = forms.BooleanField(
        label=gettext_lazy("I have read the preview in these languages. It names nobody who must not be named."),
        error_messages={"required": gettext_lazy("Read the preview first, then say so here.")},
    )


def themes_of(workspace: Workspace) -> Any:
    """The themes under which recommendations of the workspace's review stand."""
    used = RecommendationTheme.objects.filter(recommendation__review=workspace.review_id)
    return Theme.objects.filter(pk__in=used.values("theme")).order_by("label", "pk")


def writers_of(workspace: Workspace) -> Any:
    """The organisations that rate in a workspace."""
    rows = WorkspaceMember.objects.filter(workspace=workspace, role__in=WorkspaceMember.WRITERS)
    return Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("name", "pk")


def signing_organisations(user: User, workspace: Workspace) -> Any:
    """Those of the workspace in whose name ``user`` may sign: an owner signs for an organisation."""
    return Organisation.objects.owned_by(user).filter(pk__in=writers_of(workspace).values("pk")).order_by("name", "pk")


def _values(draft: MidTermDraft) -> dict[str, Any]:
    chosen = {"themes": list(draft.themes.all()), "organisations": list(draft.organisations.all())}
    return {name: getattr(draft, name) for name in _FIELDS} | chosen | {"key": draft.pk, "seen": draft.version}
