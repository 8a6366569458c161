"""Nothing that could lead to somebody stands in a log, in the database, or in the audit trail."""

import io
import logging
import sys

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory

from common.keys import cache_key
from common.redaction import SafeFormatter, SafeReporter, make_safe, redacted
from tests.access import matrix, seed

NET = "203.0.113.77"
AGENT = "CanaryBrowser/77"
PASSWORD = "canary-pass-phrase-77"
TOKEN = "upr_CanaryTokenCanaryTokenCanaryToken77"
ADDRESS = "canary77@example.org"
CANARIES = (NET, AGENT, PASSWORD, TOKEN, ADDRESS)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bearer upr_abcdef0123456789", "Bearer [secret]"),
        ("GET /invitations/open/Zk3b9vPq2Jx7Wm5Lr8Nt4Ys6Hd1Gf0/", "GET /invitations/open/[secret]/"),
        ("/shared/aB3-_dE6fG9hI2jK5lM8nO1pQ4rS7tU0vW3xY6zA9bC/file/", "/shared/[secret]/file/"),
        (
            "/accounts/password/reset/key/1-cpx3fk-0123456789abcdef0123456789abcdef/",
            "/accounts/password/reset/key/[secret]/",
        ),
        ("/x/?token=abc&next=/y/", "/x/?token=[secret]&next=/y/"),
        ("{'password1': 'hunter two', 'name': 'A'}", "{'password1': [secret], 'name': 'A'}"),
        ("sessionid=abc123; other=1", "sessionid=[secret]; other=1"),
        ("Mail to amina.k+x@mail.example.org failed", "Mail to [address] failed"),
        ("from 203.0.113.77 and 2001:db8::7", "from [net] and [net]"),
        ("Listening at: http://127.0.0.1:8000 at 12:34:56", "Listening at: http://127.0.0.1:8000 at 12:34:56"),
        ("row 8d0f6a9e-3c1f-4b52-9a53-0f6f2f3f1c11 is gone", "row 8d0f6a9e-3c1f-4b52-9a53-0f6f2f3f1c11 is gone"),
        ("x\nDETAIL:  Failing row contains (1, her words).", "x\nDETAIL: [row]"),
        ("implementation.services.ratings took 0.4 s", "implementation.services.ratings took 0.4 s"),
    ],
)
def test_redacted(text, left):
    assert redacted(text) == left


def test_redacting_twice_changes_nothing():
    once = redacted(f"token={TOKEN} {ADDRESS} {NET} Bearer {TOKEN}")

    assert redacted(once) == once
    assert not [canary for canary in CANARIES if canary in once]


def test_tracebacks_are_redacted_too():
    try:
        raise ValueError(f"no such account: {ADDRESS}")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "broken for %s", (NET,), sys.exc_info())

    line = SafeFormatter("%(message)s").format(record)

    assert "ValueError: no such account: [address]" in line
    assert line.startswith("broken for [net]\nTraceback")


def test_handlers_of_others_keep_their_form_and_lose_the_rest():
    stream = io.StringIO()
    logger = logging.getLogger("test.gunicorn")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("<%(message)s>"))
    logger.addHandler(handler)
    try:
        make_safe("test.gunicorn")
        logger.warning("Error handling request /shared/%s", TOKEN)
    finally:
        logger.removeHandler(handler)

    assert stream.getvalue() == "<Error handling request /shared/[secret]>\n"


def test_reports_of_errors_show_no_values():
    request = RequestFactory().post("/", {"note": "her words"}, REMOTE_ADDR=NET, HTTP_USER_AGENT=AGENT)
    reporter = SafeReporter()

    def inside(words):
        return reporter.get_traceback_frame_variables(request, sys._getframe())

    assert dict(reporter.get_post_parameters(request)) == {"note": reporter.cleansed_substitute}
    assert set(dict(inside("her words")).values()) == {reporter.cleansed_substitute}
    meta = reporter.get_safe_request_meta(request)
    assert {meta["REMOTE_ADDR"], meta["HTTP_USER_AGENT"]} == {reporter.cleansed_substitute}
    assert isinstance(django_settings.DEFAULT_EXCEPTION_REPORTER_FILTER, str)


def test_the_shared_cache_names_nobody(settings):
    key = cache_key(f"login:ip:{NET}", "", 1)

    assert (NET in key, len(key)) == (False, 64)
    assert key != cache_key(f"login:ip:{NET}", "", 2)
    assert key == cache_key(f"login:ip:{NET}", "", 1)


@pytest.fixture
def log():
    """What the server writes, by the handlers' own way of writing, down to the least important line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    line = django_settings.LOGGING["formatters"]["line"]
    handler.setFormatter(SafeFormatter(line["format"]))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def everything_stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608
            for (row,) in cursor.fetchall():
                yield table, row


def test_a_crawl_leaves_no_trace_of_who_came(db, log, settings):
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "common_cacheentry",
            "KEY_FUNCTION": "common.keys.cache_key",
        }
    }
    settings.ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "contact": "5/h/ip"}
    world = seed.make_world()
    owner = world.people["owner"]
    owner.set_password("her own long password")
    owner.save()
    client = Client(REMOTE_ADDR=NET, HTTP_USER_AGENT=AGENT, raise_request_exception=False)
    client.get("/api/v1/workspaces/", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    client.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    client.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    client.post("/accounts/login/", {"login": owner.email, "password": "her own long password"})
    assert "sessionid" in client.cookies
    asked = 0
    for place in matrix.addresses():
        for key in [next(key for key in world.keys if len(key) == 36), TOKEN]:
            if place.takes(key) or (place.takes_keys and key == TOKEN):
                client.get(place.path(key) + f"?token={TOKEN}")
                asked += 1
    client.get(f"/shared/{TOKEN}/")

    written = log.getvalue()
    assert asked > 80
    assert "Not Found: /shared/[secret]/" in written
    assert [canary for canary in CANARIES if canary in written] == []
    stored = list(everything_stored())
    assert any(table == "common_cacheentry" for table, _row in stored)
    assert [(table, canary) for table, row in stored for canary in CANARIES if canary in row] == []
    caches["default"].clear()
