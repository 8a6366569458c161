"""Marks of notes that a document prints behind a State's name: "(Slovenia 1)", "(Hungary¹)", "(Ukraine*)".

Bangladesh's report of 2013 (A/HRC/24/12) has three. Whoever does not read past the mark loses the State: so UPR Info
counts 232 recommending States in it, and a reading by exact names 229.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cycles.importers.state_pieces import NOTE_MARK, split_names

if TYPE_CHECKING:
    from cycles.importers.state_names import StateNames

# A name that begins a bracket or a list, or goes on with one, and a mark that ends it.
_AND = r"(?:and|et|y|e|&)"
_MARKED = re.compile(
    rf"(?P<before>(?:^|[(,;/]|\s(?={_AND}\s))\s*(?:{_AND}\s+)?)"
    r"(?P<name>[^\W\d][^(),;/\d*†‡⁰¹²³⁴-⁹]{0,80}?(?:\([^()]{0,80}\))?)"
    rf"(?P<mark>{NOTE_MARK})(?=\s*(?:$|[),;/]|{_AND}\s))"
)


def without_note_marks(text: str, names: StateNames, *, is_list: bool = False) -> tuple[str, list[str]]:
    """The text without the marks behind names of States in its brackets, and what was read for what.

    Only what is a State's name once the mark is gone; ``is_list`` says that names stand outside of brackets too.
    """
    read: list[str] = []

    def drop(found: re.Match[str]) -> str:
        inside = is_list or text.count("(", 0, found.start("name")) > text.count(")", 0, found.start("name"))
        pieces = split_names(found["name"], names) if inside else []
        if not pieces or not all(piece.iso3 for piece in pieces):
            return found[0]
        read.append(f"{found['name']}{found['mark']} → {found['name']}")
        return found["before"] + found["name"]

    return _MARKED.sub(drop, text), read
