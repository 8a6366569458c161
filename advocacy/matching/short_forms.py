"""What note-takers call States beside their names and codes, and which of that may be an ordinary word."""

import csv
from collections.abc import Mapping
from functools import cache

from advocacy.matching.lexicon import FOLDER, LANGUAGES
from cycles.importers.state_names import normalise

# Up to here it is a code: blanks and dots in it do not count, and as a word it is no name.
LONGEST_CODE = 3


def key_of(name: str) -> str:
    """The form in which names and codes are compared: ``U.K.`` is ``uk``."""
    key = normalise(name)
    letters = key.replace(" ", "")
    return letters if len(letters) <= LONGEST_CODE else key


def forms(spellings: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Every name, code and short form with the States that it may mean: ``sa`` is two."""
    found: dict[str, set[str]] = {}
    for name, iso3 in [*spellings.items(), *_short_forms()]:
        found.setdefault(key_of(name), set()).add(iso3)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


@cache
def _short_forms() -> tuple[tuple[str, str], ...]:
    with (FOLDER / "state_short_forms.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["form"], row["iso3"]) for row in csv.DictReader(file))


@cache
def short_words(label: str = "") -> frozenset[str]:
    """Short words of the languages, which are no codes; under ``capitals`` those that are none in capitals either."""
    found: set[str] = set()
    for line in (FOLDER / "short_words.txt").read_text(encoding="utf-8").splitlines():
        begins, _, words = line.partition(": ")
        if begins == label or (not label and begins in LANGUAGES):
            found.update(words.split())
    return frozenset(found)
