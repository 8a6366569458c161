"""Which column of a table holds what: told by the words of its heading, never by its place."""

import re
from dataclasses import dataclass

from cycles.importers.text import tidy
from cycles.importers.word_document import Cell, Row

RECOMMENDATION = "recommendation"
STATES = "states"
POSITION = "position"
THEMES = "themes"
SDGS = "sdgs"
ASSESSMENT = "assessment"

# In the order in which they are asked: "Position of the State under review" names a State and is a position,
# "Assessment/comments on the recommendation" names a recommendation and is an assessment.
_ROLES = (
    (ASSESSMENT, re.compile(r"assessment|level of implementation|^comments?\b|^remarks?\b")),
    (
        POSITION,
        re.compile(r"(?<!source of )\bposition\b|^(?:government|state|country)?\W{0,2}s? ?(?:response|reply)\b"),
    ),
    (RECOMMENDATION, re.compile(r"\brecommendations?\b")),
    (THEMES, re.compile(r"\bthemes?\b|\brights?\b|\bissues?\b|\btopics?\b|affected persons|groups? of persons")),
    (SDGS, re.compile(r"\bsdgs?\b|sustainable development")),
    (STATES, re.compile(r"\brecommending\b|^(?:states?|countr(?:y|ies))\b")),
)
_LONGEST_HEADING = 90

# Words for "recommendation" and "position" that head the same lists, or reports like them, in other languages.
_LANGUAGES = {
    "fr": re.compile(r"\brecommandations?\b|état examiné|thèmes?\b"),
    "es": re.compile(r"\brecomendaci(?:ón|on|ones)\b|\bposición\b|estado examinado"),
    "pt": re.compile(r"\brecomenda(?:ção|ções)\b"),
    "ru": re.compile(r"рекомендаци|позиция"),
    "ar": re.compile(r"توصي|الموقف|موقف"),
    "zh": re.compile(r"建议|立场|受审议国"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table by their role."""

    roles: dict[str, int]
    spans: dict[str, tuple[int, int]]
    count: int

    def cell(self, row: Row, role: str) -> Cell | None:
        """The cell of a row that stands in the column of that role."""
        if role not in self.roles:
            return None
        if len(row.cells) == self.count:
            return row.cells[self.roles[role]]
        start, end = self.spans[role]
        return next((cell for cell in row.cells if start <= cell.start < end), None)


def read_heading(row: Row) -> Columns | None:
    """The columns that a row heads; None unless it names recommendations, positions and themes."""
    roles: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for index, cell in enumerate(row.cells):
        role = _role(cell.text)
        if role and role not in roles:
            roles[role] = index
            spans[role] = (cell.start, cell.start + cell.span)
    if not roles.keys() >= {RECOMMENDATION, POSITION, THEMES}:
        return None
    return Columns(roles, spans, len(row.cells))


def other_language(texts: list[str]) -> str | None:
    """The language of headings that are not English, where it can be told."""
    for text in texts:
        for language, words in _LANGUAGES.items():
            if words.search(tidy(text).casefold()):
                return language
    return None


def _role(text: str) -> str | None:
    heading = text.casefold()
    if not heading or len(heading) > _LONGEST_HEADING:
        return None
    return next((role for role, words in _ROLES if words.search(heading)), None)
