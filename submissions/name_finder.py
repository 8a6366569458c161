"""Finds what may name or betray a person in a text: by rules that can be told, not by a guess.

English, French and Spanish are read. Other writings have no capitals, or rules that are not ours: of them it says that
a person has to read. It finds too much rather than too little, and decides nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from submissions.name_words import JOINS, LANGUAGES, before_places, institutions, plain_words, titles


class Kind(StrEnum):
    """What it may be."""

    PERSON = "person"
    NAME = "name"
    PLACE = "place"
    EMAIL = "email"
    PHONE = "phone"
    AGE = "age"
    CASE = "case"
    UNREAD = "unread"
    # Told by the workspace's own rows, not by rules of writing.
    BEHIND_ALIAS = "alias"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Found:
    """Words of a text with the sentence that they stand in; ``why`` is the rule that found them."""

    kind: Kind
    words: str
    sentence: str
    why: str


_MARKS = re.compile(r"\[\^[\w-]{1,20}\]:?|[*_\\]")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+(?=[\"“«(]*[^\W\d_])|\n+")
# After these a full stop ends no sentence.
_SHORT = re.compile(r"(?:\b(?:mr|mrs|ms|dr|prof|st|no|nos|art|para|col|gen|lt|sgt|sr|sra|srta|dra|lic|mme|mlle|m|p|pp|"
                    r"vs|cf|núm|ing|abg)|\b[A-ZÀ-Þ])\.$", re.IGNORECASE)  # fmt: skip
_WORD = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*"
# Not what stands in an address.
_SMALL = re.compile(rf"(?<![\w@/.-])(?=[^\W\d_A-ZÀ-Þ]){_WORD}(?![\w@/-]|\.\w)")
_CAP = re.compile(rf"(?<![\w@/.-]){_WORD}\.?")
# An initial and its dot.
_INITIAL = 2
_FOREIGN = re.compile(
    r"[\u0400-\u052f\u0590-\u08ff\u0900-\u1cff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\ufb1d-\ufdff\ufe70-\ufeff]"
)
_FOREIGN_FROM = 2
_AGE = (
    r"\b\d{1,2}[- ]years?[- ]old\b|\baged? (?:of )?\d{1,2}\b|\bâgée?s? (?:de|d['’]environ) \d{1,2} ans\b"
    r"|\b(?:une?|une? \w+|fill\w+|garçon|enfant|femme|homme|jeune) de \d{1,2} ans\b"
    r"|\b\d{1,2} años de edad\b|\b(?:niñ\w+|mujer|hombre|joven|una?|adolescente|menor) de \d{1,2} años\b"
    r"|(?<=[^\W\d_]), \d{1,2}(?=,)|\((?:aged? )?\d{2}\)"
)
_BORN = r"\b(?:born (?:on|in)|née? (?:le|en)|nacid[oa] (?:el|en)) [\w ./-]{0,14}\d{4}\b"
_CASE = (
    r"\b(?:case|file|docket|complaint|passport|identity card|id|affaire|dossier|plainte|passeport|caso|expediente|"
    r"causa|denuncia|pasaporte|cédula)\s+(?:n[o°ºr]s?\.?|num\w*|núm\w*\.?|#)?\s?[A-Z]{0,4}[-/ ]?\d[\w/.-]*"
)
_HANDLE = r"(?<![\w@.])@\w{3,}|\b(?:facebook|x|instagram|t|wa|tiktok)\.(?:com|me)/[\w.@/-]+"
_PATTERNS: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    (Kind.EMAIL, "email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Kind.EMAIL, "handle", re.compile(_HANDLE)),
    (Kind.PHONE, "phone", re.compile(r"(?<![\w/.,-])(?:\+|00|\(?0)\d(?:[ ().-]?\d){6,14}(?![\w/-])")),
    (Kind.AGE, "age", re.compile(_AGE, re.IGNORECASE)),
    (Kind.AGE, "born", re.compile(_BORN, re.IGNORECASE)),
    (Kind.CASE, "case", re.compile(_CASE, re.IGNORECASE)),
    (Kind.CASE, "number", re.compile(r"(?<![\w/.,+-])(?:[A-Z]{1,3}\d{5,}|\d{7,})(?![\w/]|,\d)")),
)


def plain(text: str) -> str:
    """The words of a paragraph without the marks for bold, italic and notes."""
    return _MARKS.sub(" ", text)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each on one line."""
    parts: list[str] = []
    for part in _SENTENCE.split(plain(text)):
        if parts and _SHORT.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return [words for part in parts if (words := " ".join(part.split()))]


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words that the texts themselves write in small letters."""
    return frozenset(word for text in texts for word in _SMALL.findall(text))


def find(
    text: str,
    *,
    language: str,
    known: frozenset[str] = frozenset(),
    public: frozenset[str] = frozenset(),
    is_heading: bool = False,
) -> list[Found]:
    """Everything in a text that a person has to look at.

    ``known`` are words that the whole text writes small, ``public`` names in small letters that tell of nobody: States.
    """
    found: list[Found] = []
    parts = sentences(text)
    if language not in LANGUAGES or len(_FOREIGN.findall(text)) >= _FOREIGN_FROM:
        whole = " ".join(parts)
        found.append(Found(Kind.UNREAD, whole, whole, "unread"))
    for sentence in parts:
        rest = sentence
        for kind, why, pattern in _PATTERNS:
            for hit in pattern.finditer(rest):
                found.append(Found(kind, hit[0].strip(" ,."), sentence, why))
            # What is told once is not told again as something else.
            rest = pattern.sub(lambda hit: " " * len(hit[0]), rest)
        if language in LANGUAGES:
            found.extend(_names(rest, sentence, plain_words() | known, public, is_heading))
    return found


def _names(
    text: str, sentence: str, small: frozenset[str], public: frozenset[str], is_heading: bool
) -> Iterator[Found]:
    for run, before, is_first in _runs(text):
        words, starts = list(run), is_first
        title = before in titles()
        # A title written with a capital, and what only begins a sentence, are no part of the name.
        while words and (_bare(words[0]) in titles() or (starts and _bare(words[0]) in small and _caps(words) > 1)):
            title = title or _bare(words[0]) in titles()
            before, starts = _bare(words[0]), False
            words = words[1:]
        while words and words[0].lower() in JOINS and words[0].islower():
            words = words[1:]
        words = _before_body(words)
        if not words or (not title and _is_left_out(words, small, public, starts or is_heading)):
            continue
        yield _told(words, before, title, sentence)


def _before_body(words: list[str]) -> list[str]:
    """Of somebody of a body, such as Ana Ruiz of the Women's Union, the name alone: the body would hide it."""
    place = next((place for place, word in enumerate(words) if word.islower() and word in JOINS), 0)
    head, tail = words[:place], words[place:]
    is_body = any(_bare(word) in institutions() for word in tail)
    if is_body and _caps(head) > 1 and not any(_bare(word) in institutions() for word in head):
        return head
    return words


def _told(words: list[str], before: str, title: bool, sentence: str) -> Found:
    name = " ".join(words).rstrip(".")
    if title:
        return Found(Kind.PERSON, name, sentence, "title")
    if before in before_places():
        return Found(Kind.PLACE, name, sentence, "place")
    if _caps(words) > 1:
        return Found(Kind.PERSON, name, sentence, "capitals")
    return Found(Kind.NAME, name, sentence, "capital")


def _is_left_out(words: list[str], small: frozenset[str], public: frozenset[str], starts: bool) -> bool:
    """Bodies and laws, States and their peoples, short forms, and words that have a capital for another reason."""
    name = " ".join(words).rstrip(".").lower()
    if name in public or any(_is_of(name, state) for state in public):
        return True
    bare = [_bare(word) for word in words if word[0].isupper()]
    if any(word in institutions() for word in bare):
        return True
    if all(word in small or _is_public(word, public) for word in bare):
        return starts or len(bare) > 1 or bare[0] in plain_words()
    return len(bare) == 1 and words[0].rstrip(".").isupper()


def _is_public(word: str, public: frozenset[str]) -> bool:
    return word in public or any(_is_of(word, state) for state in public)


def _is_of(word: str, state: str) -> bool:
    """Whether a word is made of the name of a State: Arcadian, Arcadia's."""
    stem = state[: max(4, len(state) - 3)]
    endings = ("n", "ns", "ese", "ish", "i", "is", "'s", "’s")
    return " " not in word and word.startswith(stem) and word.endswith(endings) and len(word) <= len(state) + 4


def _runs(text: str) -> Iterator[tuple[list[str], str, bool]]:
    """Words with capitals that stand together, the word before them, and whether a sentence begins with them."""
    run: list[str] = []
    before, last_end, is_first = "", 0, False
    tokens = list(_CAP.finditer(text))
    for place, token in enumerate(tokens):
        word = token[0]
        gap = text[last_end : token.start()]
        # A full stop ends the run, unless it is that of an initial or of a title.
        ends = bool(run) and run[-1].endswith(".") and len(run[-1]) > _INITIAL and _bare(run[-1]) not in titles()
        joined = bool(run) and gap.strip() == "" and not ends
        if joined and (word[0].isupper() or (word.lower() in JOINS and _goes_on(text, tokens, place))):
            run.append(word)
        else:
            if run:
                yield run, before, is_first
            run = []
            if word[0].isupper():
                previous = tokens[place - 1] if place else None
                before = _bare(previous[0]) if previous and gap.strip(" .“\"'’«(") == "" else ""
                is_first = previous is None or bool(re.search(r"[:;“\"«–—•]", gap)) or previous[0].endswith(".")
                run = [word]
        last_end = token.end()
    if run:
        yield run, before, is_first


def _goes_on(text: str, tokens: list[re.Match[str]], place: int) -> bool:
    """Whether a capital follows a small joining word, or another joining word and then a capital."""
    for token, following in zip(tokens[place:], tokens[place + 1 :], strict=False):
        if text[token.end() : following.start()].strip():
            return False
        if following[0][0].isupper():
            return True
        if following[0].lower() not in JOINS:
            return False
    return False


def _bare(word: str) -> str:
    """As lists have it: small, without a dot, without the article or the genitive that is written to it."""
    word = re.sub(r"^[dlDL]['’]", "", word).rstrip(".").lower()
    return re.sub(r"['’]s$", "", word)


def _caps(words: list[str]) -> int:
    return sum(1 for word in words if word[0].isupper())
