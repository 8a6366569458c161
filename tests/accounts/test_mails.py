"""Mails that are kept as files are read on the platform: by whom, from where, and nothing but mails."""

import os

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from common.kept_mails import Piece, kept_mails, pieces, text_of_page

pytestmark = pytest.mark.django_db
LIST = "/server/mails/"
ARABIC = "تذكير: الموعد النهائي"
PLAIN = f"{ARABIC}\nLook: http://testserver/deadlines/1/?a=b.\nElsewhere: https://evil.example/deadlines/1/\n"
PAGE = """<!doctype html><html><head><title>Unseen</title><style>p { color: red }</style></head><body>
<h2>تذكير</h2><p>Only on
the page<br><b>bold &amp; kind</b> <a href="http://testserver/start/">go</a></p>
<script>alert(1)</script><img src="https://evil.example/pixel.png"></body></html>"""


@pytest.fixture
def folder(settings, tmp_path):
    """The embedded default: no mail server, mails in a folder."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_HOST = ""
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def write(*subjects, plain=PLAIN, page=""):
    """One file with a message for each subject."""
    mails = [EmailMultiAlternatives(subject, plain, "upr@example.org", ["amina@example.org"]) for subject in subjects]
    for mail in mails:
        if page:
            mail.attach_alternative(page, "text/html")
    get_connection().send_messages(mails)


def name_of(folder):
    (file,) = folder.iterdir()
    return file.name


def test_list_shows_the_newest_first(client, folder, edda):
    write("First", ARABIC)
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    write("Third")
    client.force_login(edda)

    answer = client.get(LIST)

    mails = answer.context["mails"]
    assert [(mail.subject, mail.to, mail.number) for mail in mails] == [
        ("Third", "amina@example.org", 1),
        (ARABIC, "amina@example.org", 2),
        ("First", "amina@example.org", 1),
    ]
    assert f"<bdi>{ARABIC}</bdi>" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_list_ends_after_two_hundred(client, folder, edda):
    write(*(f"Mail {number}" for number in range(1, 203)))
    client.force_login(edda)

    answer = client.get(LIST)

    subjects = [mail.subject for mail in answer.context["mails"]]
    assert (subjects[0], subjects[-1], len(subjects)) == ("Mail 202", "Mail 3", 200)
    assert "These are the newest 200." in answer.content.decode()


def test_folder_that_was_never_made_is_an_empty_list(client, folder, edda):
    client.force_login(edda)

    assert "None yet." in client.get(LIST).content.decode()


def test_mail_is_shown_as_text_with_links_to_this_server_alone(client, folder, edda):
    write(ARABIC, page=PAGE)
    client.force_login(edda)

    answer = client.get(f"{LIST}{name_of(folder)}/1/")

    page = answer.content.decode()
    assert '<a dir="ltr" href="/deadlines/1/?a=b">http://testserver/deadlines/1/?a=b</a>.' in page
    assert 'href="https://evil.example' not in page
    assert f"{ARABIC}\n" in page
    assert "تذكير\nOnly on the page\nbold &amp; kind go" in page
    assert '<a dir="ltr" href="/start/">http://testserver/start/</a>' in page
    assert [word for word in ("alert(1)", "Unseen", "color: red", "pixel.png") if word in page] == []
    assert "no-store" in answer.headers["Cache-Control"]


def test_page_with_the_same_words_is_not_shown_twice(client, folder, edda):
    write(
        "Twice", plain="Come at noon:\nhttp://testserver/a/", page='<p>Come at <a href="http://testserver/a/">noon:</a>'
    )
    client.force_login(edda)

    assert client.get(f"{LIST}{name_of(folder)}/1/").context["page"] == []


def test_markup_in_a_mail_is_text(client, folder, edda):
    write("<script>alert(1)</script>", plain="<b>bold</b>")
    client.force_login(edda)

    page = client.get(f"{LIST}{name_of(folder)}/1/").content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_line_of_dashes_in_a_body_parts_nothing(folder):
    write("One", "Two", plain=f"Above\n{'-' * 79}\nbelow\n")

    assert [mail.subject for mail in kept_mails(folder)] == ["Two", "One"]


@pytest.mark.parametrize(
    ("person", "status"), [("edda", 200), ("amina", 404), ("odile", 404), ("chidi", 404), (None, 302)]
)
def test_who_may_read_mails(request, client, folder, person, status):
    write("A way back")
    if person:
        client.force_login(request.getfixturevalue(person))

    assert client.get(LIST).status_code == status
    assert client.get(f"{LIST}{name_of(folder)}/1/").status_code == status
    assert (LIST in client.get("/server/").content.decode()) == (person == "edda")
    if person:
        assert (LIST in client.get("/reminders/").content.decode()) == (person == "edda")


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"HTTP_FORWARDED": "for=127.0.0.1"}, 404),
        ({"HTTP_VIA": "1.1 proxy"}, 404),
    ],
)
def test_from_where_mails_are_read(folder, edda, meta, status):
    write("A way back")
    browser = Client(**meta)
    browser.force_login(edda)

    assert browser.get(LIST).status_code == status
    assert browser.get(f"{LIST}{name_of(folder)}/1/").status_code == status
    assert (LIST in browser.get("/server/").content.decode()) == (status == 200)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 1),
        ("EMAIL_HOST", "mail.example.org"),
        ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"),
    ],
)
def test_server_that_others_reach_shows_none(client, settings, folder, edda, name, value):
    write("A way back")
    setattr(settings, name, value)
    client.force_login(edda)

    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{name_of(folder)}/1/").status_code == 404


def test_nothing_but_mails_of_the_folder_is_opened(client, folder, edda):
    write("The only one")
    kept = name_of(folder)
    outside = folder.parent / "secret.log"
    outside.write_text("Subject: Secret\n\nThe key.\n")
    (folder / "link.log").symlink_to(outside)
    (folder / "note.txt").write_text("Subject: Note\n\nNo mail.\n")
    (folder / "folder.log").mkdir()
    client.force_login(edda)

    wrong = [
        "link.log",
        "note.txt",
        "folder.log",
        "..",
        "../secret.log",
        "..%2Fsecret.log",
        "%2Fetc%2Fpasswd",
        "none.log",
    ]
    assert {name: client.get(f"{LIST}{name}/1/").status_code for name in wrong} == dict.fromkeys(wrong, 404)
    assert [client.get(f"{LIST}{kept}/{number}/").status_code for number in (0, 1, 2)] == [404, 200, 404]
    assert [mail.subject for mail in client.get(LIST).context["mails"]] == ["The only one"]


def test_mails_are_only_read(client, folder, edda):
    write("A way back")
    client.force_login(edda)

    assert client.post(LIST).status_code == 405
    assert client.post(f"{LIST}{name_of(folder)}/1/").status_code == 405


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("http://testserver", "/"),
        ("https://testserver/a/#b", "/a/#b"),
        ("http://testserver//evil.example/", ""),
        ("http://testserver@evil.example/", ""),
        ("http://testserver.evil.example/", ""),
        ("http://[/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_address_leads_nowhere_else(text, path):
    assert pieces(text, {"testserver"}) == [Piece(text, path)]


def test_page_without_anything_is_no_text():
    assert [text_of_page(page) for page in ("", " \n", "<!-- nothing -->", "<style>p {}</style>")] == [""] * 4
