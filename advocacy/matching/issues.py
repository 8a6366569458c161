"""Which of UPR Info's issues a text is about: by its concepts, as UPR Info sorted them, and by words that say an issue.

``refdata/issue_concepts.csv`` was learnt from what UPR Info sorted (``issue_learning``): how much each concept speaks
for an issue by itself. ``refdata/issue_terms.txt`` is ours: words of note-takers in three languages and the issues that
UPR Info gives them.
"""

import csv
from collections.abc import Collection, Mapping
from functools import cache

from advocacy.matching.lexicon import (
    FOLDER,
    LANGUAGES,
    Vocabulary,
    cells_of,
    concepts,
    read_text,
    tell_language,
    vocabulary_of,
)

FILE = FOLDER / "issue_concepts.csv"
# UPR Info's issue for whatever asks to join a treaty.
INSTRUMENTS = "29"
# An issue is said, and another beside it: chosen on the sessions that were learnt from.
LEAST, BESIDE = 0.2, 0.35
# Of what the surest has, so much.
SHARE = 0.5
MOST = 3
# A word that says an issue by itself, and a treaty for its own issue.
SAID = 0.85
_SUREST = 0.99

Evidence = Mapping[str, Mapping[str, float]]


def issues_in(text: str, language: str = "", learnt: Evidence | None = None) -> list[str]:
    """The numbers of the issues that a text is about, the surest first."""
    told = language or tell_language(text)
    for spoken in (told, *(one for one in LANGUAGES if one != told)):
        found = _likely(evidence_of(text, spoken), terms_in(text, spoken), learnt or learnt_evidence())
        if found:
            return found
    return []


def evidence_of(text: str, language: str) -> frozenset[str]:
    """The concepts of a text, and with a treaty those that it is about."""
    spoken, known = read_text(text, language).concepts, concepts()
    return frozenset(spoken).union(*(known[key].wider for key in spoken if known[key].kind == "instrument"))


def terms_in(text: str, language: str) -> set[str]:
    """The issues that words of a text say by themselves."""
    said = read_text(text, language, issue_words).concepts
    return {number for key in said for number in _issues_said()[key]}


def _likely(spoken: Collection[str], said: Collection[str], learnt: Evidence) -> list[str]:
    """Each piece of evidence may be the reason: an issue is unlikely where none is."""
    unlikely: dict[str, float] = {}
    for key in spoken:
        for number, strength in learnt.get(key, {}).items():
            unlikely[number] = unlikely.get(number, 1.0) * (1 - min(strength, _SUREST))
    for number in said:
        unlikely[number] = unlikely.get(number, 1.0) * (1 - SAID)
    if any(concepts()[key].kind == "instrument" for key in spoken):
        unlikely[INSTRUMENTS] = unlikely.get(INSTRUMENTS, 1.0) * (1 - SAID)
    ranked = sorted(((1 - doubt, number) for number, doubt in unlikely.items()), key=lambda pair: (-pair[0], pair[1]))
    return [
        number
        for place, (sure, number) in enumerate(ranked[:MOST])
        if sure >= (max(BESIDE, SHARE * ranked[0][0]) if place else LEAST)
    ]


@cache
def learnt_evidence() -> dict[str, dict[str, float]]:
    """How much each concept speaks for an issue."""
    found: dict[str, dict[str, float]] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["concept"], {})[row["issue"]] = float(row["strength"])
    return found


@cache
def issue_words(language: str) -> Vocabulary:
    """The words of a language that say an issue by themselves."""
    return vocabulary_of(((key, columns) for key, _, *columns in _lines()), language)


def whole_issue_words() -> set[str]:
    """Those words, of all languages."""
    return set().union(*(issue_words(language).whole_words() for language in LANGUAGES))


@cache
def _issues_said() -> dict[str, tuple[str, ...]]:
    return {key: tuple(one.strip() for one in numbers.split(",")) for key, numbers, *_ in _lines()}


@cache
def _lines() -> list[list[str]]:
    return cells_of(FOLDER / "issue_terms.txt")
