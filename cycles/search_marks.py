"""Where the words of a search stand in the texts that were found."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.db import connection

from cycles.search_query import Words
from cycles.search_stems import stems_of
from cycles.search_words import CHINESE, CONFIGURATIONS, WHOLE, fold

# Chinese, or a word with the vowel signs and accents that may stand above its letters.
_RUNS = re.compile(rf"{CHINESE.pattern}|(?:(?!{CHINESE.pattern})[\w\u0300-\u036f\u064b-\u065f\u0670])+")
_COMPOUND = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")
_STEMS_SQL = """
SELECT language, word, tsvector_to_array(to_tsvector(configuration::regconfig, word))
FROM unnest(%s::text[], %s::text[], %s::text[]) AS text (language, configuration, word)
"""
_ASKED = re.compile(r"'([^']+)'(:\*)?")

Piece = tuple[str, bool]
# A word of a text as it is compared, and where it begins and ends.
Place = tuple[str, int, int]
# By language and word, which words of the search it fits.
Fitting = dict[tuple[str, str], frozenset[str]]


def marked_texts(texts: Iterable[tuple[str, str]], asked: Words) -> list[list[Piece]]:
    """Each text (language, words) in pieces, with whether a piece is what was looked for. Two queries."""
    texts = list(texts)
    if not asked.marked and not asked.signs:
        return [[(text, False)] for _, text in texts]
    places = [(_places(text), _compounds(text)) for _, text in texts]
    words = {
        (language, word)
        for (language, _), kinds in zip(texts, places, strict=True)
        for kind in kinds
        for word, *_ in kind
    }
    fitting = _fitting(words, asked.marked)
    return [
        _pieces(text, _spans(language, text, kinds, asked, fitting))
        for (language, text), kinds in zip(texts, places, strict=True)
    ]


def _places(text: str) -> list[Place]:
    """The words of a text in its order; Chinese in overlapping pairs of signs."""
    found: list[Place] = []
    for run in _RUNS.finditer(text):
        start, end = run.span()
        if not CHINESE.match(run.group()):
            found += [(word, start, end) for word in _folded(run.group())]
        elif end - start == 1:
            found.append((run.group(), start, end))
        else:
            found += [(text[place : place + 2], place, place + 2) for place in range(start, end - 1)]
    return found


def _compounds(text: str) -> list[Place]:
    """What hyphens join, in one word each."""
    return [("".join(_folded(one.group())), *one.span()) for one in _COMPOUND.finditer(text)] if "-" in text else []


def _fitting(words: set[tuple[str, str]], rows: Sequence[tuple[str, ...]]) -> Fitting:
    if not words or not rows:
        return {}
    asked = stems_of(sorted({leaf for row in rows for leaf in row}))
    exact: dict[tuple[str, str], set[str]] = {}
    beginnings: dict[str, set[tuple[str, str]]] = {}
    for (leaf, language), stems in asked.items():
        for stem, star in _ASKED.findall(stems):
            if star:
                beginnings.setdefault(language, set()).add((stem, leaf))
            else:
                exact.setdefault((language, stem), set()).add(leaf)
    fitting: Fitting = {}
    for language, word, lexemes in _stems(words):
        fits: set[str] = set()
        for stem in (*lexemes, f"{WHOLE}{word}"):
            fits |= exact.get((language, stem), set())
            fits |= {leaf for start, leaf in beginnings.get(language, ()) if stem.startswith(start)}
        if fits:
            fitting[language, word] = frozenset(fits)
    return fitting


def _stems(words: set[tuple[str, str]]) -> list[tuple[str, str, list[str]]]:
    languages, plain = (list(column) for column in zip(*words, strict=True))
    configurations = [CONFIGURATIONS.get(language, "simple") for language in languages]
    with connection.cursor() as cursor:
        cursor.execute(_STEMS_SQL, [languages, configurations, plain])
        return cursor.fetchall()


def _spans(
    language: str, text: str, kinds: tuple[list[Place], list[Place]], asked: Words, fitting: Fitting
) -> list[tuple[int, int]]:
    """Where what was looked for begins and ends."""
    spans = [(at, at + 1) for at, sign in enumerate(text) if sign in asked.signs] if asked.signs else []
    for places, rows in (kinds[0], asked.marked), (kinds[1], [row for row in asked.marked if len(row) == 1]):
        fits = [fitting.get((language, word), frozenset()) for word, *_ in places]
        if not any(fits):
            continue
        for row in rows:
            for at in range(len(places) - len(row) + 1):
                if all(leaf in fits[at + further] for further, leaf in enumerate(row)):
                    spans.append((places[at][1], places[at + len(row) - 1][2]))
    return sorted(spans)


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    """The text cut at the spans; those that touch are one."""
    pieces: list[Piece] = []
    end = 0
    for start, stop in spans:
        if end and start <= end:
            pieces[-1] = (pieces[-1][0] + text[end : max(end, stop)], True)
        else:
            pieces += [(text[end:start], False), (text[start:stop], True)]
        end = max(end, stop)
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> tuple[str, ...]:
    """A word as it is compared; texts have most of their words in common."""
    return tuple(re.findall(r"\w+", fold(word)))
