"""What happened to a deadline, and which reminders of it are still to come, in words."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from reminders.deadline_lines import colleagues_of
from reminders.models import Deadline, DeadlineChange, ReminderRound
from reminders.words import lead_words, logged_day, round_day


@dataclass(frozen=True)
class LogLine:
    """One line of the log in words."""

    what: str
    before: str
    after: str
    source: str
    at: datetime
    who: str


@dataclass(frozen=True)
class RoundLine:
    """A reminder that is still to come: how far ahead, and on which day."""

    lead: str
    day: str


def log_of(deadline: Deadline, *, user: User) -> list[LogLine]:
    """The latest first. Nobody's address is shown to people of another organisation."""
    colleagues = colleagues_of(user)
    rows = DeadlineChange.objects.visible_to(user).filter(deadline=deadline).select_related("by")
    return [
        LogLine(
            what=row.get_what_display(),
            before=logged_day(row.before),
            after=logged_day(row.after),
            source=row.source,
            at=row.at,
            who=str(row.by) if row.by and (row.by_id in colleagues or row.by.name) else "",
        )
        for row in rows.order_by("-at", "-pk")
    ]


def rounds_of(deadline: Deadline, *, user: User, at: datetime) -> list[RoundLine]:
    """The nearest first; none for what is done or off."""
    rows = ReminderRound.objects.visible_to(user).filter(
        deadline=deadline, revision=deadline.revision, begun_at=None, begins_at__gt=at
    )
    return [RoundLine(lead_words(row.lead), round_day(deadline, row.lead)) for row in rows.order_by("-lead")]
