"""The clock that runs ahead: what it says is what the worker would have said."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from cycles.services.reference import load_reference_data
from impact.demo_clock import DemoClock
from tests.factories import make_user

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


@pytest.mark.slow
def test_first_days_of_the_cycle_are_said_once_each(db):
    load_reference_data(at=AT)
    lines = []

    outcome = DemoClock(at=AT, tell=lines.append).walk(days=75)

    assert (outcome.days, outcome.unsaid, outcome.unposted, outcome.doubled) == (75, 0, 0, 0)
    said = [line for line in lines if "  * " not in line]
    letters = [line for line in said if "  by mail  " in line]
    assert len(letters) == outcome.letters == len(mail.outbox)
    assert len(said) - len(letters) == outcome.told
    assert [line[20:] for line in lines if "  * " in line] == [
        "Ines opens a workspace; everybody says how they want to hear.",
        "OHCHR publishes the deadline for submissions: 2028-10-04.",
        "The review is put off by 28 days, the deadline to 2028-10-25.",
        "Tavi ticks the draft as done, three days late.",
    ]
    # The move is said to the two who had heard the old deadline, and to the four who had heard of the window.
    assert outcome.moved == len([line for line in said if "(The day has moved)" in line]) == 6
    # Who has the draft, and who coordinates.
    late = [line for line in said if "Draft of all chapters" in line and "(Late)" in line]
    assert [line[18:30] for line in late] == ["Ines Solvane", "Tavi Orrel  "]
    assert not [one for one in mail.outbox if "chapters" in one.body or "next review" in one.body]


def test_clock_runs_where_nobody_works(db):
    make_user()

    with pytest.raises(CommandError, match=r"run\.py demo-clock"):
        call_command("demo_clock", stdout=StringIO())


def test_clock_without_the_reference_data_says_what_to_do(db):
    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("demo_clock", stdout=StringIO())
