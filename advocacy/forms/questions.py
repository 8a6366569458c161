"""What people decide about an advance question and one of their issues or proposals."""

from collections.abc import Sequence
from typing import Any

from django import forms

from advocacy.questions_page import Ours
from cycles.models import AdvanceQuestion

TOUCHES, TOUCHES_NOT, NOT_DECIDED = "yes", "no", "open"


class QuestionForm(forms.Form):
    """A question, one of ours, and whether it touches it."""

    question = forms.TypedChoiceField(coerce=int)
    ours = forms.ChoiceField()
    verdict = forms.ChoiceField(choices=[(one, one) for one in (TOUCHES, TOUCHES_NOT, NOT_DECIDED)])

    def __init__(self, *args: Any, questions: Sequence[AdvanceQuestion], ours: Sequence[Ours], **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["question"].choices = [(one.pk, one.pk) for one in questions]
        fields["ours"].choices = [(one.key, one.key) for one in ours]
        self._questions = {one.pk: one for one in questions}

    @property
    def chosen(self) -> AdvanceQuestion:
        """The question that was chosen."""
        return self._questions[self.cleaned_data["question"]]
