"""How long something takes the processor, whatever the machine is like today.

A virtual machine is half as quick on one day as on the next. What is measured is therefore held against a fixed piece
of work, done shortly before and after, and told in the seconds that it would take on our usual machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time

# What the fixed piece takes on our usual machine (2 processors, Python 3.11, November 2026).
USUAL = 0.051


@dataclass
class Pace:
    seconds: float = 0
    usual_seconds: float = 0


@contextmanager
def paced() -> Iterator[Pace]:
    """Measures what is done within."""
    pace = Pace()
    before, began = fixed_piece(), process_time()
    yield pace
    pace.seconds = process_time() - began
    pace.usual_seconds = pace.seconds * USUAL * 2 / (before + fixed_piece())


def fixed_piece() -> float:
    """The seconds that objects, dictionaries and words take: the mean of ten, since other programs come and go."""
    return sum(_work() for _ in range(10)) / 10


def _work() -> float:
    began = process_time()
    kept: dict[str, Pace] = {}
    for number in range(250_000):
        word = f"{number % 4096}"
        one = kept.get(word)
        if one is None:
            one = kept[word] = Pace()
        one.seconds += len(word.encode())
    return process_time() - began
