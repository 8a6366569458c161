"""The cycle as a ring: the shapes of a picture that the server draws. Clockwise in every language, as a clock is."""

from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin

from impact.place import Place

CENTRE, RADIUS = 100.0, 84.0
# What is left free on either side of an arc, as a part of the whole.
GAP = 0.006
# How large the circles are, with their edges.
PIN, MOMENT, NUMBER = 12.0, 4.6, 11.0
# Along its arc, where a number stands best, and where it may stand as well.
_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.15, 0.85)


@dataclass(frozen=True)
class Dot:
    """A circle of the picture."""

    x: float
    y: float
    number: int = 0
    is_on: bool = False


@dataclass(frozen=True)
class Ring:
    """The picture: arcs to come, arcs that are over, moments, numbers, and the pin for today."""

    to_come: list[str]
    over: list[str]
    moments: list[Dot]
    numbers: list[Dot]
    pin: Dot | None


def ring_of(place: Place) -> Ring:
    """The ring of a workspace's place in the cycle."""
    pin = _dot(place.today) if place.today is not None else None
    moments = [_dot(moment.fraction) for stage in place.stages for moment in stage.moments]
    taken = [(dot, MOMENT) for dot in moments] + ([(pin, PIN)] if pin else [])
    numbers: list[Dot] = []
    for stage in place.stages:
        choices = [_dot(stage.starts + part * (stage.ends - stage.starts)) for part in _PLACES]
        dot = max(choices, key=lambda choice: min(_room(choice, taken), NUMBER))
        if pin and stage.is_current and _room(dot, taken) < NUMBER:
            # A short stage has no room for both: today bears the number.
            pin = replace(pin, number=stage.number)
            continue
        numbers.append(replace(dot, number=stage.number, is_on=stage.is_current))
        taken.append((dot, NUMBER))
    return Ring(
        to_come=[_arc(stage.starts + GAP, stage.ends - GAP) for stage in place.stages],
        over=[
            _arc(stage.starts + GAP, min(stage.starts + stage.over * (stage.ends - stage.starts), stage.ends - GAP))
            for stage in place.stages
            if stage.over * (stage.ends - stage.starts) > GAP
        ],
        moments=moments,
        numbers=numbers,
        pin=pin,
    )


def _dot(fraction: float) -> Dot:
    angle = 2 * pi * fraction
    return Dot(round(CENTRE + RADIUS * sin(angle), 1), round(CENTRE - RADIUS * cos(angle), 1))


def _room(dot: Dot, taken: list[tuple[Dot, float]]) -> float:
    """How far it is to the edge of the nearest circle."""
    return min((hypot(dot.x - other.x, dot.y - other.y) - size for other, size in taken), default=2 * RADIUS)


def _arc(starts: float, ends: float) -> str:
    first, last = _dot(starts), _dot(ends)
    is_long = int(ends - starts > 1 / 2)
    return f"M{first.x} {first.y}A{RADIUS:g} {RADIUS:g} 0 {is_long} 1 {last.x} {last.y}"
