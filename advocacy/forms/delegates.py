"""What people keep of those who come to Geneva."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation
from accounts.rules import can_coordinate_workspace
from advocacy.forms.statements import organisations_in, with_status
from advocacy.models import Delegate, Event
from advocacy.models.delegates import KEPT_AT_MOST, KEPT_FOR
from common.forms import ManyPicks, Picks, Ticks
from implementation.forms.fields import day_field, line_field
from submissions.forms.preparing import PreparedForm, long_field


class DelegateForm(PreparedForm):
    """Who comes, through which doors, on which days, and whether they may be seen or named."""

    model = Delegate
    name = line_field(
        gettext_lazy("Name"),
        200,
        required=True,
        help_text=gettext_lazy("As it must stand on the badge. Write no number of a passport or of any other paper."),
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Through which of you they come"),
        queryset=Organisation.objects.none(),
        help_text=gettext_lazy("Its owners and editors see them, and those of the organisation that coordinates."),
        error_messages={"required": gettext_lazy("Say through which organisation they come.")},
    )
    affiliation = line_field(gettext_lazy("Their own organisation, if it is another"), 200)
    accredited_by = line_field(
        gettext_lazy("Organisation with ECOSOC status that accredits them"),
        200,
        help_text=gettext_lazy("Its own name where it has status, else the name of the friend that lends it."),
    )
    badge = forms.ChoiceField(label=pgettext_lazy("to enter the Palais", "Badge"), choices=Delegate.Badge.choices)
    visa = forms.ChoiceField(label=gettext_lazy("Visa"), choices=Delegate.Visa.choices)
    first_day = day_field(gettext_lazy("First day"))
    last_day = day_field(gettext_lazy("Last day"))
    rooms = forms.MultipleChoiceField(
        label=gettext_lazy("Rooms that they may enter"), choices=Delegate.Room.choices, required=False, widget=ManyPicks
    )
    events = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Events that they go to"), queryset=Event.objects.none(), required=False, widget=Ticks
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("Photos and names"),
        choices=Delegate.Shown.choices,
        widget=Picks,
        help_text=gettext_lazy("Ask them, also what their family wants. Until they say otherwise: neither."),
    )
    notes = long_field(
        pgettext_lazy("of a delegate", "Notes"),
        rows=2,
        help_text=gettext_lazy("Such as: needs a room without steps. Nothing that would harm them in other hands."),
    )
    erase_date = day_field(
        gettext_lazy("Erased on"),
        required=True,
        help_text=gettext_lazy("On that day it is gone for good, by itself. You can move the day until then."),
        error_messages={"required": gettext_lazy("Say until when you keep it.")},
    )
    WORDS = (
        *("name", "organisation", "affiliation", "accredited_by", "badge", "visa", "first_day", "last_day"),
        *("rooms", "shown", "notes", "erase_date"),
    )
    LINKS = ("events",)

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        usual = {
            "badge": Delegate.Badge.NEEDED,
            "visa": Delegate.Visa.UNNEEDED,
            "shown": Delegate.Shown.HIDDEN,
            "erase_date": today + KEPT_FOR,
        }
        super().__init__(*args, **more | {"initial": usual | more.pop("initial", {})})
        self.today = today
        fields: Any = self.fields
        offered = organisations_in(self.workspace)
        if not can_coordinate_workspace(self.user, self.workspace):
            offered = Organisation.objects.speaking_in(self.workspace, user=self.user)
        fields["organisation"].queryset = offered
        fields["organisation"].label_from_instance = with_status
        ours = Organisation.objects.speaking_in(self.workspace, user=self.user).first()
        fields["organisation"].initial = ours.pk if ours else None
        events = Event.objects.visible_to(self.user).filter(workspace=self.workspace)
        fields["events"].queryset = events.exclude(status=Event.Status.CANCELLED).in_order()
        if not fields["events"].queryset:
            fields["events"].help_text = gettext_lazy("There is none in this workspace yet.")

    def clean_erase_date(self) -> date:
        day: date = self.cleaned_data["erase_date"]
        if day <= self.today:
            raise forms.ValidationError(gettext_lazy("Choose a day that is still to come, or take them away now."))
        since = self.row.created_at.date() if self.row else self.today
        if day > since + KEPT_AT_MOST:
            raise forms.ValidationError(gettext_lazy("Nobody stands on this list longer than a year."))
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext_lazy("The last day comes before the first."))
        erased = data.get("erase_date")
        if last and erased and erased <= last:
            self.add_error("erase_date", gettext_lazy("They would be erased before they have travelled."))
        return data
