"""What people write of a message of the campaign, and of its being posted."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from accounts.models import Organisation
from advocacy.campaign_picture import undrawable
from advocacy.forms.statements import organisations_in
from advocacy.models import CampaignMessage, Factsheet
from advocacy.models.campaign import LONGEST_ALT
from advocacy.speaking import LANGUAGE_NAMES
from common.forms import ManyPicks, Picks, SeenForm
from cycles.dates import day_in_words
from implementation.forms.fields import day_field, line_field
from reminders.forms.deadlines import ZoneField, skipped_hour
from reminders.zones import zone_of
from submissions.forms.preparing import PreparedForm, long_field
from submissions.models import PriorityIssue, ProposedRecommendation

_LONGEST_TAG, _MOST_TAGS = 60, 30
_TAG = re.compile(r"(?=.*[^\W\d_])\w+")
_ADDRESS_WRONG = {"invalid": gettext_lazy("This is no web address. Copy it from the browser: https://…")}


def address_field(label: Any, **options: Any) -> forms.URLField:
    """A web address."""
    box = forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off"})
    usual: dict[str, Any] = {"label": label, "required": False, "max_length": 500, "widget": box}
    return forms.URLField(assume_scheme="https", error_messages=_ADDRESS_WRONG, **usual | options)


def hour_field(**options: Any) -> forms.TimeField:
    """An hour of the clock."""
    usual: dict[str, Any] = {
        "label": gettext_lazy("Hour"),
        "required": False,
        "widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        "error_messages": {"invalid": gettext_lazy("This is no hour. Write it as 17:30.")},
    }
    return forms.TimeField(**usual | options)


class MessageForm(PreparedForm):
    """One message on one channel in one language."""

    model = CampaignMessage
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"),
        choices=CampaignMessage.Channel.choices,
        error_messages={"required": gettext_lazy("Choose a channel.")},
    )
    language = forms.ChoiceField(label=pgettext_lazy("of a message", "Language"), choices=list(LANGUAGE_NAMES.items()))
    text = long_field(
        pgettext_lazy("of a message", "Text"),
        rows=5,
        help_text=gettext_lazy("Name nobody who has not agreed to it, and nothing by which somebody is known."),
    )
    hashtags = forms.MultipleChoiceField(
        label=gettext_lazy("Hashtags that you use already"), required=False, widget=ManyPicks
    )
    new_hashtags = line_field(
        gettext_lazy("Other hashtags"),
        300,
        help_text=gettext_lazy("With spaces between them, such as: #UPR48 #Arcadia"),
    )
    link = address_field(
        gettext_lazy("Link"), help_text=gettext_lazy("Published factsheets are offered while you type.")
    )
    date = day_field(
        gettext_lazy("Day"), help_text=gettext_lazy("Stands among the deadlines; who posts it is reminded in time.")
    )
    time = hour_field()
    zone = ZoneField(
        label=gettext_lazy("Time zone of the day and the hour"),
        help_text=gettext_lazy("Where the clock hangs: a city such as Nairobi, or Europe/Zurich for Geneva."),
        error_messages={"required": gettext_lazy("Write a time zone.")},
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Who posts it"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
        help_text=gettext_lazy("From its own account and by hand. Nothing is posted from here."),
    )
    priority_issue = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=PriorityIssue.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    proposal = forms.ModelChoiceField(
        label=gettext_lazy("Proposed recommendation"),
        queryset=ProposedRecommendation.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    factsheet = forms.ModelChoiceField(
        label=gettext_lazy("Factsheet"),
        queryset=Factsheet.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("A picture takes its title and its logo."),
    )
    picture = forms.ChoiceField(
        label=gettext_lazy("Picture"), choices=CampaignMessage.Picture.choices, widget=Picks, required=False
    )
    picture_title = line_field(
        gettext_lazy("Title on the picture"), 120, help_text=gettext_lazy("Empty: the title of the factsheet.")
    )
    picture_words = line_field(
        gettext_lazy("One sentence or figure below it"),
        200,
        help_text=gettext_lazy("Such as: 7 of 10 traders were hit."),
    )
    picture_alt = long_field(
        gettext_lazy("What the picture shows, for those who do not see it"), rows=2, max_length=LONGEST_ALT
    )
    status = forms.ChoiceField(
        label=gettext_lazy("How far it is"),
        choices=[(one.value, one.label) for one in CampaignMessage.BEING_WRITTEN],
        widget=Picks,
        help_text=gettext_lazy("What is written waits for somebody else to approve it."),
    )
    WORDS: tuple[str, ...] = (
        *("channel", "language", "text", "hashtags", "link", "date", "time", "zone", "organisation"),
        *("priority_issue", "proposal", "factsheet", "status"),
        *("picture", "picture_title", "picture_words", "picture_alt"),
    )

    def __init__(self, *args: Any, tags: list[str], **more: Any) -> None:
        initial = {"status": CampaignMessage.Status.IDEA, "picture": ""} | more.pop("initial", {})
        super().__init__(*args, **more | {"initial": initial})
        self.initial.setdefault("zone", zone_of(self.user))
        fields: Any = self.fields
        fields["hashtags"].choices = [(tag, f"#{tag}") for tag in tags]
        self.tags = {tag.casefold(): tag for tag in tags}
        if not tags:
            del fields["hashtags"]
            fields["new_hashtags"].label = gettext("Hashtags")
        if self.row and self.row.status not in CampaignMessage.BEING_WRITTEN:
            del fields["status"]
            self.WORDS = tuple(name for name in self.WORDS if name != "status")
        fields["link"].widget.attrs["list"] = "links"
        fields["organisation"].queryset = organisations_in(self.workspace)
        issues = PriorityIssue.objects.visible_to(self.user).filter(workspace=self.workspace).named()
        fields["priority_issue"].queryset = issues
        proposals = ProposedRecommendation.objects.visible_to(self.user).filter(workspace=self.workspace)
        fields["proposal"].queryset = proposals.exclude(status=ProposedRecommendation.Status.DROPPED).in_order()
        sheets = Factsheet.objects.visible_to(self.user).filter(workspace=self.workspace).in_order()
        fields["factsheet"].queryset = sheets.defer("logos")
        fields["factsheet"].label_from_instance = lambda sheet: f"{sheet.title} ({sheet.language_name})"

    def clean_new_hashtags(self) -> list[str]:
        typed = [word.lstrip("#＃") for word in re.split(r"[\s,;،、，]+", self.cleaned_data["new_hashtags"])]
        found = [word for word in typed if word]
        wrong = [word for word in found if not _TAG.fullmatch(word) or len(word) > _LONGEST_TAG]
        if wrong:
            said = gettext("No channel reads this as a hashtag: %(words)s. Use letters, figures and _ alone.")
            raise forms.ValidationError(said % {"words": " ".join(f"#{word}" for word in wrong)})
        # One spelling in the workspace: that which was there first.
        return [self.tags.get(word.casefold(), word) for word in found]

    def clean_date(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["date"]
        if day and not 2000 <= day.year <= 2100:
            raise forms.ValidationError(gettext_lazy("This day is too far away."))
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        tags = {tag.casefold(): tag for tag in (*data.get("hashtags", ()), *data.get("new_hashtags", ()))}
        data["hashtags"] = list(tags.values())
        if len(tags) > _MOST_TAGS:
            said = ngettext("At most %(number)s hashtag.", "At most %(number)s hashtags.", _MOST_TAGS)
            self.add_error("new_hashtags", said % {"number": _MOST_TAGS})
        if data.get("status") == CampaignMessage.Status.WRITTEN and not data.get("text"):
            self.add_error("text", gettext("Write the text, or keep it as an idea."))
        self._check_hour(data)
        self._check_picture(data)
        return data

    def _check_hour(self, data: dict[str, Any]) -> None:
        day, hour, zone = (data.get(name) for name in ("date", "time", "zone"))
        if hour and not day and "date" not in self.errors:
            self.add_error("date", gettext("Choose the day of this hour."))
        if day and hour and zone and (shown := skipped_hour(day, hour, zone)):
            said = gettext("On %(day)s the clocks go forward and show %(shown)s then. Choose another hour.")
            self.add_error("time", said % {"day": day_in_words(day), "shown": f"{shown:%H:%M}"})

    def _check_picture(self, data: dict[str, Any]) -> None:
        """A picture says something, can be drawn, and is described."""
        if not data.get("picture"):
            return
        sheet = data.get("factsheet")
        if sheet and not data.get("picture_title"):
            data["picture_title"] = sheet.title
        if not (data.get("picture_title") or data.get("picture_words")):
            self.add_error("picture_title", gettext("Write what stands on the picture, or choose its factsheet."))
        if not data.get("picture_alt"):
            self.add_error("picture_alt", gettext("Describe the picture: not everybody sees it."))
        for name in ("picture_title", "picture_words"):
            if missing := undrawable(data.get(name, ""), data.get("language", "en")):
                said = gettext("Our fonts for this language have no %(signs)s. Take it out, or write it otherwise.")
                self.add_error(name, said % {"signs": " ".join(missing)})

    @property
    def draft(self) -> CampaignMessage:
        """The message that is being written, not kept; what is wrong in it stands as if it were not there."""
        said = {name: self.cleaned_data[name] for name in self.WORDS if name in self.cleaned_data}
        kept = {"channel": self["channel"].initial or "x", "language": self["language"].initial or "en"}
        return CampaignMessage(workspace=self.workspace, **kept | said)


class VariantForm(forms.Form):
    """The same message on another channel, or in another language."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=CampaignMessage.Channel.choices)
    language = forms.ChoiceField(label=pgettext_lazy("of a message", "Language"), choices=list(LANGUAGE_NAMES.items()))

    def __init__(self, *args: Any, taken: set[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.taken = taken

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if (data.get("channel"), data.get("language")) in self.taken:
            raise forms.ValidationError(gettext("It is there on this channel in this language already."))
        return data


class PostedForm(SeenForm):
    """When a person posted it, and where it stands."""

    day = day_field(gettext_lazy("Day"), required=True, error_messages={"required": gettext_lazy("Choose a day.")})
    hour = hour_field(required=True)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    address = address_field(
        gettext_lazy("Address of the post"),
        help_text=gettext_lazy("Copied from the app: Share, Copy link. Figures from a file are matched by it."),
    )

    def __init__(self, *args: Any, zone: str, at: dt.datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone, self.at = zone, at

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if {"day", "hour"} <= data.keys() and self.posted_at > self.at + dt.timedelta(minutes=5):
            self.add_error("day", gettext("This is still to come. Note it once it is posted."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        """As the services want it, beside the moment."""
        return {name: self.cleaned_data[name] for name in ("address", "seen")}

    @property
    def posted_at(self) -> dt.datetime:
        """The moment on the clock of the message."""
        return dt.datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], tzinfo=ZoneInfo(self.zone))
