"""A Word file that somebody brings, and what the submission that comes of it is to be."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from cycles.importers import UnreadableFile
from implementation.forms.word_files import refusal_of
from submissions.forms.drafting import SubmissionForm
from submissions.models import Section
from submissions.word_import.messages import refusal_words
from submissions.word_import.reading import Brought, read_submission


class BringForm(forms.Form):
    """The Word file of a submission that was written elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("Word file"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=gettext_lazy("A .docx, up to 25 MB. The file itself is not kept."),
        error_messages={
            "required": gettext_lazy("Choose the Word file."),
            "empty": gettext_lazy("This file is empty. Choose it once more."),
        },
    )
    brought: Brought

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if code := refusal_of(file):
            raise forms.ValidationError(refusal_words(code))
        file.seek(0)
        try:
            self.brought = read_submission(file.read(), name=file.name.rpartition(".")[0])
        except UnreadableFile as error:
            raise forms.ValidationError(refusal_words(error.code)) from error
        return file


class BroughtForm(SubmissionForm):
    """Title, kind and language of a submission that was brought, and which part of one each of its sections is."""

    def __init__(self, *args: Any, headings: Sequence[str], kinds: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        for place, heading in enumerate(headings):
            self.fields[f"part-{place}"] = forms.ChoiceField(
                label=pgettext_lazy("section", "What it is"),
                choices=Section.Kind.choices,
                initial=kinds[place],
                widget=forms.Select(attrs={"aria-label": heading}),
            )
        self.parts = [f"part-{place}" for place in range(len(headings))]

    @property
    def kinds(self) -> list[str]:
        """Of each section, in their order."""
        return [self.cleaned_data[name] for name in self.parts]
