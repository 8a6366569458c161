"""What holds where nobody chose: how far ahead each kind of deadline is said, and by which channel."""

from collections.abc import Collection
from dataclasses import dataclass

from reminders.models import Channel, Deadline
from reminders.moments import LEADS


@dataclass(frozen=True)
class Heard:
    """By which channel somebody hears, and at which lead times, in hours."""

    channel: str
    leads: Collection[int]


EVERYTHING = Heard(Channel.MAIL, frozenset(LEADS))
# Somebody else acts on these; whoever wants to be there in time hears a month, a week and a day ahead.
OTHERS_ACT = Heard(Channel.APP, frozenset({30 * 24, 7 * 24, 24}))


def standard(kind: str) -> Heard:
    """How deadlines of this kind are heard of where neither the workspace nor the person chose."""
    return OTHERS_ACT if kind == Deadline.Kind.UN_DATE else EVERYTHING
