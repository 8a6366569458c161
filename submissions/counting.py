"""How many words a text has, as Word counts them: what stands between spaces; marks of emphasis are none.

Where writing has no spaces, Word counts every Chinese or Japanese sign as a word, and so do we; Korean has spaces.
Arabic counts what stands between spaces: “and” and the article are written into the word that follows. Thai, Lao, Khmer
and Myanmar need a dictionary, which Word has and we have not: we count what stands between spaces there, and say so.
"""

import re
from dataclasses import dataclass

from submissions.notes import REFERENCE, parted

# Chinese and Japanese signs; kana; their full stops and brackets count for Word too, and are left out here as there.
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
# Bullets and numbers of lists are not the writer's words. Word adds them to what it shows: one for each entry, and for
# each numbered paragraph (measured on a UN file of 1,025 words, tests/submissions/test_counting_real.py).
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\\)[*_]+")


@dataclass(frozen=True)
class Count:
    """The words of a text, and those of its notes, which OHCHR does not count."""

    words: int = 0
    notes: int = 0
    is_rough: bool = False

    def __add__(self, other: "Count") -> "Count":
        return Count(self.words + other.words, self.notes + other.notes, self.is_rough or other.is_rough)


def count_words(text: str) -> int:
    """The words of plain text."""
    signs = len(_SIGNS.findall(text))
    return signs + len(_SIGNS.sub(" ", text).split())


def count(text: str) -> Count:
    """The words of a paragraph with its marks, and those of its notes."""
    body, notes = parted(text)
    plain = _EMPHASIS.sub("", _LIST_MARK.sub("", REFERENCE.sub("", body)))
    return Count(
        words=count_words(plain),
        notes=sum(count_words(_EMPHASIS.sub("", note)) for note in notes.values()),
        is_rough=bool(_WITHOUT_SPACES.search(text)),
    )
