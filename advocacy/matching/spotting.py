"""Which State a note is about: by code, name in six languages, short form or misspelling, at its head or its end."""

import re
from collections.abc import Collection, Iterator, Mapping

from cycles.importers import StateNames
from cycles.importers.misspellings import distance
from cycles.importers.state_names import normalise

# What note-takers call States beside their names and codes.
_SPOKEN = {
    "uk": "GBR",
    "britain": "GBR",
    "england": "GBR",
    "us": "USA",
    "america": "USA",
    "uae": "ARE",
    "drc": "COD",
    "rdc": "COD",
    "car": "CAF",
    "rca": "CAF",
    "png": "PNG",
    "ksa": "SAU",
    "saudi": "SAU",
    "rok": "KOR",
    "dprk": "PRK",
    "holland": "NLD",
    "bosnia": "BIH",
    "vatican": "VAT",
    "burma": "MMR",
    "rsa": "ZAF",
    "czechia": "CZE",
    "swaziland": "SWZ",
    "macedonia": "MKD",
    "ee uu": "USA",
    "eeuu": "USA",
    "dutch": "NLD",
    "british": "GBR",
    "swiss": "CHE",
    "french": "FRA",
    "german": "DEU",
    "spanish": "ESP",
    "swedish": "SWE",
    "danish": "DNK",
    "irish": "IRL",
    "polish": "POL",
    "turkish": "TUR",
    "turquie": "TUR",
    "turquia": "TUR",
    "russians": "RUS",
}
_DIVIDER = re.compile(r"\s*(?:[:;|>=→]|\s[-–—/]+\s?|(?<=\w)[-–—]\s|,\s)\s*")
_IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)\s*[.;]?\s*$")
_MOST_WORDS = 6
_SHORTEST_GUESS = 4
_CODE = 3


class Spotter:
    """The names of all States, and the States that recommended: only these are guessed at."""

    def __init__(self, spellings: Mapping[str, str], present: Collection[str]) -> None:
        self._names = StateNames({name: iso3 for name, iso3 in spellings.items() if len(name) > _CODE})
        self._present = frozenset(present)
        self._exact = {normalise(name): iso3 for name, iso3 in spellings.items()} | _SPOKEN
        self._guessable = [
            (name, iso3) for name, iso3 in sorted(self._exact.items()) if iso3 in self._present and len(name) > _CODE
        ]

    def spot(self, note: str, is_word: Collection[str] = ()) -> tuple[str, str]:
        """The code of the State and the rest of the note; an empty code where none is named.

        Words of the field (``is_word``) are taken for a misspelt State only before a colon.
        """
        for guess in (self.known, self.shortened, self.misspelt):
            for name, rest, is_set_apart in _heads(note):
                if guess != self.known and not is_set_apart and _is_plain(name, is_word):
                    continue
                iso3 = guess(name, is_set_apart)
                if iso3:
                    return iso3, rest
        return "", note

    def known(self, name: str, is_set_apart: bool) -> str:
        """A State by its name or its code. Codes count in capitals, or where they are set apart."""
        key = normalise(name)
        letters = key.replace(" ", "")
        if len(letters) <= _CODE:
            return self._exact.get(letters, "") if is_set_apart or name.isupper() else ""
        return self._exact.get(key) or self._names.resolve(name) or ""

    def shortened(self, name: str, is_set_apart: bool) -> str:
        """A State whose name begins so, word by word: ``czech rep``, ``dom rep``, ``neth``."""
        words = normalise(name).split()
        if not words or len("".join(words)) < _SHORTEST_GUESS:
            return ""
        found = {iso3 for known, iso3 in self._guessable if _begins(known.split(), words)}
        return found.pop() if len(found) == 1 else ""

    def misspelt(self, name: str, is_set_apart: bool) -> str:
        """The one State that recommended and whose name is nearest, if it is near enough."""
        key = normalise(name)
        if len(key) < _SHORTEST_GUESS + (not is_set_apart):
            return ""
        limit = 1 + (len(key) >= 7) + (len(key) >= 11)
        best: dict[str, int] = {}
        for known, iso3 in self._guessable:
            far = distance(key, known, limit)
            if far <= limit:
                best[iso3] = min(best.get(iso3, far), far)
        nearest = sorted(best.items(), key=lambda pair: pair[1])
        if not nearest or (len(nearest) > 1 and nearest[0][1] == nearest[1][1]):
            return ""
        return nearest[0][0]


def _heads(note: str) -> Iterator[tuple[str, str, bool]]:
    """Where a State may be named: what it says, the rest of the note, and whether a sign sets it apart."""
    pieces = _DIVIDER.split(note, maxsplit=1)
    if len(pieces) == 2 and len(pieces[0].split()) <= _MOST_WORDS:
        yield pieces[0], pieces[1], True
    bracket = _IN_BRACKETS.search(note)
    if bracket:
        yield bracket[1], note[: bracket.start()], True
    words = note.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        yield " ".join(words[:count]).strip(".,:;-–"), " ".join(words[count:]), False
    ends = list(_DIVIDER.finditer(note))
    if ends:
        yield note[ends[-1].end() :], note[: ends[-1].start()], True
    for count in range(min(3, len(words) - 1), 0, -1):
        rest = words[:-count]
        if rest[-1].lower() in {"by", "from", "par", "por", "de"}:
            rest = rest[:-1]
        yield " ".join(words[-count:]).strip(".,:;-–"), " ".join(rest), False


def _is_plain(name: str, is_word: Collection[str]) -> bool:
    return any(len(word) > 2 and word in is_word for word in normalise(name).split())


def _begins(known: list[str], typed: list[str]) -> bool:
    known = [word for word in known if word not in {"of", "the", "and"}]
    return len(typed) <= len(known) and all(name.startswith(word) for word, name in zip(typed, known, strict=False))
