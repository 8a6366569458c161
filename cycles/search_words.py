"""Words as search compares them, in documents and in what people type: folded here, stemmed by PostgreSQL.

The database may run without a locale, where PostgreSQL lowers no É and no Cyrillic and takes “ for a letter. So
everything is folded before it gets there: lower case, no accents, one form of alef, letters and digits only.
"""

import re
import unicodedata
from dataclasses import dataclass

# The language of a text and PostgreSQL's configuration for it; it knows no Chinese, which comes in pairs of signs.
CONFIGURATIONS = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "ar": "arabic",
    "ru": "russian",
    "zh": "simple",
}
MAX_LENGTH = 300
MAX_TERMS = 24
# Words kept whole beside their stems, for searches with *, and numbers carry a mark that no word has.
_WHOLE, _NUMBER = "w0", "n0"
SHORTEST_PREFIX = 3

_WORD = re.compile(r"\w+")
# Accents, vowel signs of Arabic, and what they are called beyond these two: every sign that combines.
_MARKS = re.compile(
    "[" + "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.combining(chr(code))) + "]"
)
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_RUNS = re.compile(f"{_CHINESE.pattern}|[^\u3400-\u4dbf\u4e00-\u9fff]+")
_NUMBERED = re.compile(r"(?:[a-z]{3}-\d{1,2}-)?(?:\d{1,4}\.\d{1,4}|u\d{1,6})", re.IGNORECASE)
_LEAF = re.compile(r"(?<!!)'\w+'(?::\*)?")
_TERM = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<bracket>[()|])|(?P<word>[^\s()|"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | {"（": "(", "）": ")", "−": "-", "–": "-"})
_SAME = str.maketrans(
    {"ى": "ي", "ٱ": "ا", "ـ": None, "ک": "ك", "ی": "ي", "_": " ", "\u2010": "-", "\u2011": "-"}
    | {chr(0x660 + digit): str(digit) for digit in range(10)}
    # Letters that Unicode does not take apart, as people type them who do not have them.
    | {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
# The article and what is written with it (and, so, in, as, for) where three letters follow: the stemmer takes it off
# some words only, so that a person and the person would not be the same word.
_ARTICLE = re.compile(r"(?<!\w)(?:[وف]?(?:[بك]?ال|لل))+(?=\w{3})")


@dataclass(frozen=True)
class Words:
    """What to look for as PostgreSQL reads it (``to_tsquery``); ``unwanted`` may stand in no text of what is found."""

    wanted: str = ""
    unwanted: str = ""
    # Any word of those that are wanted: what is marked in a text that was found.
    marked: str = ""

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def fold(text: str) -> str:
    """Lower case without accents and vowel signs; everything but letters and digits stays as it is."""
    if text.isascii():
        return text.lower().replace("_", " ")
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("и\u0306", "й")
    return _ARTICLE.sub("", _MARKS.sub("", plain).translate(_SAME))


def words_of(text: str) -> list[str]:
    """The folded words of a text in its order; Chinese in overlapping pairs of signs."""
    words: list[str] = []
    for word in _WORD.findall(fold(text)):
        words += _pairs(word) if _CHINESE.search(word) else [word]
    return words


def text_words(text: str) -> str:
    """The words of a text as ``to_tsvector`` takes them, in its order.

    Compounds come once more at the end in one word, so that pre-trial is found as pretrial.
    """
    plain = fold(text)
    words = _WORD.findall(plain)
    if not plain.isascii() and _CHINESE.search(plain):
        words = [part for word in words for part in (*_pairs(word), *_last_sign(word))]
    return " ".join(words + _compounds(plain))


def number_words(key: str) -> str:
    """The two marked words by which ``SVN-4-140.7`` is found: the number alone and the whole key."""
    return f"{_number(key.rpartition('-')[2])} {_number(key)}"


def parse(text: str) -> Words:
    """Read words, "phrases", AND, OR, NOT, -word, prefix* and brackets. Anything may be typed: nothing is an error.

    Words without a sign between them are all wanted. OR joins the two beside it before that, as on the big search
    sites. What stands after NOT on the outermost level may stand in no text of a recommendation in any language.
    """
    parts = _Reader(text).parts()
    wanted = " & ".join(part for part in parts if not part.startswith("!"))
    unwanted = " | ".join(part[1:] for part in parts if part.startswith("!"))
    return Words(wanted, unwanted, " | ".join(dict.fromkeys(_LEAF.findall(wanted))))


class _Reader:
    """What was typed, read from left to right: three levels, all of, any of, one."""

    def __init__(self, text: str) -> None:
        plain = text.replace("\0", " ").translate(_QUOTES)[:MAX_LENGTH]
        self.terms = list(_TERM.finditer(plain))[:MAX_TERMS]
        self.at = 0

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
        if sign == "NOT":
            follows = self.at < len(self.terms) and self._sign() not in (")", "OR", "|", "AND")
            part = self._one() if follows else ""
        elif sign == "(":
            part = _joined(self._all_of(), " & ")
            self.at += 1
        elif term["phrase"] is not None:
            part = _in_row(words_of(term["phrase"]))
        else:
            part = _term(term["word"])
        return f"!{part}" if part and (term["sign"] or sign == "NOT") and not part.startswith("!") else part

    def _sign(self) -> str:
        term = self.terms[self.at]
        return term["bracket"] or (term["word"] if not term["sign"] else "") or ""


def _term(word: str) -> str:
    """One word as typed: perhaps a number, perhaps with a star, perhaps a compound."""
    if _NUMBERED.fullmatch(word):
        return _joined([f"'{_number(word)}'", _in_row(words_of(word))], " | ")
    words = words_of(word)
    if not words:
        return ""
    if word.endswith("*") or (len(words) == 1 and _CHINESE.fullmatch(words[0]) and len(words[0]) == 1):
        return _joined([f"'{one}'" for one in words[:-1]] + [_beginning(words[-1])], " & ")
    return _joined([_in_row(words), *(f"'{one}'" for one in _compounds(fold(word)))], " | ")


def _beginning(word: str) -> str:
    """Words that begin so: as they stand, for a stem may be shorter than what was typed."""
    if _CHINESE.search(word) or len(word) < SHORTEST_PREFIX:
        return f"'{word}':*"
    return f"('{word}':* | '{_WHOLE}{word}':*)"


def _in_row(words: list[str]) -> str:
    return _joined([f"'{word}'" for word in words], " <-> ")


def _joined(parts: list[str], sign: str) -> str:
    return f"({sign.join(parts)})" if len(parts) > 1 else "".join(parts)


def _number(key: str) -> str:
    """``n0svn4140x7``: one word for PostgreSQL, whatever stands between its parts."""
    return _NUMBER + key.lower().replace("-", "x").replace(".", "x")


def _compounds(plain: str) -> list[str]:
    """What hyphens join, in one word each."""
    if "-" not in plain:
        return []
    found = (_WORD.findall(word) for word in plain.split() if "-" in word)
    return ["".join(words) for words in found if len(words) > 1]


def _pairs(word: str) -> list[str]:
    """酷刑罪 as 酷刑, 刑罪; what is not Chinese in the word stands by itself."""
    pairs: list[str] = []
    for run in _RUNS.findall(word):
        chinese = len(run) > 1 and _CHINESE.fullmatch(run)
        pairs += [run[place : place + 2] for place in range(len(run) - 1)] if chinese else [run]
    return pairs


def _last_sign(word: str) -> str:
    """The last sign of a Chinese word, which begins no pair: so one sign alone is found wherever it stands."""
    return word[-1:] if len(word) > 1 and _CHINESE.fullmatch(word[-1:]) else ""
