"""Guessing is slow: counted per account and per address on the net, in one place, whatever a header claims."""

import time
from statistics import median

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from tests.accounts.factors import PASSWORD, code_now, give_app, type_password
from tests.factories import make_user

MAIN = ("account_login", "accounts:second_factor_lost")


@pytest.fixture
def nadia(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    return make_user(email="nadia@example.org", password=PASSWORD)


def guess(client, name, address, **more):
    return client.post(reverse(name), {"login": address, "password": "wrong"}, **more)


def is_slowed(answer):
    return answer.status_code == 429 or "Too many tries" in answer.content.decode()


@pytest.mark.parametrize("name", MAIN)
def test_account_is_closed_to_guessing_from_everywhere(nadia, name):
    answers = [guess(Client(), name, nadia.email, REMOTE_ADDR=f"198.51.100.{n}") for n in range(6)]

    assert [is_slowed(answer) for answer in answers] == [False] * 5 + [True]
    assert is_slowed(type_password(Client(), nadia, REMOTE_ADDR="198.51.100.99"))


@pytest.mark.parametrize("name", MAIN)
def test_address_on_the_net_tries_ten_accounts_a_minute(nadia, name):
    answers = [guess(Client(), name, f"person{n}@example.org") for n in range(11)]

    assert [is_slowed(answer) for answer in answers] == [False] * 10 + [True]


@pytest.mark.parametrize("proxies", [0, 1])
def test_spoofed_header_does_not_beat_the_count(nadia, settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    behind = ", 203.0.113.5" if proxies else ""

    answers = [
        guess(Client(), "account_login", f"person{n}@example.org", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}{behind}")
        for n in range(11)
    ]

    assert [is_slowed(answer) for answer in answers] == [False] * 10 + [True]


def test_code_of_the_second_step_is_counted_per_account(nadia):
    give_app(nadia)
    answers = []
    for number in range(6):
        browser = Client(REMOTE_ADDR=f"198.51.100.{number}")
        type_password(browser, nadia)
        answers.append(browser.post(reverse("mfa_authenticate"), {"code": "000000"}))
    type_password(browser, nadia)
    browser.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert [is_slowed(answer) for answer in answers] == [False] * 5 + [True]
    assert not get_user(browser).is_authenticated


def test_nobody_signs_in_where_nobody_counts(nadia, settings):
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    browser = Client()

    answer = type_password(browser, nadia)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert not get_user(browser).is_authenticated
    assert browser.get(reverse("account_login")).status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        lambda client, address: client.post(reverse("account_login"), {"login": address, "password": "wrong"}),
        lambda client, address: client.post(reverse("account_reset_password"), {"email": address}),
        lambda client, address: guess(client, "accounts:second_factor_lost", address),
    ],
    ids=["sign-in", "reset", "lost factor"],
)
def test_answers_are_the_same_for_known_and_unknown_addresses(nadia, settings, page):
    settings.ACCOUNT_RATE_LIMITS = False
    answers = {address: page(Client(), address) for address in (nadia.email, "nobod@example.org")}

    bodies = {
        answer.content.decode().replace(address, "").replace(token(answer), "") for address, answer in answers.items()
    }
    assert len(bodies) == 1
    assert len({(answer.status_code, answer.headers.get("Location")) for answer in answers.values()}) == 1


def token(answer):
    found = answer.content.decode().partition('name="csrfmiddlewaretoken" value="')[2]
    return found.partition('"')[0] or "-"


def test_sign_in_takes_as_long_for_an_unknown_address(nadia, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    nadia.set_password(PASSWORD)
    nadia.save()
    spent = {nadia.email: [], "nobody@example.org": []}

    for _round in range(9):
        for address, times in spent.items():
            began = time.process_time()
            guess(Client(), "account_login", address)
            times.append(time.process_time() - began)

    known, unknown = (median(times) for times in spent.values())
    assert 0.6 < known / unknown < 1.6
