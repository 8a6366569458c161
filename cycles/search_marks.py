"""Where the words of a search stand in the texts that were found."""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection

from cycles.search_words import CONFIGURATIONS, fold, words_of

# A word with the vowel signs and accents that may stand above its letters; then one Chinese sign at a time.
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORDS = re.compile(rf"{_CHINESE.pattern}|(?:(?!{_CHINESE.pattern})[\w\u0300-\u036f\u064b-\u065f\u0670])+")
_FITS_SQL = """
SELECT language, word FROM unnest(%s::text[], %s::text[], %s::text[]) AS text (language, configuration, word)
WHERE to_tsvector(configuration::regconfig, word) || array_to_tsvector(ARRAY['w0' || word])
    @@ to_tsquery(configuration::regconfig, %s)
"""

Piece = tuple[str, bool]


def marked_texts(texts: Iterable[tuple[str, str]], marked: str) -> list[list[Piece]]:
    """Each text (language, words) in pieces, with whether a piece fits ``marked`` (``Words.marked``). One query."""
    texts = list(texts)
    fitting = _fitting({(language, word) for language, text in texts for word in words_of(text)}, marked)
    return [_pieces(text, {word for tongue, word in fitting if tongue == language}) for language, text in texts]


def _fitting(words: set[tuple[str, str]], marked: str) -> set[tuple[str, str]]:
    if not words or not marked:
        return set()
    languages, plain = (list(column) for column in zip(*words, strict=True))
    configurations = [CONFIGURATIONS.get(language, "simple") for language in languages]
    with connection.cursor() as cursor:
        cursor.execute(_FITS_SQL, [languages, configurations, plain, marked])
        return set(cursor.fetchall())


def _pieces(text: str, fitting: set[str]) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0
    for word in _WORDS.finditer(text):
        if _fits(text, word, fitting):
            pieces += [(text[end : word.start()], False), (word.group(), True)]
            end = word.end()
    pieces.append((text[end:], False))
    return _together([piece for piece in pieces if piece[0]])


def _fits(text: str, word: re.Match, fitting: set[str]) -> bool:
    """A Chinese sign fits with the sign before it or with the one after it, as the pairs have it."""
    if _CHINESE.match(word.group()):
        start = word.start()
        return bool(fitting & {text[start], text[start : start + 2], text[max(0, start - 1) : start + 1]})
    return not fitting.isdisjoint(_folded(word.group()))


@lru_cache(maxsize=20_000)
def _folded(word: str) -> tuple[str, ...]:
    """A word as it is compared; texts have most of their words in common."""
    return tuple(fold(word).split())


def _together(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind in one piece."""
    joined: list[Piece] = []
    for text, is_marked in pieces:
        if joined and joined[-1][1] == is_marked:
            text = joined.pop()[0] + text
        joined.append((text, is_marked))
    return joined
