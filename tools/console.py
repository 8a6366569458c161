"""What the launcher says to people, and how it gives up."""

from __future__ import annotations

import contextlib
import sys

FAILED = 1
REFUSED = 2


class Trouble(Exception):
    """One clear line to the person at the keyboard, and the exit status that goes with it."""

    def __init__(self, line: str, *, status: int = REFUSED) -> None:
        super().__init__(line)
        self.status = status


class Stopped(BaseException):
    """Someone pressed Ctrl-C or sent SIGTERM."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.signum = signum


def say(line: str) -> None:
    """A plain line on standard output. A terminal that is gone is no reason to fail."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


def say_aside(line: str) -> None:
    """A plain line on standard error, for commands whose standard output belongs to someone else."""
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)
