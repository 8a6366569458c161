"""Handing letters to a mail server that refuses, stutters, hangs up or is away."""

from datetime import timedelta

import pytest
from django.core import mail

from reminders.models import Letter, PersonalHours
from reminders.running import Run
from reminders.services.post import post_letters, wait_after
from tests.factories import AT, make_member
from tests.reminders.sink import Sink
from tests.reminders.telling import due, go, post

pytestmark = pytest.mark.django_db
DAY = {"days": 7}


@pytest.fixture
def sink(settings):
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        yield server


def crowd(organisation, count):
    return [make_member(organisation, name=f"Person {number:02}") for number in range(count)]


def later(**span):
    return post_letters(run=Run(AT + timedelta(**(DAY | span))))


def test_many_go_over_one_connection(workspace, organisation, amina, sink):
    crowd(organisation, 24)
    due(workspace, amina)

    assert post(**DAY) == 25

    assert (len(sink.taken), sink.connections) == (25, 1)
    assert len(set(sink.taken)) == 25
    assert set(sink.taken) == {f"<{key}@localhost>" for key in Letter.objects.values_list("pk", flat=True)}


def test_refused_address_is_given_up_and_the_others_go(workspace, organisation, amina, bruno, sink):
    sink.refuse[bruno.email] = 550
    due(workspace, amina)

    assert post(**DAY) == 1

    letter = Letter.objects.get(person=bruno)
    assert (letter.failure, letter.sent_at, letter.leased_until) == ("address", None, None)
    assert letter.failed_at is not None


def test_grey_list_is_tried_again_later_each_time(workspace, organisation, amina, sink):
    sink.refuse[amina.email] = 451
    due(workspace, amina)

    assert post(**DAY) == 0
    assert later(seconds=30) == 0
    assert Letter.objects.get().attempts == 1
    assert later(minutes=2) == 0
    assert Letter.objects.get().attempts == 2
    del sink.refuse[amina.email]
    assert later(minutes=3) == 0
    assert later(minutes=5) == 1

    assert len(sink.taken) == 1


def test_waits_double_up_to_six_hours():
    waits = [wait_after(number) / timedelta(minutes=1) for number in (1, 2, 3, 8, 9, 10, 60)]

    assert waits == [1, 2, 4, 128, 256, 360, 360]


def test_given_up_after_three_days(workspace, amina, sink):
    sink.refuse[amina.email] = 451
    due(workspace, amina)
    post(**DAY)

    later(days=10, minutes=1)

    letter = Letter.objects.get()
    assert (letter.failure, letter.failed_at is not None) == ("address", True)


def test_server_that_is_away_costs_no_attempt(workspace, organisation, amina, sink, settings):
    crowd(organisation, 3)
    due(workspace, amina)
    settings.EMAIL_PORT = sink.closed_port()

    assert post(**DAY) == 0
    assert set(Letter.objects.values_list("attempts", "leased_until")) == {(0, None)}
    for hour in range(48):
        assert later(hours=hour) == 0

    settings.EMAIL_PORT = sink.port
    assert later(hours=49) == 4


def test_server_that_hangs_up_in_the_middle(workspace, organisation, amina, sink):
    crowd(organisation, 5)
    due(workspace, amina)
    sink.hang_up_after = 2

    assert post(**DAY) == 4
    assert sink.connections == 2

    sink.hang_up_after = None
    assert later(minutes=2) == 2
    assert len(set(sink.taken)) == 6


def test_poison_letter_is_given_up_after_five_and_the_others_go(workspace, amina, bruno):
    due(workspace, amina)
    go(**DAY)
    PersonalHours.objects.create(person=bruno, zone="Nowhere/Land")

    assert post(**DAY) == 1
    assert [one.to for one in mail.outbox] == [[amina.email]]
    for minute in (2, 5, 10, 30):
        assert later(minutes=minute) == 0

    letter = Letter.objects.get(person=bruno)
    assert (letter.failure, letter.attempts) == ("error", 5)


def test_letter_of_a_killed_worker_goes_when_its_lease_is_over(workspace, amina):
    due(workspace, amina)
    go(**DAY)
    at = AT + timedelta(**DAY)
    Letter.objects.create(
        person=amina, created_at=at, next_try_at=at, attempts=1, leased_until=at + timedelta(seconds=45)
    )
    letter = Letter.objects.get()
    letter.reminders.set(amina.reminders.all())

    assert later(seconds=44) == 0
    assert later(seconds=46) == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{letter.pk}@localhost>"
