"""The pictures of the mid-term report: shapes only, in numbers. Words and figures stand beside them as text."""

from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString, mark_safe

from common.sprite import sprite_symbols
from implementation.midterm_words import Mark

GAP = 1.5
HATCH_STEP = 9
OPEN_LINE = 1.5
# Too narrow for the chevron below this.
CHEVRON_ROOM = 8
# What a photocopier must keep apart: dark, light, hatched, darkest with a chevron, empty (design.md, section 7).
FILLS = {
    "full": "#1e6a41",
    "part": "#c4831a",
    "not": "#b5362f",
    "back": "#7a1250",
    "open": "#fff",
}
PAGE_WIDTH = 174.0
GRID_HEIGHT = 82.0
LARGEST_STEP = 10.55


@dataclass(frozen=True)
class Segment:
    """One piece of a bar: its class, its outline, and the lines drawn on it."""

    css: str
    fill: str
    outline: str
    lines: str = ""

    @property
    def is_open(self) -> bool:
        return self.css == "f-open"


@dataclass(frozen=True)
class Bar:
    """A stacked bar, always in the order full, partial, not, regressed, unknown."""

    width: float
    height: float
    segments: tuple[Segment, ...]


def stacked_bar(counts: dict[str, int], *, width: float, height: float) -> Bar:
    """The counts by kind of fill as one bar; kinds without cases are left out."""
    total = sum(counts.values())
    present = [kind for kind in FILLS if counts.get(kind)]
    room = width - GAP * (len(present) - 1)
    segments, start = [], 0.0
    for kind in present:
        end = start + room * counts[kind] / total
        segments.append(_segment(kind, start, end, height))
        start = end + GAP
    return Bar(width, height, tuple(segments))


def _segment(kind: str, start: float, end: float, height: float) -> Segment:
    half = OPEN_LINE / 2 if kind == "open" else 0.0
    left, right = start + half, max(end - half, start + half + 0.1)
    outline = f"M{left:.1f} {half:.2f}H{right:.1f}V{height - half:.2f}H{left:.1f}z"
    lines = ""
    if kind == "not":
        lines = _hatch(start, end, height)
    elif kind == "back" and end - start >= CHEVRON_ROOM:
        lines = f"M{(start + end) / 2 - 3.5:.1f} {height / 2 - 2:.1f}l3.5 4 3.5-4"
    return Segment(f"f-{kind}", FILLS[kind], outline, lines)


def _hatch(start: float, end: float, height: float) -> str:
    """Slanting lines from edge to edge: each runs down to the left as far as the bar allows."""
    lines, top = [], start + 4
    while top - height < end:
        from_x, to_x = min(top, end), max(top - height, start)
        lines.append(f"M{from_x:.1f} {top - from_x:.1f}L{to_x:.1f} {top - to_x:.1f}")
        top += HATCH_STEP
    return "".join(lines)


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
