"""Which signs the fonts of our papers have."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).resolve().parent / "fonts"


def signs_without_letters(text: str, font: str = "*.ttf") -> str:
    """The signs of a text that this font of ours lacks, or all of them do, each once: rare Chinese ones, and emoji."""
    known = _known(font)
    return "".join(dict.fromkeys(sign for sign in text if sign.isprintable() and ord(sign) not in known))


@cache
def _known(pattern: str) -> frozenset[int]:
    known: set[int] = set()
    for path in FONTS.glob(pattern):
        with TTFont(path, lazy=True) as font:
            known |= font.getBestCmap().keys()
    return frozenset(known)
