"""What people type into the search, read for PostgreSQL."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from cycles.search_spellings import spellings
from cycles.search_words import AS_TYPED, CHINESE, SHORTEST_PREFIX, WHOLE, compounds, fold, number_word, words_of

# Sixty words joined by OR, each in a tenth of the texts, take PostgreSQL a quarter of a second among 25,000.
MAX_LENGTH = 800
MAX_WORDS = 60
# Brackets and NOT inside each other: each is a level deeper for whoever reads them.
MAX_DEPTH = 20

_NUMBERED = re.compile(r"(?:[a-z]{3}-\d{1,2}-)?(?:\d{1,4}\.\d{1,4}|u\d{1,6})", re.IGNORECASE)
_STARRED = re.compile(r"[^*]+\*?")
_APOSTROPHE = re.compile("['’ʼ`´]")
TERM = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<bracket>[()|])|(?P<word>[^\s()|"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | {"（": "(", "）": ")", "−": "-", "–": "-"})


class Excess(StrEnum):
    """Why a search is refused as a whole, as a part of it would find something else."""

    SIGNS = "signs"
    WORDS = "words"
    DEPTH = "depth"


@dataclass(frozen=True)
class Words:
    """What to look for as PostgreSQL reads it (``to_tsquery``); ``unwanted`` may stand in no text of what is found."""

    wanted: str = ""
    unwanted: str = ""
    # What is marked in a text that was found: each a word, or several that stand in a row.
    marked: tuple[tuple[str, ...], ...] = ()
    # Single signs of Chinese, marked wherever they stand.
    signs: str = ""
    # How many words there are, and those of them, as typed, that stand neither in a phrase nor before a star; whether
    # all are simply wanted, without OR and NOT.
    count: int = 0
    loose: tuple[str, ...] = ()
    is_simple: bool = True
    # More than can be looked for, and how much: then there is nothing else here.
    excess: Excess | None = None
    amount: int = 0

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted or self.excess)

    @property
    def refusal(self) -> str:
        """Why nothing is looked for, in the language of the reader; empty where all of it is."""
        if self.excess is None:
            return ""
        numbers = {"amount": self.amount, "signs": MAX_LENGTH, "words": MAX_WORDS, "depth": MAX_DEPTH}
        return _REFUSALS[self.excess]() % numbers


_REFUSALS = {
    Excess.SIGNS: lambda: _(
        "Nothing was looked for: a search may have %(signs)s signs, and this one has %(amount)s. Shorten it, or ask in "
        "several searches."
    ),
    Excess.WORDS: lambda: _(
        "Nothing was looked for: a search may have %(words)s words, and this one has %(amount)s. Shorten it, or ask in "
        "several searches."
    ),
    Excess.DEPTH: lambda: _(
        "Nothing was looked for: brackets and NOT may stand %(depth)s deep inside each other, and here they stand "
        "deeper."
    ),
}


class _TooDeep(Exception):
    """Brackets inside brackets, deeper than anybody means."""


def parse(text: str) -> Words:
    """Read words, "phrases", AND, OR, NOT, -word, prefix* and brackets. Anything may be typed: nothing is an error.

    Words without a sign between them are all wanted. OR joins the two beside it before that, as on the big search
    sites. What stands after NOT on the outermost level may stand in no text of a recommendation in any language.
    What is too long is not read at all.
    """
    plain = text.replace("\0", " ").translate(_QUOTES)
    if len(plain) > MAX_LENGTH:
        return Words(excess=Excess.SIGNS, amount=len(plain))
    reader = _Reader(plain)
    try:
        parts = reader.parts()
    except _TooDeep:
        return Words(excess=Excess.DEPTH)
    if reader.count > MAX_WORDS:
        return Words(excess=Excess.WORDS, amount=reader.count)
    wanted = " & ".join(part for part in parts if not part.startswith("!"))
    unwanted = " | ".join(part[1:] for part in parts if part.startswith("!"))
    return Words(
        wanted,
        unwanted,
        tuple(dict.fromkeys(reader.marked)),
        "".join(dict.fromkeys(reader.signs)),
        count=reader.count,
        loose=tuple(reader.loose),
        is_simple=reader.is_simple,
    )


class _Reader:
    """What was typed, read from left to right: three levels, all of, any of, one."""

    def __init__(self, plain: str) -> None:
        self.terms = list(TERM.finditer(plain))
        self.at = 0
        self.depth = 0
        # The words that were read; signs and brackets are none.
        self.count = 0
        self.marked: list[tuple[str, ...]] = []
        self.signs: list[str] = []
        self.loose: list[str] = []
        self.is_simple = True

    def parts(self) -> list[str]:
        """Everything that must hold; a bracket that nobody opened is passed over."""
        parts: list[str] = []
        while self.at < len(self.terms):
            parts += self._all_of()
            self.at += 1
        return parts

    def _all_of(self) -> list[str]:
        parts = []
        while self.at < len(self.terms) and self._sign() != ")":
            if self._sign() in ("AND", "&"):
                self.at += 1
                continue
            part = self._any_of()
            if part:
                parts.append(part)
        return parts

    def _any_of(self) -> str:
        parts = [self._one()]
        while self.at < len(self.terms) and self._sign() in ("OR", "|"):
            self.is_simple = False
            self.at += 1
            if self.at < len(self.terms) and self._sign() not in (")", "OR", "|"):
                parts.append(self._one())
        return _joined([part for part in parts if part], " | ")

    def _one(self) -> str:
        term = self.terms[self.at]
        sign = self._sign()
        if sign in ("OR", "|", "AND"):
            return ""
        self.at += 1
        is_unwanted = bool(term["sign"]) or sign == "NOT"
        before = len(self.marked), len(self.signs)
        if sign in ("NOT", "("):
            part = self._inside(sign)
        elif term["phrase"] is not None:
            part = self._phrase(term["phrase"])
        else:
            part = self._term(term["word"])
        if is_unwanted:
            self.is_simple = False
            del self.marked[before[0] :], self.signs[before[1] :]
        return f"!{part}" if part and is_unwanted and not part.startswith("!") else part

    def _inside(self, sign: str) -> str:
        """What stands in a bracket or after NOT."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeep
        if sign == "(":
            part = _joined(self._all_of(), " & ")
            self.at += 1
        else:
            follows = self.at < len(self.terms) and self._sign() not in (")", "OR", "|", "AND")
            part = self._one() if follows else ""
        self.depth -= 1
        return part

    def _term(self, word: str) -> str:
        """One word as typed: perhaps a number, perhaps with a star, perhaps a compound."""
        words = words_of(word)
        if _NUMBERED.fullmatch(word):
            return _joined([f"'{number_word(word)}'", self._in_row([f"'{one}'" for one in words])], " | ")
        if word.endswith("*"):
            return _joined(
                [self._in_row([_in_any_spelling(one)]) for one in words[:-1]] + self._beginnings(words[-1:]), " & "
            )
        if len(words) == 1 and len(words[0]) == 1 and CHINESE.fullmatch(words[0]):
            return self._sign_anywhere(words[0])
        # What an apostrophe cuts off (l’, d’, ’s) is asked for only in quotation marks.
        if len(words) == 1:
            self.loose.append(word)
        if len(words) == 1 or _APOSTROPHE.search(word):
            row = _joined([self._in_row([_in_any_spelling(one)]) for one in words], " <-> ")
        else:
            row = self._in_row([_exactly(one) for one in words])
        joined = [f"'{one}'" for one in compounds(fold(word))]
        self.marked += [(one,) for one in joined]
        return _joined([row, *joined], " | ")

    def _phrase(self, phrase: str) -> str:
        """Words one after the other, the smallest too; a star stands for the rest of its word."""
        leaves: list[str] = []
        for part in _STARRED.findall(phrase):
            words = words_of(part)
            has_star = bool(words) and part.endswith("*") and not CHINESE.search(words[-1])
            leaves += [_exactly(word) for word in (words[:-1] if has_star else words)]
            if has_star:
                leaves.append(_beginning(words[-1]))
        return self._in_row(leaves)

    def _beginnings(self, words: list[str]) -> list[str]:
        """The last word before a star, if there is one."""
        if words and len(words[0]) == 1 and CHINESE.fullmatch(words[0]):
            return [self._sign_anywhere(words[0])]
        return [
            self._in_row([_beginning(word) if len(word) >= SHORTEST_PREFIX else _stem_beginning(word)])
            for word in words
        ]

    def _sign_anywhere(self, sign: str) -> str:
        """One sign of Chinese: every pair that begins with it, and the last sign of a word."""
        self.count += 1
        self.signs.append(sign)
        return f"'{sign}':*"

    def _in_row(self, leaves: list[str]) -> str:
        self.count += len(leaves)
        if leaves:
            self.marked.append(tuple(leaves))
        return _joined(leaves, " <-> ")

    def _sign(self) -> str:
        term = self.terms[self.at]
        return term["bracket"] or (term["word"] if not term["sign"] else "") or ""


def _in_any_spelling(word: str) -> str:
    return _joined([f"'{one}'" for one in spellings(word)], " | ")


def _exactly(word: str) -> str:
    """The word in any form, or as it stands where PostgreSQL passes over it: the small words of a language."""
    ways = spellings(word)
    return _in_any_spelling(word) if len(ways) > 1 else f"('{word}' | '{WHOLE}{word}')"


def _beginning(word: str) -> str:
    """Words that begin so: as they stand, for a stem may be shorter than what was typed."""
    ways = spellings(word, is_beginning=True)
    return _joined([part for way in ways for part in (_stem_beginning(way), f"'{WHOLE}{way}':*")], " | ")


def _stem_beginning(word: str) -> str:
    """Stems that begin so; nobody who types in* means the word in, which is everywhere."""
    return f"'{AS_TYPED}{word}':*"


def _joined(parts: list[str], sign: str) -> str:
    return f"({sign.join(parts)})" if len(parts) > 1 else "".join(parts)
