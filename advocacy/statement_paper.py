"""A statement as it lies before whoever reads it aloud: passages with the clock, and the desk of the adoption."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Organisation, Workspace
from advocacy.models import PlenaryPlace, Statement, StatementText
from advocacy.speaking import DESK_PLACES, DESK_SECONDS, Length, clock, count_spoken, length
from common import pdf
from common.languages import language_of_pages
from cycles.key_date_rows import KeyDateRow
from cycles.key_dates import timeline
from implementation.printed_names import aliases_in, printed

_PASSAGE = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?؟。！？])\s*(?=\S)")
# The moments around the adoption, as the desk needs them.
_MOMENTS = (
    "hrc_oral_statement_registration",
    "hrc_written_statement",
    "hrc_oral_statement_upload",
    "adoption",
)


@dataclass(frozen=True)
class Beat:
    """A passage, when it begins, and how many words it has."""

    clock: str
    count: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class StatementPaper:
    """One version of a statement, to be read aloud or handed in."""

    statement: Statement
    text: StatementText
    length: Length
    beats: tuple[Beat, ...]
    as_of: date
    # Names as they may be printed.
    sender: str
    cosigners: tuple[str, ...]
    # Who reads it aloud, on papers of those who write it.
    speaker: str = ""

    @property
    def language(self) -> str:
        return self.text.language

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def is_spoken(self) -> bool:
        return self.length.limit_words is None


def length_of(statement: Statement, text: str, language: str) -> Length:
    """How long a text is, typed or kept, at the pace of the statement's speaker."""
    return length(text, language, pace=statement.pace, kind=statement.kind, status=statement.status)


def beats(text: str, language: str, per_minute: int) -> tuple[Beat, ...]:
    """The passages of a text, each with the moment at which it begins."""
    found, said = [], 0
    for passage in filter(str.strip, _PASSAGE.split(text)):
        count = count_spoken(passage, language)
        sentences = tuple(_SENTENCE.split(" ".join(passage.split())))
        found.append(Beat(clock(said * 60 // per_minute), count, sentences))
        said += count
    return tuple(found)


def paper_of(text: StatementText, *, on: date, names_speaker: bool = False) -> StatementPaper:
    """One version of a statement; ``text`` comes with its statement. Who reads it aloud stands on it only if asked."""
    statement = text.statement
    counted = length_of(statement, text.text, text.language)
    aliases = aliases_in(statement.workspace_id)
    names = sorted((printed(one, aliases) for one in statement.cosigners.all()), key=str.casefold)
    spoken = beats(text.text, text.language, counted.per_minute)
    sender = printed(statement.organisation, aliases)
    cosigners = (*names, *statement.other_cosigners)
    speaker = statement.speaker if names_speaker else ""
    return StatementPaper(statement, text, counted, spoken, on, sender, cosigners, speaker)


def render_statement(paper: StatementPaper) -> bytes:
    """The statement as tagged PDF, in its own language."""
    with translation.override(language_of_pages(paper.language)):
        return pdf.render(render_to_string("advocacy/statement_document.html", {"paper": paper}))


@dataclass(frozen=True)
class Place:
    """One of the ten places: who has it, and how long they speak."""

    number: int
    row: PlenaryPlace | None
    length: Length | None
    # Who has it, as it may be printed.
    printed: str = ""


@dataclass(frozen=True)
class Desk:
    """The twenty minutes of the adoption: ten places, who has none, and when what is due."""

    places: tuple[Place, ...]
    without: tuple[Organisation, ...]
    moments: tuple[KeyDateRow, ...]

    @property
    def seconds(self) -> int:
        """How long all texts take together that are on the desk."""
        return sum(place.length.seconds for place in self.places if place.length)

    @property
    def clock(self) -> str:
        return clock(self.seconds)

    @property
    def limit_clock(self) -> str:
        return clock(DESK_SECONDS)

    @property
    def is_over(self) -> bool:
        return self.seconds > DESK_SECONDS

    @property
    def taken(self) -> int:
        return sum(1 for place in self.places if place.row)

    @property
    def free(self) -> list[int]:
        return [place.number for place in self.places if place.row is None]

    @property
    def opening(self) -> KeyDateRow | None:
        """When the list of speakers opens."""
        return next((row for row in self.moments if row.milestone == _MOMENTS[0]), None)

    @property
    def without_status(self) -> list[Organisation]:
        """Who has no place and could not take one alone."""
        return [one for one in self.without if one.ecosoc_status == Organisation.EcosocStatus.NONE]


def desk(workspace: Workspace, rows: Iterable[PlenaryPlace], organisations: Iterable[Organisation]) -> Desk:
    """The desk of a workspace; ``rows`` come with organisation, theme and statement."""
    by_number = {row.number: row for row in rows}
    said = {row.statement_id for row in by_number.values() if row.statement_id}
    # English is read at the desk; where there is none, the text that was written last.
    texts = StatementText.objects.filter(statement__in=said, is_current=True).order_by("written_at")
    by_statement = {row.statement_id: row for row in sorted(texts, key=lambda one: one.language == "en")}
    aliases = aliases_in(workspace.pk)
    places = []
    for number in range(1, DESK_PLACES + 1):
        row = by_number.get(number)
        text = by_statement.get(row.statement_id) if row and row.statement_id else None
        counted = length_of(row.statement, text.text, text.language) if row and row.statement and text else None
        places.append(Place(number, row, counted, printed(row.organisation, aliases) if row else ""))
    has_place = {row.organisation_id for row in by_number.values()}
    without = tuple(one for one in organisations if one.pk not in has_place)
    moments = tuple(row for row in timeline(workspace.review) if row.milestone in _MOMENTS)
    return Desk(tuple(places), without, moments)


def render_desk(workspace: Workspace, shown: Desk, *, language: str, on: date) -> bytes:
    """The desk on paper."""
    context = {
        "workspace": workspace,
        "desk": shown,
        "on": on,
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "title": _("Adoption of the outcome of %(state)s: who speaks")
        % {"state": workspace.review.state_under_review.name},
    }
    return pdf.render(render_to_string("advocacy/plenary_document.html", context))
