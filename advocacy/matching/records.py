"""The recommendations that proposals and notes are held against, read from real files without a database."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from cycles.actions import FILE as VERBS
from cycles.importers import StateNames, read
from cycles.search_words import words_of

FOLDER = VERBS.parent
_FINGERPRINT = 10
_NAMES = (
    "iso2",
    "iso3",
    "name_un_en",
    "name_short_en",
    "name_fr",
    "name_es",
    "name_ar",
    "name_ru",
    "name_zh",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One recommendation as the matchers see it: number, words, who made it, and the labels its source gave it."""

    number: str
    text: str
    states: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


def fingerprint(text: str) -> str:
    """``#1a2b3c4d5e`` names a text that has no number, whatever its case, signs and blanks."""
    plain = " ".join(words_of(text)).encode()
    return f"#{hashlib.blake2b(plain).hexdigest()[:_FINGERPRINT]}"


def read_candidates(path: Path, code: str) -> list[Candidate]:
    """The recommendations of the review ``code`` (``SVN-4``) in a thematic list, a report, or an export of UPR Info."""
    if path.suffix in {".csv", ".xls"}:
        return read_exported(path).get(code.upper(), [])
    return [
        Candidate(
            number=one.number,
            text=one.text,
            states=tuple(state.iso3 for state in one.recommending_states if state.iso3),
            labels=(*(theme.label for theme in one.themes), *one.groups),
        )
        for one in read(path.read_bytes(), names_of_files()).recommendations
    ]


@lru_cache(4)
def read_exported(path: Path) -> dict[str, list[Candidate]]:
    """By review; UPR Info prints a row for each State, and rows with the same words are one recommendation."""
    found: dict[str, dict[str, Candidate]] = {}
    with path.open("rb") as file:
        for code, row in _rows(read(file, names_of_files()).rows):
            review = found.setdefault(code, {})
            known = review.get(row.number, replace(row, states=()))
            states = dict.fromkeys((*known.states, *row.states))
            review[row.number] = replace(known, states=tuple(states))
    return {code: list(review.values()) for code, review in found.items()}


def _rows(rows: Iterator) -> Iterator[tuple[str, Candidate]]:
    for row in rows:
        states = tuple(state.iso3 for state in row.recommending_states if state.iso3)
        labels = tuple(theme.label for theme in row.themes)
        yield f"{row.state.iso3}-{row.cycle}", Candidate(fingerprint(row.text), row.text, states, labels)


def names_of_files() -> StateNames:
    """The names of all States as the project ships them."""
    return StateNames(spellings_of_files())


def spellings_of_files() -> dict[str, str]:
    """Codes, names in six languages and aliases of all States as the project ships them, each with its code."""
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as file:
        names = {row[column]: row["iso3"] for row in csv.DictReader(file) for column in _NAMES if row[column]}
    with (FOLDER / "country_aliases.csv").open(encoding="utf-8", newline="") as file:
        return names | {row["alias"]: row["iso3"] for row in csv.DictReader(file)}
