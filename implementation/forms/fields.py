"""Fields that the forms of this floor share."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from common.forms import DayInput

LONG = 4000
CENT = Decimal("0.01")
WRONG_DAY = {"invalid": gettext_lazy("This is no day of the calendar. Write it as 2027-04-02.")}


def line_field(label: Any, most: int, **options: Any) -> forms.CharField:
    """One line in any script."""
    box = forms.TextInput(attrs={"dir": "auto"})
    usual: dict[str, Any] = {"label": label, "required": False, "max_length": most, "widget": box}
    return forms.CharField(**usual | options)


def lines_field(label: Any, **options: Any) -> forms.CharField:
    """A few lines in any script."""
    box = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    usual: dict[str, Any] = {"label": label, "required": False, "max_length": LONG, "widget": box}
    return forms.CharField(**usual | options)


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day of the calendar."""
    messages = WRONG_DAY | options.pop("error_messages", {})
    usual: dict[str, Any] = {"label": label, "required": False, "widget": DayInput, "error_messages": messages}
    return forms.DateField(**usual | options)


def money_field(label: Any, **options: Any) -> forms.DecimalField:
    """An amount, without its currency."""
    messages = {
        "invalid": gettext_lazy("This is no amount. Write it as 12500 or 12500.50, without a sign."),
        "min_value": gettext_lazy("An amount cannot be less than zero."),
    } | options.pop("error_messages", {})
    box = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
    usual: dict[str, Any] = {"label": label, "required": False, "widget": box, "error_messages": messages}
    usual |= {"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2}
    return forms.DecimalField(**usual | options)


def amount_field(label: Any, **options: Any) -> forms.DecimalField:
    """An amount that is more than nothing."""
    messages = {
        "min_value": gettext_lazy("An amount is more than zero."),
        "required": gettext_lazy("Write how much it is."),
    }
    return money_field(label, **{"required": True, "min_value": CENT, "error_messages": messages} | options)


class CurrencyField(forms.CharField):
    """A currency by the three letters of its code."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {
            "label": gettext_lazy("Currency"),
            "max_length": 3,
            "widget": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            "help_text": gettext_lazy("Three letters, such as USD, EUR or KES. Nothing is converted."),
            "error_messages": {"required": gettext_lazy("A currency has three letters, such as USD.")},
        }
        super().__init__(**usual | options)

    def clean(self, value: Any) -> str:
        code = super().clean(value).upper()
        if code and not re.fullmatch(r"[A-Z]{3}", code):
            raise forms.ValidationError(gettext("A currency has three letters, such as USD."))
        return code
