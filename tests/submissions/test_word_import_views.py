"""Bringing a submission that was written elsewhere: looked at first, drafted at once, refused in plain words."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import escape

from common.models import AuditEvent
from submissions.counting import Count
from submissions.models import Paragraph, ParagraphVersion, Submission
from tests import wrong_files
from tests.implementation.files import upload
from tests.submissions.word_made import letter


def read(client, workspace, data, name="report.docx"):
    address = reverse("submissions:submission_import", args=[workspace.pk])
    return client.post(address, {"file": upload(name, data)})


def draft(client, workspace, page, **words):
    fields = {"read": page.context["read"], "title": "On Arcadia", "kind": "joint", "language": "fr", "key": uuid4()}
    fields |= {"part-0": "introduction", "part-1": "follow_up"} | words
    return client.post(reverse("submissions:submission_import_apply", args=[workspace.pk]), fields)


def test_who_gets_in(client, workspace, amina, bruno, chidi):
    answers = {}
    for name, user in {"amina": amina, "bruno": bruno, "chidi": chidi}.items():
        client.force_login(user)
        read_page = reverse("submissions:submission_import", args=[workspace.pk])
        apply = reverse("submissions:submission_import_apply", args=[workspace.pk])
        answers[name] = [client.get(read_page).status_code, client.post(apply).status_code]

    assert answers == {"amina": [200, 302], "bruno": [403, 403], "chidi": [404, 404]}


def test_it_is_looked_at_first_and_then_drafted_in_one_go(client, workspace, amina):
    client.force_login(amina)

    page = read(client, workspace, letter())

    assert page.status_code == 200
    assert not Submission.objects.exists()
    text = page.content.decode()
    assert (page.context["paragraphs"], page.context["count"]) == (4, Count(106, 10))
    assert "1 table: its words come as a list, one line for each row." in text
    assert "1 comment in the margin is left out." in text
    assert "<strong>very <em>often</em></strong>" in text
    answer = draft(client, workspace, page)
    made = Submission.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.title, made.kind, made.language) == ("On Arcadia", "joint", "fr")
    assert [(one.title, one.kind) for one in made.sections.in_order()] == [
        ("Introduction", "introduction"),
        ("Themes: Torture", "follow_up"),
    ]
    assert made.paragraphs.count() == 4
    assert set(ParagraphVersion.objects.values_list("number", "what")) == {(1, "brought")}
    assert list(AuditEvent.objects.filter(verb="bring_submission").values_list("target_id", flat=True)) == [
        str(made.pk)
    ]


def test_a_second_press_makes_no_second_submission(client, workspace, amina):
    client.force_login(amina)
    page, key = read(client, workspace, letter()), uuid4()

    draft(client, workspace, page, key=key)
    draft(client, workspace, page, key=key)

    assert (Submission.objects.count(), Paragraph.objects.count()) == (1, 4)


def test_a_title_that_is_missing_is_asked_for_and_nothing_is_lost(client, workspace, amina):
    client.force_login(amina)
    page = read(client, workspace, letter())

    again = draft(client, workspace, page, title="")

    assert again.status_code == 422
    assert again.context["form"].errors == {"title": ["Write what it is called."]}
    assert again.context["form"]["part-1"].value() == "follow_up"
    assert draft(client, workspace, again).status_code == 302


def test_what_one_person_looked_at_no_other_confirms(client, workspace, amina, odile):
    client.force_login(amina)
    page = read(client, workspace, letter())
    client.force_login(odile)

    answer = draft(client, workspace, page)

    assert answer.headers["Location"] == reverse("submissions:submission_import", args=[workspace.pk])
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (wrong_files.old_word_document(), "This is a Word file of the old kind (.doc)."),
        (wrong_files.password_locked(), "This file is locked with a password."),
        (wrong_files.renamed_pdf(), "This is a PDF, whatever its name says."),
        (wrong_files.spreadsheet(), "This is not a Word file."),
        (wrong_files.zip_bomb(), "This file unpacks to far more than a submission can hold"),
        (wrong_files.cut_off(), "This file is damaged and cannot be opened."),
        (wrong_files.macro_document(), "This Word file holds macros"),
        (b"", "This file is empty."),
    ],
)
def test_other_files_are_answered_at_the_field(client, workspace, amina, data, words):
    client.force_login(amina)

    page = read(client, workspace, data)

    assert page.status_code == 422
    assert page.context["form"].errors["file"][0].startswith(words)
    assert escape(words) in page.content.decode()
