"""What of the audit trail to show."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy, pgettext_lazy

from common.audit_words import all_words
from common.forms import DayInput
from common.models import AuditEvent

NOBODY_HERE = "gone"


class TrailForm(forms.Form):
    """By what was done, by whom, on which day."""

    verb = forms.ChoiceField(label=pgettext_lazy("audit trail", "What was done"), required=False)
    person = forms.ChoiceField(label=pgettext_lazy("audit trail", "Who"), required=False)
    day = forms.DateField(label=gettext_lazy("Day"), required=False, widget=DayInput())
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, members: dict[UUID, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.members = members
        verbs = sorted(((verb, str(words)) for verb, words in all_words()[0].items()), key=lambda one: one[1].lower())
        everything, everybody = gettext_lazy("everything"), gettext_lazy("everybody")
        self.fields["verb"].choices = [("", everything), *verbs]  # type: ignore[attr-defined]
        people = [(str(key), name) for key, name in members.items()]
        gone = (NOBODY_HERE, gettext_lazy("others, and former members"))
        self.fields["person"].choices = [("", everybody), *people, gone]  # type: ignore[attr-defined]

    def narrow(self, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The events that fit; a field that was not understood narrows to nothing."""
        if not self.is_valid():
            return events.none()
        asked = self.cleaned_data
        if asked["verb"]:
            events = events.filter(verb=asked["verb"])
        if asked["person"] == NOBODY_HERE:
            events = events.exclude(actor_id__in=self.members)
        elif asked["person"]:
            events = events.filter(actor_id=asked["person"])
        if asked["day"]:
            start = datetime.combine(asked["day"], datetime.min.time(), UTC)
            events = events.filter(at__gte=start, at__lt=start + timedelta(days=1))
        return events

    def address(self) -> str:
        """The filters as they stand in an address, without the page."""
        asked = {name: self.data[name] for name in ("verb", "person", "day") if self.data.get(name)}
        return urlencode(asked)
