"""How often Python looks for waste that counting references does not find."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

# So many new objects, so many rounds among young ones, so many among older ones: some megabytes of waste at most.
RARELY = (100_000, 50, 100)

# The collector is one for the whole process, whose threads may work at the same time: the last to end sets it back.
_lock = Lock()
_at_work = 0
_usual = gc.get_threshold()


@contextmanager
def rarely_collecting() -> Iterator[None]:
    """For work that makes objects by the hundred thousand and none that hold each other.

    Python looks through them after every few hundred of its own accord, which takes a quarter of the time of an import.
    """
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(more: int) -> None:
    global _at_work, _usual
    with _lock:
        if not _at_work:
            _usual = gc.get_threshold()
        _at_work += more
        gc.set_threshold(*(RARELY if _at_work else _usual))
