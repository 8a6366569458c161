"""Wall clocks, held against PostgreSQL's own reckoning and against what a calendar on paper would say."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reminders.moments import LEADS, end_of, person_is_told, round_begins, wall_moment
from tests.examples import examples

ZONES = ("Europe/Zurich", "America/La_Paz", "Africa/Nairobi", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns")


@pytest.mark.parametrize(
    ("day", "hour", "zone", "expected"),
    [
        (date(2027, 3, 27), time(23, 59), "Europe/Zurich", datetime(2027, 3, 27, 22, 59, tzinfo=UTC)),
        (date(2027, 3, 28), time(23, 59), "Europe/Zurich", datetime(2027, 3, 28, 21, 59, tzinfo=UTC)),
        # Left out by summer time: the hour after it.
        (date(2027, 3, 28), time(2, 30), "Europe/Zurich", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        # Brought twice by winter time: the first.
        (date(2027, 10, 31), time(2, 30), "Europe/Zurich", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_wall_moment_where_the_clock_is_changed(day, hour, zone, expected):
    assert wall_moment(day, hour, zone) == expected


def test_end_without_an_hour_is_the_end_of_the_day():
    assert end_of(date(2027, 1, 5), None, "Europe/Zurich") == datetime(2027, 1, 5, 22, 59, tzinfo=UTC)


def test_every_day_of_28_years_agrees_with_postgresql(db):
    days = [date(2008, 1, 1) + timedelta(days=n) for n in range(28 * 365)]
    for zone in ZONES:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (d + time '18:00') AT TIME ZONE %s FROM unnest(%s::date[]) WITH ORDINALITY u(d, n) ORDER BY n",
                [zone, days],
            )
            theirs = [row[0] for row in cursor.fetchall()]
        assert [wall_moment(day, time(18), zone) for day in days] == theirs


@examples(200)
@given(
    day=st.dates(date(2008, 1, 1), date(2035, 12, 31)),
    lead=st.sampled_from([lead for lead in LEADS if lead >= 24]),
    hour=st.times(),
    zone=st.sampled_from(ZONES),
    quiet=st.sets(st.integers(0, 6)),
)
def test_person_is_told_by_their_own_calendar(day, lead, hour, zone, quiet):
    begins = round_begins(day=day, ends_at=end_of(day, None, zone), lead=lead)

    told = person_is_told(round_begins=begins, day=day, lead=lead, hour=hour, zone=zone, quiet=quiet)

    on = told.astimezone(ZoneInfo(zone)).date()
    between = (day - timedelta(days=lead // 24) - on).days
    # A clock that is put forward at midnight may show the next day.
    assert on.weekday() not in quiet or len(quiet) == 7 or between < 0
    assert 0 <= max(between, 0) <= 6
    assert told >= begins - timedelta(days=6)


def test_round_of_the_last_day_is_counted_in_hours():
    ends_at = datetime(2027, 3, 28, 21, 59, tzinfo=UTC)

    begins = round_begins(day=date(2027, 3, 28), ends_at=ends_at, lead=6)

    assert begins == datetime(2027, 3, 28, 15, 59, tzinfo=UTC)
    told = person_is_told(
        round_begins=begins, day=date(2027, 3, 28), lead=6, hour=time(8), zone="Asia/Kathmandu", quiet={6}
    )
    assert told == begins
