"""Forms of the public record."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from cycles.calendar_sense import wrong_answer
from cycles.importers import UnreadableFile
from cycles.importers.answer_lists import KINDS as ANSWERS
from cycles.importers.answer_lists import LONGEST_LIST
from cycles.importers.pdf_text import MAX_SIGNS
from cycles.models import Cycle, Position, PositionKind, Review, State
from cycles.services import import_words
from cycles.services.import_kinds.base import NOT_NAMED, ImportRefused
from cycles.span import validate_day

MEGABYTE = 1024 * 1024
# Refusals that choosing another review answers.
_ABOUT_REVIEW = {"other_review"}


class ReviewForm(forms.Form):
    """Which review a document is about, by State and cycle."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields |= _review_fields(user, is_required=True)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("state") and data.get("cycle"):
            data["review"] = _find_review(self, data)
        return data


def asked_review(error: Exception, user: Any) -> ReviewForm | None:
    """The question which review a document is about, where that keeps it from being read; its State if it says it."""
    if not isinstance(error, ImportRefused) or error.code != NOT_NAMED:
        return None
    return ReviewForm(initial={"state": error.detail}, user=user)


def _review_fields(user: Any, is_required: bool) -> dict[str, forms.Field]:
    nothing = pgettext("in a list of choices", "choose") if is_required else _("as the file says")
    states = State.objects.visible_to(user).order_by(f"name_{(get_language() or 'en')[:2]}")
    numbers = Cycle.objects.order_by("number").values_list("number", flat=True)
    return {
        "state": forms.ModelChoiceField(
            states,
            label=pgettext_lazy("UN member", "State under Review"),
            required=is_required,
            empty_label=nothing,
            error_messages={"required": gettext_lazy("Choose the State.")},
        ),
        "cycle": forms.TypedChoiceField(
            label=gettext_lazy("Cycle"),
            required=is_required,
            coerce=int,
            empty_value=None,
            choices=[("", nothing), *((number, str(number)) for number in numbers)],
            error_messages={"required": gettext_lazy("Choose the cycle.")},
        ),
    }


def _find_review(form: Any, data: dict[str, Any]) -> Review | None:
    """The review of State and cycle, or nothing and the reason at the cycle."""
    reviews = Review.objects.visible_to(form.user).filter(state_under_review=data["state"], cycle=data["cycle"])
    review = reviews.first()
    if review is None:
        form.add_error("cycle", _("The record has no review of this State in this cycle."))
    return review


class ImportForm(forms.Form):
    """A document for the record, as a file or as text; State and cycle are asked for where it does not say them."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.pdf,.txt,.csv,.xls,.xlsx,.json"}),
        help_text=gettext_lazy("Word (.docx), PDF, or an export (.csv, .xls, .xlsx, .json), up to 25 MB, as it is."),
        error_messages={
            "empty": gettext_lazy("This file is empty. Download it again."),
            "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste its text"),
        required=False,
        max_length=MAX_SIGNS,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=gettext_lazy("For files that cannot be read, such as old Word files: open it, copy all, paste here."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        required=False,
        choices=[("", gettext_lazy("tell from the content")), *import_words.KINDS.items()],
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
        self.fields |= _review_fields(self.user, is_required=False)

    def refuse(self, error: ImportRefused | UnreadableFile) -> None:
        """Say at the field it concerns why the file was not taken."""
        field = "file" if self.cleaned_data.get("file") else "text"
        if error.code in _ABOUT_REVIEW:
            if not self.asks_review:
                self.ask_review()
            field = "state"
        self.add_error(field, import_words.refusal(error))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _(
                    "This file has %(size)s MB; the limit is %(limit)s MB. Larger exports go in by the command "
                    "import_record on the server."
                )
                % {"size": round(file.size / MEGABYTE), "limit": settings.MAX_UPLOAD_BYTES // MEGABYTE}
            )
        return file

    def brought(self) -> tuple[Any, str]:
        """What was brought, and the name that it is kept under; pasted text becomes a file of its own."""
        file = self.cleaned_data["file"]
        if file:
            return file, file.name
        return self.cleaned_data["text"].encode(), f"{_('Pasted text')}.txt"

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "file" not in self.errors and "text" not in self.errors:
            if not data.get("file") and not data.get("text"):
                self.add_error("file", _("Choose the file first, or paste its text."))
            elif data.get("file") and data.get("text"):
                self.add_error("text", _("Bring either a file or pasted text, not both."))
        state, cycle = data.get("state"), data.get("cycle")
        data["review"] = None
        if state and cycle:
            data["review"] = _find_review(self, data)
        elif state or cycle:
            self.add_error("cycle" if state else "state", _("Choose both, State and cycle, or neither."))
        return data


class AnswerListsForm(forms.Form):
    """The answers of a State as three lists of numbers, pasted from its addendum."""

    paragraph = forms.IntegerField(
        label=gettext_lazy("Paragraph of numbers that stand alone"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=gettext_lazy("Where the addendum writes 7 for 140.7, write 140 here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ANSWERS:
            self.fields[kind] = forms.CharField(
                label=PositionKind(kind).label,
                required=False,
                max_length=LONGEST_LIST,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"}),
            )

    @property
    def lists(self) -> dict[str, str]:
        """Each list as it was pasted."""
        return {kind: self.cleaned_data.get(kind, "") for kind in ANSWERS}


class PositionForm(forms.Form):
    """What a State said to a recommendation at the adoption or later, as an editor of the record notes it."""

    stage = forms.ChoiceField(
        label=pgettext_lazy("of a position", "When"),
        choices=[(stage.value, stage.label) for stage in (Position.Stage.ADOPTION, Position.Stage.LATER)],
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("position of the State", "Position"),
        choices=[(kind, label) for kind, label in PositionKind.choices if kind != PositionKind.PENDING],
    )
    stated_date = forms.DateField(
        label=gettext_lazy("Day on which the State said so"),
        required=False,
        validators=[validate_day],
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("Symbol and paragraph of a document, or the minute of the webcast."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, review: Review, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review, self.on = review, on

    def clean_stated_date(self) -> date | None:
        day: date | None = self.cleaned_data["stated_date"]
        if day and (wrong := wrong_answer(self.review, day, self.on)):
            raise forms.ValidationError(wrong)
        return day
