"""Reads what OHCHR's Universal Human Rights Index (UHRI) exports: an Excel sheet, or all of it as JSON.

UHRI holds the work of every human rights mechanism; only recommendations of the UPR are taken.
"""

import codecs
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice
from typing import BinaryIO

from cycles.importers.export_columns import Column, find_columns, known_columns
from cycles.importers.export_values import values
from cycles.importers.records import LeftOut, ReadExport, UnreadableFile
from cycles.importers.state_names import StateNames
from cycles.importers.tables import Table, open_table
from cycles.importers.uhri_json import FlatObject, read_objects
from cycles.importers.uhri_rows import Record, Rows, flaw

# UHRI's own spelling first, "Reccomending" among it; then the corrected one; then the key in JSON.
COLUMNS = (
    Column("text", ("Text",), is_needed=True),
    Column("state", ("Countries Concerned", "Countries", "Country Concerned"), is_needed=True),
    Column("body", ("Reccomending Body", "Recommending Body", "Body"), is_needed=True),
    Column("type", ("Type", "AnnotationType", "Annotation Type"), is_needed=True),
    Column("position", ("UPR Position", "UprPositions", "UPR Positions"), is_needed=True),
    Column("document", ("Document Symbol", "Symbol")),
    Column("session", ("UPR Session", "UprSession", "UPR Sessions"), is_needed=True, or_else="cycle"),
    Column("cycle", ("UPR Cycle", "UprCycle")),
    Column(
        "recommending_states",
        ("UPR Reccomending States", "UPR Recommending States", "UprRecommendingCountry", "UPR Recommending State"),
    ),
    Column("themes", ("Themes",)),
    Column("groups", ("Affected Persons", "AffectedPersons", "Groups of Persons")),
    Column("goals", ("Sdgs",)),
    Column("published", ("Document Publication Date", "PublicationDate")),
    Column("key", ("OHCHR Annotation Id", "AnnotationId", "Annotation Id")),
)
# What recommendations of the UPR alone say; other objects need not have these keys.
_OF_UPR = frozenset({"position", "session"})
# Each record with its place; None for what is none.
Records = Iterator[tuple[int, Record | None]]

_START = 64
# How many records tell the language; most are in it from the first word on.
_SAMPLE = 100
# How many sets of keys are remembered; UHRI's objects have one or a few.
_MOST_SHAPES = 100
_SPANISH = ("recomendac", "preocupac", "observacio", "apoyad", "aceptad", "tomada nota")


def read_uhri(file: BinaryIO, names: StateNames, columns: Mapping[str, str] | None = None) -> ReadExport:
    """The export in ``file``, which can be wound back; ``columns`` gives the heading of a role that is not found.

    Nothing of the file is kept in memory but the record at hand. Raises UnreadableFile, also while rows are read.
    """
    file.seek(0)
    start = file.read(_START).removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"{"):
        raise UnreadableFile("not_a_list")
    if start.startswith(b"["):
        layout, records = "json", _objects(file, columns)
    else:
        table = open_table(file)
        layout, records = table.kind, _sheet_rows(table, find_columns(table.headings, COLUMNS, columns))
    sample = list(islice(records, _SAMPLE))
    if not sample:
        raise UnreadableFile("empty_export")
    rows = Rows(names, LeftOut())
    return ReadExport("uhri", layout, _language(sample), rows.read(chain(sample, records)), rows.skipped)


def _sheet_rows(table: Table, places: Mapping[str, int]) -> Records:
    for place, cells in table.rows:
        yield place, {role: cells[at] for role, at in places.items()} if len(cells) >= len(table.headings) else None


def _objects(file: BinaryIO, columns: Mapping[str, str] | None) -> Records:
    """The objects of a list, each with its number and read by its own keys: one without themes tells of no other.

    Raises UnreadableFile where the first objects are none of UHRI's.
    """

    @lru_cache(maxsize=_MOST_SHAPES)
    def keys(headings: tuple[str, ...]) -> dict[str, str]:
        return {role: headings[at] for role, at in known_columns(headings, COLUMNS, columns).items()}

    def record(found: FlatObject | None) -> Record | None:
        return None if found is None else {role: found[key] for role, key in keys(tuple(found)).items()}

    objects = read_objects(file)
    sample = list(islice(objects, _SAMPLE))
    headings = tuple(dict.fromkeys(key for found in sample if found for key in found))
    if any(found is not None for found in sample):
        is_of_upr = any(said and not flaw(said) for said in map(record, sample))
        find_columns(headings, [one for one in COLUMNS if is_of_upr or one.role not in _OF_UPR], columns)
    for place, found in enumerate(chain(sample, objects), start=1):
        yield place, record(found)


def _language(sample: list[tuple[int, Record | None]]) -> str:
    """Told by the words for kinds of texts and for positions: ``es``, else ``en``."""
    words = (
        word.casefold()
        for _, record in sample
        if record
        for role in ("type", "position")
        for word in values(record.get(role))
    )
    return "es" if any(word.startswith(_SPANISH) for word in words) else "en"
