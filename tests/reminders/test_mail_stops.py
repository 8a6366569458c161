"""The address in every mail that ends the mails, and the page of what did not arrive."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.models import AuditEvent
from reminders.models import Letter, PersonalHours, Reminder, ReminderChoice, ReminderRound
from reminders.moments import LEADS
from tests.factories import make_member, make_organisation
from tests.reminders.telling import due, post

pytestmark = pytest.mark.django_db


def stop_of(number):
    return re.search(r"<http://127.0.0.1:8000(.*)>", mail.outbox[number].extra_headers["List-Unsubscribe"])[1]


@pytest.fixture
def written(workspace, amina):
    due(workspace, amina)
    due(workspace, amina, days=15, key="own:second")
    post(days=7)


def test_asking_changes_nothing(written, client, amina):
    page = client.get(stop_of(0)).content.decode()

    assert "No more mails" in page
    assert not ReminderChoice.objects.exists()


def test_one_click_of_a_mail_program_is_enough(written, amina):
    program = Client(enforce_csrf_checks=True)

    answer = program.post(stop_of(0), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    chosen = ReminderChoice.objects.filter(person=amina, workspace=None).order_by("kind")
    assert [(one.kind, one.channel, one.leads) for one in chosen] == [
        ("", "app", list(LEADS)),
        ("un_date", "app", [720, 168, 24]),
    ]
    assert AuditEvent.objects.filter(verb="stop_mails", actor_id=amina.pk).count() == 1
    assert post(days=8) == 0
    assert Reminder.objects.filter(person=amina).count() == 3
    assert not Reminder.objects.filter(letter=None, mail_due_at__isnull=False).exists()


def test_address_works_once_and_ends_the_others(written, workspace, amina, client):
    ReminderChoice.objects.create(person=amina, workspace=workspace, kind="draft", channel="digest", leads=[24])
    address = stop_of(0)
    client.post(address)
    assert ReminderChoice.objects.get(workspace=workspace).channel == "app"
    ReminderChoice.objects.update(channel="mail")

    page = client.post(address).content.decode()

    assert "no longer does anything" in page
    assert set(ReminderChoice.objects.values_list("channel", flat=True)) == {"mail"}
    assert PersonalHours.objects.get(person=amina).mail_stops == 1


def test_address_that_we_never_wrote(client, db):
    assert client.get(reverse("reminders:mail_stop", args=["x:y:z"])).status_code == 404
    assert client.post(reverse("reminders:mail_stop", args=["x:y:z"])).status_code == 404


@pytest.fixture
def staff(db):
    return make_member(make_organisation(name="The server"), name="Stella", is_staff=True)


def test_staff_see_whose_mails_failed_and_try_again(written, amina, staff, client):
    Letter.objects.update(sent_at=None, failed_at=timezone.now(), failure="address", attempts=3)
    ReminderRound.objects.filter(begun_at=None).update(failed_at=timezone.now(), attempts=5)
    client.force_login(staff)

    page = client.get(reverse("reminders:undelivered")).content.decode()
    assert "Amina" in page
    assert "The mail server refuses the address." in page
    assert "torture" not in page

    letter = Letter.objects.get()
    client.post(reverse("reminders:undelivered_again"), {"letter": letter.pk})
    letter.refresh_from_db()
    assert (letter.failed_at, letter.failure, letter.attempts) == (None, "", 0)
    assert ReminderRound.objects.exclude(failed_at=None).exists()

    client.post(reverse("reminders:undelivered_again"))
    assert not ReminderRound.objects.exclude(failed_at=None).exists()
    assert AuditEvent.objects.filter(verb="try_letters_again").count() == 2


def test_page_of_failures_is_for_staff(client, odile, edda):
    for person in (odile, edda):
        client.force_login(person)
        assert client.get(reverse("reminders:undelivered")).status_code == 403
        assert client.post(reverse("reminders:undelivered_again")).status_code == 403
