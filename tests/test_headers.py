"""What every page type sends along: read from the URLconf, asked signed in and not."""

import difflib
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from tests.access import matrix, seed

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
ALWAYS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
}
# Other sites show these in a frame or as an image; tests/cycles/test_public_status.py says with which headers.
EMBEDDED = {"cycles:status_badge", "cycles:status_table"}
FREED = ("Cross-Origin-Resource-Policy", "X-Frame-Options")
SHARED = {*EMBEDDED, "cycles:review_status_json"}
# What a search engine may find: the public record, and how to ask for it.
FOUND = re.compile(
    r"guidance:|cycles:(?!import|saved|answers|position_create|key_date|review_move|session_edit|council_session|recommendation_a)"
)
FOUND_BESIDE = {
    "advocacy:factsheet_edition",
    "advocacy:factsheet_edition_file",
    "advocacy:mission_detail",
    "advocacy:mission_list",
    "implementation:midterm_edition",
    "implementation:midterm_edition_file",
    "accounts:server",
    "api_docs",
    "healthz",
    "readyz",
    "robots_txt",
    "security_txt",
    "set_language",
}

# So many rows are tried at an address until it shows one: of every kind that an address shows, the first is among them.
TRIED = 25


@pytest.fixture
def world(db):
    return seed.make_world()


def answers(client, world):
    """Every address, as it answers where there is nothing, and with the key of a row that it shows."""
    for place in matrix.addresses():
        keys = likely_keys(place, world) if place.takes_keys else []
        for key in [matrix.NOWHERE[True], *keys]:
            if place.takes(key) or place.takes_keys:
                answer = client.get(place.path(key))
                if answer.streaming:
                    b"".join(answer.streaming_content)
                yield place, answer
                # What only takes a post says so for every row.
                if answer.status_code == 405 or (place.takes_keys and key in world.keys and answer.status_code < 400):
                    break


def likely_keys(place, world):
    """The keys of rows that the address may show: the workspace, numbers, then those whose kind is called as it is."""
    keys = sorted(
        (key for key in world.keys if place.takes(key)),
        key=lambda key: difflib.SequenceMatcher(None, world.keys[key].casefold(), place.name).ratio(),
        reverse=True,
    )
    return [str(world.workspace.pk), *(key for key in keys if key.isdecimal()), *keys[:TRIED]]


def policy_of(answer):
    parts = [part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: " ".join(values) for name, *values in parts}


@pytest.mark.parametrize("who", ["owner", None])
def test_every_answer_carries_the_headers(client, world, who):
    client.raise_request_exception = False
    if who:
        client.force_login(world.people[who])
    seen, wrong = 0, []
    for place, answer in answers(client, world):
        seen += 1
        policy = policy_of(answer)
        # Files and answers of the API allow nothing at all; the page that tries the API out has one of its own.
        if "unsafe" in str(policy) or policy.get("default-src") != "'none'":
            wrong.append((place.name, policy))
        if "text/html" in answer.headers.get("Content-Type", "") and place.name not in {"api_docs", *EMBEDDED}:
            wrong += [(place.name, policy)] if policy != POLICY else []
        freed = FREED if place.name in EMBEDDED else FREED[:1] if place.name in SHARED else ()
        wrong += [
            (place.name, name, answer.headers.get(name))
            for name, values in ALWAYS.items()
            if name not in freed and answer.headers.get(name) not in values
        ]
        if "geolocation=()" not in answer.headers.get("Permissions-Policy", ""):
            wrong.append((place.name, "Permissions-Policy"))
        # Files and answers of the public record are the same for everybody.
        is_page = "text/html" in answer.headers.get("Content-Type", "")
        is_open = (not is_page or place.name in EMBEDDED) and not getattr(
            place.pattern.callback, "login_required", True
        )
        if who and not is_open and not re.search("no-store|private", answer.headers.get("Cache-Control", "")):
            wrong.append((place.name, "Cache-Control", answer.headers.get("Cache-Control")))
        if answer.status_code >= 500:
            wrong.append((place.name, answer.status_code))

    assert seen > 150
    assert wrong == []


def test_only_the_public_record_is_found_by_search_engines(client, world):
    client.force_login(world.people["owner"])
    wrong = []
    for place, answer in answers(client, world):
        is_hidden = "noindex" in answer.headers.get("X-Robots-Tag", "")
        may_be_found = bool(
            FOUND.match(place.name) or place.name in FOUND_BESIDE or "/api/v1/" in answer.request["PATH_INFO"]
        )
        if not (is_hidden or may_be_found):
            wrong.append(place.name)

    assert wrong == []
    assert "X-Robots-Tag" not in client.get("/states/").headers


@pytest.mark.parametrize(
    "address",
    ["/accounts/login/", "/accounts/password/reset/key/1-abc/", "/invitations/open/nothing/", "/shared/nothing/file/"],
)
def test_no_browser_keeps_a_page_with_a_secret(client, db, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_an_address_with_a_secret_that_leads_on_is_told_to_nobody(client, organisation, odile):
    client.force_login(odile)

    answer = client.get("/accounts/password/reset/key/1-abc-def/")
    opened = client.get("/invitations/open/nothing/")

    for one in (answer, opened):
        if one.status_code == 302:
            assert one.headers["Referrer-Policy"] == "no-referrer"
    assert opened.status_code == 302


def test_robots_are_kept_out_of_what_is_somebodys(client, db):
    text = client.get("/robots.txt").content.decode()

    assert text.startswith("User-agent: *\n")
    for path in ("/accounts/", "/workspaces/", "/shared/", "/invitations/", "/admin/"):
        assert f"\nDisallow: {path}\n" in text
    assert "Disallow: /\n" not in text


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("desk@example.org", "Contact: mailto:desk@example.org"),
        ("https://desk.example/", "Contact: https://desk.example/"),
    ],
)
def test_security_txt_says_whom_to_tell(client, db, settings, contact, line):
    settings.OPERATOR_CONTACT = contact

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    assert lines[:2] == ["Contact: http://testserver/contact/", line]
    ends = datetime.strptime(lines[2], "Expires: %Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=150) < ends - datetime.now(UTC) < timedelta(days=365)
    assert "Canonical: http://testserver/.well-known/security.txt" in lines


def test_with_tls_cookies_belong_to_this_host_alone():
    """Read from a fresh process: the tests themselves run without TLS."""
    names = ["SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE"]
    code = (
        "import json; from upr_platform import settings as s;"
        f"print(json.dumps([[getattr(s, n + '_NAME'), getattr(s, n + '_SECURE')] for n in {names}]))"
    )
    env = os.environ | {"SECURE": "1", "SECRET_KEY": "x" * 60, "DATABASE_URL": "postgres://a@/b"}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout

    assert json.loads(told) == [["__Host-sessionid", True], ["__Host-csrftoken", True], ["__Host-language", True]]
    assert django_settings.SESSION_COOKIE_NAME == "sessionid"


def test_a_message_for_the_next_page_is_in_no_cookie_of_its_own(client, odile, organisation):
    client.force_login(odile)

    client.post(reverse("accounts:organisation_close", args=[organisation.pk]))

    assert "messages" not in client.cookies
