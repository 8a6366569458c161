"""A concern reaches the people who run the server, and nothing about who sent it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail, signing
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.forms.contact import SALT
from accounts.models import Concern
from accounts.services.concerns import settle_concerns
from common.actor import NOBODY, acting, acting_for
from common.models import AuditEvent
from tests.factories import AT, make_user

PAGE = "/contact/"
NET = "203.0.113.77"


@pytest.fixture
def minutes_ago(monkeypatch):
    """A page that was opened a minute ago."""
    clock = signing.time.time
    monkeypatch.setattr("django.core.signing.time.time", lambda: clock() - 60)
    mark = signing.dumps("", salt=SALT)
    monkeypatch.undo()
    return mark


@pytest.fixture
def words(minutes_ago):
    def made(**changes):
        return {
            "kind": "abuse",
            "text": "They threaten us.",
            "answer_to": "",
            "key": str(uuid4()),
            "opened": minutes_ago,
            "website": "",
        } | changes

    return made


@pytest.fixture
def concern(db):
    return Concern.objects.create(kind="abuse", text="They threaten us.", sent_at=AT)


def test_anybody_writes_without_an_account(client, db, words):
    page = client.get(PAGE)
    answer = client.post(PAGE, words(answer_to="a@example.org"), REMOTE_ADDR=NET, HTTP_USER_AGENT="Canary")

    concern = Concern.objects.get()
    assert page.status_code == 200
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert "Your message reached" in client.get(PAGE).content.decode()
    assert (concern.kind, concern.text, concern.answer_to) == ("abuse", "They threaten us.", "a@example.org")
    assert (concern.sent_at.minute, concern.sent_at.second, concern.sent_at.microsecond) == (0, 0, 0)
    assert timezone.now() - concern.sent_at < timedelta(hours=1, minutes=1)
    assert not [value for value in vars(concern).values() if NET in str(value) or "Canary" in str(value)]


def test_who_is_signed_in_is_not_written_down(client, amina, words):
    client.force_login(amina)

    client.post(PAGE, words())

    assert str(amina.pk) not in str(vars(Concern.objects.get()))
    assert AuditEvent.objects.count() == 0


def test_sent_twice_it_is_one(client, db, words):
    sent = words()

    client.post(PAGE, sent)
    client.post(PAGE, sent)

    assert Concern.objects.count() == 1


@pytest.mark.parametrize("kind", Concern.Kind.values)
def test_the_mail_says_that_something_waits_and_not_what(
    client, db, words, settings, kind, django_capture_on_commit_callbacks
):
    settings.OPERATOR_CONTACT = "desk@example.org"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, words(kind=kind, answer_to="a@example.org"))

    (letter,) = mail.outbox
    assert letter.to == ["desk@example.org"]
    for word in ("threaten", "a@example.org"):
        assert word not in letter.body + letter.subject
    assert "Concerns" in letter.body


@pytest.mark.parametrize("contact", ["", "https://desk.example/", "call us"])
def test_without_an_address_of_the_operator_it_is_kept(
    client, db, words, settings, contact, django_capture_on_commit_callbacks
):
    settings.OPERATOR_CONTACT = contact

    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, words())

    assert (Concern.objects.count(), mail.outbox) == (1, [])


def test_what_falls_into_the_trap_is_answered_like_the_rest_and_not_kept(client, db, words):
    honest, trapped = client.post(PAGE, words()), client.post(PAGE, words(website="https://spam.example/"))

    assert (trapped.status_code, trapped.headers["Location"]) == (honest.status_code, honest.headers["Location"])
    assert Concern.objects.count() == 1
    assert re.search(r'<div class="trap" aria-hidden="true">.*tabindex="-1"', client.get(PAGE).content.decode())


@pytest.mark.parametrize("opened", ["", "nonsense", "just now"])
def test_what_was_sent_at_once_is_asked_for_again_and_loses_nothing(client, db, words, opened):
    mark = signing.dumps("", salt=SALT) if opened == "just now" else opened

    answer = client.post(PAGE, words(opened=mark, answer_to="a@example.org"))
    page = answer.content.decode()

    assert (answer.status_code, Concern.objects.count()) == (422, 0)
    assert "Please send it once more." in page
    assert "They threaten us." in page
    assert 'value="a@example.org"' in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"kind": "x"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"answer_to": "no"}, "answer_to"),
        ({"text": "x" * 5001}, "text"),
    ],
)
def test_wrong_words_are_told_at_their_field(client, db, words, changes, field):
    answer = client.post(PAGE, words(**changes))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_too_many_are_slowed_down_and_keep_their_words(client, db, words, settings):
    settings.ACCOUNT_RATE_LIMITS = {"contact": "5/h/ip,60/h/key"}

    statuses = [client.post(PAGE, words(), REMOTE_ADDR=NET).status_code for _ in range(7)]
    last = client.post(PAGE, words(text="Help"), REMOTE_ADDR=NET)
    other = client.post(PAGE, words(), REMOTE_ADDR="203.0.113.78")

    assert statuses == [302] * 5 + [429] * 2
    assert "Help" in last.content.decode()
    assert other.status_code == 302
    assert Concern.objects.count() == 6


def test_nobody_reads_a_concern_but_the_server(concern, amina, odile):
    for person in (amina, odile, make_user(is_staff=True)):
        with acting_for(person):
            assert Concern.objects.count() == 0
    with acting(NOBODY):
        assert Concern.objects.count() == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Concern.objects.create(kind="abuse", text="x", sent_at=AT)
    assert Concern.objects.visible_to(odile).count() == 0


def test_staff_read_settle_and_delete(client, concern, odile):
    staff = make_user(name="Stefan", is_staff=True, is_superuser=True)
    address = reverse("admin:accounts_concern_change", args=[concern.pk])
    client.force_login(odile)
    refused = client.get(address)
    client.force_login(staff)

    assert refused.status_code == 302
    assert "They threaten us." in client.get(address).content.decode()
    chosen = {"action": "settle", "_selected_action": [concern.pk]}
    client.post(reverse("admin:accounts_concern_changelist"), chosen)
    concern.refresh_from_db()
    assert concern.done_by == staff
    client.post(reverse("admin:accounts_concern_delete", args=[concern.pk]), {"post": "yes"})
    assert Concern.objects.count() == 0
    assert list(AuditEvent.objects.order_by("number").values_list("verb", "actor_id")) == [
        ("settle", staff.pk),
        ("delete", staff.pk),
    ]


def test_settling_twice_keeps_the_first(concern, amina):
    assert settle_concerns(concerns=[concern], by=amina, at=AT) == 1
    assert settle_concerns(concerns=[concern], by=make_user(), at=AT) == 0


def test_contact_is_in_the_footer_of_every_page(client, db):
    assert f'href="{PAGE}"' in client.get("/states/").content.decode()
