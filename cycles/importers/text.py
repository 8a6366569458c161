"""Plain text out of printed text: blanks, hyphens and bullets."""

import re
from collections.abc import Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

# No-break hyphen, hyphen and minus are printed for the same sign; soft hyphens and zero-width signs print nothing.
_SIGNS = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "（": "(",
        "）": ")",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
    }
)
_BULLET = re.compile(r"^(?:[-–—•·*▪●◦‣]\s*)+")


def tidy(text: str) -> str:
    """One line of plain text: every blank one space, every hyphen the plain one, nothing invisible."""
    return " ".join(text.translate(_SIGNS).split())


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one text joined by a blank, or by nothing where a line ends in a hyphen inside a word."""
    joined = ""
    for line in map(tidy, lines):
        if joined and line:
            broken_word = len(joined) > 1 and joined[-1] == "-" and joined[-2].isalpha()
            joined += line if broken_word else f" {line}"
        elif line:
            joined = line
    return joined


def without_bullet(line: str) -> tuple[str, bool]:
    """The line without the bullet in front of it, and whether there was one."""
    bare = _BULLET.sub("", line)
    return bare, bare != line


def squeezed(text: str) -> str:
    """The text without case and blanks, as symbols of documents are compared: ``a/hrc/59/15/add.1``."""
    return "".join(text.casefold().split())


def unique(values: Iterable[T]) -> tuple[T, ...]:
    """The values in their order, each once."""
    return tuple(dict.fromkeys(values))


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as one text."""
    return frozenset(words.split())
