"""Which ideas and words the record speaks of together: learnt from all recommendations, kept as a small vector each.

``refdata/kinship.txt`` holds a line for each: its name, how much it weighs, and its place among the others, ``SIZE``
signed bytes in base64. ``learn_uptake`` writes it.
"""

import base64
from array import array
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from math import log, sqrt
from operator import add, mul
from random import Random

from advocacy.matching.lexicon import FOLDER

FILE = FOLDER / "kinship.txt"
SIZE = 50
_SCALE = 127
# What fewer recommendations speak of has no company to be known by.
_SEEN_LEAST = 8
_TOGETHER_LEAST = 3
_ROUNDS = 12

Vector = list[float]


def direction(strengths: Mapping[str, float]) -> Vector:
    """Where a text stands that speaks so strongly of ideas and words; of length 1, or empty where nothing is known."""
    known = vectors()
    total: Vector = []
    for key, strength in strengths.items():
        if key in known:
            weighed = known[key] if strength == 1 else [strength * one for one in known[key]]
            total = list(map(add, total, weighed)) if total else weighed
    return _unit(total)


def closeness(one: Vector, other: Vector) -> float:
    """How near two texts stand, -1..1."""
    return sum(map(mul, one, other)) if one and other else 0.0


@cache
def vectors() -> Mapping[str, Vector]:
    """The vector of each idea and word, as long as it weighs."""
    found = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, weight, packed = line.split(" ")
            place = array("b", base64.b64decode(packed))
            found[key] = [float(weight) * one for one in _unit(list(place))]
    return found


def learn(texts: Sequence[Collection[str]], seed: int = 1) -> list[str]:
    """The lines of the file, from what each text speaks of."""
    seen: dict[str, int] = {}
    for keys in texts:
        for key in set(keys):
            seen[key] = seen.get(key, 0) + 1
    names = sorted(key for key, count in seen.items() if count >= _SEEN_LEAST)
    rows = _attraction(texts, names, seen)
    columns = _leading(rows, Random(seed))  # noqa: S311 - the same numbers each time are wanted
    lines = []
    for place, name in enumerate(names):
        vector = _unit([column[place] for column in columns])
        top = max(map(abs, vector), default=0.0) or 1.0
        packed = array("b", [round(_SCALE * one / top) for one in vector])
        lines.append(f"{name} {log(len(texts) / seen[name]):.3f} {base64.b64encode(packed.tobytes()).decode()}")
    return lines


def _attraction(
    texts: Sequence[Collection[str]], names: Sequence[str], seen: Mapping[str, int]
) -> list[tuple[list[int], list[float]]]:
    """For each name the others that stand beside it more often than by chance, and how much more (PPMI)."""
    places = {name: place for place, name in enumerate(names)}
    together: list[dict[int, int]] = [{} for _ in names]
    for keys in texts:
        here = sorted({places[key] for key in keys if key in places})
        for one in here:
            row = together[one]
            for other in here:
                row[other] = row.get(other, 0) + 1
    rows = []
    for one, row in enumerate(together):
        others, values = [], []
        for other, count in sorted(row.items()):
            value = log(count * len(texts) / (seen[names[one]] * seen[names[other]])) if count >= _TOGETHER_LEAST else 0
            if value > 0:
                others.append(other)
                values.append(value)
        rows.append((others, values))
    return rows


def _leading(rows: Sequence[tuple[list[int], list[float]]], chance: Random) -> list[Vector]:
    """The leading directions of a symmetric matrix, by repeated multiplication, weighed by the root of their values."""
    columns = [[chance.gauss(0, 1) for _ in rows] for _ in range(SIZE)]
    for _ in range(_ROUNDS):
        columns = _upright([_times(rows, column) for column in columns])
    lengths = [max(0.0, sum(map(mul, column, _times(rows, column)))) for column in columns]
    return [[sqrt(length) * one for one in column] for length, column in zip(lengths, columns, strict=True)]


def _times(rows: Sequence[tuple[list[int], list[float]]], column: Vector) -> Vector:
    return [sum(map(mul, values, map(column.__getitem__, others))) for others, values in rows]


def _upright(columns: Sequence[Vector]) -> list[Vector]:
    """The same space, each direction at right angles to those before it."""
    found: list[Vector] = []
    for column in columns:
        for other in found:
            share = sum(map(mul, column, other))
            column = [one - share * two for one, two in zip(column, other, strict=True)]
        found.append(_unit(column))
    return found


def _unit(vector: Sequence[float]) -> Vector:
    length = sqrt(sum(one * one for one in vector))
    return [one / length for one in vector] if length else list(vector)
