"""What stands inside one pair of brackets: names of States, one or several, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cycles.importers.text import tidy, word_set

if TYPE_CHECKING:
    from cycles.importers.state_names import StateNames

# "Bosnia and Herzegovina", "Korea, Democratic People's Republic of": the most parts that one name has.
_MOST_PARTS = 4
_MOST_WORDS = 8
_CUT = re.compile(r"[(),;/]|\s(?:and|&|et|y|e)(?=\s)")
# Sixty States would fit in one pair of brackets.
_LONGEST = 2000
_MOST_PIECES = 60
# What a document prints behind a name to lead to a note: a small number, or a sign.
NOTE_MARK = r"\s?(?:\d{1,2}|[⁰¹²³⁴-⁹]{1,2}|\*{1,3}|[†‡])"
_MARK_BEHIND = re.compile(rf"(?<=[^\W\d]{{4}}){NOTE_MARK}$")
_SMALL_WORDS = word_set("of the and de da do du la le el y et")
_OTHER_BRACKETS = word_set(
    "act agenda agreement annex article articles category chapter charter children code commission committee "
    "constitution convention conventions council court covenant declaration directive fund goal goals government group "
    "indicator law laws level mechanism optional option paragraph part phase plan policy principles programme protocol "
    "recommendation recommendations report resolution rights rules section security social stage statute step strategy "
    "system table target targets treaty unit version vision women"
)
_STATE_WORDS = word_set(
    "republic kingdom state states island islands emirates federation saint north south east west new"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bracket: its name, the State it names if any, and how it was printed where that had to be read."""

    raw: str
    iso3: str | None
    misprint: str = ""


def split_names(inside: str, names: StateNames) -> list[Piece]:
    """The parts of a bracket, cut at commas, semicolons and "and", "et", "y", "e" outside inner brackets.

    The longest name wins: "Bosnia and Herzegovina" is one State, "Chile and Peru" are two.
    """
    if len(inside) > _LONGEST:
        return []
    whole = names.resolve(inside)
    if whole:
        return [Piece(tidy(inside), whole)]
    spans = _spans(inside)
    if len(spans) > _MOST_PIECES:
        return []
    pieces = []
    start = 0
    while start < len(spans):
        for stop in range(min(len(spans), start + _MOST_PARTS), start, -1):
            raw = tidy(inside[spans[start][0] : spans[stop - 1][1]])
            iso3 = names.resolve(raw)
            if iso3 or stop == start + 1:
                pieces.append(Piece(raw, iso3))
                start = stop
                break
    return pieces


def correct_names(pieces: list[Piece], names: StateNames) -> list[Piece]:
    """The same parts with misspelt names read as the State they must mean, and run-together names parted."""
    corrected = []
    for piece in pieces:
        if piece.iso3:
            corrected.append(piece)
        else:
            parted = _part_names(piece.raw, names)
            nearest = names.closest(piece.raw)
            corrected.extend(parted or [Piece(piece.raw, nearest, misprint=piece.raw if nearest else "")])
    return corrected


def looks_like_name(text: str) -> bool:
    """Whether an unknown bracket may be a State: capitalised words, no abbreviation, no instrument.

    No number but one that may be the mark of a note behind a name.
    """
    text = _MARK_BEHIND.sub("", text)
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or any(sign.isdigit() for sign in text):
        return False
    if any(word.casefold().strip(",;.") in _OTHER_BRACKETS or _is_abbreviation(word) for word in words):
        return False
    return any(word[0].isupper() for word in words) and all(
        word[0].isupper() or word.casefold() in _SMALL_WORDS for word in words
    )


def looks_like_state(text: str) -> bool:
    """The stricter question, for brackets that other brackets follow: "(Social Security) (France)"."""
    words = _MARK_BEHIND.sub("", text).casefold().split()
    return looks_like_name(text) and (len(words) == 1 or not _STATE_WORDS.isdisjoint(words))


def last_names(text: str, names: StateNames) -> list[tuple[int, Piece]]:
    """The names that end a text whose opening bracket is missing, each with where it starts."""
    found: list[tuple[int, Piece]] = []
    if len(text) > _LONGEST:
        return found
    for start, stop in reversed(_spans(text)):
        at = _name_start(text, start, stop, names)
        if at is None:
            break
        raw = tidy(text[at:stop])
        found.insert(0, (at, Piece(raw, names.resolve(raw))))
        if text[start:at].strip():
            break
    return found


def _name_start(text: str, start: int, stop: int, names: StateNames) -> int | None:
    """Where the longest name begins that reaches up to ``stop``."""
    starts = [start] + [at + 1 for at in range(start, stop) if text[at] == " "]
    return next((at for at in starts[-_MOST_WORDS:] if names.resolve(text[at:stop].strip())), None)


def _part_names(raw: str, names: StateNames) -> list[Piece]:
    """ "Chile Egypt" as Chile and Egypt; nothing unless every word belongs to a name."""
    words = raw.split()
    parted: list[Piece] = []
    start = 0
    while start < len(words):
        for stop in range(min(len(words), start + _MOST_WORDS), start, -1):
            name = " ".join(words[start:stop])
            iso3 = names.resolve(name) if len(name) > 3 else None
            if iso3:
                parted.append(Piece(name, iso3, misprint=raw))
                start = stop
                break
        else:
            return []
    return parted


def _spans(inside: str) -> list[tuple[int, int]]:
    """Start and end of every part, empty ones left out."""
    spans = []
    depth = start = 0
    for cut in _CUT.finditer(inside):
        if cut[0] == "(":
            depth += 1
        elif cut[0] == ")":
            depth = max(depth - 1, 0)
        elif depth == 0:
            spans.append((start, cut.start()))
            start = cut.end()
    spans.append((start, len(inside)))
    return [(first, last) for first, last in spans if inside[first:last].strip()]


def _is_abbreviation(word: str) -> bool:
    """ICRMW, OP-CAT, NHRIs: two capitals in one word, Timor-Leste excepted."""
    capitals = sum(sign.isupper() for sign in word)
    return capitals > 1 and ("-" not in word or word.isupper())
