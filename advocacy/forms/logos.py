"""The logos of a factsheet in its form: kept, put in order, taken off, added; each with its words."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from advocacy.models.factsheets import MOST_LOGOS
from implementation.forms.fields import line_field
from implementation.services.midterm_drafts import NoPicture, small_logo

_ALT_HELP = gettext_lazy("The name of the organisation: it is read out to those who do not see the picture.")


class LogoFile(forms.FileField):
    """A picture, kept as a small PNG in base 64 without anything that the file says besides."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"required": False, "label": gettext_lazy("Add a logo")}
        super().__init__(**usual | options)

    def clean(self, data: Any, initial: Any = None) -> str:
        file = super().clean(data, initial)
        if not file:
            return ""
        try:
            return b64encode(small_logo(file)).decode()
        except NoPicture as error:
            words = gettext("This is no PNG or JPEG picture of at most 2 MB. Choose another file.")
            raise forms.ValidationError(words) from error


class LogoFields:
    """Three fields for each logo that is there, by its picture, so that another order confuses none; two for a new."""

    def __init__(self, form: forms.Form, kept: Sequence[dict[str, str]]) -> None:
        self.form = form
        self.kept = {sha256(one["picture"].encode()).hexdigest()[:12]: one for one in kept}
        for place, (key, one) in enumerate(self.kept.items(), 1):
            form.fields[f"logo_alt_{key}"] = _alt(one["alt"])
            form.fields[f"logo_place_{key}"] = forms.IntegerField(
                label=gettext_lazy("Place"), required=False, initial=place, min_value=1, max_value=MOST_LOGOS
            )
            form.fields[f"logo_drop_{key}"] = forms.BooleanField(
                label=gettext_lazy("Take the logo off"), required=False
            )
        for number in self._new:
            form.fields[f"logo_file_{number}"] = LogoFile(
                help_text=gettext_lazy(
                    "PNG or JPEG, 2 MB at most. Only its picture is kept, nothing that the file says besides."
                )
            )
            form.fields[f"logo_new_{number}"] = _alt("")

    @property
    def _new(self) -> range:
        return range(1, MOST_LOGOS - len(self.kept) + 1)

    @property
    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields of each logo with its picture as the page shows it; of a new one without."""
        for key, one in self.kept.items():
            names = (f"logo_alt_{key}", f"logo_place_{key}", f"logo_drop_{key}")
            yield one["alt"], [self.form[name] for name in names]
        for number in self._new:
            yield "", [self.form[f"logo_file_{number}"], self.form[f"logo_new_{number}"]]

    @property
    def has_errors(self) -> bool:
        return any(name.startswith("logo_") for name in self.form.errors)

    def said(self, data: dict[str, Any]) -> list[dict[str, str]]:
        """The logos in their order, as the row keeps them; a picture that is there already is not put twice."""
        placed: list[tuple[int, bool, int, dict[str, str]]] = []
        for number, (key, one) in enumerate(self.kept.items(), 1):
            if data.get(f"logo_drop_{key}"):
                continue
            is_sent = f"logo_alt_{key}" in self.form.data
            alt = data.get(f"logo_alt_{key}", "") if is_sent else one["alt"]
            place = data.get(f"logo_place_{key}") or number
            # Whichever was moved to a place goes before the one that stood there.
            placed.append((place, place == number, number, {"picture": one["picture"], "alt": alt}))
        found = [row[-1] for row in sorted(placed, key=lambda row: row[:3])]
        for number in self._new:
            picture = data.get(f"logo_file_{number}", "")
            if picture and picture not in {one["picture"] for one in found}:
                found.append({"picture": picture, "alt": data.get(f"logo_new_{number}", "")})
        return found


def _alt(initial: str) -> forms.CharField:
    return line_field(gettext_lazy("What the logo says"), 120, initial=initial, help_text=_ALT_HELP)
