"""Forms of the documents of a review."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.models import SummaryParagraph, UnDocument

_SHOWN_SIGNS = 90


class ParagraphField(forms.ModelChoiceField):
    """A paragraph of a summary by its number and first words."""

    def label_from_instance(self, paragraph: Any) -> str:
        return f"{paragraph.number}. {Truncator(paragraph.text).chars(_SHOWN_SIGNS)}"


class NoteForm(forms.Form):
    """The paragraph of a stakeholder summary that a note belongs to."""

    paragraph = ParagraphField(
        SummaryParagraph.objects.none(),
        label=pgettext_lazy("of a document", "Paragraph"),
        required=False,
        empty_label=gettext_lazy("none of them"),
    )

    def __init__(self, *args: Any, document: UnDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paragraph"].queryset = document.summary_paragraphs.order_by("number")  # type: ignore[attr-defined]
