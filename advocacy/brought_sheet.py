"""A spreadsheet that somebody brings: its columns told by their headings, its rows kept until they are confirmed."""

import json
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.utils import translation

from common.sealing import NotReadable, seal, unseal
from cycles.importers.state_names import normalise

# How long somebody may look at the rows before they confirm.
PATIENCE = timedelta(hours=24)


@dataclass(frozen=True)
class SheetRow:
    """A row of the file: its number, and what stands in the cells that we know."""

    line: int
    words: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """What was read: rows, in which letter of the alphabet each column stands, and headings that we do not know."""

    rows: list[SheetRow]
    letters: dict[str, str]
    unknown: list[str]


@dataclass(frozen=True)
class WrongCell:
    """A cell because of which a row is left out: where it is, and what is wrong. No letter: all of the row."""

    line: int
    letter: str
    why: str


class TooManyRows(Exception):
    """The file has more rows than a person looks through."""


@dataclass(frozen=True)
class Columns:
    """Where each column that we know stands, by our name for it, and the headings that we do not know."""

    places: dict[str, int]
    unknown: list[str]

    @classmethod
    def of(cls, headings: Sequence[str], known: Mapping[str, str]) -> "Columns":
        """The first column of each name; ``known`` says which one a heading means, as ``normalise`` writes it."""
        places: dict[str, int] = {}
        for place, heading in enumerate(headings):
            name = known.get(normalise(heading))
            if name and name not in places:
                places[name] = place
        used = set(places.values())
        return cls(places, [heading for place, heading in enumerate(headings) if heading and place not in used])

    @property
    def letters(self) -> dict[str, str]:
        """Each column as spreadsheet programs name it."""
        return {name: _letter(place) for name, place in self.places.items()}

    def words(self, cells: Sequence[object]) -> dict[str, str]:
        """What a row says in each column, on one line."""
        return {name: _text(cells[place]) if place < len(cells) else "" for name, place in self.places.items()}


def in_each_language(words: object) -> list[str]:
    """Words that are translated, in every language of the pages."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(words))
    return found


def keep(rows: Iterable[Mapping[str, Any]], *, purpose: str, at: datetime) -> str:
    """The rows as the page carries them until they are confirmed: nobody reads or changes them on the way."""
    return seal(json.dumps({"at": at.isoformat(), "rows": list(rows)}), purpose=purpose)


def take_up(kept: str, *, purpose: str, at: datetime) -> list[dict[str, Any]]:
    """What was kept for the same purpose not too long ago. Raises ``NotReadable``."""
    found = json.loads(unseal(kept, purpose=purpose))
    if datetime.fromisoformat(found["at"]) < at.astimezone(UTC) - PATIENCE:
        raise NotReadable
    rows: list[dict[str, Any]] = found["rows"]
    return rows


def row_key(kept: str, line: int, *, within: UUID) -> UUID:
    """Of a row that was looked at, in one workspace: confirmed once more, it is the same row.

    No two looks at a file are kept in the same letters, so whoever brings it anew is asked anew.
    """
    return uuid5(within, f"{kept} {line}")


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).replace("\0", "").split())


def _letter(place: int) -> str:
    first, last = divmod(place, 26)
    return (string.ascii_uppercase[first - 1] if first else "") + string.ascii_uppercase[last]
