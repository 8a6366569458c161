import re

import pytest
from django.test import Client

WORDS = "Le registre a été fermé par décret. السجل أُغلق"


@pytest.fixture
def strict_client():
    return Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})


def test_words_of_an_ended_session_are_given_back(db):
    client = Client(headers={"sec-fetch-site": "same-origin"})

    answer = client.post("/workspaces/create/", {"name": WORDS, "password1": "secret-word-1"})

    assert answer.status_code == 401
    assert WORDS in answer.content.decode()
    assert "secret-word-1" not in answer.content.decode()


def test_words_of_an_old_page_are_given_back(strict_client, amina):
    strict_client.force_login(amina)

    answer = strict_client.post("/workspaces/create/", {"name": WORDS})

    assert answer.status_code == 403
    assert WORDS in answer.content.decode()


def test_words_stand_under_the_label_of_their_form_and_keys_go_along_unseen(db):
    client = Client(headers={"sec-fetch-site": "same-origin", "accept-language": "fr"})
    key = "6c728fdd-a936-49f7-95f5-00c99f4fa0cc"

    page = client.post("/workspaces/create/", {"name": WORDS, "key": key}).content.decode()

    assert re.findall(r'<label for="kept-\d">([^<]+)</label>', page) == ["Nom de l’espace de travail"]
    assert f'<input type="hidden" name="key" value="{key}">' in page


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}, {}])
def test_a_strangers_form_gets_no_fresh_token(amina, headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    client.force_login(amina)

    answer = client.post("/workspaces/create/", {"name": WORDS})

    assert (answer.status_code, answer.content) == (403, b"")


def test_leave_ends_the_session_and_clears_the_browser(client, amina, settings):
    settings.LEAVE_URL = "https://weather.example/"
    client.force_login(amina)

    answer = client.get("/leave/")

    assert answer["Location"] == "https://weather.example/"
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "no-store"
    assert client.get("/start/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_every_page_carries_the_safe_headers(client, db):
    answer = client.get("/")

    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert not any("unsafe" in value for value in policy.values())
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_signed_in_pages_stay_out_of_shared_caches(client, amina):
    client.force_login(amina)

    assert "private" in client.get("/account/")["Cache-Control"]


def test_healthz_needs_no_database(client):
    assert client.get("/healthz").content == b"ok\n"


def test_readyz_names_what_is_missing(client, db, settings, tmp_path):
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.BROKER_DIR = tmp_path / "nowhere"

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": True, "broker": False, "migrations": True}


def test_language_is_kept_in_a_cookie(client, db):
    answer = client.post("/language/", {"language": "ar", "next": "/states/"})

    assert answer["Location"] == "/states/"
    page = client.get("/states/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
