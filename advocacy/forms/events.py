"""What people say of an event: before it, of who speaks there, of what is to be done, and after it."""

import datetime as dt
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from accounts.models import Organisation, User, Workspace
from advocacy.forms.pipeline import ProposalsField
from advocacy.forms.statements import organisations_in, with_status
from advocacy.models import Event, EventSpeaker, EventTask, Factsheet, Statement, Target
from advocacy.speaking import LANGUAGE_NAMES
from common.forms import Picks, SeenForm, Ticks
from cycles.dates import day_in_words
from cycles.models import Confidence
from implementation.forms.fields import CurrencyField, day_field, line_field, money_field
from reminders.forms.deadlines import TITLE_HELP, HolderForm, ZoneField, skipped_hour
from reminders.moments import GENEVA
from submissions.forms.preparing import PreparedForm, long_field

MOST_PEOPLE = 1_000_000
MOST_MINUTES = 24 * 60
CERTAINTIES = [
    (Confidence.CONFIRMED, gettext_lazy("Official: whoever gives the room or the day confirmed it")),
    (Confidence.TENTATIVE, gettext_lazy("Tentative: planned so, not confirmed yet")),
    (Confidence.ESTIMATED, gettext_lazy("An estimate: about then")),
]
WHOLE_NUMBER = {"invalid": gettext_lazy("Write a whole number.")}


def count_field(label: Any, most: int, least: int = 0, **options: Any) -> forms.IntegerField:
    """A whole number that may be left out."""
    usual: dict[str, Any] = {"required": False, "min_value": least, "max_value": most, "error_messages": WHOLE_NUMBER}
    return forms.IntegerField(label=label, **usual | options)


class TargetsField(forms.ModelMultipleChoiceField):
    """States of the pipeline, ticked."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Target.objects.none(), required=False, widget=Ticks, **options)

    def offer(self, *, user: User, workspace: Workspace) -> None:
        """All of them by their names."""
        self.queryset = Target.objects.visible_to(user).filter(workspace=workspace).select_related("state")
        named = sorted((one.state.name, str(one.pk)) for one in self.queryset)
        self.choices = [(key, name) for name, key in named]
        if not named:
            self.help_text = gettext_lazy("No State stands in the pipeline yet.")


class TitledField(forms.ModelMultipleChoiceField):
    """Papers of the workspace by their titles, ticked."""

    def __init__(self, model: Any, **options: Any) -> None:
        self.model = model
        super().__init__(queryset=model.objects.none(), required=False, widget=Ticks, **options)

    def offer(self, *, user: User, workspace: Workspace) -> None:
        """All of them."""
        self.queryset = self.model.objects.visible_to(user).filter(workspace=workspace).order_by("title", "pk")
        if not self.queryset:
            self.help_text = gettext_lazy("There is none in this workspace yet.")


class MoneyMixin(forms.Form):
    """Amounts of an event have one currency, also the one that another form asks for."""

    # What stands already; forms of a row have it as theirs.
    row: Event | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        others = [name for name in ("budget", "spent") if name not in self.fields]
        stands = self.row is not None and any(getattr(self.row, name) is not None for name in others)
        has_money = stands or any(data.get(name) is not None for name in ("budget", "spent"))
        if has_money and "currency" in data and not data["currency"]:
            self.add_error("currency", gettext_lazy("A currency has three letters, such as USD."))
        elif stands and self.row and "currency" in data and data["currency"] != self.row.currency:
            said = gettext("An amount of this event is in %(currency)s already.")
            self.add_error("currency", said % {"currency": self.row.currency})
        return data


class EventForm(MoneyMixin, PreparedForm):
    """What it is, when and where, who leads and who is invited, what is handed out, what it costs."""

    model = Event
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Event.Kind.choices)
    title = line_field(
        gettext_lazy("Title"),
        150,
        required=True,
        help_text=TITLE_HELP,
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    date = day_field(gettext_lazy("Day"), help_text=gettext_lazy("Leave it empty as long as nobody knows it."))
    certainty = forms.ChoiceField(
        label=gettext_lazy("How sure the day is"),
        choices=CERTAINTIES,
        widget=Picks,
    )
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
    minutes = count_field(gettext_lazy("Minutes that you have in all"), MOST_MINUTES, least=1)
    place = line_field(gettext_lazy("Place and room"), 300)
    link = forms.URLField(
        label=gettext_lazy("Link to join online"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Who of you leads"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=gettext_lazy("With its ECOSOC status. They are reminded."),
    )
    booked_by = line_field(
        gettext_lazy("Who books the room"),
        200,
        help_text=gettext_lazy(
            "At the United Nations only an organisation with ECOSOC status can. It may be a friend."
        ),
    )
    language = forms.ChoiceField(
        label=pgettext_lazy("of an event", "Language"),
        choices=[("", pgettext_lazy("language of an event", "another one")), *LANGUAGE_NAMES.items()],
        required=False,
    )
    interpretation = line_field(
        gettext_lazy("Interpretation"),
        200,
        help_text=gettext_lazy("Into which languages, and who gives it. For side events the United Nations give none."),
    )
    cameras = forms.ChoiceField(
        label=gettext_lazy("Photos and stream"), choices=Event.Cameras.choices, widget=Picks, required=False
    )
    expected = count_field(gettext_lazy("How many you expect"), MOST_PEOPLE)
    budget = money_field(gettext_lazy("Planned cost"))
    currency = CurrencyField(required=False)
    invited = TargetsField(label=gettext_lazy("States that are invited, from the pipeline"))
    proposals = ProposalsField(label=gettext_lazy("Recommendations to present"))
    factsheets = TitledField(Factsheet, label=gettext_lazy("Factsheets to hand out"))
    statements = TitledField(Statement, label=gettext_lazy("Statements"))
    WORDS = (
        *("kind", "title", "date", "certainty", "time", "zone", "minutes", "place", "link", "organisation"),
        *("booked_by", "language", "interpretation", "cameras", "expected", "budget", "currency"),
    )
    LINKS = ("invited", "proposals", "factsheets", "statements")

    def __init__(self, *args: Any, **more: Any) -> None:
        usual = {"zone": GENEVA, "certainty": Confidence.TENTATIVE}
        super().__init__(*args, **more | {"initial": usual | more.pop("initial", {})})
        fields: Any = self.fields
        for name in self.LINKS:
            fields[name].offer(user=self.user, workspace=self.workspace)
        fields["organisation"].queryset = organisations_in(self.workspace)
        fields["organisation"].label_from_instance = with_status

    def clean_date(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["date"]
        if day and not 2000 <= day.year <= 2100:
            raise forms.ValidationError(gettext_lazy("This day is too far away."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("time") or not {"date", "zone"} <= data.keys():
            return data
        if not data["date"]:
            self.add_error("date", gettext_lazy("Say on which day that hour is."))
        elif shown := skipped_hour(data["date"], data["time"], data["zone"]):
            said = {"day": day_in_words(data["date"]), "shown": f"{shown:%H:%M}"}
            self.add_error(
                "time", gettext("On %(day)s the clocks go forward and show %(shown)s then. Choose another hour.") % said
            )
        return data


class EventResultsForm(MoneyMixin, SeenForm):
    """Two minutes on a phone: how many and which States came, what came of it, what was published, what it cost."""

    attendance = count_field(gettext_lazy("How many came"), MOST_PEOPLE)
    came = TargetsField(label=gettext_lazy("States that came"))
    results = long_field(
        gettext_lazy("What came of it"),
        rows=4,
        help_text=gettext_lazy(
            "Who said what they will recommend, which words they asked for. Sealed in the database."
        ),
    )
    proposals = ProposalsField(label=gettext_lazy("Recommendations that were presented"))
    press = long_field(gettext_lazy("In the press"), rows=2, help_text=gettext_lazy("Titles or links, one a line."))
    spent = money_field(pgettext_lazy("money", "What it cost"))
    currency = CurrencyField(required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    WORDS = ("attendance", "results", "press", "spent", "currency")
    LINKS = ("came", "proposals")

    def __init__(self, *args: Any, user: User, event: Event, **more: Any) -> None:
        initial: dict[str, Any] = {name: getattr(event, name) for name in self.WORDS} | {"seen": event.version}
        initial |= {name: [one.pk for one in getattr(event, name).all()] for name in self.LINKS}
        super().__init__(*args, **more | {"initial": initial})
        self.row = event
        fields: Any = self.fields
        for name in self.LINKS:
            fields[name].offer(user=user, workspace=event.workspace)

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS}

    @property
    def links(self) -> dict[str, Any]:
        """Which States came, and what was presented."""
        return {name: list(self.cleaned_data[name]) for name in self.LINKS}


class EventPartForm(HolderForm):
    """A row of an event that an organisation or a person of the workspace has."""

    model: Any
    links: ClassVar[dict[str, Any]] = {}
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    WORDS: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: User, workspace: Workspace, row: Any = None, **more: Any) -> None:
        initial: dict[str, Any] = {}
        if row:
            initial = {name: getattr(row, name) for name in self.WORDS} | {"seen": row.version}
        initial |= more.pop("initial", {})
        super().__init__(*args, user=user, workspace=workspace, deadline=row, initial=initial, **more)
        self.workspace, self.row = workspace, row

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS} | self.holders


class EventSpeakerForm(EventPartForm):
    """Who speaks, for whom, on what, and for how many minutes."""

    model = EventSpeaker
    theme = line_field(gettext_lazy("What they speak about"), 160)
    name = line_field(
        gettext_lazy("Name of somebody from outside"),
        120,
        help_text=gettext_lazy("Sealed in the database. Leave it empty until it must be known."),
    )
    affiliation = line_field(gettext_lazy("Their organisation"), 200, help_text=gettext_lazy("Sealed as well."))
    may_be_named = forms.BooleanField(
        label=gettext_lazy("They agreed to be named on paper"),
        required=False,
        help_text=gettext_lazy("Without that, the printed sheet shows their place and not their name."),
    )
    erase_date = day_field(
        gettext_lazy("Erased on"),
        help_text=gettext_lazy(
            "On that day both are gone for good, by themselves. Left empty: half a year after the event; where that is "
            "past or has no day, half a year from today."
        ),
    )
    minutes = count_field(gettext_lazy("Minutes"), MOST_MINUTES, least=1)
    statement = forms.ModelChoiceField(
        label=gettext_lazy("Statement"), queryset=Statement.objects.none(), required=False
    )
    field_order = ("holder", "name", "affiliation", "may_be_named", "erase_date", "theme", "minutes", "statement")
    WORDS = ("name", "affiliation", "may_be_named", "erase_date", "theme", "minutes", "statement")

    def __init__(self, *args: Any, event: Event, today: dt.date, **more: Any) -> None:
        super().__init__(*args, workspace=event.workspace, **more)
        self.event, self.today = event, today
        fields: Any = self.fields
        fields["holder"].label = gettext("Who of you speaks")
        fields["holder"].help_text = ""
        found = Statement.objects.visible_to(more["user"]).filter(workspace=self.workspace)
        fields["statement"].queryset = found.order_by("title", "pk")
        fields["statement"].empty_label = gettext("none yet")

    def clean_erase_date(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["erase_date"]
        if day and day <= self.today:
            raise forms.ValidationError(gettext_lazy("Choose a day that is still to come, or take the name away now."))
        if day and self.event.date and day <= self.event.date:
            raise forms.ValidationError(gettext_lazy("The name would be erased before the event is over."))
        if day and self.event.names_erased_on(day, today=self.today) != day:
            raise forms.ValidationError(gettext_lazy("Nobody stands on this list longer than a year."))
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not any(data.get(name) for name in ("holder", "name", "affiliation", "theme")):
            self.add_error("theme", gettext_lazy("Say who speaks, or what about."))
        if (
            self.row
            and self.row.may_be_named
            and data.get("may_be_named")
            and {"name", "holder"} & {*self.changed_data}
        ):
            # Whoever agreed was somebody else: unticked, it is asked anew.
            sent: Any = self.data
            sent = self.data = sent.copy()
            sent.pop("may_be_named", None)
            self.add_error("may_be_named", gettext_lazy("Somebody else speaks now. Ask them, then tick it again."))
        return data


class EventTaskForm(EventPartForm):
    """What is to be done, until when, by whom."""

    model = EventTask
    title = line_field(
        gettext_lazy("What is to be done"),
        150,
        required=True,
        help_text=TITLE_HELP,
        error_messages={"required": gettext_lazy("Write what is to be done.")},
    )
    date = day_field(gettext_lazy("Until"), help_text=gettext_lazy("Stands among the deadlines."))
    field_order = ("title", "date", "holder")
    WORDS = ("title", "date")
