"""Deadlines that the platform itself names: a key is kept, and it is put into words for whoever reads them."""

from collections.abc import Callable

from cycles.cycle_steps import NAMES

# The words of a key, from what stands behind its sign; empty where it means nothing (any more).
Say = Callable[[str], str]


def _of_step(step: str) -> str:
    return str(NAMES.get(step, ""))


_SAID: dict[str, Say] = {"step": _of_step}


def says(kind: str) -> Callable[[Say], Say]:
    """Teach a kind of keys (``post:bluesky:en``): a higher part of the platform says what its own mean."""

    def teach(say: Say) -> Say:
        _SAID[kind] = say
        return say

    return teach


def said(key: str) -> str:
    """The words of a key in the language of the reader; empty for one that nobody knows."""
    kind, sign, rest = key.partition(":")
    say = _SAID.get(kind) if sign else None
    return say(rest) if say else ""
