"""The form that says what is to be compared."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cycles.models import State
from cycles.querysets import state_and_cycle
from cycles.state_index import in_order

SIDES = ("first", "second")
MAX_CYCLES = 9


class CompareForm(forms.Form):
    """Two States, each with a cycle or with all of them."""

    first = forms.ChoiceField(label=gettext_lazy("First State"))
    first_cycle = forms.ChoiceField(label=gettext_lazy("Cycle of the first"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("Second State"))
    second_cycle = forms.ChoiceField(label=gettext_lazy("Cycle of the second"), required=False)

    def __init__(self, data: dict[str, str] | None, *, states: Mapping[str, State], cycles: list[int], **more: Any):
        super().__init__(data, **more)
        named = [("", _("Choose a State")), *((state.pk, state.name) for state in in_order(states.values()))]
        numbered = [("", _("All cycles")), *((str(one), _("Cycle %(number)s") % {"number": one}) for one in cycles)]
        for side in SIDES:
            unknown = {"invalid_choice": _("We know no such State. Choose one from the list.")}
            self.fields[side].choices = named  # type: ignore[attr-defined]
            self.fields[side].error_messages |= unknown | {"required": _("Choose a State.")}
            self.fields[f"{side}_cycle"].choices = numbered  # type: ignore[attr-defined]
            self.fields[f"{side}_cycle"].error_messages["invalid_choice"] = _("There is no such cycle.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sides = [(cleaned.get(side), cleaned.get(f"{side}_cycle")) for side in SIDES]
        if sides[0] == sides[1] and sides[0][0] and not self.errors:
            self.add_error("second", _("Both are the same. Choose another State, or another cycle."))
        return cleaned


def asked_for(address: QueryDict) -> dict[str, str] | None:
    """What an address asks to compare: ``first=SVN-4``, or ``first=SVN&first_cycle=4`` as the form sends it."""
    if not any(address.get(side) for side in SIDES) and not any(side in address for side in SIDES):
        return None
    asked = {}
    for side in SIDES:
        code, cycle = address.get(side, ""), address.get(f"{side}_cycle", "")
        named = state_and_cycle(code)
        asked[side] = named[0] if named else code.upper()
        asked[f"{side}_cycle"] = str(named[1]) if named else cycle
    return asked
