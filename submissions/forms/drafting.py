"""What people type about submissions, sections, paragraphs and comments."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext, pgettext_lazy

from accounts.models import User
from common.forms import DayInput, Picks
from cycles.models import Theme
from reminders.forms.deadlines import HolderForm
from submissions.forms.preparing import offer_issues
from submissions.merging import normal
from submissions.models import Paragraph, Section, Submission
from submissions.models.paragraphs import MOST_SIGNS
from submissions.services.drafting import FirstSection
from submissions.templates_of_texts import templates

# A line with nothing but this cuts a paragraph in two.
CUT = "---"
MARKS = gettext_lazy(
    "**bold**, *italic*, lines that begin with - for a list. A note: [^1] in the text, and on a line of its own "
    "[^1]: where it is from."
)


def _text(label: Any, **options: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 8, "dir": "auto", "class": "record"})
    return forms.CharField(
        label=label,
        max_length=MOST_SIGNS,
        widget=box,
        error_messages={
            "required": gettext_lazy("Write something, or go back."),
            "max_length": gettext_lazy("This is too long for one paragraph. Cut it into several."),
        },
        **options,
    )


class SubmissionForm(forms.ModelForm):
    """Of which kind a submission is, in which language, and what it is called."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = Submission
        fields = ("title", "kind", "language")
        widgets = {  # noqa: RUF012
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "kind": Picks,
        }
        error_messages = {"title": {"required": gettext_lazy("Write what it is called.")}}  # noqa: RUF012
        help_texts = {  # noqa: RUF012
            "language": gettext_lazy("One of the six languages of the United Nations; OHCHR takes no other.")
        }

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewSubmissionForm(SubmissionForm):
    """The same, with what it begins with."""

    template = forms.ChoiceField(
        label=gettext_lazy("What it begins with"),
        required=False,
        help_text=gettext_lazy(
            "Sections for a kind of submission or a theme, each with questions to answer, in the language of the text."
        ),
    )
    field_order = ("title", "kind", "language", "template")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        found = templates(get_language() or "en").values()
        usual = ("", gettext("The five sections that OHCHR expects"))
        self.fields["template"].choices = [usual, *((one.key, one.name) for one in found)]  # type: ignore[attr-defined]

    @property
    def sections(self) -> tuple[FirstSection, ...]:
        """With which it begins, in its own language; none for the usual ones."""
        found = templates(self.cleaned_data["language"]).get(self.cleaned_data["template"])
        return found.sections if found else ()


class SectionForm(HolderForm):
    """One section: its heading, where it stands, who writes it until when, and in how many words."""

    title = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Write its heading.")},
    )
    kind = forms.ChoiceField(label=pgettext_lazy("section", "What it is"), choices=Section.Kind.choices)
    after = forms.ChoiceField(label=pgettext_lazy("section", "Where it stands"), required=False)
    budget = forms.IntegerField(
        label=gettext_lazy("Words it may have"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("Write a whole number, such as 400.")},
    )
    due_date = forms.DateField(
        label=pgettext_lazy("section", "Written until"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Stands among the deadlines; whoever has the section is reminded in time."),
        error_messages={"invalid": gettext_lazy("This is no day of the calendar. Write it as 2027-04-02.")},
    )
    issue = forms.ModelChoiceField(
        label=pgettext_lazy("section", "What it is about"),
        queryset=Theme.objects.none(),
        required=False,
        help_text=gettext_lazy("What was recommended and proposed on this issue before is then shown beside it."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "kind", "issue", "after", "holder", "due_date", "budget")
    _NAMES = ("title", "kind", "budget", "due_date", "issue")

    def __init__(
        self,
        *args: Any,
        user: User,
        submission: Submission,
        sections: Sequence[Section],
        section: Section | None = None,
    ) -> None:
        self.sections = {str(one.pk): one for one in sections if section is None or one.pk != section.pk}
        initial: dict[str, Any] = {"kind": Section.Kind.THEME, "after": next(reversed(self.sections), "")}
        if section:
            initial = {name: getattr(section, name) for name in self._NAMES}
            before = [one for one in sections if (one.place, one.pk) < (section.place, section.pk)]
            initial |= {"seen": section.revision, "after": str(before[-1].pk) if before else ""}
        super().__init__(
            *args,
            user=user,
            workspace=submission.workspace,
            deadline=section,  # type: ignore[arg-type]
            initial=initial,
        )
        offer_issues(self.fields["issue"])
        self.fields["holder"].label = pgettext_lazy("section", "Who writes it")
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            ("", pgettext("section", "First")),
            *((key, gettext("Behind “%(section)s”") % {"section": one}) for key, one in self.sections.items()),
        ]

    @property
    def words(self) -> dict[str, Any]:
        """As the services want them."""
        return {name: self.cleaned_data[name] for name in self._NAMES} | self.holders

    @property
    def behind(self) -> Section | None:
        """Behind which section it stands."""
        return self.sections.get(self.cleaned_data["after"])

    @property
    def seen_revision(self) -> int:
        """The version that was read."""
        seen = self.cleaned_data["seen"]
        return int(seen) if seen.isdigit() else 0


class NewParagraphForm(forms.Form):
    """A new paragraph."""

    text = _text(pgettext_lazy("paragraph", "Text"), help_text=MARKS)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ParagraphForm(forms.Form):
    """A paragraph written anew, from the version that was read."""

    text = _text(pgettext_lazy("paragraph", "Text"), help_text=MARKS)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    settles = forms.UUIDField(widget=forms.HiddenInput, required=False)


class SplitForm(forms.Form):
    """A paragraph with the places where it is cut."""

    text = _text(
        pgettext_lazy("paragraph", "Text"),
        help_text=gettext_lazy("Where it is to be cut, put a line with three hyphens: ---"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean_text(self) -> str:
        text = normal(self.cleaned_data["text"])
        self.parts = [part for piece in f"\n{text}\n".split(f"\n{CUT}\n") if (part := normal(piece))]
        if len(self.parts) < 2:  # noqa: PLR2004
            raise forms.ValidationError(gettext("Put a line with --- where the paragraph is to be cut."))
        return text


class MoveForm(forms.Form):
    """Where a paragraph is to stand."""

    to = forms.ChoiceField(label=pgettext_lazy("paragraph", "Where it is to stand"))

    def __init__(
        self, *args: Any, paragraph: Paragraph, sections: Sequence[Section], rows: Sequence[Paragraph], numbers: Any
    ) -> None:
        super().__init__(*args)
        self.places: dict[str, tuple[Section, Paragraph | None]] = {}
        groups = []
        for section in sections:
            choices = [(f"s{section.pk}", pgettext("paragraph", "First in this section"))]
            self.places[f"s{section.pk}"] = (section, None)
            for row in rows:
                if row.section_id == section.pk and row.pk != paragraph.pk:
                    words = {"number": numbers[row.pk], "words": " ".join(row.text.split()[:8])}
                    choices.append((f"p{row.pk}", gettext("Behind %(number)s: %(words)s") % words))
                    self.places[f"p{row.pk}"] = (section, row)
            groups.append((str(section), choices))
        self.fields["to"].choices = groups  # type: ignore[attr-defined]

    @property
    def place(self) -> tuple[Section, Paragraph | None]:
        """The section, and the paragraph behind which it stands there."""
        return self.places[self.cleaned_data["to"]]


class CommentForm(forms.Form):
    """A remark on a paragraph, or an answer."""

    text = forms.CharField(
        label=pgettext_lazy("paragraph", "Comment"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write what you have to say.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    parent = forms.UUIDField(widget=forms.HiddenInput, required=False)


class SuggestionForm(forms.Form):
    """How a paragraph should read, and why."""

    suggestion = _text(pgettext_lazy("paragraph", "How it should read"))
    text = forms.CharField(
        label=pgettext_lazy("suggestion", "Why"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
