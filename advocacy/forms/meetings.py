"""What people say of a meeting: before it, right after it, and in the mail that follows."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import Organisation, User, Workspace
from advocacy.forms.fields import StateField
from advocacy.forms.pipeline import ProposalsField
from advocacy.models import Contact, Factsheet, Meeting, Target
from common.forms import Picks, SeenForm, Ticks
from cycles.dates import day_in_words
from implementation.forms.fields import day_field, line_field
from reminders.forms.deadlines import TITLE_HELP, ZoneField, skipped_hour
from reminders.moments import GENEVA
from submissions.forms.preparing import PreparedForm, long_field


class ContactsField(forms.ModelMultipleChoiceField):
    """People whom the workspace knows, ticked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Contact.objects.none(), required=False, widget=Ticks, **options)

    def offer(self, *, user: User, workspace: Workspace) -> None:
        """All of them, by State and by name: names are sealed, so they are put in order here."""
        self.queryset = Contact.objects.visible_to(user).filter(workspace=workspace).with_state()
        named = sorted((str(one.state or ""), one.name, str(one.pk)) for one in self.queryset)
        self.choices = [(key, f"{name} · {state}" if state else name) for state, name, key in named]
        if not named:
            self.help_text = gettext_lazy("No contact is kept yet.")


class FactsheetsField(forms.ModelMultipleChoiceField):
    """Factsheets of the workspace, ticked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Factsheet.objects.none(), required=False, widget=Ticks, **options)

    def offer(self, *, user: User, workspace: Workspace) -> None:
        """All of them, each with its language."""
        rows = Factsheet.objects.visible_to(user).filter(workspace=workspace)
        self.queryset = rows.defer("logos").in_order()
        if not self.queryset:
            self.help_text = gettext_lazy("There is none in this workspace yet.")

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} · {obj.language_name}"


class MeetingForm(PreparedForm):
    """When, where, with whom, in which language, and what is to be put before them."""

    model = Meeting
    title = line_field(
        gettext_lazy("With whom, in a few words"),
        150,
        required=True,
        help_text=TITLE_HELP,
        error_messages={"required": gettext_lazy("Write with whom, such as: Mission of France.")},
    )
    state = StateField()
    date = day_field(gettext_lazy("Day"), required=True, error_messages={"required": gettext_lazy("Choose a day.")})
    time = forms.TimeField(
        label=gettext_lazy("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("This is no hour. Write it as 17:30.")},
    )
    zone = ZoneField(
        label=gettext_lazy("Time zone of the place"),
        help_text=gettext_lazy("A city such as Nairobi, or Europe/Zurich for Geneva."),
        error_messages={"required": gettext_lazy("Write a time zone.")},
    )
    place = line_field(gettext_lazy("Place"), 300)
    language = forms.ChoiceField(label=pgettext_lazy("of a meeting", "Language"), choices=settings.LANGUAGES)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Who of you goes"), queryset=Organisation.objects.none(), required=False
    )
    contacts = ContactsField(label=gettext_lazy("Whom you meet"))
    proposals = ProposalsField(label=gettext_lazy("Recommendations to present"))
    factsheets = FactsheetsField(label=gettext_lazy("Factsheets to hand over"))
    WORDS = ("title", "state", "date", "time", "zone", "place", "language", "organisation")
    LINKS = ("contacts", "proposals", "factsheets")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more | {"initial": {"zone": GENEVA} | more.pop("initial", {})})
        fields: Any = self.fields
        fields["state"].offer(without=self.workspace.review.state_under_review)
        for name in self.LINKS:
            fields[name].offer(user=self.user, workspace=self.workspace)
        parts = Organisation.objects.filter(workspace_rows__workspace=self.workspace).order_by("name", "pk")
        fields["organisation"].queryset = parts

    def clean_date(self) -> dt.date:
        day: dt.date = self.cleaned_data["date"]
        if not 2000 <= day.year <= 2100:
            raise forms.ValidationError(gettext_lazy("This day is too far away."))
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("time") and {"date", "zone"} <= data.keys():
            shown = skipped_hour(data["date"], data["time"], data["zone"])
            if shown:
                said = {"day": day_in_words(data["date"]), "shown": f"{shown:%H:%M}"}
                self.add_error(
                    "time",
                    gettext("On %(day)s the clocks go forward and show %(shown)s then. Choose another hour.") % said,
                )
        return data


class DebriefForm(SeenForm):
    """Two minutes on a phone: where they stand, what they said and promised, what was left with them, what is next."""

    stands = forms.ChoiceField(
        label=gettext_lazy("Where they stand now"),
        choices=[(one.value, one.label) for one in Target.Status if one != Target.Status.IDENTIFIED],
        widget=Picks,
        required=False,
    )
    said = long_field(gettext_lazy("What was said"), rows=4)
    promise = long_field(gettext_lazy("What they promised"), rows=2)
    presented = ProposalsField(label=gettext_lazy("Recommendations that you presented"))
    factsheets = FactsheetsField(label=gettext_lazy("Factsheets that you left with them"))
    papers = line_field(
        gettext_lazy("Other papers that you left with them"), 300, help_text=gettext_lazy("Reports, a letter.")
    )
    follow_up = line_field(gettext_lazy("What you do next"), 150, help_text=TITLE_HELP)
    follow_up_date = day_field(gettext_lazy("Until"), help_text=gettext_lazy("Stands among the deadlines."))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    WORDS = ("said", "promise", "papers", "follow_up", "follow_up_date")
    ROW_NAMES: ClassVar[dict[str, str]] = {"presented": "proposals"}

    def __init__(self, *args: Any, user: User, meeting: Meeting, stands: str, **more: Any) -> None:
        initial = {name: getattr(meeting, name) for name in self.WORDS}
        initial |= {"stands": stands, "seen": meeting.version}
        initial["presented"] = [one.pk for one in meeting.proposals.all()]
        initial["factsheets"] = [one.pk for one in meeting.factsheets.all()]
        super().__init__(*args, **more | {"initial": initial})
        self.meeting = meeting
        fields: Any = self.fields
        fields["presented"].offer(user=user, workspace=meeting.workspace)
        fields["factsheets"].offer(user=user, workspace=meeting.workspace)
        if meeting.state_id is None:
            del fields["stands"]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.meeting.state_id and "stands" in data and not data["stands"]:
            self.add_error("stands", gettext_lazy("Say where they stand now."))
        if data.get("follow_up_date") and not data.get("follow_up"):
            self.add_error("follow_up", gettext_lazy("Write what you do until then."))
        return data

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS}

    @property
    def links(self) -> dict[str, Any]:
        """What was put before them and left with them."""
        return {name: list(self.cleaned_data[name]) for name in ("presented", "factsheets")}

    def says_what_stands_in(self, meeting: Meeting) -> bool:
        """Whether these very words stand there: the line dropped before the first answer came."""
        links = {"proposals": self.links["presented"], "factsheets": self.links["factsheets"]}
        return meeting.says(self.words | {"status": Meeting.Status.HELD}, links)


class MailForm(SeenForm):
    """The draft of a mail; a person sends it from their own mailbox."""

    subject = line_field(
        gettext_lazy("Subject"), 200, required=True, error_messages={"required": gettext_lazy("Write a subject.")}
    )
    text = long_field(
        pgettext_lazy("of a mail", "Text"),
        rows=14,
        required=True,
        error_messages={"required": gettext_lazy("Write the text.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    ROW_NAMES: ClassVar[dict[str, str]] = {"subject": "mail_subject", "text": "mail_text"}
