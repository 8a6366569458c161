"""What reading a file yields: plain records, without a database."""

from dataclasses import dataclass

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
    """One numbered recommendation. ``row`` is its row in the table, where the heading is row 1.

    A State stands once in ``recommending_states``, with the first clause that names it.
    """

    row: int
    paragraph: int
    item: int
    text: str
    raw_text: str
    recommending_states: tuple[ReadState, ...]
    position: str
    position_source: str
    document: str
    themes: tuple[ReadTheme, ...]
    block_theme: ReadTheme | None
    groups: tuple[str, ...]
    sdgs: tuple[int, ...]
    comments: str
    assessment: str

    @property
    def number(self) -> str:
        """``140.7``: paragraph 140 of the report, item 7."""
        return f"{self.paragraph}.{self.item}"


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A whole file: what it says of itself, its recommendations, and what a person should look at."""

    format: str
    layout: str
    state: str | None
    cycle: int | None
    session: int | None
    header: str
    rows: int
    recommendations: tuple[ReadRecommendation, ...]
    warnings: tuple[ReadWarning, ...]
