"""Which words of a recommendation answer those of a proposal: what a reader sees marked."""

import re
from collections.abc import Callable

from advocacy.matching.lexicon import STOP_WORDS, Text, Vocabulary, read_text, tell_language
from cycles.search_words import words_of

_WORD = re.compile(r"\w+")
_STEM = 6
_SHORTEST = 4

Piece = tuple[str, bool]


def marked(
    text: str, proposal: str, language: str = "", known: Callable[[str], Vocabulary] | None = None
) -> list[Piece]:
    """The text of a recommendation in pieces, each with whether it says what the proposal says."""
    wanted = read_text(proposal, language, known)
    theirs = read_text(text, known=known)
    places = set().union(*(found for key, found in theirs.concepts.items() if key in wanted.concepts))
    stems = {word[:_STEM] for word in wanted.words if len(word) >= _SHORTEST}
    places |= {place for place, word in enumerate(theirs.words) if len(word) >= _SHORTEST and word[:_STEM] in stems}
    return _pieces(text, theirs, places)


def _pieces(text: str, read: Text, places: set[int]) -> list[Piece]:
    small = STOP_WORDS[tell_language(text)]
    pieces: list[Piece] = []
    at = end = 0
    for word in _WORD.finditer(text):
        meant = [one for one in words_of(word.group()) if one not in small]
        if any(place in places for place in range(at, at + len(meant))):
            pieces += [(text[end : word.start()], False), (word.group(), True)]
            end = word.end()
        at += len(meant)
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]] if at == len(read.words) else [(text, False)]
