"""Figures of posts as people type them, and the file that brings many at once."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.campaign_sheet import LARGEST, MOST_ROWS, FigureSheet, NoAddresses, read_figures
from advocacy.forms.fields import day_not_ahead, read_sheet
from advocacy.models import CampaignMessage, MessageResult
from implementation.forms.fields import day_field


class _OfADay(forms.Form):
    """Figures are of a day: they grow."""

    day = day_field(
        gettext_lazy("Figures as they stood on"),
        required=True,
        error_messages={"required": gettext_lazy("Choose the day on which you read the figures.")},
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more | {"initial": {"day": today} | more.pop("initial", {})})
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        day_not_ahead(day, today=self.today)
        return day


class ResultForm(_OfADay):
    """What the channel says of one post."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in MessageResult.FIGURES:
            self.fields[name] = forms.IntegerField(
                label=MessageResult.name_of(name),
                required=False,
                min_value=0,
                max_value=LARGEST,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}),
                error_messages={"invalid": gettext_lazy("This is no whole number.")},
            )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors and all(data.get(name) is None for name in MessageResult.FIGURES):
            raise forms.ValidationError(_("Enter at least one figure. Leave empty what the channel does not say."))
        return data

    @property
    def figures(self) -> dict[str, int | None]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in MessageResult.FIGURES}


class FigureFileForm(_OfADay):
    """A file that a channel hands out, or one that somebody keeps."""

    file = forms.FileField(
        label=gettext_lazy("The file with the figures"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy(
            "Excel (.xlsx) or CSV, with headings: Address of the post, Impressions, Likes, Shares, Clicks, Replies."
        ),
        error_messages={"required": gettext_lazy("Choose the file with the figures.")},
    )
    field_order = ("file", "day")
    sheet: FigureSheet

    def __init__(self, *args: Any, posted: list[CampaignMessage], **more: Any) -> None:
        super().__init__(*args, **more)
        self.posted = posted

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.sheet = read_sheet(file, partial(read_figures, messages=self.posted), most=MOST_ROWS)
        except NoAddresses as error:
            said = _("It needs a column called “Address of the post”, and one of a figure, such as “Likes”.")
            raise forms.ValidationError(said) from error
        return file
