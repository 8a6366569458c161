"""What people type into the notebook of a review."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from advocacy.forms.fields import StateField
from advocacy.matching.records import spellings_of_files
from advocacy.matching.spotting import Spotter
from advocacy.models import NotebookLine, SpeakingOrder
from cycles.issue_names import issue_name
from cycles.models import Recommendation, Review, State, Theme
from implementation.forms.fields import line_field
from submissions.forms.preparing import PreparedForm, long_field

LONGEST_LINE = 1000
# A line that waited longer on a device was typed with a wrong clock.
LONGEST_WAIT = timedelta(days=7)
_MOST_SPEAKERS = 250
_NUMBERED = re.compile(r"^\s*\d+\s*[.)]?\s+")
_TIME = re.compile(r"\s*\(?\b\d{1,2}[:.'’]\d{2}(?:[:.]\d{2})?\)?\s*$")
_FOR_OTHERS = re.compile(r"[(,]?\s*\b(?:on behalf of|for the group of|au nom d|en nombre d)", re.IGNORECASE)
NO_LINE = gettext_lazy("Type what you heard.")


class LineForm(forms.Form):
    """A line as heard; ``key`` keeps it from standing there twice, ``ago`` says how long it waited on the device."""

    text = line_field(gettext_lazy("As heard"), LONGEST_LINE, required=True, error_messages={"required": NO_LINE})
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    ago = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].widget.attrs |= {"autocomplete": "off", "enterkeyhint": "send", "autofocus": True}

    @property
    def waited(self) -> timedelta:
        """How long ago it was typed."""
        return min(timedelta(milliseconds=min(self.cleaned_data["ago"] or 0, 10**12)), LONGEST_WAIT)


class LineEditForm(PreparedForm):
    """A line with the State and the issue that a person sets."""

    text = line_field(gettext_lazy("As heard"), LONGEST_LINE, required=True, error_messages={"required": NO_LINE})
    state = StateField(label=gettext_lazy("Who spoke"))
    issue = forms.ModelChoiceField(
        label=pgettext_lazy("of a recommendation", "Issue"), queryset=Theme.objects.none(), required=False
    )
    WORDS = ("text", "state", "issue")
    model = NotebookLine

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        nothing = gettext("as the machine takes it")
        state: Any = self.fields["state"]
        state.offer(without=self.workspace.review.state_under_review)
        state.choices = [("", nothing), *list(state.choices)[1:]]
        issue: Any = self.fields["issue"]
        issue.queryset = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO)
        named = sorted((issue_name(one.code, one.label), str(one.pk)) for one in issue.queryset)
        issue.choices = [("", nothing), *((key, name) for name, key in named)]


class DecideForm(forms.Form):
    """Which recommendation a line became, by its number."""

    number = forms.CharField(
        label=gettext_lazy("Number of the recommendation"),
        max_length=12,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write its number, such as 140.7.")},
    )

    def __init__(self, *args: Any, review: Review, **more: Any) -> None:
        super().__init__(*args, **more)
        self.review = review
        self.recommendation: Recommendation | None = None

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        self.recommendation = self.review.recommendations.by_number(number).first()
        if self.recommendation is None:
            raise forms.ValidationError(
                gettext("%(review)s has no recommendation %(number)s. Numbers look like 140.7.")
                % {"review": self.review.code, "number": number}
            )
        return self.recommendation.number


class SpeakingOrderForm(PreparedForm):
    """The States in the order in which they speak, one a line, as one types or pastes them."""

    states = long_field(
        gettext_lazy("States, one a line"),
        rows=12,
        required=False,
        help_text=gettext_lazy(
            "Paste the list of speakers. Numbers before the names, codes and short names are understood."
        ),
    )
    WORDS = ("states",)
    model = SpeakingOrder

    def __init__(self, *args: Any, row: SpeakingOrder | None, **more: Any) -> None:
        super().__init__(*args, row=row, **more)
        if row:
            names = State.objects.in_bulk(row.states)
            self.initial["states"] = "\n".join(names[iso3].name for iso3 in row.states if iso3 in names)

    def clean_states(self) -> list[str]:
        lines = [_NUMBERED.sub("", line).strip(" .;,") for line in self.cleaned_data["states"].splitlines()]
        typed = [line for line in lines if line]
        if len(typed) > _MOST_SPEAKERS:
            raise forms.ValidationError(gettext("These are more lines than there are States."))
        spellings = spellings_of_files()
        spotter = Spotter(spellings, set(spellings.values()))
        kept = set(State.objects.values_list("pk", flat=True))
        read = [(line, _code(spotter, line)) for line in typed]
        unknown = [line for line, iso3 in read if iso3 not in kept]
        if unknown:
            raise forms.ValidationError(
                gettext("No State was recognised in: %(lines)s") % {"lines": "; ".join(unknown[:10])}
            )
        return list(dict.fromkeys(iso3 for _, iso3 in read))


def _code(spotter: Spotter, line: str) -> str:
    """The State that a line of the list means, whatever stands beside its name."""
    for name in _names(line):
        found = spotter.name(name)
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _names(line: str) -> Iterator[str]:
    """What may be the name: all of it, its cells without the time, and what stands before "on behalf of"."""
    yield line
    for cell in re.split(r"\t|\s{3,}", line):
        spoken = _TIME.sub("", cell).strip(" .;,–-")
        yield spoken
        yield _FOR_OTHERS.split(spoken)[0].strip(" ,(")
        yield re.sub(r"\([^()]*\)", " ", spoken).strip()
