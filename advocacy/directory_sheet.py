"""A spreadsheet of missions and embassies: its columns told by their headings in any language, each row read."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, BinaryIO

from advocacy.brought_sheet import Columns, Sheet, SheetRow, TooManyRows, in_each_language
from advocacy.models import DiplomaticPost, PostFact
from cycles.importers.state_names import normalise
from cycles.importers.tables import open_table

FACTS = tuple(PostFact.Kind.values)
# As the template names them.
COLUMNS = ("state", "kind", "host", "presence", *FACTS, "source", "as_of_date")
MOST_ROWS = 1000
_HEADINGS = {
    "state": ("country", "code", "sending state", "pays", "état", "país", "estado", "الدولة", "страна", "国家"),
    "kind": ("type", "what it is", "tipo", "النوع", "тип", "类型"),
    "host": ("receiving state", "host state", "in", "embassy in", "accredited to", "pays hôte", "país anfitrión"),
    "presence": ("where it sits", "resident", "présence", "presencia"),
    "address": ("street", "adresse", "dirección"),
    "telephone": ("phone", "tel", "téléphone", "teléfono"),
    "email": ("mail", "e mail", "email address", "courriel", "correo"),
    "website": ("web", "site", "url", "web site", "site web", "sitio web"),
    "note": ("notes", "remarks", "remarques", "notas"),
    "source": ("published", "where this is published", "fuente"),
    "as_of_date": ("as of", "date", "day", "seen on", "fecha"),
}
_KINDS = {
    "mission": ("permanent mission", "mission permanente", "misión permanente", "geneva", "genève", "ginebra"),
    "embassy": ("ambassade", "embajada"),
}
_PRESENCES = {
    "resident": ("yes", "here", "résidente", "residente"),
    "elsewhere": ("no", "non-resident", "accredited", "accréditée", "acreditada"),
}
# Other programs write a mark before what a spreadsheet would take for a formula, such as a telephone number.
_MARK = re.compile(r"^'(?=[=+\-@])")
_MIDNIGHT = re.compile(r"^(\d{4}-\d{2}-\d{2}) 00:00:00$")


class NoStates(Exception):
    """No column of the file is called after States."""


def read_posts(file: BinaryIO) -> Sheet:
    """The rows of a .csv or .xlsx file that say something of a post.

    Raises ``UnreadableFile``, ``NoStates`` and ``TooManyRows``.
    """
    table = open_table(file)
    columns = Columns.of(table.headings, _columns())
    if "state" not in columns.places:
        raise NoStates
    rows = []
    for line, cells in table.rows:
        words = {name: _tidy(word) for name, word in columns.words(cells).items()}
        # The template names every State; where nothing is written beside it, nothing is brought.
        if any(words.get(name) for name in ("presence", *FACTS, "source")):
            rows.append(SheetRow(line, words))
        if len(rows) > MOST_ROWS:
            raise TooManyRows
    return Sheet(rows, columns.letters, columns.unknown)


def kind_of(text: str) -> str | None:
    """The kind of post that a cell names, in any language; none where it is none of ours."""
    return _kinds().get(normalise(text))


def presence_of(text: str) -> str | None:
    """The same for whether it sits there."""
    return _presences().get(normalise(text))


def _tidy(word: str) -> str:
    return _MIDNIGHT.sub(r"\1", _MARK.sub("", word))


@cache
def _columns() -> dict[str, str]:
    known = {normalise(words): name for name, found in _HEADINGS.items() for words in (name.replace("_", " "), *found)}
    for kind in PostFact.Kind:
        known |= {normalise(words): kind.value for words in in_each_language(kind.label)}
    for name in ("kind", "host", "presence", "source", "as_of_date"):
        column: Any = DiplomaticPost._meta.get_field(name)
        known = {normalise(words): name for words in in_each_language(column.verbose_name)} | known
    return known


@cache
def _kinds() -> dict[str, str]:
    return _known(DiplomaticPost.Kind, _KINDS)


@cache
def _presences() -> dict[str, str]:
    return _known(DiplomaticPost.Presence, _PRESENCES)


def _known(choices: Any, others: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in choices:
        words = (one.value, *in_each_language(one.label), *others.get(one.value, ()))
        found |= {normalise(word): one.value for word in words}
    return found
