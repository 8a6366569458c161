"""Forms of the editors for issues and action categories."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.issue_names import ISSUE_NAMES
from cycles.models import ActionCategory, ThemeIssue


class LineForm(forms.Form):
    """A line of the crosswalk: the issue, and whether it holds."""

    issue = forms.ChoiceField(
        label=pgettext_lazy("of a recommendation", "Issue"),
        choices=[(str(number), name) for number, name in ISSUE_NAMES.items()],
    )
    status = forms.ChoiceField(
        choices=[(value, label) for value, label in ThemeIssue.Status.choices if value != ThemeIssue.Status.SUGGESTED]
    )


class ActionForm(forms.Form):
    """What a recommendation asks for."""

    category = forms.TypedChoiceField(
        label=gettext_lazy("Action category"),
        coerce=int,
        choices=[("", "–"), *((one.value, one.label) for one in ActionCategory)],
    )
