"""The stems of what is looked for: PostgreSQL is asked once for all languages, and most of them agree."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.cache import caches
from django.db import connection

from cycles.search_words import AS_TYPED, CONFIGURATIONS, WHOLE, words_of

_STEMS = """
SELECT words, language, to_tsquery(configuration::regconfig, words)::text
FROM unnest(%s::text[]) AS words,
    unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked (language, configuration, place) ORDER BY place
"""
_DROPPED = """
SELECT typed FROM unnest(%s::text[], %s::text[]) AS word (typed, plain)
WHERE plain <> '' AND EXISTS (
    SELECT FROM unnest(%s::text[]) AS configuration WHERE to_tsvector(configuration::regconfig, plain) = ''
)
"""
# A word that has a stem is not looked for as it stands as well; a beginning is as it was typed.
_WITH_STEM = re.compile(rf"('[^']+') \| '{WHOLE}[^']+'(?!:)")
_AS_TYPED = re.compile(rf"'{AS_TYPED}(?=[^']+':\*)")


class StemmedQuery(SearchQuery):
    """Words that PostgreSQL has stemmed already, as it writes them."""

    def as_sql(self, compiler: Any, connection: Any, *given: Any, **named: Any) -> Any:
        return super().as_sql(compiler, connection, template="%(expressions)s::tsquery")


def languages_by_stems(words: str) -> dict[str, list[str]]:
    """What ``words`` (``Words.wanted``, ``Words.unwanted``) are once stemmed, and the languages in which they are.

    A search in six languages is one in two or three: the index is read for each of them once.
    """
    kept, key = caches["answers"], f"stems-{hashlib.blake2b(words.encode(), digest_size=16).hexdigest()}"
    found: dict[str, list[str]] | None = kept.get(key)
    if found is None:
        found = {}
        for (_, language), stems in stems_of([words]).items():
            found.setdefault(stems, []).append(language)
        kept.set(key, found)
    return found


def stems_of(questions: Sequence[str]) -> dict[tuple[str, str], str]:
    """Each of the questions once stemmed, by itself and the language. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [list(questions), list(CONFIGURATIONS), list(CONFIGURATIONS.values())])
        return {(words, language): _plain(stems) for words, language, stems in cursor.fetchall()}


def dropped_words(words: Sequence[str], languages: Sequence[str]) -> list[str]:
    """Those of these words that PostgreSQL passes over in one of the languages, as they were typed, each once."""
    plain = [" ".join(words_of(word)) for word in words]
    with connection.cursor() as cursor:
        cursor.execute(_DROPPED, [list(words), plain, [CONFIGURATIONS[language] for language in languages]])
        return list(dict.fromkeys(word for (word,) in cursor.fetchall()))


def _plain(stems: str) -> str:
    return _AS_TYPED.sub("'", _WITH_STEM.sub(r"\1", stems))
