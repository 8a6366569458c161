"""One run of the worker: what time it is, and when it has to make room for the next one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

# Shorter than the time between two wakes, so that runs do not pile up.
SECONDS = 25.0


@dataclass
class Run:
    """It began at ``at``; whoever works through many rows asks it after each batch."""

    at: datetime
    seconds: float = SECONDS
    _started: float = field(default_factory=monotonic)

    def now(self) -> datetime:
        """The time, counted from the beginning of the run."""
        return self.at + timedelta(seconds=monotonic() - self._started)

    @property
    def is_over(self) -> bool:
        return monotonic() - self._started >= self.seconds
