"""What somebody was told, deadline by deadline, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cycles.dates import day_in_words
from reminders.deadline_lines import DeadlineLine, colleagues_of, deadline_line, is_late
from reminders.models import Deadline, Notice, PersonalHours, Reminder
from reminders.moments import wall_moment
from reminders.words import lead_words
from reminders.zones import zone_of

# More than anybody reads at once; when they are put aside, the next ones come.
MOST = 300
READ_SHOWN = 30
# Days from today after which something can be said again, and what the button says.
AGAIN = {
    "1": (1, gettext_lazy("Tomorrow")),
    "3": (3, gettext_lazy("In 3 days")),
    "7": (7, gettext_lazy("In a week")),
}


@dataclass(frozen=True)
class Clock:
    """The clock of somebody, and the hour at which they want to be told."""

    hours: PersonalHours
    zone: str

    def today(self, at: datetime) -> date:
        """The day that it is where they are."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def told_on(self, day: date) -> datetime:
        """When they are told on ``day``."""
        return wall_moment(day, self.hours.hour, self.zone)

    def last_day(self, deadline: Deadline, at: datetime) -> date | None:
        """The last day to come on which they can be told before the end; None where there is none."""
        day = self.today(deadline.ends_at)
        if self.told_on(day) >= deadline.ends_at:
            day -= timedelta(days=1)
        return day if self.told_on(day) > at else None


@dataclass(frozen=True)
class ToldLine:
    """A deadline of which somebody was told: why the last time, on which day, and how often it is unread."""

    line: DeadlineLine
    why: str
    day: str
    number: int
    # Days from today that lie before its end, with the words of their buttons.
    again: list[tuple[str, str]]
    last_day: date | None


@dataclass(frozen=True)
class Inbox:
    """The page: what is unread, and the latest of what was put aside."""

    unread: list[ToldLine]
    read: list[ToldLine]


def clock_of(user: User) -> Clock:
    """By their own choice, else that of their State, at eight."""
    hours = PersonalHours.objects.visible_to(user).first() or PersonalHours(person=user)
    return Clock(hours, hours.zone or zone_of(user))


def inbox_of(user: User, clock: Clock, *, at: datetime) -> Inbox:
    """Read in a number of queries that does not grow."""
    colleagues = colleagues_of(user)
    people = "deadline__organisation", "deadline__person", "deadline__workspace__review__state_under_review"
    said = Reminder.objects.visible_to(user).said(at).select_related(*people)

    def lines(rows: Iterable[Reminder]) -> list[ToldLine]:
        found: dict[Deadline, list[Reminder]] = {}
        for row in rows:
            found.setdefault(row.deadline, []).append(row)
        told = []
        for deadline, reminders in found.items():
            line = deadline_line(
                deadline,
                user=user,
                zone=clock.zone,
                colleagues=colleagues,
                at=at,
                is_late=is_late(deadline, at),
            )
            told.append(_told(line, reminders, clock, at))
        return told

    return Inbox(lines(said.unread()[:MOST]), lines(said.exclude(read_at=None)[:READ_SHOWN]))


def _told(line: DeadlineLine, reminders: list[Reminder], clock: Clock, at: datetime) -> ToldLine:
    last, deadline = reminders[0], line.deadline
    today = clock.today(at)
    is_open = deadline.status == Deadline.Status.OPEN
    last_day = clock.last_day(deadline, at) if is_open else None
    near = [
        (value, str(words))
        for value, (number, words) in AGAIN.items()
        if last_day and today + timedelta(days=number) <= last_day
    ]
    return ToldLine(
        line=line,
        why=why_words(last),
        day=day_in_words(clock.today(last.due_at)),
        number=len(reminders),
        again=near,
        last_day=last_day,
    )


def why_words(reminder: Reminder) -> str:
    """Why it was said: how far ahead, or that it moved, is late, or was asked for."""
    if reminder.kind == Reminder.Kind.LEAD:
        return lead_words(reminder.lead)
    return str(reminder.get_kind_display())


def unread_number(user: User | AnonymousUser, *, at: datetime) -> int:
    """How much somebody has not put aside; one query, for the header of every page."""
    rows = [model.objects.visible_to(user).unread().filter(due_at__lte=at).values("pk") for model in (Reminder, Notice)]
    return rows[0].union(rows[1], all=True).count()


def refusal(error: str, *, last_day: date | None) -> str:
    """Why something cannot be said again then."""
    if error == "closed":
        return _("It is done or off: there is nothing to be reminded of.")
    if error == "over":
        return _("This day is over. Choose a day to come.")
    if last_day:
        return _("It ends before that. The last day on which you can be told is %(day)s.") % {
            "day": day_in_words(last_day)
        }
    return _("It ends before that.")
