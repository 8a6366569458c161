"""Fields that the forms of advocacy share."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from advocacy.brought_sheet import TooManyRows
from common.file_kinds import RefusedUpload, check_upload
from common.forms import is_still_to_come
from cycles.importers import UnreadableFile
from cycles.models import State
from cycles.state_index import in_order
from implementation.forms.evidence import REFUSALS

Read = TypeVar("Read")


class StateField(forms.ModelChoiceField):
    """A State, offered by its name in the language of the page."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"label": pgettext_lazy("UN member", "State"), "required": False}
        super().__init__(queryset=State.objects.all(), **usual | options)

    def offer(self, *, without: State | None = None) -> None:
        """Fill in the names; the State under Review does not lobby itself."""
        self.queryset = State.objects.exclude(pk=without.pk) if without else State.objects.all()
        names = [(one.pk, one.name) for one in in_order(self.queryset)]
        self.choices = [("", pgettext_lazy("State", "none")), *names]


def day_not_ahead(day: date | None, *, today: date) -> None:
    """Raises ``ValidationError`` for a day that is still to come, or that lies before there were reviews."""
    if day and is_still_to_come(day, today=today):
        raise forms.ValidationError(gettext_lazy("This day is still to come."))
    if day and day.year < 2000:
        raise forms.ValidationError(gettext_lazy("This day is too far away."))


def read_sheet(file: Any, read: Callable[[Any], Read], *, most: int) -> Read:
    """What ``read`` finds in a spreadsheet. Raises ``ValidationError`` for what is none, or has over ``most`` rows."""
    try:
        kind = check_upload(file, max_bytes=settings.MAX_UPLOAD_BYTES).extension
        if kind not in ("xlsx", "csv", "txt"):
            raise forms.ValidationError(gettext("This is no spreadsheet. Save it as .xlsx or .csv."))
        return read(file)
    except RefusedUpload as refusal:
        raise forms.ValidationError(REFUSALS[refusal.reason]) from refusal
    except UnreadableFile as error:
        raise forms.ValidationError(gettext("This file cannot be read. Save it as .xlsx and bring that.")) from error
    except TooManyRows as error:
        said = gettext("The file has more than %(number)s rows. Bring it in parts, so that somebody looks at each row.")
        raise forms.ValidationError(said % {"number": most}) from error
