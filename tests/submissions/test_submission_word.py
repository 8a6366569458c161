"""The Word file for OHCHR: cover, numbers, real endnotes, direction, and no person's name in it."""

import io
import re
import zipfile

import pytest
from django.urls import reverse
from docx import Document

from accounts.models import Organisation
from submissions.models import Submission
from submissions.word_import.reading import read_submission
from tests.pace import paced
from tests.submissions.drafted import make_paragraph, make_signature, make_submission


@pytest.fixture
def submission(workspace, amina):
    return make_submission(workspace, amina)


def file_of(client, user, submission):
    client.force_login(user)
    response = client.get(reverse("submissions:submission_word", args=[submission.pk]))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def part(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_who_gets_in(client, submission, amina, observer, chidi):
    address = reverse("submissions:submission_word", args=[submission.pk])
    answers = {}
    for name, user in {"amina": amina, "observer": observer, "chidi": chidi}.items():
        client.force_login(user)
        answers[name] = client.get(address).status_code

    assert answers == {"amina": 200, "observer": 200, "chidi": 404}


def test_paragraphs_have_their_numbers_and_their_notes_are_endnotes(client, submission, amina):
    make_paragraph(submission, amina, "The police **beat** people.[^a] *Often*.\n\n- one\n- two\n\n[^a]: Report, p. 3.")
    make_paragraph(submission, amina, "Nobody was charged.[^b]\n\n[^b]: Letter of *May*.")

    content = file_of(client, amina, submission)

    lines = [one.text for one in Document(io.BytesIO(content)).paragraphs]
    assert lines[lines.index("Introduction") + 1 :] == [
        "1.\tThe police beat people. Often.",
        "– one",
        "– two",
        "2.\tNobody was charged.",
    ]
    notes = part(content, "word/endnotes.xml")
    texts = [re.sub("<[^>]+>", "", one).strip() for one in re.findall(r"<w:endnote .*?</w:endnote>", notes, re.DOTALL)]
    assert texts == ["", "", "Report, p. 3.", "Letter of May."]
    assert re.findall(r'endnoteReference w:id="(\d+)"', part(content, "word/document.xml")) == ["1", "2"]


def test_a_note_that_is_cited_twice_is_one_note_and_a_reference_to_it(client, submission, amina):
    make_paragraph(submission, amina, "Here[^1] and here.[^1]\n\n[^1]: Report, p. 3.")
    make_paragraph(submission, amina, "There.[^x] Next.[^y]\n\n[^x]: Report, p. 3.\n[^y]: Ibid., p. 4.")
    make_paragraph(submission, amina, "Last.[^1]\n\n[^1]: Ibid., p. 4.")

    content = file_of(client, amina, submission)

    document, notes = part(content, "word/document.xml"), part(content, "word/endnotes.xml")
    assert re.findall(r'endnoteReference w:id="(\d+)"', document) == ["1", "2", "3"]
    assert re.findall(r'bookmarkStart w:id="(\d+)" w:name="(\w+)"', document) == [
        ("1", "_Note1"),
        ("2", "_Note2"),
        ("3", "_Note3"),
    ]
    assert re.findall(r'w:instr="([^"]+)"', document) == [" NOTEREF _Note1 \\h ", " NOTEREF _Note1 \\h "]
    assert [notes.count(words) for words in ("Report, p. 3.", "Ibid., p. 4.")] == [1, 2]
    read = read_submission(content).sections[0].paragraphs
    assert read == [
        "Here[^1] and here.[^1]\n\n[^1]: Report, p. 3.",
        "There.[^1] Next.[^2]\n\n[^1]: Report, p. 3.\n[^2]: Ibid., p. 4.",
        "Last.[^1]\n\n[^1]: Ibid., p. 4.",
    ]
    page = client.get(submission.get_absolute_url()).content.decode()
    assert re.findall(r'<a href="#n(\d)"', page) == ["1", "1", "1", "2", "3"]
    assert re.findall(r'id="r(\d)"', page) == ["1", "2", "3"]


def test_the_names_of_all_who_signed_come_first_and_an_alias_hides_its_name(
    client, submission, amina, organisation, odile, partner
):
    second = Organisation.objects.get(memberships__user=partner)
    make_signature(submission, organisation, odile)
    make_signature(submission, second, partner, alias="Friends of the River")

    content = file_of(client, amina, submission)

    lines = [one.text for one in Document(io.BytesIO(content)).paragraphs]
    assert lines[1:5] == ["Submitted by", str(organisation), "Friends of the River", "Joint submission on Arcadia"]
    archive = zipfile.ZipFile(io.BytesIO(content))
    everything = " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert str(second) not in everything
    for person in (amina, odile, partner):
        assert person.email not in everything
        assert str(person) not in everything.replace(str(organisation), "")


def test_arabic_runs_from_right_to_left(client, workspace, amina):
    submission = make_submission(workspace, amina, language="ar", title="تقرير مشترك")
    make_paragraph(submission, amina, "ضربت الشرطة الناس.[^1]\n\n[^1]: تقرير.")

    content = file_of(client, amina, submission)

    document = part(content, "word/document.xml")
    assert re.search(r"<w:sectPr.*<w:bidi/>", document, re.DOTALL)
    assert "<w:bidi/>" in part(content, "word/endnotes.xml")
    assert "<w:bidi/>" in part(content, "word/footer1.xml")
    assert 'instr="PAGE"' in part(content, "word/footer1.xml")


def test_the_font_is_the_one_that_ohchr_advises(client, submission, amina):
    normal = Document(io.BytesIO(file_of(client, amina, submission))).styles["Normal"]

    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 12)


def test_a_full_text_is_quick(client, submission, amina):
    for number in range(100):
        words = "word " * 54 + f"[^1] and more[^2] {number}\n\n[^1]: Source one {number}.\n[^2]: Source two {number}."
        make_paragraph(submission, amina, words)
    client.force_login(amina)

    with paced() as pace:
        content = file_of(client, amina, Submission.objects.get(pk=submission.pk))

    assert part(content, "word/document.xml").count("endnoteReference ") == 200
    assert pace.usual_seconds < 3, pace
