"""Forms of the public record."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from cycles.importers import UnreadableFile
from cycles.models import Cycle, Review, State
from cycles.services import import_words
from cycles.services.imports import ImportRefused

MEGABYTE = 1024 * 1024
# Refusals that choosing another review answers.
_ABOUT_REVIEW = {"review_not_named", "other_review"}


class ImportForm(forms.Form):
    """A document for the record; State and cycle are asked for only where the file does not say them."""

    file = forms.FileField(
        label=gettext_lazy("Word file of the thematic list"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=gettext_lazy("A .docx, up to 25 MB, as OHCHR publishes it."),
        error_messages={
            "required": gettext_lazy("Choose the file first."),
            "empty": gettext_lazy("This file is empty. Download it again."),
            "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        },
    )

    def __init__(self, *args: Any, user: Any, asks_review: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if asks_review:
            self.ask_review()

    @property
    def asks_review(self) -> bool:
        return "state" in self.fields

    def ask_review(self) -> None:
        """Put the choice of State and cycle into the form."""
        states = State.objects.visible_to(self.user).order_by(f"name_{(get_language() or 'en')[:2]}")
        numbers = Cycle.objects.order_by("number").values_list("number", flat=True)
        self.fields["state"] = forms.ModelChoiceField(
            states,
            label=pgettext_lazy("UN member", "State under Review"),
            required=False,
            empty_label=_("as the file says"),
        )
        self.fields["cycle"] = forms.TypedChoiceField(
            label=gettext_lazy("Cycle"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", _("as the file says")), *((number, str(number)) for number in numbers)],
        )

    def refuse(self, error: ImportRefused | UnreadableFile) -> None:
        """Say at the field it concerns why the file was not taken."""
        field = "file"
        if error.code in _ABOUT_REVIEW:
            if not self.asks_review:
                self.ask_review()
            field = "state"
        self.add_error(field, import_words.refusal(error))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("This file has %(size)s MB; the limit is %(limit)s MB. A thematic list has less than one.")
                % {"size": round(file.size / MEGABYTE), "limit": settings.MAX_UPLOAD_BYTES // MEGABYTE}
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        state, cycle = data.get("state"), data.get("cycle")
        data["review"] = None
        if state and cycle:
            data["review"] = Review.objects.visible_to(self.user).filter(state_under_review=state, cycle=cycle).first()
            if data["review"] is None:
                self.add_error("cycle", _("The record has no review of this State in this cycle."))
        elif state or cycle:
            self.add_error("cycle" if state else "state", _("Choose both, State and cycle, or neither."))
        return data
