"""Sessions: how long they live, what is kept of them, and how they end."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.devices import coarse_device, device_words
from accounts.session_rows import NO_ADDRESS, SEEN, SIGNED_IN
from accounts.tasks import forget_ended_sessions
from tests.accounts.factors import PASSWORD, give_app, sign_in, type_password
from tests.factories import make_user

ANDROID = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
)
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17 Safari/605"
CANARY = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "CanaryAgent 77.7"}


@pytest.fixture
def nadia(db):
    return make_user(email="nadia@example.org", password=PASSWORD)


def age(client, **minutes):
    """Turn the clock of a session back."""
    session = client.session
    for key, amount in minutes.items():
        session[key] = int((datetime.now(UTC) - timedelta(minutes=amount)).timestamp())
    session.save()


@pytest.mark.parametrize(
    ("agent", "stored", "words"),
    [
        (ANDROID, "Firefox, Android", "Firefox on Android"),
        (WINDOWS, "Chrome, Windows", "Chrome on Windows"),
        (MAC, "Safari, Mac", "Safari on Mac"),
        (WINDOWS + " Edg/130.0.0.0", "Edge, Windows", "Edge on Windows"),
        (WINDOWS + " OPR/115.0.0.0", "Opera, Windows", "Opera on Windows"),
        ("CanaryAgent 77.7", ", ", "A device that does not say what it is"),
        ("", ", ", "A device that does not say what it is"),
        ("something on Linux", ", Linux", "Linux"),
    ],
)
def test_device_is_a_coarse_word(agent, stored, words):
    assert coarse_device(agent) == stored
    assert coarse_device(stored) == stored
    assert device_words(stored) == words


def test_session_row_holds_no_address_no_version_and_no_minute(client, nadia):
    sign_in(client, nadia, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT=ANDROID)

    row = UserSession.objects.get(user=nadia)

    assert (row.ip, row.user_agent) == (NO_ADDRESS, "Firefox, Android")
    assert [(at.minute, at.second, at.microsecond) for at in (row.created_at, row.last_seen_at)] == [(0, 0, 0)] * 2


def test_database_refuses_an_address(client, nadia):
    sign_in(client, nadia)

    with pytest.raises(IntegrityError):
        UserSession.objects.update(ip="203.0.113.77")


def test_database_refuses_a_whole_user_agent(client, nadia):
    sign_in(client, nadia)

    with pytest.raises(IntegrityError):
        UserSession.objects.update(user_agent=ANDROID)


def test_no_address_and_no_agent_in_sessions(client, nadia):
    give_app(nadia)
    sign_in(client, nadia, **CANARY)
    client.get(reverse("accounts:security"), **CANARY)

    held = [str(row.get_decoded()) for row in Session.objects.all()]

    assert len(held) == 1
    assert "203.0.113.77" not in held[0]
    assert "CanaryAgent" not in held[0]


def test_list_names_this_browser_and_ends_another(client, nadia):
    other = Client(HTTP_USER_AGENT=ANDROID)
    sign_in(client, nadia, HTTP_USER_AGENT=WINDOWS)
    sign_in(other, nadia)
    row = UserSession.objects.get(user_agent="Firefox, Android")

    page = client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("accounts:session_end"), {"session": row.pk})

    assert "Firefox on Android" in page
    assert page.count("this browser") == 1
    assert not get_user(other).is_authenticated
    assert get_user(client) == nadia


@pytest.mark.parametrize("sent", ["", "x", "0", "-1", "9" * 30, "1.5"])
def test_end_of_a_browser_that_is_none_harms_nobody(client, nadia, sent):
    sign_in(client, nadia)

    assert client.post(reverse("accounts:session_end"), {"session": sent}).status_code == 302
    assert get_user(client) == nadia


def test_end_does_not_reach_the_session_of_somebody_else(client, nadia):
    stranger = Client()
    sign_in(stranger, make_user(email="other@example.org", password=PASSWORD))
    sign_in(client, nadia)

    client.post(reverse("accounts:session_end"), {"session": UserSession.objects.exclude(user=nadia).get().pk})

    assert get_user(stranger).is_authenticated


def test_end_all_others(client, nadia):
    others = [Client(), Client()]
    for browser in (*others, client):
        sign_in(browser, nadia)

    client.post(reverse("usersessions_list"))

    assert [get_user(browser).is_authenticated for browser in others] == [False, False]
    assert get_user(client) == nadia


def test_leaving_takes_the_session_off_the_list(client, nadia):
    sign_in(client, nadia)

    client.get(reverse("leave"))

    assert UserSession.objects.count() == 0


def test_session_ends_after_half_an_hour_without_a_click(client, nadia):
    client.force_login(nadia)
    age(client, **{SIGNED_IN: 40, SEEN: 31})

    answer = client.get(reverse("accounts:account"))

    assert answer.headers["Location"] == "/accounts/login/?next=/account/"
    assert "nobody clicked for a while" in client.get(reverse("account_login")).content.decode()


def test_session_lives_on_with_clicks(client, nadia):
    client.force_login(nadia)
    age(client, **{SIGNED_IN: 200, SEEN: 29})

    client.get(reverse("accounts:account"))
    age(client, **{SEEN: 29})

    assert client.get(reverse("accounts:account")).status_code == 200


def test_session_ends_after_its_hours_whatever_happens(client, nadia):
    client.force_login(nadia)
    age(client, **{SIGNED_IN: 12 * 60 + 1, SEEN: 0})

    assert client.get(reverse("accounts:account")).status_code == 302


def test_session_that_ended_gives_the_words_back(client, nadia):
    client.force_login(nadia)
    age(client, **{SIGNED_IN: 40, SEEN: 31})

    answer = client.post(
        reverse("accounts:account"),
        {"name": "A name that took long to type"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 401
    assert "A name that took long to type" in answer.content.decode()


def test_session_notes_its_hour_only(client, nadia, settings):
    sign_in(client, nadia)
    before = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    UserSession.objects.update(last_seen_at=before)
    session = client.session
    session[SEEN] = int(before.timestamp())
    session.save()
    settings.SESSION_IDLE_MINUTES = 600
    client.get(reverse("accounts:account"))

    assert UserSession.objects.get().last_seen_at == datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def test_task_forgets_sessions_that_are_over(client, nadia):
    sign_in(client, nadia)
    Session.objects.update(expire_date=datetime.now(UTC) - timedelta(minutes=1))

    forget_ended_sessions()

    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)


def test_new_browser_is_told_by_a_mail_without_content(client, nadia, settings):
    settings.EMAIL_HOST = "mail.example.org"

    sign_in(client, nadia, **CANARY)
    client.post(reverse("account_logout"))
    sign_in(client, nadia, **CANARY)
    sign_in(Client(), nadia, **CANARY)

    assert [(message.to, message.subject) for message in mail.outbox] == [(["nadia@example.org"], "A new sign-in")] * 2
    assert "203.0.113.77" not in mail.outbox[0].body
    assert "Canary" not in mail.outbox[0].body


def test_wrong_password_marks_no_browser(client, nadia):
    type_password(client, nadia, password="wrong")

    assert "known_browser" not in client.cookies
