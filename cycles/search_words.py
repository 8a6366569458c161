"""Words as search compares them, in documents and in what people type: folded here, stemmed by PostgreSQL.

The database may run without a locale, where PostgreSQL lowers no É and no Cyrillic and takes “ for a letter. So
everything is folded before it gets there: lower case, no accents, one form of alef, letters and digits only.
"""

import re
import unicodedata

# The language of a text and PostgreSQL's configuration for it; it knows no Chinese, which comes in pairs of signs.
CONFIGURATIONS = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "ar": "arabic",
    "ru": "russian",
    "zh": "simple",
}
# Words kept whole in the places of their stems, for phrases and searches with *, and numbers carry a mark that no word
# has; in a search the beginning of a word does, which is not to be stemmed.
WHOLE, _NUMBER, AS_TYPED = "w0", "n0", "p0"
SHORTEST_PREFIX = 3

_WORD = re.compile(r"\w+")
# Accents, vowel signs of Arabic, and what they are called beyond these two: every sign that combines.
_MARKS = re.compile(
    "[" + "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.combining(chr(code))) + "]"
)
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_RUNS = re.compile(f"{CHINESE.pattern}|[^\u3400-\u4dbf\u4e00-\u9fff]+")
_SAME = str.maketrans(
    {"ى": "ي", "ٱ": "ا", "ـ": None, "ک": "ك", "ی": "ي", "_": " ", "\u2010": "-", "\u2011": "-"}
    | {chr(0x660 + digit): str(digit) for digit in range(10)}
    # Letters that Unicode does not take apart, as people type them who do not have them.
    | {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
# The article and what is written with it (and, so, in, as, for) where three letters follow: the stemmer takes it off
# some words only, so that a person and the person would not be the same word.
_ARTICLE = re.compile(r"(?<!\w)(?:[وف]?(?:[بك]?ال|لل))+(?=\w{3})")


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
        words += _pairs(word) if CHINESE.search(word) else [word]
    return words


def text_words(text: str) -> str:
    """The words of a text as ``to_tsvector`` takes them, in its order.

    Compounds come once more at the end in one word, so that pre-trial is found as pretrial.
    """
    plain = fold(text)
    words = _WORD.findall(plain)
    if not plain.isascii() and CHINESE.search(plain):
        words = [part for word in words for part in (*_pairs(word), *_last_sign(word))]
    return " ".join(words + compounds(plain))


def number_words(key: str) -> str:
    """The two marked words by which ``SVN-4-140.7`` is found: the number alone and the whole key."""
    return f"{number_word(key.rpartition('-')[2])} {number_word(key)}"


def number_word(key: str) -> str:
    """``n0svn4140x7``: one word for PostgreSQL, whatever stands between its parts."""
    return _NUMBER + key.lower().replace("-", "x").replace(".", "x")


def compounds(plain: str) -> list[str]:
    """What hyphens join, in one word each."""
    if "-" not in plain:
        return []
    found = (_WORD.findall(word) for word in plain.split() if "-" in word)
    return ["".join(words) for words in found if len(words) > 1]


def _pairs(word: str) -> list[str]:
    """酷刑罪 as 酷刑, 刑罪; what is not Chinese in the word stands by itself."""
    pairs: list[str] = []
    for run in _RUNS.findall(word):
        chinese = len(run) > 1 and CHINESE.fullmatch(run)
        pairs += [run[place : place + 2] for place in range(len(run) - 1)] if chinese else [run]
    return pairs


def _last_sign(word: str) -> str:
    """The last sign of a Chinese word, which begins no pair: so one sign alone is found wherever it stands."""
    return word[-1:] if len(word) > 1 and CHINESE.fullmatch(word[-1:]) else ""
