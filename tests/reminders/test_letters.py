"""What goes by mail: one letter for each person, its words, and what it never says."""

from datetime import time, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.core import mail

from accounts.models import Membership
from reminders.models import Letter, PersonalHours, Reminder, ReminderChoice
from reminders.running import Run
from reminders.services.deadlines import Day, close_deadline, set_deadline
from reminders.services.letters import gather_letters
from tests.factories import AT
from tests.reminders.telling import due, go, in_days, post

pytestmark = pytest.mark.django_db


def text_to(person):
    return [one.body for one in mail.outbox if one.to == [person.email]]


def test_mail_says_what_when_and_where_to_look(workspace, amina):
    PersonalHours.objects.create(person=amina, zone="Asia/Dhaka")
    deadline = set_deadline(
        workspace=workspace, key="review:stakeholder_submission", kind="submission",
        milestone="stakeholder_submission", by=None, at=AT,
        day=Day(day=AT.date() + timedelta(days=20), hour=time(23, 59), confidence="tentative"),
    )  # fmt: skip
    due(workspace, amina)

    assert post(days=7) == 1

    [message] = mail.outbox
    letter = Letter.objects.get()
    assert message.subject == "Reminder"
    assert message.extra_headers["Message-ID"] == f"<{letter.pk}@localhost>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/reminders/stop/")
    text = message.body
    assert "Draft ready\n21 March 2026, 12:00 in Geneva\nOn your clock: 21 March 2026, 17:00 (Asia/Dhaka)" in text
    assert "Stakeholder submissions\n21 March 2026, 23:59 in Geneva · tentative\n" in text
    assert text.index("Draft ready") < text.index("Stakeholder submissions")
    assert f"http://127.0.0.1:8000/deadlines/{deadline.pk}/" in text
    html = message.alternatives[0].content
    assert '<html lang="en" dir="ltr">' in html
    assert "On your clock: 21 March 2026, 17:00 (Asia/Dhaka)" in html
    whole = message.message().as_string()
    for secret in ("A.B.", "torture", workspace.name, "Arcadia", "Amina", "organisation"):
        assert secret not in text + html + message.subject
    assert parsedate_to_datetime(message.message()["Date"])
    assert "multipart/alternative" in whole
    assert post(days=7, minutes=1) == 0


def test_mail_is_in_the_language_of_the_person_from_right_to_left(workspace, amina, bruno):
    PersonalHours.objects.create(person=amina, language="ar")
    PersonalHours.objects.create(person=bruno, language="xx")
    due(workspace, amina)

    assert post(days=7) == 2

    html = {one.to[0]: one.alternatives[0].content for one in mail.outbox}
    assert '<html lang="ar" dir="rtl">' in html[amina.email]
    assert '<html lang="en" dir="ltr">' in html[bruno.email]


def test_after_a_week_of_silence_one_honest_mail(workspace, amina):
    for number in range(12):
        due(workspace, amina, days=4 + number % 4, key=f"own:{number}")

    assert post(days=9) == 1

    [text] = text_to(amina)
    assert Reminder.objects.filter(mail_due_at__lte=AT + timedelta(days=9)).count() > 40
    assert text.count("Draft ready\n") == 12
    assert text.count("This day has passed (4 days ago), and it is still open.") == 3
    assert text.startswith(
        "This comes late: the server could not write to you between 2 March 2026, 08:00 and 10 March 2026, 10:30."
    )
    assert set(Reminder.objects.filter(mail_due_at__lte=AT + timedelta(days=9)).values_list("letter", flat=True)) == {
        Letter.objects.get().pk
    }


def test_heap_is_cut_and_says_so(workspace, amina):
    for number in range(33):
        due(workspace, amina, key=f"own:{number}")

    post(days=7)

    [text] = text_to(amina)
    assert text.count("Draft ready\n") == 30
    assert "3 more days stand here:\nhttp://127.0.0.1:8000/" in text


def test_move_says_from_where_to_where(workspace, amina):
    due(workspace, amina)
    assert post(days=7) == 1
    for minute, day in enumerate((40, 50)):
        set_deadline(
            workspace=workspace, key="own:draft", kind="draft", title="x", day=in_days(day), by=amina,
            at=AT + timedelta(days=7, minutes=1 + minute),
        )  # fmt: skip
        go(days=7, minutes=1 + minute)

    assert post(days=7, minutes=30) == 1

    assert (
        "The day has moved. Before: 21 March 2026, 12:00 in Geneva\nNow: 20 April 2026, 12:00 in Geneva\n"
        in (text_to(amina)[1])
    )


@pytest.mark.parametrize("what", ["done", "moved", "left", "account", "choice"])
def test_looked_at_again_when_it_is_sent(workspace, amina, bruno, what):
    deadline = due(workspace, bruno, person=amina)
    go(days=7)
    gather_letters(run=Run(AT + timedelta(days=7)))
    assert Letter.objects.get().person == amina

    if what == "done":
        close_deadline(deadline=deadline, status="done", by=bruno, at=AT)
    elif what == "moved":
        set_deadline(
            workspace=workspace, key="own:draft", kind="draft", title="x", day=in_days(90), by=bruno, at=AT,
            person=amina,
        )  # fmt: skip
    elif what == "left":
        Membership.objects.filter(user=amina).delete()
    elif what == "account":
        amina.is_active = False
        amina.save()
    else:
        ReminderChoice.objects.create(person=amina, channel="app")

    assert post(days=7, minutes=1) == 0
    assert mail.outbox == []
    assert Letter.objects.get().dropped_at is not None


def test_letter_that_nobody_tried_takes_what_comes_later(workspace, amina):
    due(workspace, amina)
    go(days=7)
    gather_letters(run=Run(AT + timedelta(days=7)))
    due(workspace, amina, days=15, key="own:second")

    assert post(days=9) == 1

    assert Letter.objects.count() == 1
    assert text_to(amina)[0].count("Draft ready\n") == 2


def test_letter_that_may_have_arrived_takes_nothing_more(workspace, amina):
    due(workspace, amina)
    go(days=7)
    gather_letters(run=Run(AT + timedelta(days=7)))
    Letter.objects.update(attempts=1)
    due(workspace, amina, days=15, key="own:second")

    assert post(days=9) == 2


def test_gathering_waits_for_rounds_that_have_come(workspace, amina):
    due(workspace, amina)
    go(days=7)
    due(workspace, amina, days=14, key="own:second")

    at = AT + timedelta(days=8)
    assert gather_letters(run=Run(at)) == 0
    go(days=8)
    assert gather_letters(run=Run(at)) == 1
