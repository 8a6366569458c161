"""Words that a paragraph of a stakeholder summary and a recommendation have in common: a trace, never a cause."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

# Fewer words in a row are mostly names of conventions and turns of phrase.
FEWEST_WORDS = 9
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Echo:
    """The longest run of words that stands in both, as the recommendation prints it.

    Figures must agree, so that the Convention of 1961 is not that of 1954, but do not count as ``length``.
    """

    paragraph: int
    key: str
    length: int
    words: str


def find_echoes(
    paragraphs: Iterable[tuple[int, str]], recommendations: Iterable[tuple[str, str]], fewest: int = FEWEST_WORDS
) -> list[Echo]:
    """Paragraphs (number, text) and recommendations (key, text) with ``fewest`` words or more in a row in common.

    By paragraph, the longest first; case, punctuation and blanks do not matter.
    """
    texts = {number: _tokens(text) for number, text in paragraphs}
    places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, tokens in texts.items():
        for start in range(len(tokens) - fewest + 1):
            places[tuple(tokens[start : start + fewest])].append((number, start))
    found: dict[tuple[int, str], Echo] = {}
    for key, text in recommendations:
        spans = [match.span() for match in _TOKEN.finditer(text)]
        tokens = [text[first:last].casefold() for first, last in spans]
        for start in range(len(tokens) - fewest + 1):
            for number, place in places.get(tuple(tokens[start : start + fewest]), ()):
                run = _run(tokens[start:], texts[number][place:])
                length = sum(token.isalpha() for token in run)
                best = found.get((number, key))
                if length >= fewest and (best is None or length > best.length):
                    words = text[spans[start][0] : spans[start + len(run) - 1][1]]
                    found[number, key] = Echo(number, key, length, words)
    return sorted(found.values(), key=lambda echo: (echo.paragraph, -echo.length))


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(text)]


def _run(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """The words that both begin with."""
    return [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False))]
