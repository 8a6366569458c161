"""When a day moves or is off: reminders follow, and who heard hears once what changed."""

from datetime import UTC, datetime, timedelta

import pytest

from reminders.models import PersonalHours, Reminder
from reminders.services.deadlines import close_deadline, reopen_deadline, set_deadline
from tests.factories import AT
from tests.reminders.telling import due, go, in_days, told

pytestmark = pytest.mark.django_db


def move(workspace, amina, days, at):
    set_deadline(workspace=workspace, key="own:draft", kind="draft", title="x", day=in_days(days), by=amina, at=at)


def test_who_heard_hears_once_where_it_went(workspace, amina, bruno):
    due(workspace, amina)
    at = go(days=7)
    assert told() == ["lead:336:0"] * 2

    move(workspace, amina, 40, at)
    go(days=7)
    go(days=7, minutes=1)
    go(days=7, minutes=30)

    assert told() == ["lead:336:0", "lead:336:0", "moved:1", "moved:1"]
    assert Reminder.objects.filter(kind="moved", due_at=at + timedelta(minutes=15)).count() == 2
    assert set(Reminder.objects.filter(kind="lead").values_list("mail_due_at", flat=True)) == {None}


def test_several_moves_before_anybody_hears_are_one(workspace, amina):
    due(workspace, amina)
    at = go(days=7)
    move(workspace, amina, 40, at)
    go(days=7)
    move(workspace, amina, 50, at + timedelta(minutes=5))
    go(days=7, minutes=5)
    assert told() == ["lead:336:0", "moved:2"]

    move(workspace, amina, 60, at + timedelta(minutes=40))
    go(days=7, minutes=40)

    assert told() == ["lead:336:0", "moved:2", "moved:3"]


def test_back_before_anybody_hears_is_no_move(workspace, amina):
    due(workspace, amina)
    at = go(days=7)
    move(workspace, amina, 40, at)
    go(days=7)
    move(workspace, amina, 20, at + timedelta(minutes=5))
    go(days=7, minutes=5)

    go(days=8)

    assert told() == ["lead:336:0"]


def test_who_heard_nothing_hears_nothing_of_a_move(workspace, amina):
    due(workspace, amina)
    at = go(days=1)
    move(workspace, amina, 40, at)

    go(days=2)

    assert told() == []


def test_what_lay_ahead_is_gone(workspace, amina):
    deadline = due(workspace, amina)
    # Fourteen days before the 21st begins on the sixth at ten; she will be told on the seventh.
    at = go(days=5, hours=1)
    assert told() == ["lead:336:0"]

    close_deadline(deadline=deadline, status="done", by=amina, at=at)
    go(days=5, hours=2)
    assert told() == []

    reopen_deadline(deadline=deadline, by=amina, at=at)
    go(days=5, hours=3)
    assert told() == ["lead:336:0"]


def test_opened_again_after_weeks_says_nothing_of_before(workspace, amina):
    deadline = due(workspace, amina, days=100)
    close_deadline(deadline=deadline, status="done", by=amina, at=AT)
    at = go(days=90)
    reopen_deadline(deadline=deadline, by=amina, at=at)

    go(days=94)

    assert told() == ["lead:168:0"]


def test_notice_waits_for_a_loud_day_unless_that_is_too_late(workspace, amina, bruno):
    PersonalHours.objects.create(person=amina, quiet_weekdays=[6])
    due(workspace, amina)
    at = go(days=14)
    assert at == datetime(2026, 3, 15, 9, 30, tzinfo=UTC)
    move(workspace, amina, 40, at)
    go(days=14)
    assert dict(Reminder.objects.filter(kind="moved").values_list("person__name", "mail_due_at")) == {
        "Amina": datetime(2026, 3, 16, 7, tzinfo=UTC),
        "Bruno": datetime(2026, 3, 15, 9, 45, tzinfo=UTC),
    }

    move(workspace, amina, 14, at + timedelta(minutes=1))
    go(days=14, minutes=1)

    soon = Reminder.objects.filter(kind="moved").values_list("mail_due_at", flat=True)
    assert set(soon) == {AT + timedelta(days=14, minutes=16)}
