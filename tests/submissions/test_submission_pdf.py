"""The PDF for people: tagged, numbered, with its notes, marked as a draft, quick, and without a person's name."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from submissions.submission_document import NumberedText, Part, Signatory, SubmissionDocument, frozen, thawed
from submissions.submission_pdf import render_pdf
from tests.pace import paced
from tests.submissions.drafted import make_lodged, make_paragraph, make_ready, make_submission


def document(texts, language="en", title="Joint submission on Arcadia"):
    parts = (Part("Torture", tuple(NumberedText(str(place), str(place), text) for place, text in enumerate(texts, 1))),)
    facts = (("State under Review", "Arcadia"), ("Cycle", "4"), ("Kind", "Joint"))
    return SubmissionDocument(title, language, facts, (Signatory("R-7", "Not paragraph 2."),), parts)


def words_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def pdf_of(client, user, name, pk):
    client.force_login(user)
    answer = client.get(reverse(f"submissions:{name}", args=[pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(b"".join(answer.streaming_content)))


def test_numbers_names_and_notes_stand_in_a_tagged_file():
    text = "The police **beat** people.[^a]\nOften.\n\n- one\n- two\n\n[^a]: Report <p. 3>."

    reader = PdfReader(io.BytesIO(render_pdf(document([text, "Nobody was charged."]), draft="DRAFT, not checked")))

    said = words_of(reader)
    for expected in ("R-7", "With a reservation: Not paragraph 2.", "1. The police beat people.1 Often.", "one", "two"):
        assert expected in said
    assert ("2. Nobody was charged." in said, "Report <p. 3>." in said) == (True, True)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert all("DRAFT, not checked" in page.extract_text() for page in reader.pages)
    assert sorted(reader.metadata) == ["/Producer", "/Title"]


def test_what_is_kept_is_read_back_as_it_was():
    made = document(["One.[^1]\n\n[^1]: Note."])

    assert thawed(frozen(made)) == made


def test_a_draft_says_so_and_a_lodged_version_does_not(client, workspace, amina, organisation, odile):
    submission = make_submission(workspace, amina)
    make_paragraph(submission, amina, "Maria Silva was held.")
    words = "DRAFT, not for lodging: the names in it were not checked"
    assert words in words_of(pdf_of(client, amina, "submission_pdf", submission.pk))

    version = make_lodged(make_ready(submission, amina, organisation, odile), amina)

    said = words_of(pdf_of(client, amina, "lodged_pdf", version.pk))
    assert ("DRAFT" in said, "1. Maria Silva was held." in said) == (False, True)
    assert not any(person.email in said for person in (amina, odile))


def test_who_gets_in(client, workspace, amina, bruno, chidi):
    submission = make_submission(workspace, amina)
    answers = {}
    for person in (bruno, chidi):
        client.force_login(person)
        answers[person.name] = client.get(reverse("submissions:submission_pdf", args=[submission.pk])).status_code

    assert answers == {"Bruno": 200, "Chidi": 404}


def test_a_submission_in_chinese_is_read_in_chinese(client, workspace, amina):
    submission = make_submission(workspace, amina, language="zh", title="联合报告")

    reader = pdf_of(client, amina, "submission_pdf", submission.pk)

    assert reader.trailer["/Root"]["/Lang"] == "zh"
    fonts = [str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert {name.partition("+")[2] for name in fonts} >= {"UPR-Chinese", "UPR-Chinese-Bold"}
    assert [one for one in ("联合报告", "受审议国") if one not in words_of(reader)] == []


def test_signs_that_our_fonts_lack_are_named(client, workspace, amina):
    submission = make_submission(workspace, amina, language="zh", title="喆和镕的报告")
    client.force_login(amina)

    page = client.get(reverse("submissions:submission_pdf", args=[submission.pk]), follow=True)

    assert "lack these signs: 喆 镕. Take the Word file" in page.content.decode()


def test_a_chinese_name_in_an_english_text_is_read(client, workspace, amina):
    submission = make_submission(workspace, amina, title="Report of 王伟")

    reader = pdf_of(client, amina, "submission_pdf", submission.pk)

    assert "Report of 王伟" in words_of(reader)


@pytest.mark.parametrize("language", ["en", "ar", "ru", "zh"])
def test_a_full_text_is_quick(language):
    word = {"en": "word", "ar": "كلمة", "ru": "слово", "zh": "词语"}[language]
    body = f"{word} " * 56
    texts = [f"{body}[^1] {word}[^2]\n\n[^1]: One, {turn}.\n[^2]: Source two, {turn}." for turn in range(100)]
    render_pdf(document(["Warm."], language))

    with paced() as pace:
        data = render_pdf(document(texts, language))

    assert words_of(PdfReader(io.BytesIO(data))).count("Source two") == 100
    assert pace.usual_seconds < 3, pace
