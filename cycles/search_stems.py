"""The stems of what is looked for: PostgreSQL is asked once for all languages, and most of them agree."""

import hashlib
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.cache import caches
from django.db import connection

from cycles.search_words import CONFIGURATIONS

_STEMS = """
SELECT language, to_tsquery(configuration::regconfig, %s)::text
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked (language, configuration, place) ORDER BY place
"""


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
        with connection.cursor() as cursor:
            cursor.execute(_STEMS, [words, list(CONFIGURATIONS), list(CONFIGURATIONS.values())])
            for language, stems in cursor.fetchall():
                found.setdefault(stems, []).append(language)
        kept.set(key, found)
    return found
