"""States by letter in the language of the page, and by any of their names."""

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, normalize

from cycles.importers.state_names import normalise
from cycles.models import State

LANGUAGES = ("un", "en", "fr", "es", "ar", "ru", "zh")
ARABIC_ARTICLE = "ال"
MAX_QUERY = 100


@dataclass(frozen=True)
class Letter:
    """The States whose name begins with one letter."""

    letter: str
    states: list[State]


def by_letter(states: Iterable[State]) -> list[Letter]:
    """States under the first letter of their name, in the order of the language of the page."""
    letters: dict[str, list[State]] = {}
    for state in in_order(states):
        letters.setdefault(sort_key(state.name)[:1].upper(), []).append(state)
    return [Letter(letter, found) for letter, found in letters.items()]


def in_order(states: Iterable[State]) -> list[State]:
    """States by name, accents aside."""
    return sorted(states, key=lambda state: (sort_key(state.name), state.iso3))


def sort_key(name: str) -> str:
    """A name as dictionaries order it: without accents, and in Arabic without the article."""
    bare = "".join(sign for sign in normalize("NFKD", name.casefold()) if not combining(sign))
    # The article has a plain alif; a name such as ألمانيا begins with another letter and keeps it.
    return bare.removeprefix(ARABIC_ARTICLE) if name.startswith(ARABIC_ARTICLE) else bare


def find_states(states: Iterable[State], words: str) -> list[State]:
    """States one of whose names in any language, or code, holds the words; the best matches first.

    ``states`` have their aliases at hand.
    """
    wanted = normalise(words.replace("\0", " ")[:MAX_QUERY])
    if not wanted:
        return []
    ranked = [(_rank(state, wanted), state) for state in in_order(states)]
    return [state for rank, state in sorted(ranked, key=lambda pair: pair[0]) if rank < _NO_MATCH]


_NO_MATCH = 3


def _rank(state: State, wanted: str) -> int:
    """0 for a whole name or code, 1 for the beginning of a word, 2 for a part of one."""
    if wanted in {state.iso3.casefold(), state.iso2.casefold()}:
        return 0
    names = [normalise(getattr(state, f"name_{language}")) for language in LANGUAGES]
    names += [normalise(row.alias) for row in state.aliases.all()]
    return min(_rank_of_name(name, wanted) for name in names)


def _rank_of_name(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    if f" {name}".find(f" {wanted}") >= 0:
        return 1
    return 2 if wanted in name else _NO_MATCH
