"""The names under which States are met in documents."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher, get_close_matches

from cycles.importers.misspellings import MAX_LENGTH, Speller
from cycles.importers.state_brackets import FoundStates, find_states, list_states
from cycles.importers.text import tidy, word_set

# Forms of government that documents put before a name, or behind it in brackets: English, French, Spanish.
_FORM_WORDS = word_set(
    "arab bolivarian co commonwealth cooperative confederation democratic duchy emirate federal federated federation "
    "federative former grand hashemite independent islamic kingdom of operative oriental people peoples "
    "plurinational principality republic s socialist state states sultanate the union united yugoslav "
    "arabe bolivarienne democratique emirat etat etats federale federes hachemite independant islamique orientale "
    "plurinationale populaire principaute republique royaume socialiste sultanat unie "
    "bolivariana cooperativa democratica emirato estado estados federados federativa hachemita independiente islamica "
    "plurinacional popular principado reino republica sultanato unida"
)
# What ties a form to a name in French and Spanish: "République du", "Reino de los"; alone they are no form.
_TIES = word_set("d de del des du el l la las le les los")
# With other words around them, these are another State or none: "Republic of China", "Republic of Dominica".
_NEVER_SHORT = frozenset({"china", "chine", "congo", "corea", "coree", "dominica", "dominique", "korea"})
# "Irán (República Islámica del)", and in Arabic with a dash for the name: "إيران (جمهورية - الإسلامية)".
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<form>[^()]+)\)\s*")
_MOST_GUESSES = 1000
# What a person still recognises: Spane for Spain, but not Iron for Iran.
_LIKENESS = 0.76
_SHORTEST_GUESS = 4
_MOST_NEAR = 5


def normalise(name: str) -> str:
    """A name without case, accents, signs and leading article: ``The Côte d’Ivoire`` is ``cote d ivoire``."""
    plain = unicodedata.normalize("NFKD", tidy(name).replace("&", " and ")).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split()).removeprefix("the ")


class StateNames:
    """All names of all States, built from pairs of name and ISO code.

    ``spoken`` gives the name that messages use for a State; the code itself stands in where there is none.
    Build one for each file: it guesses at misspelt names only so often, lest a file of nonsense keep it busy.
    """

    def __init__(self, aliases: Mapping[str, str], spoken: Mapping[str, str] | None = None) -> None:
        by_name: dict[str, set[str]] = {}
        for alias, iso3 in aliases.items():
            by_name.setdefault(normalise(alias), set()).add(iso3)
        by_name.pop("", None)
        # A name that two States share tells nothing.
        self._known = {name: min(codes) for name, codes in by_name.items() if len(codes) == 1}
        self._known = _turned_round(aliases, by_name.keys()) | self._known
        self._loose = {_without_articles(name): iso3 for name, iso3 in self._known.items()}
        self._spoken = dict(spoken or {})
        self._speller = Speller(self._loose)
        self._resolved: dict[str, str | None] = {}
        self._guessed: dict[str, str | None] = {}
        self._likely: dict[str, str | None] = {}

    @staticmethod
    def normalise(name: str) -> str:
        """The form in which names are compared."""
        return normalise(name)

    def spoken_name(self, iso3: str) -> str:
        """The name of a State in messages."""
        return self._spoken.get(iso3, iso3)

    def resolve(self, name: str) -> str | None:
        """The State of that name, official, short, former or inverted; None for misspelt and unknown ones."""
        if len(name) > 2 * MAX_LENGTH:
            return None
        if name not in self._resolved:
            self._resolved[name] = self._look_up(name)
        return self._resolved[name]

    def closest(self, name: str) -> str | None:
        """The State that a misspelt name must mean, or None where there is any doubt."""
        known = self.resolve(name)
        if known:
            return known
        key = _without_articles(normalise(name))
        if key not in self._guessed and len(self._guessed) < _MOST_GUESSES:
            self._guessed[key] = self._speller.closest(key)
        return self._guessed.get(key)

    def likely(self, name: str) -> str | None:
        """The State that a misspelt name most likely means, for a person to confirm; None where two are as likely."""
        key = _without_articles(normalise(name))[:MAX_LENGTH]
        if sure := self.closest(name):
            return sure
        if key not in self._likely and len(self._likely) < _MOST_GUESSES and len(key) >= _SHORTEST_GUESS:
            near = get_close_matches(key, self._loose, n=_MOST_NEAR, cutoff=_LIKENESS)
            best = [one for one in near if _likeness(key, one) == _likeness(key, near[0])]
            states = {self._loose[one] for one in best}
            self._likely[key] = states.pop() if len(states) == 1 else None
        return self._likely.get(key)

    def find_states(self, text: str) -> FoundStates:
        """The States that a recommendation names in its brackets, in order."""
        return find_states(text, self)

    def list_states(self, text: str) -> FoundStates:
        """The States of a text that is nothing but names, such as a cell of recommending States."""
        return list_states(text, self)

    def _look_up(self, name: str) -> str | None:
        key = normalise(name)
        if len(key) <= 3 and key.isascii() and not name.strip().isupper():
            # "US" is a State, "us" is a word.
            return None
        return self._known.get(key) or self._loose.get(_without_articles(key)) or self._by_form(key)

    def _by_form(self, key: str) -> str | None:
        """A known name after "Republic of" and the like, or before it: "Bolivia (Plurinational Republic of)"."""
        words = key.split()
        front = _count_form_words(words)
        if front and words[front - 1] in {"of", "the", *_TIES} and not _TIES.issuperset(words[:front]):
            return self._short(words[front:])
        behind = len(words) - _count_form_words(words[::-1])
        if _TIES.issuperset(words[behind:]) or {"of", *_TIES}.isdisjoint(words[behind:][-2:]):
            return None
        inverted = " ".join(words[behind:] + words[:behind])
        return self._loose.get(_without_articles(inverted)) or self._short(words[:behind])

    def _short(self, words: list[str]) -> str | None:
        name = " ".join(words)
        return None if name in _NEVER_SHORT else self._known.get(name)


def _count_form_words(words: list[str]) -> int:
    return next(
        (count for count, word in enumerate(words) if word not in _FORM_WORDS and word not in _TIES), len(words)
    )


def _turned_round(aliases: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """What "Bolivia (Estado Plurinacional de)" says besides: "Estado Plurinacional de Bolivia", and Bolivia alone.

    Nothing that some State is called already, or that two States would share.
    """
    found: dict[str, set[str]] = {}
    for alias, iso3 in aliases.items():
        parts = _IN_BRACKETS.fullmatch(alias)
        if parts:
            name, form = parts["name"].strip(), parts["form"]
            whole = form.replace("-", name) if " - " in f"{form} " else f"{form} {name}"
            found.setdefault(normalise(whole), set()).add(iso3)
            found.setdefault(normalise(name), set()).add(iso3)
    return {
        name: min(codes)
        for name, codes in found.items()
        if len(codes) == 1 and name and name not in taken and name not in _NEVER_SHORT
    }


def _without_articles(key: str) -> str:
    return " ".join(word for word in key.split() if word != "the")


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, other, one).ratio()
