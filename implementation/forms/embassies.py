"""What people choose when they ask for the papers of an embassy."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EmbassyForm(forms.Form):
    """What a paper for an embassy holds: its language, which recommendations it shows, with reasons or without."""

    language = forms.ChoiceField(
        label=pgettext_lazy("of a report", "Language"), widget=forms.RadioSelect, choices=settings.LANGUAGES
    )
    reasons = forms.BooleanField(label=_("With your reasons"), required=False)

    def __init__(self, *args: Any, numbers: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, number) for number in numbers]
        self.fields["number"] = forms.MultipleChoiceField(label=_("Recommendations"), required=False, choices=choices)

    @property
    def chosen(self) -> set[str]:
        """The numbers that are ticked as the page stands."""
        return set(self["number"].value() or ())
