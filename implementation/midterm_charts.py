"""The pictures of the mid-term report: shapes only, in numbers. Words and figures stand beside them as text."""

from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString, mark_safe

from common import bars
from common.bars import Bar, Fill, Pattern
from common.sprite import sprite_symbols
from implementation.midterm_words import Mark

# What a photocopier must keep apart: dark, light, hatched, darkest with a chevron, empty (design.md, section 7).
FILLS = {
    "full": Fill("f-full", "#1e6a41"),
    "part": Fill("f-part", "#c4831a"),
    "not": Fill("f-not", "#b5362f", Pattern.HATCHED),
    "back": Fill("f-back", "#7a1250", Pattern.CHEVRON),
    "open": Fill("f-open", "#fff", Pattern.OPEN),
}
PAGE_WIDTH = 174.0
GRID_HEIGHT = 82.0
LARGEST_STEP = 10.55


def stacked_bar(counts: dict[str, int], *, width: float, height: float) -> Bar:
    """The counts by kind of fill as one bar, always in the order full, partial, not, regressed, unknown."""
    return bars.stacked_bar([(fill, counts.get(kind, 0)) for kind, fill in FILLS.items()], width=width, height=height)


@dataclass(frozen=True)
class GridMark:
    """One mark of the cover, ready to be placed."""

    css: str
    colour: str
    transform: str
    shape: SafeString


@dataclass(frozen=True)
class Grid:
    """One mark for each recommendation."""

    width: float
    height: float
    marks: tuple[GridMark, ...]


def cover_grid(kinds: list[tuple[Mark, int]], *, from_the_right: bool) -> Grid:
    """Rows of marks across the page, kind after kind, as large as lets all of them fit."""
    total = sum(count for _mark, count in kinds)
    columns = int(PAGE_WIDTH // LARGEST_STEP)
    while ceil(total / columns) * PAGE_WIDTH / columns > GRID_HEIGHT:
        columns += 1
    size = PAGE_WIDTH / columns * 0.62
    step_x = (PAGE_WIDTH - size) / (columns - 1)
    step_y = PAGE_WIDTH / columns * 0.94
    placed: list[GridMark] = []
    for mark, count in kinds:
        shape = mark_safe(sprite_symbols()[mark.shape])  # noqa: S308 our own sprite
        for place in range(len(placed), len(placed) + count):
            row, column = divmod(place, columns)
            x = step_x * (columns - 1 - column if from_the_right else column)
            transform = f"translate({x:.2f} {row * step_y:.2f}) scale({size / 16:.4f})"
            placed.append(GridMark(mark.css, f"#{mark.colour}", transform, shape))
    height = max(ceil(total / columns) - 1, 0) * step_y + size
    return Grid(PAGE_WIDTH, height, tuple(placed))
