"""The form under which a search is kept."""

from django import forms
from django.utils.translation import gettext_lazy

from cycles.models import SavedSearch


class SavedSearchForm(forms.ModelForm):
    """The name of a kept search; the search itself comes with the page."""

    class Meta:
        model = SavedSearch
        fields = ["name"]
        labels = {"name": gettext_lazy("Name of the search")}

    def clean_name(self) -> str:
        return self.cleaned_data["name"].replace("\0", "")
