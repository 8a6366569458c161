"""Forms by which people say what is due when, and who has it."""

import datetime as dt
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from accounts.models import Membership, Organisation, User, Workspace, WorkspaceMember
from common.forms import DayInput, SeenForm
from cycles.dates import day_in_words
from reminders.models import Deadline
from reminders.moments import GENEVA, end_of
from reminders.services.deadlines import Day
from reminders.zones import clean_zone, zone_of, zones_of_states

NOBODY = ""
TITLE_HELP = gettext_lazy(
    "Reminders say it here, mails never do. All the same, name no person, and nothing that could harm somebody."
)


def skipped_hour(day: dt.date, hour: dt.time, zone: str) -> dt.time | None:
    """What clocks in ``zone`` show instead of ``hour`` where summer time leaves it out on that day."""
    shown = dt.datetime.combine(day, hour, tzinfo=ZoneInfo(zone)).astimezone(dt.UTC).astimezone(ZoneInfo(zone)).time()
    return None if shown == hour else shown


class ZoneField(forms.CharField):
    """A time zone by its name, by an older name, or by its city; a few are offered."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=60, widget=widget, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return clean_zone(text) if text else text


class HolderForm(SeenForm):
    """Who has a deadline: an organisation of the workspace, one of one's own colleagues in it, or nobody yet."""

    holder = forms.ChoiceField(
        label=pgettext_lazy("deadline", "Who has it"),
        required=False,
        help_text=gettext_lazy("They are reminded, and it is late for them when the day has passed."),
        error_messages={"invalid_choice": gettext_lazy("They are not in this workspace any more. Choose again.")},
    )

    def __init__(self, *args: Any, user: User, workspace: Workspace, deadline: Deadline | None = None, **more: Any):
        super().__init__(*args, **more)
        parts = WorkspaceMember.objects.visible_to(user).filter(workspace=workspace)
        found = Organisation.objects.filter(pk__in=parts.values("organisation")).order_by("name", "pk")
        members = Membership.objects.visible_to(user).filter(organisation__in=parts.values("organisation"))
        people = User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name", "email")
        self.organisations = {f"organisation:{one.pk}": one for one in found}
        self.people = {f"person:{one.pk}": one for one in people}
        now = holder_of(deadline)
        if deadline and deadline.person and now not in self.people:
            # Somebody of another organisation keeps it, unless another choice is made.
            self.people[now] = deadline.person
        field = self.fields["holder"]
        field.initial = now
        field.choices = [  # type: ignore[attr-defined]
            (NOBODY, pgettext("deadline", "Nobody yet")),
            (gettext("Organisations"), [(key, str(one)) for key, one in self.organisations.items()]),
            (gettext("People"), [(key, self._name(one, user)) for key, one in self.people.items()]),
        ]

    def _name(self, person: User, user: User) -> str:
        if person.pk == user.pk:
            return gettext("%(person)s (you)") % {"person": person}
        return str(person) if person.name else gettext("somebody without a name")

    @property
    def holders(self) -> dict[str, Any]:
        """As the services want them."""
        key = self.cleaned_data["holder"]
        return {"organisation": self.organisations.get(key), "person": self.people.get(key)}


def holder_of(deadline: Deadline | None) -> str:
    """The choice that stands for who has it now."""
    if deadline and deadline.person_id:
        return f"person:{deadline.person_id}"
    return f"organisation:{deadline.organisation_id}" if deadline and deadline.organisation_id else NOBODY


class DeadlineForm(HolderForm):
    """Something that is due: what, on which day, at which hour on whose clock, and who has it."""

    title = forms.CharField(
        label=pgettext_lazy("deadline", "What is due"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=TITLE_HELP,
        error_messages={"required": gettext_lazy("Write what is due.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[(one.value, one.label) for one in Deadline.BY_HAND])
    date = forms.DateField(
        label=gettext_lazy("Day"),
        widget=DayInput(),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("This is no day of the calendar. Write it as 2027-04-02."),
        },
    )
    time = forms.TimeField(
        label=gettext_lazy("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Without an hour the whole day is meant."),
        error_messages={"invalid": gettext_lazy("This is no hour. Write it as 17:30.")},
    )
    zone = ZoneField(
        label=gettext_lazy("Time zone of the day and the hour"),
        help_text=gettext_lazy("Where the clock hangs: a city such as Nairobi, or Europe/Zurich for Geneva."),
        error_messages={"required": gettext_lazy("Write a time zone.")},
    )
    # What a second press of the button, and a change by somebody else, are known by.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "kind", "date", "time", "zone", "holder")

    def __init__(self, *args: Any, user: User, workspace: Workspace, at: dt.datetime, **more: Any) -> None:
        deadline: Deadline | None = more.get("deadline")
        own = zone_of(user)
        now = _values(deadline) if deadline else {"kind": Deadline.Kind.DRAFT, "zone": own}
        super().__init__(*args, user=user, workspace=workspace, initial=now | more.pop("initial", {}), **more)
        self.deadline, self.at = deadline, at
        offered = [GENEVA, own, *zones_of_states([workspace.review.state_under_review])]
        self.zones = list(dict.fromkeys(offered))
        self.fields["zone"].widget.attrs["list"] = "zones"

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        # Where one of the three is wrong, that is said first.
        if {"date", "time", "zone"} <= data.keys() and not self._stays():
            self._check_moment(data["date"], data["time"], data["zone"])
        return data

    def _stays(self) -> bool:
        """What is over already may get other words."""
        one, data = self.deadline, self.cleaned_data
        return bool(one and (one.date, one.time, one.zone) == (data["date"], data["time"], data["zone"]))

    def _check_moment(self, day: dt.date, hour: dt.time | None, zone: str) -> None:
        if hour and (shown := skipped_hour(day, hour, zone)):
            words = {"hour": f"{hour:%H:%M}", "shown": f"{shown:%H:%M}", "day": day_in_words(day), "zone": zone}
            self.add_error(
                "time",
                gettext(
                    "On %(day)s the clocks of %(zone)s go forward: there is no %(hour)s, they show %(shown)s then. "
                    "Choose another hour."
                )
                % words,
            )
        elif day < self.at.astimezone(ZoneInfo(zone)).date():
            self.add_error("date", gettext("This day is over. Choose today or a day to come."))
        elif end_of(day, hour, zone) < self.at:
            self.add_error("time", gettext("This hour is over. Choose a later one."))

    def clean_date(self) -> dt.date:
        day = self.cleaned_data["date"]
        if day.year > self.at.year + 15:
            raise ValidationError(gettext("This is more than fifteen years ahead. Check the year."))
        return day

    @property
    def day(self) -> Day:
        data = self.cleaned_data
        return Day(day=data["date"], hour=data["time"], zone=data["zone"])


def _values(deadline: Deadline) -> dict[str, Any]:
    names = ("title", "kind", "date", "time", "zone")
    return {name: getattr(deadline, name) for name in names} | {"seen": deadline.version}
