"""A spreadsheet of contacts: its columns told by their headings in any language, each row read or said to be wrong."""

import json
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import translation

from advocacy.models import Contact
from common.sealing import NotReadable, seal, unseal
from cycles.importers.state_names import normalise
from cycles.importers.tables import open_table

COLUMNS = ("name", "kind", "state", "position", "institution", "email", "telephone", "notes")
MOST_ROWS = 500
# How long somebody may look at the rows before they confirm.
PATIENCE = timedelta(hours=24)
# What people write above their columns besides our own words.
_HEADINGS = {
    "name": ("full name", "contact", "nom", "nombre", "الاسم"),
    "kind": ("type", "category", "who it is"),
    "state": ("country", "pays", "état", "pais", "الدولة", "mission of"),
    "position": ("title", "function", "role", "job title", "fonction", "titre", "cargo", "المنصب"),
    "institution": ("organisation", "organization", "ministry", "agency", "mission", "المؤسسة"),
    "email": ("e-mail", "mail", "email address", "courriel", "correo", "البريد الإلكتروني"),
    "telephone": ("phone", "tel", "mobile", "téléphone", "telefono", "الهاتف"),
    "notes": ("note", "comment", "comments", "remarks", "remarques", "notas", "ملاحظات"),
}


@dataclass(frozen=True)
class SheetRow:
    """A row of the file: its number, and what stands in the cells that we know."""

    line: int
    words: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """What was read: rows, and in which letter of the alphabet each column stands."""

    rows: list[SheetRow]
    letters: dict[str, str]
    unknown: list[str] = field(default_factory=list)


class NoNames(Exception):
    """No column of the file is called after names."""


class TooManyRows(Exception):
    """The file has more rows than a person looks through."""


def read_contacts(file: BinaryIO) -> Sheet:
    """The rows of a .csv or .xlsx file. Raises ``UnreadableFile``, ``NoNames`` and ``TooManyRows``."""
    table = open_table(file)
    places = _places(table.headings)
    if "name" not in places:
        raise NoNames
    rows = []
    for line, cells in table.rows:
        words = {name: _text(cells[place]) if place < len(cells) else "" for name, place in places.items()}
        if any(words.values()):
            rows.append(SheetRow(line, words))
        if len(rows) > MOST_ROWS:
            raise TooManyRows
    known = set(places.values())
    unknown = [heading for place, heading in enumerate(table.headings) if heading and place not in known]
    return Sheet(rows, {name: _letter(place) for name, place in places.items()}, unknown)


def kind_of(text: str) -> str:
    """The kind that a cell names, in any language; empty where it names none of ours."""
    return _kinds().get(normalise(text), "")


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


def _places(headings: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = _columns().get(normalise(heading))
        if name and name not in found:
            found[name] = place
    return found


@cache
def _columns() -> dict[str, str]:
    """Which column a heading means: by our name for it, its label in each language, and what people write."""
    known = {normalise(name): name for name in COLUMNS}
    for name in COLUMNS:
        column: Any = Contact._meta.get_field(name)
        label = column.verbose_name
        known |= {normalise(words): name for words in (*_HEADINGS[name], *_in_each_language(label))}
    return known


@cache
def _kinds() -> dict[str, str]:
    known: dict[str, str] = {}
    for kind in Contact.Kind:
        known |= {normalise(words): kind.value for words in (kind.value, *_in_each_language(kind.label))}
    return known


def _in_each_language(words: object) -> list[str]:
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(words))
    return found


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).replace("\0", "").split())


def _letter(place: int) -> str:
    first, last = divmod(place, 26)
    return (string.ascii_uppercase[first - 1] if first else "") + string.ascii_uppercase[last]
