"""Makes the two fonts for pictures in Arabic: Noto Sans Arabic, with the Latin letters and figures of Noto Sans.

A picture draws a line with one font, and Noto Sans Arabic alone has no figures. Run it again after a new Noto Sans.
"""

from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "common" / "fonts"
# Latin with its accents, quotation marks and dashes, currencies, and a few signs.
_LATIN = {*range(0x250), *range(0x2010, 0x2045), *range(0x20A0, 0x20C0), 0x2116, 0x2122, 0x2190, 0x2192, 0x2212}


def main() -> None:
    """Write both weights beside the fonts that they are made of."""
    for weight in ("Regular", "Bold"):
        made = FONTS / f"NotoSansArabicLatin-{weight}.ttf"
        parts = [_part(f"NotoSansArabic-{weight}.ttf", None), _part(f"NotoSans-{weight}.ttf", _LATIN)]
        Merger().merge(parts).save(made)
        for part in parts:
            Path(part).unlink()


def _part(name: str, letters: set[int] | None) -> str:
    """A font with these letters alone, without hints for small screens."""
    font = TTFont(FONTS / name)
    options = subset.Options(layout_features=["*"], hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    known = set(font.getBestCmap())
    subsetter.populate(unicodes=known if letters is None else known & letters)
    subsetter.subset(font)
    path = FONTS / f"part-{name}"
    font.save(path)
    return str(path)


if __name__ == "__main__":
    main()
