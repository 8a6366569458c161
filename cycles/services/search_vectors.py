"""The words of texts as search keeps them: PostgreSQL is asked for the stem of each word once, not once for each text.

What is made here is what ``to_tsvector`` makes of a whole text: it looks at one word at a time.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import Any

from cycles.search_words import WHOLE

# The end that follows each word tells how many places it takes: one, unless PostgreSQL takes it apart or leaves it out.
_END = "n0"
_ASK = f"""
SELECT configuration, word, to_tsvector(configuration::regconfig, word || ' {_END}')::text,
    to_tsvector('simple', '{WHOLE}' || word || ' {_END}')::text
FROM unnest(%s::text[], %s::text[]) AS asked (configuration, word)
"""  # noqa: S608 our marks
_LEXEME = re.compile(r"'([^']+)':([\d,]+)")
# The configuration whose words are their own stems.
_PLAIN = "simple"
# Some ten megabytes; then they are forgotten, as an export may be of any size.
_MOST_KNOWN = 50_000

# What a word puts into one place: its stem, and the word with the mark of those that are kept whole; "" for none.
Place = tuple[str, str]


class Vectors:
    """Texts as vectors of their words, with what was asked of words so far."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, tuple[Place, ...]]] = defaultdict(dict)

    def learn(self, cursor: Any, texts: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Ask for what is not known of the words of these texts, each with its configuration: one query for all."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for configuration, words in texts:
            wanted[configuration].update(words)
        new: list[tuple[str, str]] = []
        for configuration, words_of_all in wanted.items():
            known = self._known[configuration]
            if len(known) > _MOST_KNOWN:
                known.clear()
            new += [(configuration, word) for word in sorted(words_of_all - known.keys())]
        if new:
            cursor.execute(_ASK, [_listed(one) for one in zip(*new, strict=True)])
            for configuration, word, stems, whole in cursor.fetchall():
                self._known[configuration][word] = _places(stems, whole)

    def of(self, configuration: str, words: Sequence[str], more: str) -> str:
        """The vector of a text whose words are known, and of ``more`` words that have no place in it.

        A word is kept whole only where its stem is another or, as of the smallest words, there is none: so the index
        has each word once. Both stand in the same places, so a phrase may be of both.
        """
        known = self._known[configuration]
        places = list(chain.from_iterable(map(known.__getitem__, words)))
        found = [f"'{stem}':{at}" for at, (stem, _) in enumerate(places, start=1) if stem]
        if configuration != _PLAIN:
            stems = {"", *(f"{WHOLE}{stem}" for stem, _ in places)}
            found += [f"'{whole}':{at}" for at, (_, whole) in enumerate(places, start=1) if whole not in stems]
        return " ".join([*found, more])


def _listed(words: Sequence[str]) -> str:
    """An array as PostgreSQL writes it, in which nothing needs to be escaped: the driver takes long for thousands."""
    return '{{"{}"}}'.format('","'.join(words))


def _places(stems: str, whole: str) -> tuple[Place, ...]:
    """What a word puts into its places, out of what PostgreSQL makes of it with ``_END`` behind."""
    return tuple(zip_longest(_in_order(stems), _in_order(whole), fillvalue=""))


def _in_order(vector: str) -> list[str]:
    """The lexemes of a vector by their places, "" where a place has none, without the end."""
    by_place = {int(at): lexeme for lexeme, places in _LEXEME.findall(vector) for at in places.split(",")}
    return [by_place.get(at, "") for at in range(1, max(by_place))]
