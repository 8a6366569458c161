"""Stacked bars: shapes only, in numbers. Words and figures stand beside them as text (design.md, section 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

GAP = 1.5
HATCH_STEP = 9
OPEN_LINE = 1.5
# Too narrow for the chevron below this.
CHEVRON_ROOM = 8


class Pattern(Enum):
    """What tells a piece from the others on a photocopy."""

    SOLID = "solid"
    HATCHED = "hatched"
    CHEVRON = "chevron"
    OPEN = "open"


@dataclass(frozen=True)
class Fill:
    """How one kind of piece is drawn: its class on the screen, its colour on paper, its pattern."""

    css: str
    colour: str = ""
    pattern: Pattern = Pattern.SOLID


@dataclass(frozen=True)
class Segment:
    """One piece of a bar: its class, its outline, and the lines drawn on it."""

    css: str
    fill: str
    outline: str
    lines: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Bar:
    """A stacked bar in the order of its fills."""

    width: float
    height: float
    segments: tuple[Segment, ...]


def stacked_bar(parts: Iterable[tuple[Fill, int]], *, width: float, height: float) -> Bar:
    """The counts as one bar that fills ``width``; those without cases are left out."""
    present = [(fill, count) for fill, count in parts if count]
    total = sum(count for _fill, count in present)
    room = width - GAP * (len(present) - 1)
    segments, start = [], 0.0
    for fill, count in present:
        end = start + room * count / total
        segments.append(_segment(fill, start, end, height))
        start = end + GAP
    return Bar(width, height, tuple(segments))


def _segment(fill: Fill, start: float, end: float, height: float) -> Segment:
    is_open = fill.pattern == Pattern.OPEN
    half = OPEN_LINE / 2 if is_open else 0.0
    left, right = start + half, max(end - half, start + half + 0.1)
    outline = f"M{left:.1f} {half:.2f}H{right:.1f}V{height - half:.2f}H{left:.1f}z"
    lines = ""
    if fill.pattern == Pattern.HATCHED:
        lines = _hatch(start, end, height)
    elif fill.pattern == Pattern.CHEVRON and end - start >= CHEVRON_ROOM:
        lines = f"M{(start + end) / 2 - 3.5:.1f} {height / 2 - 2:.1f}l3.5 4 3.5-4"
    return Segment(fill.css, fill.colour, outline, lines, is_open)


def _hatch(start: float, end: float, height: float) -> str:
    """Slanting lines from edge to edge: each runs down to the left as far as the bar allows."""
    lines, top = [], start + 4
    while top - height < end:
        from_x, to_x = min(top, end), max(top - height, start)
        lines.append(f"M{from_x:.1f} {top - from_x:.1f}L{to_x:.1f} {top - to_x:.1f}")
        top += HATCH_STEP
    return "".join(lines)
