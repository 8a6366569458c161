"""Telling the numbers of a count (paragraphs, notes) from the other numbers of a text: they rise."""

from collections.abc import Iterable
from dataclasses import dataclass

MAX_NUMBER = 999


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be ``number`` of the count, at ``start`` to ``end`` of the text; the more it looks so, the heavier."""

    start: int
    end: int
    number: int
    weight: int


@dataclass(frozen=True, slots=True)
class _Chain:
    weight: int
    last: Candidate
    before: "_Chain | None"


def rising_chain(candidates: Iterable[Candidate], leap: int) -> list[Candidate]:
    """The heaviest run of candidates, in the order of the text, whose numbers rise by 1 to ``leap`` each time."""
    best: list[_Chain | None] = [None] * (MAX_NUMBER + 1)
    weights = [0] * (MAX_NUMBER + 1)
    for candidate in candidates:
        number = candidate.number
        if not 0 < number <= MAX_NUMBER:
            continue
        first = max(0, number - leap)
        nearest = weights[first:number][::-1]
        heaviest = max(nearest)
        weight = heaviest + candidate.weight
        if weight > weights[number]:
            weights[number] = weight
            best[number] = _Chain(weight, candidate, best[number - 1 - nearest.index(heaviest)])
    chain = max(filter(None, best), key=lambda chain: chain.weight, default=None)
    found = []
    while chain:
        found.append(chain.last)
        chain = chain.before
    return found[::-1]


def missing_numbers(numbers: Iterable[int]) -> list[int]:
    """The holes in a count that begins at 1."""
    found = set(numbers)
    return [number for number in range(1, max(found, default=0) + 1) if number not in found]
