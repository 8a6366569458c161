"""What people type about indicators and their measurements."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Workspace
from common.forms import SeenForm
from implementation.forms.fields import day_field, line_field
from implementation.forms.library import PLAIN, read_number
from implementation.forms.plans import NumbersField
from implementation.models import Indicator
from implementation.models.indicators import DIGITS, PLACES, plain

MOST_LINES = 400


class FigureField(forms.CharField):
    """A figure with a decimal point or comma."""

    def __init__(self, **options: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
        super().__init__(widget=box, required=False, max_length=40, **options)

    def clean(self, value: Any) -> Decimal | None:
        printed = super().clean(value)
        try:
            return _figure(printed) if printed else None
        except InvalidOperation as error:
            raise forms.ValidationError(gettext("This is no figure. Write it as 12.5")) from error


class MeasurementsField(forms.CharField):
    """Figures, one on a line: day; figure; group; source. The last two may be left out."""

    def __init__(self, **options: Any) -> None:
        box = forms.Textarea(attrs={"rows": 5, "dir": "ltr", "spellcheck": "false"})
        super().__init__(widget=box, max_length=60_000, **options)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        found: dict[tuple[date, str], dict[str, Any]] = {}
        wrong: list[str] = []
        for place, line in enumerate(super().clean(value).splitlines(), start=1):
            if not line.strip():
                continue
            words = {"line": place, "text": line.strip()[:60]}
            try:
                read = _measurement(line)
            except (IndexError, ValueError, InvalidOperation):
                wrong.append(
                    gettext("Line %(line)d cannot be read: “%(text)s”. Write it as 2026-03-31; 12.5; women; source")
                    % words
                )
                continue
            if (read["date"], read["group"]) in found:
                wrong.append(gettext("Line %(line)d has a day and group that stand above already: “%(text)s”.") % words)
            found[read["date"], read["group"]] = read
        if len(found) > MOST_LINES:
            wrong.append(gettext("These are more than 400 figures."))
        if wrong:
            raise forms.ValidationError(wrong[:10])
        return list(found.values())


def _measurement(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in re.split(r"[;؛；\t]", line)]
    group, source = (*parts[2:], "", "")[:2]
    if len(parts) > 4 or len(group) > 80 or len(source) > 200:
        raise ValueError(line)
    return {
        "date": date.fromisoformat(parts[0].translate(PLAIN)),
        "value": _figure(parts[1]),
        "group": group,
        "source": source,
    }


def _figure(printed: str) -> Decimal:
    number = read_number(printed)
    if number != round(number, PLACES) or abs(number) >= Decimal(10) ** (DIGITS - PLACES):
        raise InvalidOperation
    return number


class IndicatorForm(SeenForm):
    """What is measured, from where and to where."""

    WORDS = ("kind", "title", "unit", "baseline", "baseline_date", "target", "target_date")
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Indicator.Kind.choices,
        help_text=gettext_lazy(
            "Structure: laws and bodies that are there. Process: what is done. Outcome: what changed for people."
        ),
    )
    title = line_field(
        gettext_lazy("What is measured"),
        200,
        required=True,
        help_text=gettext_lazy("Such as: days in detention before a first hearing."),
        error_messages={"required": gettext_lazy("Write what is measured.")},
    )
    unit = line_field(gettext_lazy("What is counted"), 40, help_text=gettext_lazy("Such as: cases, per cent, days."))
    numbers = NumbersField(
        label=gettext_lazy("Recommendations that it measures, by number"),
        required=False,
        help_text=gettext_lazy("Such as 140.7, 140.12"),
    )
    baseline = FigureField(label=gettext_lazy("Baseline: the figure at the start"))
    baseline_date = day_field(gettext_lazy("Day of the baseline"))
    target = FigureField(label=gettext_lazy("Target: the figure to reach"))
    target_date = day_field(gettext_lazy("To be reached by"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, workspace: Workspace, indicator: Indicator | None = None, **more: Any) -> None:
        if indicator:
            more["initial"] = _values(indicator)
        super().__init__(*args, **more)
        self.fields["numbers"].review = workspace.review_id  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("baseline", "target"):
            if data.get(f"{name}_date") and name in data and data[name] is None:
                self.add_error(name, gettext("Write the figure that belongs to this day."))
        return data

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS}


class MeasurementsForm(forms.Form):
    """Figures of an indicator, typed or pasted."""

    lines = MeasurementsField(
        label=gettext_lazy("Figures, one on a line"),
        help_text=gettext_lazy(
            "Day; figure; group; source. Such as 2026-03-31; 12.5; women; Ministry of Justice. "
            "Group and source may be left out. From a spreadsheet, copy the four columns and paste them."
        ),
        error_messages={"required": gettext_lazy("Write at least one figure, such as 2026-03-31; 12.5")},
    )


def _values(indicator: Indicator) -> dict[str, Any]:
    kept = {name: getattr(indicator, name) for name in IndicatorForm.WORDS}
    for name in ("baseline", "target"):
        kept[name] = None if kept[name] is None else plain(kept[name])
    numbers = ", ".join(row.number for row in indicator.recommendations.in_order())
    return kept | {"numbers": numbers, "seen": indicator.version}
