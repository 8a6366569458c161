"""A spreadsheet of contacts: its columns told by their headings in any language, each row read or said to be wrong."""

import re
from functools import cache
from typing import Any, BinaryIO

from advocacy.brought_sheet import Columns, Sheet, SheetRow, TooManyRows, in_each_language
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

# What people call the kinds besides our own words.
_DIPLOMATS = (
    *("diplomat", "diplomate", "diplomático", "diplomática", "دبلوماسي", "دبلوماسية", "дипломат", "外交官"),
    *("ambassador", "ambassadeur", "ambassadrice", "embajador", "embajadora", "سفير", "سفيرة", "посол", "大使"),
    *("counsellor", "counselor", "first secretary", "second secretary", "third secretary", "attaché", "attachée"),
    *("conseiller", "conseillère", "consejero", "consejera", "советник", "مستشار", "参赞"),
)
_CALLED = {
    "mission": (
        *_DIPLOMATS,
        *("permanent mission", "permanent representative", "mission permanente", "représentant permanent"),
        *("misión permanente", "representante permanente", "بعثة دائمة", "постоянное представительство", "常驻代表团"),
    ),
    "embassy": ("embassy", "ambassade", "embajada", "سفارة", "посольство", "使馆", "大使馆", "consulate", "consulat"),
    "capital": (
        *("desk officer", "ministry", "ministry of foreign affairs", "foreign ministry", "mfa", "government"),
        *("ministère", "ministère des affaires étrangères", "gouvernement", "ministerio", "gobierno", "capitale"),
        *("وزارة", "وزارة الخارجية", "министерство", "мид", "外交部"),
    ),
    "nhri": ("nhri", "ombudsman", "ombudsperson", "human rights commission", "indh", "cndh", "défenseur des droits")
    + ("defensoría", "defensoría del pueblo", "أمين المظالم", "омбудсмен", "нпзу", "国家人权机构"),
    "un": ("un", "u.n.", "united nations", "un agency", "ohchr", "special rapporteur", "onu", "hcdh", "acnudh", "nu")
    + ("nations unies", "naciones unidas", "الأمم المتحدة", "المفوضية", "оон", "увкпч", "联合国"),
    "media": (
        *("journalist", "reporter", "press", "editor", "newspaper", "radio", "television", "tv", "broadcaster"),
        *("journaliste", "presse", "médias", "periodista", "prensa", "medios", "صحفي", "صحفية", "صحافة", "إعلام"),
        *("журналист", "журналистка", "пресса", "сми", "记者", "媒体"),
    ),
    "other": (
        *("ngo", "civil society", "academic", "university", "lawyer", "donor", "foundation", "ong", "société civile"),
        *("sociedad civil", "universitaire", "avocat", "abogado", "منظمة غير حكومية", "нко", "нпо", "非政府组织"),
    ),
}
# A name in two columns. Whoever calls one of the two "Nom", "Nombre" or "Имя" means what the other leaves.
_PARTS = {
    "first_name": (
        "first name",
        "given name",
        "given names",
        "forename",
        "prénom",
        "prénoms",
        "nombre de pila",
        "nombres",
        "الاسم الأول",
        "имя и отчество",
        "名",
    ),
    "last_name": (
        "last name",
        "surname",
        "family name",
        "nom de famille",
        "apellido",
        "apellidos",
        "اسم العائلة",
        "اللقب",
        "фамилия",
        "姓",
    ),
}
_WRITTEN_TOGETHER = re.compile(r"[\u3400-\u9fff]+")


class NoNames(Exception):
    """No column of the file is called after names."""


def read_contacts(file: BinaryIO) -> Sheet:
    """The rows of a .csv or .xlsx file. Raises ``UnreadableFile``, ``NoNames`` and ``TooManyRows``."""
    table = open_table(file)
    columns = Columns.of(table.headings, _columns())
    named = [name for name in ("name", "last_name", "first_name") if name in columns.places]
    if not named:
        raise NoNames
    letters = columns.letters
    letters["name"] = letters[named[0]]
    rows = []
    for line, cells in table.rows:
        words = _with_whole_name(columns.words(cells))
        if any(words.values()):
            rows.append(SheetRow(line, words))
        if len(rows) > MOST_ROWS:
            raise TooManyRows
    return Sheet(rows, letters, columns.unknown)


def kind_of(text: str, *, usual: str) -> str:
    """The kind that a cell names, in any language or in what people call it; empty where it names none of ours.

    A diplomat, of whom nobody says where, is of the ``usual`` kind if those speak for a State.
    """
    said = normalise(text)
    kind = _kinds().get(said, "")
    return usual if said in _diplomats() and usual in Contact.OF_A_STATE else kind


def _with_whole_name(words: dict[str, str]) -> dict[str, str]:
    """The name on one line where it stands in two columns; beside one of the two, "name" may be the other or all."""
    first, last = words.pop("first_name", None), words.pop("last_name", None)
    whole = words.get("name", "")
    parts = [one for one in (first, last) if one is not None]
    if not parts or whole and (len(parts) > 1 or _words(parts[0]) <= _words(whole)):
        return words
    given, family = first if first is not None else whole, last if last is not None else whole
    return words | {"name": _joined(given, family)}


def _joined(given: str, family: str) -> str:
    if _WRITTEN_TOGETHER.fullmatch(given) and _WRITTEN_TOGETHER.fullmatch(family):
        return f"{family}{given}"
    return f"{given} {family}".strip()


def _words(text: str) -> set[str]:
    return set(normalise(text).split())


@cache
def _columns() -> dict[str, str]:
    """Which column a heading means: by our name for it, its label in each language, and what people write."""
    known = {normalise(name.replace("_", " ")): name for name in (*COLUMNS, *_PARTS)}
    known |= {normalise(words): name for name, found in _PARTS.items() for words in found}
    for name in COLUMNS:
        column: Any = Contact._meta.get_field(name)
        label = column.verbose_name
        known |= {normalise(words): name for words in (*_HEADINGS[name], *in_each_language(label))}
    return known


@cache
def _kinds() -> dict[str, str]:
    known: dict[str, str] = {}
    for kind in Contact.Kind:
        words = (kind.value, *in_each_language(kind.label), *_CALLED.get(kind.value, ()))
        known |= {normalise(one): kind.value for one in words}
    return known


@cache
def _diplomats() -> set[str]:
    return {normalise(words) for words in _DIPLOMATS}
