"""The words of the UPR in English, French and Spanish: which concepts a text speaks of.

``refdata/concepts_*.txt`` holds a concept on each line, ``key | kind | wider | English | French | Spanish``, with terms
parted by commas; a line without a kind adds words to a concept. ``traffick*`` is every word that begins so; the words
of a term may stand up to two words apart, the parts of ``prison* + health`` in whatever order near each other. Words of
little meaning do not count.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cycles.search_words import words_of

FOLDER = Path(__file__).resolve().parent.parent / "refdata"
LANGUAGES = ("en", "fr", "es")
_LISTS = ("concepts_*.txt", "wide_*.txt")
KINDS = ("instrument", "body", "right", "topic", "group", "sector", "act", "word")

# How many words may stand between those of one term, and between the parts of a term with +.
_SLACK = 2
_NEAR = 8


def _stop_words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for line in (FOLDER / "stop_words.txt").read_text(encoding="utf-8").splitlines():
        language, _, words = line.partition(": ")
        if language in found:
            found[language].update(words.split())
    return {language: frozenset(words) for language, words in found.items()}


STOP_WORDS = _stop_words()


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea of the field, under one key in three languages; ``wider`` are the ideas that it belongs to."""

    key: str
    kind: str
    wider: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One way to say a concept: parts that stand near each other, each a row of atoms (``prison*`` or ``who``)."""

    concept: str
    parts: tuple[tuple[str, ...], ...]
    atoms: frozenset[str]
    # Where small words leave one word only ("no prison"), they have to stand there too: all, and which is the one.
    phrase: tuple[str, ...] = ()


@dataclass
class Text:
    """A text as the matchers see it: its words of meaning, and where each concept stands among them."""

    words: list[str]
    concepts: dict[str, set[int]] = field(default_factory=dict)


def tell_language(text: str) -> str:
    """English, French or Spanish, by small words and by those of the field; English where nothing tells."""
    words = words_of(text)

    def known(language: str) -> int:
        terms = vocabulary(language)
        return sum((word in STOP_WORDS[language]) + bool(terms.atoms(singular(word))) for word in words)

    return max(LANGUAGES, key=known)


def read_text(text: str, language: str = "", known: Callable[[str], "Vocabulary"] | None = None) -> Text:
    """The concepts that a text speaks of, or whatever else ``known`` has terms for in its language."""
    language = language if language in LANGUAGES else tell_language(text)
    stop_words = STOP_WORDS[language]
    whole = words_of(text)
    kept = [place for place, word in enumerate(whole) if word not in stop_words]
    found = Text([singular(whole[place]) for place in kept])
    for concept, places in _spoken(found.words, (known or vocabulary)(language), whole, kept):
        found.concepts.setdefault(concept, set()).update(places)
    return found


def singular(word: str) -> str:
    """Without the s of the plural, which the three languages share."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


class Vocabulary:
    """The terms of one language, ready to be found in a row of words."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._atoms = {atom for term in terms for atom in term.atoms}
        # A term is looked for where its longest word stands, for that is the rarest.
        self.by_key: dict[str, list[Term]] = {}
        for term in terms:
            self.by_key.setdefault(max(term.atoms, key=len), []).append(term)
        self._known: dict[str, frozenset[str]] = {}

    def atoms(self, word: str) -> frozenset[str]:
        """The atoms that a word is met by: itself and its beginnings with a star."""
        if word not in self._known:
            starred = (f"{word[:length]}*" for length in range(2, len(word) + 1))
            self._known[word] = frozenset(atom for atom in (word, *starred) if atom in self._atoms)
        return self._known[word]

    def whole_words(self) -> set[str]:
        """The words that stand in a term as they are, and the beginnings that are words by themselves."""
        return {atom.rstrip("*") for atom in self._atoms if len(atom.rstrip("*")) > 3}


def _spoken(
    words: Sequence[str], known: Vocabulary, whole: Sequence[str], kept: Sequence[int]
) -> Iterator[tuple[str, set[int]]]:
    atoms = [known.atoms(word) for word in words]
    where: dict[str, list[int]] = {}
    for place, here in enumerate(atoms):
        for atom in here:
            where.setdefault(atom, []).append(place)
    for atom, places in where.items():
        for term in known.by_key.get(atom, ()):
            if len(term.parts) == 1 == len(term.parts[0]):
                found = {place for place in places if not term.phrase or _stands(term.phrase, whole, kept[place])}
            elif term.atoms <= where.keys():
                found = set().union(*(_places(term, atoms, start) for start in where[term.parts[0][0]]))
            else:
                continue
            if found:
                yield term.concept, found


def _stands(phrase: tuple[str, ...], whole: Sequence[str], place: int) -> bool:
    """Whether the words of a phrase stand around ``place``."""
    return any(
        start >= 0
        and all(map(_is_met, phrase, whole[start : start + len(phrase)]))
        and start + len(phrase) <= len(whole)
        for start in range(place - len(phrase) + 1, place + 1)
    )


def _is_met(atom: str, word: str) -> bool:
    return word.startswith(atom[:-1]) if atom.endswith("*") else atom == singular(word)


def _places(term: Term, atoms: Sequence[frozenset[str]], start: int) -> set[int]:
    """Where the words of a term stand that begins at ``start``; empty where it does not."""
    found = _row(term.parts[0], atoms, start)
    for part in term.parts[1:]:
        if not found:
            return found
        near = range(max(0, start - _NEAR), min(len(atoms), start + _NEAR + 1))
        rows = (row for other in near if part[0] in atoms[other] and (row := _row(part, atoms, other)))
        row = next((row for row in rows if not row & found), set())
        found = found | row if row else row
    return found


def _row(part: tuple[str, ...], atoms: Sequence[frozenset[str]], start: int) -> set[int]:
    places, at = {start}, start
    for atom in part[1:]:
        span = range(at + 1, min(len(atoms), at + 2 + _SLACK))
        at = next((place for place in span if atom in atoms[place]), -1)
        if at < 0:
            return set()
        places.add(at)
    return places


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by key."""
    return {
        key: Concept(key, kind, tuple(one.strip() for one in wider.split(",") if one.strip()))
        for key, kind, wider, *_ in _lines()
        if kind
    }


@cache
def vocabulary(language: str) -> Vocabulary:
    """The terms of a language for the concepts."""
    return vocabulary_of(((key, columns) for key, _, _, *columns in _lines(_LISTS[:1])), language)


@cache
def wide_vocabulary(language: str) -> Vocabulary:
    """The same and the wide lists: narrower ideas, plainer words and words of every day, for whole proposals."""
    return vocabulary_of(((key, columns) for key, _, _, *columns in _lines()), language)


def vocabulary_of(rows: Iterable[tuple[str, Sequence[str]]], language: str) -> Vocabulary:
    """The terms of a language, of keys with a column for each; abbreviations are known in all of them."""
    terms = []
    for key, columns in rows:
        for spoken, column in zip(LANGUAGES, columns, strict=True):
            for written in column.split(","):
                if spoken == language or _is_abbreviation(written.strip()):
                    terms += _term(key, written, spoken)
    return Vocabulary(list(dict.fromkeys(terms)))


def _is_abbreviation(written: str) -> bool:
    return len(written) > 1 and written.upper() == written


def _term(concept: str, written: str, language: str) -> list[Term]:
    parts = [tuple(_atoms(part, language)) for part in written.split("+")]
    atoms = frozenset(atom for part in parts for atom in part)
    phrase: tuple[str, ...] = ()
    if len(atoms) == 1 and len(parts) == 1:
        every = tuple(_atoms(written, language, keep_small=True))
        phrase = every if len(every) > 1 else ()
    return [Term(concept, tuple(parts), atoms, phrase)] if all(parts) else []


def _atoms(part: str, language: str, keep_small: bool = False) -> Iterator[str]:
    for piece in part.split():
        words = [word for word in words_of(piece) if keep_small or word not in STOP_WORDS[language]]
        yield from (singular(word) for word in words[:-1])
        if words:
            yield f"{words[-1]}*" if piece.endswith("*") else singular(words[-1])


@cache
def _lines(lists: tuple[str, ...] = _LISTS) -> list[list[str]]:
    return [row for one in lists for path in sorted(FOLDER.glob(one)) for row in cells_of(path)]


def cells_of(path: Path) -> list[list[str]]:
    """The lines of a list of terms, each in its cells."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
