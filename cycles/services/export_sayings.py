"""Rows of an export as recommendations: UPR Info repeats one for each State that made it, UHRI now and then."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from cycles.importers.records import ReadWarning
from cycles.models import RecommendationSource
from cycles.services.export_staging import GivenTheme, Notes, StagedRow
from cycles.services.matching import plain

UPR_INFO = RecommendationSource.Kind.UPR_INFO
_MOST_PLACES = 8


@dataclass(slots=True)
class Saying:
    """A recommendation as an export has it, out of one row or several; ``states`` has the place of each State's row."""

    first: StagedRow
    states: dict[str, int] = field(default_factory=dict)
    clauses: dict[str, int] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    themes: dict[GivenTheme, None] = field(default_factory=dict)

    @classmethod
    def of(cls, row: StagedRow) -> "Saying":
        """A saying of one row."""
        saying = cls(row)
        saying.add(row)
        return saying

    def add(self, row: StagedRow) -> None:
        """One more row that says the same."""
        for iso3, clause in row.states:
            self.states.setdefault(iso3, row.place)
            self.clauses.setdefault(iso3, clause)
        self.places.append(row.place)
        self.themes |= dict.fromkeys(row.themes)

    @property
    def place(self) -> str:
        """What answers go by: the first row."""
        return str(self.places[0])

    @property
    def text(self) -> str:
        return self.first.text

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the States that are known."""
        return frozenset(self.states)

    @property
    def number(self) -> str:
        """``140.7``; empty where the export gives none."""
        return "" if self.first.paragraph is None else f"{self.first.paragraph}.{self.first.item}"

    def part(self, states: Iterable[str]) -> "Saying":
        """The same, of these States alone."""
        kept = {iso3: self.states[iso3] for iso3 in states}
        clauses = {iso3: self.clauses[iso3] for iso3 in kept}
        return Saying(self.first, kept, clauses, sorted(set(kept.values())), dict(self.themes))


def place_of(rows: Sequence[int]) -> str:
    """Where these rows of an export stand, the first of them by number: ``row 7``, ``rows 3, 4``."""
    places = [str(row) for row in rows]
    more = ["…"] if len(places) > _MOST_PLACES else []
    return ("row " if len(places) == 1 else "rows ") + ", ".join([*places[:_MOST_PLACES], *more])


def sayings(rows: Iterable[StagedRow], kind: str, notes: Notes) -> list[Saying]:
    """The recommendations that the rows of one review are, in the order of the file.

    UPR Info: the same text with the same response is one; where the responses differ, each stands for itself, as
    UPR Info itself parts what a State answers in two ways. UHRI: what it repeats is taken once.
    """
    found: dict[Hashable, Saying] = {}
    for row in rows:
        key = _key(row, kind)
        if key not in found:
            found[key] = Saying.of(row)
        elif kind == UPR_INFO:
            found[key].add(row)
        else:
            notes.skipped.leave("repeated", row.place)
            if plain(row.text) != plain(found[key].text):
                number = found[key].number
                notes.warn(ReadWarning("duplicate_number", row.place, number, str(found[key].first.place)))
    return list(found.values())


def _key(row: StagedRow, kind: str) -> Hashable:
    if kind == UPR_INFO:
        return plain(row.text), row.position
    if row.paragraph is not None:
        return row.document, row.paragraph, row.item
    return row.key or row.place
