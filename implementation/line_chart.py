"""Figures over time as a line: shapes in numbers. The table beside it has the figures (design.md, section 7)."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 200
LEFT, RIGHT, TOP, BOTTOM = 8, 8, 14, 14
DOT = 4


@dataclass(frozen=True)
class Dot:
    """One figure: where it stands."""

    x: float
    y: float


@dataclass(frozen=True)
class LineChart:
    """The line through all figures, a dot for each, and where the target lies, if there is one."""

    path: str
    dots: tuple[Dot, ...]
    target: float | None
    width: int = WIDTH
    height: int = HEIGHT


def line_chart(values: Sequence[float], *, target: float | None = None, places: Sequence[float] = ()) -> LineChart:
    """The figures from left to right: at equal steps, or where ``places`` (days, say) says.

    The scale begins at zero unless a figure lies below it: a small change must not look like a large one.
    """
    shown = [*values, *([target] if target is not None else []), 0.0]
    low, high = min(shown), max(shown)
    where = list(places) if len(places) == len(values) and len(set(places)) > 1 else list(range(len(values)))
    first, last = (min(where), max(where)) if where else (0, 0)

    def across(place: float) -> float:
        share = (place - first) / (last - first) if last > first else 0.5
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 2)

    def up(value: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 2)

    dots = tuple(Dot(across(place), up(value)) for place, value in zip(where, values, strict=True))
    path = " ".join(f"{'M' if not place else 'L'}{dot.x:g} {dot.y:g}" for place, dot in enumerate(dots))
    return LineChart(path, dots, None if target is None else up(target))
