"""Which code a submission has in OHCHR's summary, and which paragraph a citation means."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from submissions.citation_trace import Mention, TracePage
from submissions.models import Paragraph

LINK, NONE, OPEN = "link", "none", "open"


class CodeForm(forms.Form):
    """The code of the submission, from the list of stakeholders in the summary."""

    code = forms.ChoiceField(label=gettext_lazy("Our submission in the summary"), required=False)

    def __init__(self, *args: Any, page: TracePage, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"].choices = [("", gettext("not chosen yet")), *page.codes]  # type: ignore[attr-defined]


class CitationForm(forms.Form):
    """One citation that the numbers do not settle, and what a person says of it."""

    citation = forms.CharField(max_length=20)
    number = forms.CharField(required=False, max_length=8)
    to = forms.ChoiceField(choices=[(name, name) for name in (LINK, NONE, OPEN)])

    def __init__(self, *args: Any, page: TracePage, **more: Any) -> None:
        super().__init__(*args, **more)
        self.mentions: dict[str, Mention] = {one.key: one for one in page.unclear}
        self.paragraphs = {line.number: line.paragraph for line in page.lines if line.number}

    def clean_citation(self) -> Mention:
        mention = self.mentions.get(self.cleaned_data["citation"])
        if mention is None:
            raise forms.ValidationError(gettext("This citation is not there any more."))
        return mention

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("to") == LINK and data.get("number", "") not in self.paragraphs:
            self.add_error("number", gettext("Write the number of one of our paragraphs."))
        return data

    @property
    def paragraph(self) -> Paragraph | None:
        return self.paragraphs[self.cleaned_data["number"]] if self.cleaned_data["to"] == LINK else None
