"""Keys over HTTP, on the routes of the public record: what they open, how often, and what is said to wrong ones."""

import pytest
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import User
from accounts.services.tokens import revoke_token
from tests.factories import make_recommendation, make_token

PUBLIC = "/api/v1/recommendations/"


def ask(client, secret, path=PUBLIC, **headers):
    return client.get(path, HTTP_AUTHORIZATION=f"Bearer {secret}", **headers)


def test_a_key_reads_the_public_record_as_everybody_does(client, amina, review):
    make_recommendation(review)
    _token, secret = make_token(amina)

    answer, without = ask(client, secret), client.get(PUBLIC)

    assert (answer.status_code, answer.content) == (200, without.content)
    assert [answer.headers[name] for name in ("ETag", "Cache-Control", "Vary")] == [
        without.headers[name] for name in ("ETag", "Cache-Control", "Vary")
    ]
    assert ask(client, secret, HTTP_IF_NONE_MATCH=answer.headers["ETag"]).status_code == 304


@pytest.mark.parametrize("secret", ["upr_nothing", "", "  ", "x" * 9000, "upr_\xff\x00'"])
@pytest.mark.parametrize("path", [PUBLIC, "/api/v1/states/"])
def test_a_wrong_key_is_told_so_and_not_why(client, db, secret, path):
    answer = ask(client, secret, path)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "This key opens nothing.",
    }


def test_revoked_expired_and_closed_look_like_wrong(client, amina, bruno):
    token, revoked = make_token(amina)
    revoke_token(token=token, by=amina, at=timezone.now())
    _token, expired = make_token(amina, at=timezone.now() - timezone.timedelta(days=8), days=7)
    _token, closed = make_token(bruno)
    User.objects.filter(pk=bruno.pk).update(is_active=False)

    answers = [ask(client, secret) for secret in (revoked, expired, closed, "upr_nothing")]

    assert {(answer.status_code, answer.content, str(answer.headers)) for answer in answers} == {
        (401, answers[0].content, str(answers[0].headers))
    }


def test_a_key_without_the_scope_is_refused(client, amina, workspace):
    _token, secret = make_token(amina, workspace, scopes=["read_workspace"])

    answer = ask(client, secret)

    assert answer.status_code == 403
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="insufficient_scope", scope="read_public"'
    assert answer.json()["detail"] == "This key may not do that: it needs read_public."


def test_a_key_counts_for_more_than_a_session(client, amina, chidi):
    """Whoever sends both acts with the key alone."""
    client.force_login(chidi)

    assert ask(client, "upr_nothing").status_code == 401


def test_other_schemes_are_left_alone(client, db):
    assert client.get(PUBLIC, HTTP_AUTHORIZATION="Basic dTpw").status_code == 200


def test_each_key_has_its_own_measure(client, amina, monkeypatch):
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"anon": "1/min", "key": "2/min", "wrong_key": "2/min"})
    _token, first = make_token(amina)
    _token, second = make_token(amina)

    assert [ask(client, first).status_code for _ in range(3)] == [200, 200, 429]
    assert [ask(client, second).status_code for _ in range(3)] == [200, 200, 429]
    assert [client.get(PUBLIC).status_code for _ in range(2)] == [200, 429]
    assert [ask(client, "upr_no").status_code for _ in range(3)] == [401, 401, 429]


def test_reading_without_a_key_asks_nothing_more(client, amina, review, django_assert_num_queries):
    make_recommendation(review)
    _token, secret = make_token(amina)
    for ask_once in (lambda: client.get(PUBLIC), lambda: ask(client, secret)):
        ask_once()

    with django_assert_num_queries(1):
        client.get(PUBLIC)
    with django_assert_num_queries(2):
        ask(client, secret)
