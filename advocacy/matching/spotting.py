"""Which State a note is about: by code, name in six languages, short form or misspelling, at its head or its end."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from advocacy.matching.short_forms import LONGEST_CODE, forms, key_of, short_words
from cycles.importers import StateNames
from cycles.importers.misspellings import distance
from cycles.importers.state_names import normalise
from cycles.importers.text import word_set

_DIVIDER = re.compile(r"\s*(?:[:;|>=→\t]|\s[-–—/]+\s?|(?<=\w)[-–—]\s|,\s)\s*")
_IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)\s*[.;]?\s*$")
# "Rep Cyprus", "Rép. de Moldova": the form of government cut short.
_REPUBLIC = re.compile(r"^r[eé]p\b\.?\s*(?:of|de|du)?\s*", re.IGNORECASE)
_MOST_WORDS = 6
_SHORTEST_GUESS = 4
# A short form of fewer letters is too near to other words to be misspelt or cut short.
_SHORTEST_GUESSED = 6
# A speaker whom we do not know is called by so many words at most.
_MOST_UNKNOWN = 3
_TIES = word_set("of the and de del des du d la las le les l los el y et e")

IsWord = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Spotted:
    """The States that a note may name, and what else it says.

    Several where a short form is that of several. ``is_unknown`` says that something stands where a State is named,
    looks like a name or a code, and is none that we know.
    """

    states: tuple[str, ...]
    rest: str
    is_unknown: bool = False

    @property
    def state(self) -> str:
        """The code of the State, where it can be one only."""
        return self.states[0] if len(self.states) == 1 else ""


class _Head(NamedTuple):
    """Where a State may be named: what stands there, the rest, and whether a sign sets it apart."""

    name: str
    rest: str
    is_set_apart: bool
    begins: bool = False


def _no_word(_word: str) -> bool:
    return False


class Spotter:
    """The names of all States, and the States that recommended: only these are guessed at."""

    def __init__(self, spellings: Mapping[str, str], present: Collection[str]) -> None:
        self._names = StateNames({name: iso3 for name, iso3 in spellings.items() if len(name) > LONGEST_CODE})
        self._present = frozenset(present)
        self._exact = forms(spellings)
        self._spelt = {key_of(name) for name in spellings}
        self._guessable = [
            (key, states[0])
            for key, states in sorted(self._exact.items())
            if len(states) == 1
            and states[0] in self._present
            and len(key) >= (_SHORTEST_GUESS if key in self._spelt else _SHORTEST_GUESSED)
        ]

    def spot(self, note: str, is_word: IsWord = _no_word, is_met: IsWord = _no_word) -> Spotted:
        """The States that the note names, and the rest of it.

        Words of the field (``is_word``) are no State misspelt or cut short, whatever sign stands behind them; words
        that are met at all (``is_met``) are no State that we do not know.
        """
        alone = self._known(_Head(note.strip(" .,:;-–"), "", is_set_apart=not note.islower(), begins=True), is_word)
        if alone:
            return Spotted(alone, "")
        for guess in (self._known, self._shortened, self._misspelt):
            for head in _heads(note):
                states = guess(head, is_word)
                if states:
                    return Spotted(states, head.rest)
        is_unknown = _names_somebody(note, lambda word: is_word(word) or is_met(word))
        return (None if is_unknown else self._named_later(note, is_word)) or Spotted((), note, is_unknown)

    def _named_later(self, note: str, is_word: IsWord) -> Spotted | None:
        """A State by its whole name behind the first sign, whatever stands before it (``late one: Chile``)."""
        before, *after = _DIVIDER.split(note, maxsplit=1)
        for head in _heads(after[0]) if after else ():
            states = self._known(head, is_word) if head.begins and len(key_of(head.name)) > LONGEST_CODE else ()
            if states:
                return Spotted(states, f"{before} {head.rest}")
        return None

    def name(self, text: str) -> tuple[str, ...]:
        """The States that a text means which is nothing but a name."""
        head = _Head(text, "", is_set_apart=True, begins=True)
        return self._known(head, _no_word) or self._shortened(head, _no_word) or self._misspelt(head, _no_word)

    def _known(self, head: _Head, is_word: IsWord) -> tuple[str, ...]:
        """A State by its name or its code."""
        key = key_of(head.name)
        if len(key) <= LONGEST_CODE:
            is_one = self._is_set_apart(head, key) or self._is_code(head, key, is_word)
            return self._among(self._exact.get(key, ())) if is_one else ()
        if key in short_words() and key not in self._spelt and not head.is_set_apart:
            return ()
        named = self._names.resolve(head.name) or self._names.resolve(_REPUBLIC.sub("Republic of ", head.name))
        return self._among(self._exact.get(key, ())) or ((named,) if named else ())

    def _is_set_apart(self, head: _Head, key: str) -> bool:
        """By a sign; a word such as "in" at the end is none for that."""
        return head.is_set_apart and (head.begins or not head.name.islower() or key not in short_words())

    def _is_code(self, head: _Head, key: str, is_word: IsWord) -> bool:
        """In capitals, unless all is or they mean something else; or at the head, where they are no word at all."""
        if head.name.isupper() and not head.rest.isupper():
            return key not in short_words("capitals")
        is_alone = head.begins and " " not in head.name
        return is_alone and key not in short_words() and not is_word(key)

    def _among(self, states: tuple[str, ...]) -> tuple[str, ...]:
        """Of several States that are called so, those that recommended."""
        here = tuple(iso3 for iso3 in states if iso3 in self._present)
        return here if here and len(states) > 1 else states

    def _shortened(self, head: _Head, is_word: IsWord) -> tuple[str, ...]:
        """A State whose name begins so, word by word: ``czech rep``, ``dom rep``, ``neth``."""
        words = _without_ties(head.name)
        if len("".join(words)) < _SHORTEST_GUESS or _is_plain(head, is_word):
            return ()
        found = {iso3 for known, iso3 in self._near(head) if _begins(_without_ties(known), words)}
        return (found.pop(),) if len(found) == 1 else ()

    def _near(self, head: _Head) -> Iterator[tuple[str, str]]:
        """The names that may be meant: those that are words besides only where a sign sets them apart."""
        return (pair for pair in self._guessable if head.is_set_apart or pair[0] not in short_words())

    def _misspelt(self, head: _Head, is_word: IsWord) -> tuple[str, ...]:
        """The one State that recommended and whose name is nearest, if it is near enough."""
        key = normalise(head.name)
        if len(key) < _SHORTEST_GUESS + (not head.is_set_apart) or _is_plain(head, is_word):
            return ()
        limit = 1 + (len(key) >= 7) + (len(key) >= 11)
        best: dict[str, int] = {}
        for known, iso3 in self._near(head):
            far = distance(key, known, limit)
            if far <= limit:
                best[iso3] = min(best.get(iso3, far), far)
        nearest = sorted(best.items(), key=lambda pair: pair[1])
        if not nearest or (len(nearest) > 1 and nearest[0][1] == nearest[1][1]):
            return ()
        return (nearest[0][0],)


def _heads(note: str) -> Iterator[_Head]:
    before, _, after = note.partition(":")
    if after and len(before.split()) <= _MOST_WORDS and _DIVIDER.search(before):
        # A dash may stand in the name: Congo - Kinshasa.
        yield _Head(before, after, True, begins=True)
    pieces = _DIVIDER.split(note, maxsplit=1)
    if len(pieces) == 2 and len(pieces[0].split()) <= _MOST_WORDS:
        yield _Head(pieces[0], pieces[1], True, begins=True)
    bracket = _IN_BRACKETS.search(note)
    if bracket:
        yield _Head(bracket[1], note[: bracket.start()], True)
    words = note.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        yield _Head(" ".join(words[:count]).strip(".,:;-–"), " ".join(words[count:]), False, begins=True)
    ends = list(_DIVIDER.finditer(note))
    if ends:
        yield _Head(note[ends[-1].end() :], note[: ends[-1].start()], True)
    for count in range(min(3, len(words) - 1), 0, -1):
        rest = words[:-count]
        if rest[-1].lower() in {"by", "from", "par", "por", "de"}:
            rest = rest[:-1]
        yield _Head(" ".join(words[-count:]).strip(".,:;-–"), " ".join(rest), False)


def _is_plain(head: _Head, is_word: IsWord) -> bool:
    """Whether words of the field stand there: any, or nothing else where a sign sets them apart.

    At the end of a line without a sign, whatever has no capital is a word.
    """
    words = [word for word in normalise(head.name).split() if len(word) > 2]
    if head.is_set_apart:
        return bool(words) and all(map(is_word, words))
    is_small = not head.begins and not head.name[:1].isupper()
    return is_small or normalise(head.name) in short_words() or any(map(is_word, words))


def _without_ties(name: str) -> list[str]:
    return [word for word in normalise(name).split() if word not in _TIES]


def _begins(known: list[str], typed: list[str]) -> bool:
    return len(typed) <= len(known) and all(name.startswith(word) for word, name in zip(typed, known, strict=False))


def _names_somebody(note: str, is_met: IsWord) -> bool:
    """Whether a name or a code that nobody knows stands where a State is named."""
    pieces = _DIVIDER.split(note)
    if len(pieces) > 1 and (_is_name(pieces[0], is_met) or (pieces[-1][:1].isupper() and _is_name(pieces[-1], is_met))):
        return True
    bracket = _IN_BRACKETS.search(note)
    if bracket and bracket[1][:1].isupper() and _is_name(bracket[1], is_met):
        return True
    first = (note.split() or [""])[0].strip(".,:;-–")
    return len(note.split()) > 1 and first[:1].isupper() and not note.isupper() and _is_name(first, is_met)


def _is_name(text: str, is_met: IsWord) -> bool:
    words = normalise(text).split()
    return (
        0 < len(words) <= _MOST_UNKNOWN
        and len(key_of(text)) > 1
        and not any(word in short_words() or not word.isalpha() or is_met(word) for word in words)
    )
