"""A spreadsheet of contacts: its columns told by their headings in any language, each row read or said to be wrong."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, BinaryIO

from advocacy.brought_sheet import Columns, TooManyRows, in_each_language
from advocacy.models import Contact
from cycles.importers.state_names import normalise
from cycles.importers.tables import open_table

COLUMNS = ("name", "kind", "state", "position", "institution", "email", "telephone", "notes")
MOST_ROWS = 500
# What people write above their columns besides our own words.
_HEADINGS = {
    "name": ("full name", "contact", "nom", "nombre", "الاسم", "имя", "фио", "姓名", "名字"),
    "kind": ("type", "category", "who it is", "tipo", "тип", "类型"),
    "state": ("country", "pays", "état", "pais", "estado", "الدولة", "страна", "государство", "国家", "mission of"),
    "position": ("title", "function", "role", "job title", "fonction", "titre", "cargo", "المنصب", "должность", "职务"),
    "institution": ("organisation", "organization", "ministry", "agency", "mission", "المؤسسة", "организация", "机构"),
    "email": (
        "e-mail",
        "mail",
        "email address",
        "courriel",
        "correo",
        "البريد الإلكتروني",
        "эл. почта",
        "почта",
        "电子邮件",
    ),
    "telephone": ("phone", "tel", "mobile", "téléphone", "telefono", "الهاتف", "телефон", "电话", "手机"),
    "notes": (
        "note",
        "comment",
        "comments",
        "remarks",
        "remarques",
        "notas",
        "ملاحظات",
        "заметки",
        "примечания",
        "备注",
    ),
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


def read_contacts(file: BinaryIO) -> Sheet:
    """The rows of a .csv or .xlsx file. Raises ``UnreadableFile``, ``NoNames`` and ``TooManyRows``."""
    table = open_table(file)
    columns = Columns.of(table.headings, _columns())
    if "name" not in columns.places:
        raise NoNames
    rows = []
    for line, cells in table.rows:
        words = columns.words(cells)
        if any(words.values()):
            rows.append(SheetRow(line, words))
        if len(rows) > MOST_ROWS:
            raise TooManyRows
    return Sheet(rows, columns.letters, columns.unknown)


def kind_of(text: str) -> str:
    """The kind that a cell names, in any language; empty where it names none of ours."""
    return _kinds().get(normalise(text), "")


@cache
def _columns() -> dict[str, str]:
    """Which column a heading means: by our name for it, its label in each language, and what people write."""
    known = {normalise(name): name for name in COLUMNS}
    for name in COLUMNS:
        column: Any = Contact._meta.get_field(name)
        label = column.verbose_name
        known |= {normalise(words): name for words in (*_HEADINGS[name], *in_each_language(label))}
    return known


@cache
def _kinds() -> dict[str, str]:
    known: dict[str, str] = {}
    for kind in Contact.Kind:
        known |= {normalise(words): kind.value for words in (kind.value, *in_each_language(kind.label))}
    return known
