"""What a file of ratings would change: cell by cell, against what stood when it was made and what stands now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from implementation.forms.ratings import wrong_day
from implementation.models import OWN, Rating
from implementation.rating_sheet import CHOICES, COLUMNS, WORDS, SheetRow, column, normal


@dataclass(frozen=True)
class CellChange:
    """One cell that differs: what it was, what stands now, and what the file says."""

    name: str
    now: Any
    file: Any
    is_conflict: bool
    voice: str = OWN

    @property
    def label(self) -> str | Promise:
        return COLUMNS[column(self.voice, self.name)]

    @property
    def now_text(self) -> str:
        return in_words(self.name, self.now)

    @property
    def file_text(self) -> str:
        return in_words(self.name, self.file)


@dataclass(frozen=True)
class RowChange:
    """What the file changes of one recommendation."""

    recommendation: int
    number: str
    line: int
    current: Rating | None
    cells: list[CellChange]
    voice: str = OWN

    @property
    def key(self) -> str:
        """By what a form tells this change from others."""
        return str(self.recommendation) if self.voice == OWN else f"{self.recommendation}-{self.voice}"

    @property
    def conflicts(self) -> list[CellChange]:
        return [cell for cell in self.cells if cell.is_conflict]


@dataclass(frozen=True)
class WrongCell:
    """A cell that cannot be taken, by its row and column."""

    line: int
    letter: str
    why: str | Promise


@dataclass
class Merge:
    """All that the file would do."""

    changes: list[RowChange] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)
    same: int = 0

    @property
    def conflicts(self) -> int:
        return sum(len(change.conflicts) for change in self.changes)


def in_words(name: str, value: Any) -> str:
    """A value as people read it."""
    if name in CHOICES and value:
        return str(CHOICES[name](value).label)
    return value.isoformat() if isinstance(value, date) else str(value)


def merge(
    rows: list[SheetRow],
    recommendations: Mapping[str, int],
    current: Mapping[tuple[str, int], Rating],
    bases: Mapping[str, Rating],
    *,
    today: date,
) -> Merge:
    """Hold the file's rows against what stands, by voice and recommendation.

    ``bases`` are the ratings that stood when the file was made.
    """
    found = Merge()
    seen: set[tuple[str, int]] = set()
    for row in rows:
        key = recommendations.get(row.number)
        wrong: dict[str, str | Promise] = dict(row.wrong)
        if key is None:
            wrong["number"] = _("This review has no recommendation with the number %(number)s.") % {
                "number": row.number
            }
        elif (row.voice, key) in seen:
            wrong["number"] = _("The number stands twice in the file.")
        base = bases.get(row.key)
        base = (
            base if base and (OWN if base.is_ours else base.voice, base.recommendation_id) == (row.voice, key) else None
        )
        now = current.get((row.voice, key)) if key else None
        cells = _cells(row, base, now)
        wrong |= _wrong(row, now, cells, today)
        if "number" in wrong and row.voice != OWN:
            # Said already of the line itself.
            continue
        found.wrong += [WrongCell(row.line, row.letters.get(name, ""), why) for name, why in wrong.items()]
        if wrong or key is None:
            continue
        seen.add((row.voice, key))
        if cells:
            found.changes.append(RowChange(key, row.number, row.line, now, cells, row.voice))
        elif row.voice == OWN:
            found.same += 1
    return found


def _cells(row: SheetRow, base: Rating | None, now: Rating | None) -> list[CellChange]:
    """The cells that the file changed; a conflict where somebody else changed the same one since."""
    changed = []
    for name in (*WORDS, "source"):
        if name not in row.words:
            continue
        said, was, stands = row.words[name], _value(base, name), _value(now, name)
        if normal(said) in (normal(was), normal(stands)):
            continue
        changed.append(CellChange(name, stands, said, normal(was) != normal(stands), row.voice))
    return changed


def _value(rating: Rating | None, name: str) -> Any:
    return getattr(rating, name) if rating else ""


def _wrong(row: SheetRow, now: Rating | None, cells: list[CellChange], today: date) -> dict[str, str | Promise]:
    """What would leave a rating without its level or with a day that cannot be."""
    wrong: dict[str, str | Promise] = {}
    for cell in cells:
        if cell.name == "level" and not cell.file:
            wrong["level"] = _("A rating cannot be emptied. Choose “No information” where nothing is known.")
        if cell.name == "rated_date" and isinstance(cell.file, date) and wrong_day(cell.file, today=today):
            wrong["rated_date"] = wrong_day(cell.file, today=today)
        if cell.name == "rated_date" and not cell.file:
            wrong["rated_date"] = _("Give the day on which this was so.")
    if cells and row.voice != OWN and not row.words.get("source", now and now.source):
        wrong["source"] = _("Write the document in which it says so, with its paragraph.")
    if cells and now is None and not row.words.get("level") and "level" not in row.wrong:
        wrong["level"] = _("Words stand beside it, but no rating. Choose one.")
    return wrong
