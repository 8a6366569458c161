"""What a file or pasted text is, told from its content."""

import contextlib
import io
import os
from pathlib import Path

import pytest
from django.urls import resolve
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers import read
from cycles.importers.answer_lists import read_answer_lists, write_answer_lists
from cycles.importers.formats import FORMATS, tell_format
from cycles.importers.messages import describe
from cycles.importers.records import UnreadableFile
from tests import wrong_files
from tests.answers import make_addendum
from tests.examples import examples
from tests.thematic_lists import make_thematic_list, state_names
from tests.working_group_reports import PAGES, make_pdf, make_report

REAL = {
    "A_HRC_28_15_Add1_SVN_c2.pdf": "addendum",
    "A_HRC_59_15_Add1_SVN_c4.pdf": "addendum",
    "SVN_c2_is_really_docx.doc": "advance_questions",
    "SVN_c4.docx": {"advance_questions", "thematic_list"},
    "SVN_c2.docx": "thematic_list",
    "A_HRC_WG6_48_SVN_3.pdf": "stakeholder_summary",
    # What belongs to no review, or holds nothing of it that is read here.
    "Database_Action_Category.pdf": "unknown_format",
    "Database_Issues_explanation.pdf": "unknown_format",
    "hc_letter_SVN_c4.pdf": "unknown_format",
    "infographic_SVN_c4.pdf": "unknown_format",
    "uhri_like_SVN_c4.xlsx": "uhri",
    "uhri_like_SVN_c4.json": "uhri",
    "6-9.csv": "upr_info",
    "17-20.xls": "upr_info",
    "A_HRC_21_11_BRA_c2.pdf": "working_group_report",
    "A_HRC_59_15_SVN_c4.pdf": "working_group_report",
}


# As OHCHR and UPR Info explain their methods: of no review, with all the words of one.
GUIDELINES = """Methodology

1. Categories

1.1 Accepted. A recommendation counts as supported where the State accepts it; it is noted where it does not.
1.2 Noted. Resolution 5/1 of 2007, paragraph 32, says that other recommendations are noted.

Since 2014 some 58 per cent of 41,066 recommendations enjoyed support, 1 in 4 was noted. A State answers in an
addendum, in writing, before the plenary: see paragraph 5 of decision 17/119.
"""

QUESTION = "ADVANCE QUESTIONS TO ARCADIA\n\nFRANCE\n\n• What is done for those who are held in “Arcadia”?"


def tell(data):
    return tell_format(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (make_thematic_list(), "thematic_list"),
        (make_addendum(), "addendum"),
        (write_answer_lists("XAR", 4, 120, {"supported": "1-9"}).encode(), "number_lists"),
        (
            b"120. The following will be examined:\n120.1 Ratify it (France);\n120.2 Sign it (Chile).",
            "working_group_report",
        ),
        (b"ADVANCE QUESTIONS TO ARCADIA\n\nFRANCE\n\nWhy?", "advance_questions"),
        (b"To,From,Text,Response\r", "upr_info"),
        ("Titre;Texte;Pays;Auteur;Réponse;Session\n1;Ratifier;Arcadie;France;Accepte;48\n".encode(), "upr_info"),
        (b'[{"AnnotationId": "1"}]', "uhri"),
        ("Arcadia accepts recommendations 120.1 to 120.9.".encode("utf-16"), "addendum"),
        (b"Addendum to the report of the Working Group: Arcadia accepts recommendations 1-5 and 14.", "addendum"),
        (b"Arcadie\n\nElle accepte la recommandation 120.3.", "addendum"),
        (b"Arcadia\n\nAddendum\n\nWe thank all delegations.", "addendum"),
        (b"Draft report of the Working Group on the Universal Periodic Review\nArcadia", "working_group_report"),
    ],
)
def test_format_is_told_from_the_content(data, format):
    assert tell(data) == format


@pytest.mark.parametrize(("text", "kind"), [(make_addendum().decode(), "addendum"), (QUESTION, "advance_questions")])
def test_text_of_windows_is_read_as_any_other(text, kind):
    plain, wide = (read(text.encode(encoding), state_names(), kind) for encoding in ("utf-8", "utf-16"))

    assert wide == plain


def told_or_refused(data):
    try:
        return tell(data)
    except UnreadableFile as error:
        return error.code


def test_guidelines_as_pdf_are_refused_as_no_document_of_a_review():
    with pytest.raises(UnreadableFile) as caught:
        tell(make_pdf(GUIDELINES, "2. Sources", "3. Contact"))

    assert describe(caught.value).startswith("This is no document of a review that we can read")
    # On whatever page, answers by number make it an addendum.
    assert tell(make_pdf(GUIDELINES, "2. Sources", "Arcadia accepts recommendations 120.7-9, 120.12.")) == "addendum"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown_format"),
        (b"Dear all, lunch is at noon.", "unknown_format"),
        (GUIDELINES.encode(), "unknown_format"),
        (b"One, two, three, four, five\nand no more", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (wrong_files.cut_off(), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old_word_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (b"{\\rtf1\\ansi 120.1 Ratify it (France)}", "other_word_format"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "other_word_format"),
    ],
)
def test_what_is_none_is_refused(data, code):
    with pytest.raises(UnreadableFile) as caught:
        tell(data)

    assert caught.value.code == code


@pytest.mark.parametrize("kind", ["", *FORMATS])
@pytest.mark.parametrize(
    "page",
    [
        "\n<!DOCTYPE html><html><p>140.1 Ratify it (France);</p></html>",
        "<html><head>ADVANCE QUESTIONS TO TOGO</head>",
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">',
        "From: <Saved by Blink>\nSubject: UPR\nMIME-Version: 1.0\nContent-Type: multipart/related;",
        "<table><tr><td>To</td><td>From</td></tr></table>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_page_saved_from_the_web_is_told_what_it_is(page, kind, encoding):
    with pytest.raises(UnreadableFile) as caught:
        read(page.encode(encoding), state_names(), kind)

    assert caught.value.code == "web_page"


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind not in {"thematic_list", "advance_questions"}])
def test_wrong_kind_is_refused(kind):
    with pytest.raises(UnreadableFile):
        list(read(make_thematic_list(), state_names(), kind).rows)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make_thematic_list(), "list_not_addendum"),
        (make_report().encode(), "report_not_addendum"),
        (make_pdf(*PAGES), "report_not_addendum"),
    ],
)
def test_what_holds_the_numbers_is_no_answer_to_them(data, code):
    """A person may call a file an addendum: its numbers without an answer would leave the whole review open."""
    with pytest.raises(UnreadableFile) as caught:
        read(data, state_names(), "addendum")

    assert caught.value.code == code


def test_word_file_that_a_person_calls_an_addendum_is_read_as_one():
    """Nothing on it tells what it is; only a list's table or a report's heading speaks against the person."""
    document, data = Document(), io.BytesIO()
    document.add_paragraph("Arcadia will carry out recommendation 120.3 at once.")
    document.save(data)

    assert read(data.getvalue(), state_names(), "addendum").format == "addendum"


def test_bare_lists_of_numbers_are_led_to_the_page_that_takes_them():
    with pytest.raises(UnreadableFile) as caught:
        read(b"Supported: 119.1-100\nNoted: 119.101", state_names(), "number_lists")

    assert "/reviews/SVN/4/answers/" in describe(caught.value)
    assert resolve("/reviews/SVN/4/answers/").view_name == "cycles:answers_create"


def test_real_files_are_told_apart():
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name OHCHR's files")

    told = {}
    for path in Path(root).rglob("*"):
        if path.name in REAL:
            told.setdefault(path.name, set()).add(told_or_refused(path.read_bytes()))

    assert told == {name: kinds if isinstance(kinds, set) else {kinds} for name, kinds in REAL.items()}


@examples(60)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_bytes_are_anything_but_told_or_refused(data):
    with contextlib.suppress(UnreadableFile):
        assert tell(data) in FORMATS


@examples(60)
@given(st.text(max_size=200), st.text(max_size=200))
def test_lists_are_read_again_whatever_they_hold(supported, noted):
    text = write_answer_lists("XAR", 4, None, {"supported": supported, "noted": noted})

    assert read_answer_lists(text).format == "number_lists"
