"""What people type about what they learnt."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from common.forms import SeenForm
from cycles.cycle_steps import STAGES
from implementation.forms.fields import lines_field
from implementation.models import Lesson


class LessonForm(SeenForm):
    """One lesson, of one stage of the cycle."""

    WORDS = ("stage", "text")
    stage = forms.TypedChoiceField(
        label=gettext_lazy("Stage of the cycle"),
        choices=list(STAGES.items()),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose the stage at which one should know it.")},
    )
    text = lines_field(
        gettext_lazy("What we learnt"),
        max_length=1000,
        required=True,
        help_text=gettext_lazy("One thing, in a sentence or two: what to do again, and what to do otherwise."),
        error_messages={"required": gettext_lazy("Write what you learnt.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, lesson: Lesson | None = None, **more: Any) -> None:
        if lesson:
            more["initial"] = {name: getattr(lesson, name) for name in self.WORDS} | {"seen": lesson.version}
        super().__init__(*args, **more)

    @property
    def as_words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.WORDS}
