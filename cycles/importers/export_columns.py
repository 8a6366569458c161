"""Which column of an export holds what: told by its heading, whatever the case and the blanks in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cycles.importers.records import UnreadableFile

_LONGEST_HEADING = 60
_MOST_HEADINGS = 40


@dataclass(frozen=True, slots=True)
class Column:
    """Something that an export says: its role here, and the headings it goes by, the best first.

    A needed column may be replaced by the one whose role is ``or_else``. ``makeshift`` is a heading under which it
    stands where nothing else can be it.
    """

    role: str
    headings: tuple[str, ...]
    is_needed: bool = False
    or_else: str = ""
    makeshift: str = ""


def find_columns(
    found: Sequence[str], columns: Sequence[Column], chosen: Mapping[str, str] | None = None
) -> dict[str, int]:
    """The place of each role among the headings that were found, counted from 0.

    ``chosen`` names the heading of a role where a person knows better. Of two columns with one heading the first
    is meant. Raises UnreadableFile with what is missing and what the file has.
    """
    chosen = chosen or {}
    known = known_columns(found, columns, chosen)
    missing = [c.headings[0] for c in columns if c.is_needed and c.role not in known and c.or_else not in known]
    missing += [chosen[c.role] for c in columns if c.role in chosen and c.role not in known and not c.is_needed]
    if missing:
        raise missing_columns(missing, found)
    return known


def known_columns(
    found: Sequence[str], columns: Sequence[Column], chosen: Mapping[str, str] | None = None
) -> dict[str, int]:
    """The place of each role that is there, as ``find_columns`` finds it; what is missing is nobody's concern."""
    places: dict[str, int] = {}
    for place, heading in enumerate(found):
        places.setdefault(_key(heading), place)
    places.pop("", None)
    chosen = chosen or {}
    known: dict[str, int] = {}
    for column in columns:
        headings = (chosen[column.role],) if column.role in chosen else (*column.headings, column.makeshift)
        found_here = [places[key] for key in map(_key, headings) if key in places]
        if found_here:
            known[column.role] = found_here[0]
    return known


def guess_columns(found: Sequence[str], columns: Sequence[Column]) -> dict[str, str]:
    """The headings that are known for what they are, by role; a makeshift is for a person to choose."""
    places = {_key(heading): heading for heading in reversed(found)}
    known = {}
    for column in columns:
        headings = [places[key] for key in map(_key, column.headings) if key in places]
        if headings:
            known[column.role] = headings[0]
    return known


def missing_columns(missing: Sequence[str], found: Sequence[str]) -> UnreadableFile:
    """The refusal that asks a person which column is which: what is missing, and what the file has."""
    return UnreadableFile("export_columns", f"{', '.join(missing)} | {_listed(found)}")


def same_heading(one: str, other: str) -> bool:
    """Whether both are the same heading, whatever the case and the blanks in it."""
    return _key(one) == _key(other)


def _key(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading).casefold()


def _listed(headings: Sequence[str]) -> str:
    printed = [" ".join(heading.split())[:_LONGEST_HEADING] for heading in headings if heading.strip()]
    return ", ".join(printed[:_MOST_HEADINGS]) + (", …" if len(printed) > _MOST_HEADINGS else "")
