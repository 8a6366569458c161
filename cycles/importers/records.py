"""What reading a file yields: plain records, without a database."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

SUPPORTED = "supported"
NOTED = "noted"
PARTIALLY_SUPPORTED = "partially_supported"
PENDING = "pending"
POSITIONS = (SUPPORTED, NOTED, PARTIALLY_SUPPORTED, PENDING)


class UnreadableFile(Exception):
    """A file that cannot be read at all. ``messages.describe`` has the words for each code."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ReadState:
    """A recommending State as the text names it; ``iso3`` is None where no State goes by that name.

    ``clause`` counts from 1: the part of the text, up to its own brackets, that the State stands behind.
    """

    iso3: str | None
    raw: str
    clause: int


@dataclass(frozen=True, slots=True)
class ReadTheme:
    """A theme as printed: the code (``A12``, ``2.1``) is empty in schemes without codes."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something in the file that a person should look at; ``detail`` holds names and numbers, no sentences."""

    code: str
    row: int | None
    number: str
    detail: str


@dataclass(frozen=True, slots=True)
class ReadRecommendation:
    """One recommendation as one document prints it, numbered ``paragraph.item`` by that document.

    ``row`` counts from 1: the row of a table (the heading is row 1), the line of a text. ``position`` is one of
    ``POSITIONS`` or empty where it cannot be read. A State stands once in ``recommending_states``, with the first
    clause that names it.
    """

    row: int
    paragraph: int
    item: int
    text: str
    raw_text: str
    recommending_states: tuple[ReadState, ...]
    position: str
    position_source: str = ""
    document: str = ""
    themes: tuple[ReadTheme, ...] = ()
    block_theme: ReadTheme | None = None
    groups: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    comments: str = ""
    assessment: str = ""

    @property
    def number(self) -> str:
        """``140.7``: paragraph 140 of the report, item 7."""
        return f"{self.paragraph}.{self.item}"


@dataclass(frozen=True, slots=True)
class ReadLeadIn:
    """The paragraph that opens a run of recommendations and says how the State under Review stands to them."""

    paragraph: int
    text: str
    position: str
    is_already_implemented: bool = False


@dataclass(frozen=True, slots=True)
class ReadPledge:
    """A voluntary pledge or commitment that the State under Review made; ``place`` is the paragraph, such as ``96``.

    ``opening`` is what stands in front of the text because it announces several: "The Government pledges to:".
    """

    order: int
    place: str
    text: str
    opening: str = ""

    @property
    def whole(self) -> str:
        """The pledge with who promises it."""
        return f"{self.opening} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A list of recommendations: what it says of itself, the recommendations, and what a person should look at.

    ``format`` is ``thematic_list`` or ``working_group_report``. ``symbol`` is the document's own symbol, if it has one.
    """

    format: str
    layout: str
    state: str | None
    cycle: int | None
    session: int | None
    header: str
    rows: int
    recommendations: tuple[ReadRecommendation, ...]
    warnings: tuple[ReadWarning, ...]
    symbol: str = ""
    language: str = "en"
    published_date: date | None = None
    review_date: date | None = None
    troika: tuple[ReadState, ...] = ()
    lead_ins: tuple[ReadLeadIn, ...] = ()
    pledges: tuple[ReadPledge, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What an addendum says to one recommendation. ``paragraph`` is None where the list prints the item alone.

    ``place`` is the paragraph of the addendum, ``raw`` the piece of the list that was read, such as ``16-19``.
    """

    paragraph: int | None
    item: int
    position: str
    is_already_implemented: bool
    place: str
    raw: str


@dataclass(frozen=True, slots=True)
class ReadExplanation:
    """Words of the State under Review about some recommendations, each ``(paragraph or None, item)``."""

    numbers: tuple[tuple[int | None, int], ...]
    heading: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class ReadAddendum:
    """The answers of a State under Review to its recommendations (format ``addendum``).

    ``report`` is the symbol of the report it answers, ``paragraph`` the paragraph that bare numbers belong to, if
    the text tells.
    """

    format: str
    state: str | None
    cycle: int | None
    session: int | None
    header: str
    symbol: str
    report: str
    paragraph: int | None
    answers: tuple[ReadAnswer, ...]
    explanations: tuple[ReadExplanation, ...]
    warnings: tuple[ReadWarning, ...]
    language: str = "en"
    published_date: date | None = None


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question that a State sent in advance; ``on_behalf_of`` is the rest of the heading, often empty."""

    order: int
    row: int
    state: ReadState
    on_behalf_of: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadQuestions:
    """Advance questions to one State under Review (format ``advance_questions``)."""

    format: str
    state: str | None
    cycle: int | None
    session: int | None
    header: str
    questions: tuple[ReadQuestion, ...]
    warnings: tuple[ReadWarning, ...]
    generated_date: date | None = None


@dataclass(frozen=True, slots=True)
class ReadPledges:
    """Voluntary pledges that stand in a document of their own (format ``voluntary_pledges``)."""

    format: str
    state: str | None
    cycle: int | None
    session: int | None
    header: str
    symbol: str
    pledges: tuple[ReadPledge, ...]
    warnings: tuple[ReadWarning, ...]
    published_date: date | None = None


@dataclass(frozen=True, slots=True)
class ReadSummaryParagraph:
    """A numbered paragraph of OHCHR's summary of stakeholders' submissions, and the headings above it."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadStakeholder:
    """An entry in the list of stakeholders. ``codes`` are the names it is cited by, the first as OHCHR lists it.

    ``category``: ``individual``, ``joint``, ``nhri``, ``regional``. An attachment names the entry it belongs to.
    """

    order: int
    codes: tuple[str, ...]
    category: str
    name: str
    place: str
    members: tuple[str, ...] = ()
    attachment_of: str = ""
    has_a_status: bool = False


@dataclass(frozen=True, slots=True)
class ReadCitation:
    """A stakeholder cited in one note of one paragraph.

    ``summary_paragraph`` is None where the note could not be placed in the text. ``role``: ``main`` or ``see_also``.
    ``refs`` holds pairs: ``("para" or "page", "3.2")``, ranges written out as ``3.1-3.11``.
    """

    note: int
    summary_paragraph: int | None
    code: str
    role: str
    refs: tuple[tuple[str, str], ...]
    raw: str


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """OHCHR's summary of stakeholders' submissions on one review (format ``stakeholder_summary``)."""

    format: str
    state: str | None
    cycle: int | None
    session: int | None
    header: str
    symbol: str
    paragraphs: tuple[ReadSummaryParagraph, ...]
    stakeholders: tuple[ReadStakeholder, ...]
    citations: tuple[ReadCitation, ...]
    note_count: int
    warnings: tuple[ReadWarning, ...]
    published_date: date | None = None


@dataclass(frozen=True, slots=True)
class ReadExportRow:
    """A row of an export of UPR Info or UHRI, as it stands there.

    UPR Info prints one row for each recommending State, UHRI one for each recommendation. ``place`` counts from 1,
    the heading included; in JSON it is the object's number. Whatever the row does not say is None or empty.
    ``theme_scheme`` is ``upr_info`` or ``ohchr``; the goal of each of the ``sdg_targets`` is among the ``sdgs``.
    ``printed`` is the text with the marks that it was read out of. ``warnings`` are about this row only.
    """

    place: int
    state: ReadState
    cycle: int | None
    session: int | None
    document: str
    paragraph: int | None
    item: int | None
    text: str
    recommending_states: tuple[ReadState, ...]
    position: str
    action_category: int | None = None
    theme_scheme: str = ""
    themes: tuple[ReadTheme, ...] = ()
    groups: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    sdg_targets: tuple[ReadTheme, ...] = ()
    external_key: str = ""
    published_date: date | None = None
    printed: str = ""
    warnings: tuple[ReadWarning, ...] = ()


class LeftOut(Counter[str]):
    """How many rows of an export were left out, by reason; ``places`` are those of the first of each, to look up."""

    _MOST_PLACES = 12

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, list[int]] = {}

    def leave(self, reason: str, place: int) -> None:
        """Count the row at this place."""
        self[reason] += 1
        places = self.places.setdefault(reason, [])
        if len(places) < self._MOST_PLACES:
            places.append(place)


@dataclass(frozen=True, slots=True)
class ReadExport:
    """An export that is read row by row; ``rows`` can be walked through once.

    ``format`` is ``upr_info`` or ``uhri``, ``layout`` tells its kind (``csv_2015``, ``xls_2015``, ``uwazi``, ``xlsx``,
    ``json``). Rows that are no recommendations are not among ``rows``; ``skipped`` counts them by reason as they pass.
    """

    format: str
    layout: str
    language: str
    rows: Iterator[ReadExportRow]
    skipped: LeftOut
    warnings: tuple[ReadWarning, ...] = ()
