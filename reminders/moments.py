"""Wall clocks: when a deadline ends, and when a person is to be told.

Everything is counted on the calendar and the clock of a place and only then turned into UTC: counting in UTC is one
hour off wherever summer time begins or ends in between.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

GENEVA = "Europe/Zurich"
HOURS_IN_A_DAY = 24
# Lead times in hours before a deadline's end, the longest first. Whole days are days of the calendar.
LEADS = (90 * 24, 30 * 24, 14 * 24, 7 * 24, 3 * 24, 24, 6, 2)
# A deadline that somebody has and that is over is said once, the morning after.
LATE = -24
# Where the sun rises first: no day of the calendar begins anywhere before it does there.
_FIRST_ZONE = ZoneInfo("Etc/GMT-14")


def wall_moment(day: date, hour: time, zone: str) -> datetime:
    """The moment in UTC at which clocks in ``zone`` show ``hour`` on ``day``.

    An hour that summer time leaves out becomes the one after it; of one that it brings twice, the first is meant.
    """
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def end_of(day: date, hour: time | None, zone: str) -> datetime:
    """When a deadline ends, in UTC: at its hour, else with the last minute of its day."""
    return wall_moment(day, hour or time(23, 59), zone)


def day_begins(day: date) -> datetime:
    """The moment in UTC at which ``day`` begins in the first place on earth."""
    return datetime.combine(day, time(), tzinfo=_FIRST_ZONE).astimezone(UTC)


def round_begins(*, day: date, ends_at: datetime, lead: int) -> datetime:
    """The earliest moment in UTC at which somebody may have to be told: whole days by the calendar, else hours."""
    if abs(lead) < HOURS_IN_A_DAY:
        return ends_at - timedelta(hours=lead)
    return day_begins(day - timedelta(days=lead // HOURS_IN_A_DAY))


def person_is_told(
    *, round_begins: datetime, day: date, lead: int, hour: time, zone: str, quiet: Collection[int] = ()
) -> datetime:
    """When one person is told, in UTC: at their hour of the lead's day by their own calendar and clock.

    On a weekday that they keep quiet (Monday is 0) they are told on the last day before it that is none; that something
    is late, on the first day after it. Whoever keeps all seven quiet is told all the same. Hours before the end are
    told at once, whatever the day.
    """
    if abs(lead) < HOURS_IN_A_DAY:
        return round_begins
    told = day - timedelta(days=lead // HOURS_IN_A_DAY)
    if len(set(quiet)) < 7:
        while told.weekday() in quiet:
            told -= timedelta(days=1 if lead > 0 else -1)
    return wall_moment(told, hour, zone)
