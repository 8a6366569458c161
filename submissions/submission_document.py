"""A submission as a document: what a PDF shows, what is kept when it is lodged, and what is read of it later."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from common.languages import language_of_pages
from submissions import annex_words
from submissions.drafting_page import numbers_of
from submissions.models import Submission
from submissions.rendering import Note, Notes
from submissions.safety import Rows

RIGHT_TO_LEFT = ("ar",)


@dataclass(frozen=True)
class Signatory:
    """A name on the cover, as it is published, with a reservation if there is one."""

    name: str
    reservation: str = ""


@dataclass(frozen=True)
class NumberedText:
    """A paragraph as it was written, under its number; ``key`` is that of its row."""

    key: str
    number: str
    text: str


@dataclass(frozen=True)
class Part:
    """A heading and the paragraphs below it."""

    title: str
    paragraphs: tuple[NumberedText, ...]


@dataclass(frozen=True)
class SubmissionDocument:
    """Everything that is printed of a submission, in its own language."""

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    signatories: tuple[Signatory, ...]
    parts: tuple[Part, ...]
    # Each with its number and what it is, a line each.
    annexes: tuple[str, ...] = ()

    @property
    def is_rtl(self) -> bool:
        return self.language in RIGHT_TO_LEFT

    def rendered(self) -> "Rendered":
        """With its marks turned into HTML and its notes counted through."""
        notes = Notes()
        parts = [(part.title, [(one.number, notes.render(one.text)) for one in part.paragraphs]) for part in self.parts]
        return Rendered(parts, notes.notes)


@dataclass(frozen=True)
class Rendered:
    """Headings with their paragraphs as HTML, and the notes below."""

    parts: list[tuple[str, list[tuple[str, SafeString]]]]
    notes: list[Note]


def document_of(submission: Submission, rows: Rows) -> SubmissionDocument:
    """The document as the text stands now."""
    numbers = numbers_of(rows.paragraphs, are_fixed=submission.numbers_fixed_at is not None)
    parts = []
    for section in rows.sections:
        ours = [row for row in rows.paragraphs if row.section_id == section.pk]
        if ours:
            texts = tuple(NumberedText(str(row.pk), numbers[row.pk], row.text) for row in ours)
            parts.append(Part(section.title, texts))
    names = tuple(Signatory(row.alias or str(row.organisation), row.reservation) for row in rows.signatures)
    with translation.override(language_of_pages(submission.language)):
        facts = tuple(cover_facts(submission))
        annexes = tuple("".join(run.text for run in runs) for runs in annex_words.lines_of(rows.annexes))
    return SubmissionDocument(submission.title, submission.language, facts, names, tuple(parts), annexes)


def cover_facts(submission: Submission) -> list[tuple[str, str]]:
    """What the cover says beside title and names, in the language that is on."""
    review = submission.workspace.review
    state = review.state_under_review.name_in(submission.language)
    facts = [
        (pgettext("cover of a submission", "State under Review"), state),
        (pgettext("cover of a submission", "Cycle of the Universal Periodic Review"), str(review.cycle.number)),
    ]
    if review.current_session:
        session = str(review.current_session.number)
        facts.append((pgettext("cover of a submission", "Session of the Working Group"), session))
    return [*facts, (pgettext("cover of a submission", "Kind of submission"), str(submission.get_kind_display()))]


def frozen(document: SubmissionDocument) -> dict[str, Any]:
    """The document as values of JSON."""
    return asdict(document)


def thawed(plain: Mapping[str, Any]) -> SubmissionDocument:
    """The document again."""
    parts = tuple(
        Part(one["title"], tuple(NumberedText(**text) for text in one["paragraphs"])) for one in plain["parts"]
    )
    return SubmissionDocument(
        title=plain["title"],
        language=plain["language"],
        facts=tuple((name, value) for name, value in plain["facts"]),
        signatories=tuple(Signatory(**one) for one in plain["signatories"]),
        parts=parts,
        annexes=tuple(plain.get("annexes", ())),
    )
