import os
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.advance_questions import read_advance_questions
from cycles.importers.records import ReadState, ReadWarning, UnreadableFile
from tests import wrong_files
from tests.examples import examples
from tests.thematic_lists import paragraph, state_names, word_file

FOLDER = os.environ.get("UPR_REALDATA")
TITLE = "ADVANCE QUESTIONS TO ARCADIA"
PARAGRAPHS = [
    f"{TITLE}\nGenerated on 22 Jan 2025 14:31",
    "",
    "CHILE",
    "What is the state of the media bill? When will it be passed?",
    "  ",
    "\tHow many cases of hate\u2011speech were tried?",
    "",
    "GERMANY\n",
    "1. What is next?",
    "",
    "",
    "PORTUGAL on behalf of the Group of Friends on NMIRF’s:",
    "Has the State a mechanism?",
    "UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND",
    "• Germany asked this before. Why no answer?",
    "MEXICO",
    "What measures does it plan? /",
    "¿Qué medidas prevé?",
    "[Informal translation provided by Mexico]",
]


@pytest.fixture(scope="module")
def names():
    return state_names()


def word(paragraphs=PARAGRAPHS):
    return word_file("".join(paragraph(text) for text in paragraphs))


def texts(read):
    return [(question.state.iso3, question.text) for question in read.questions]


def test_word_file_is_read(names):
    read = read_advance_questions(word(), names)

    assert (read.format, read.state, read.cycle, read.session) == ("advance_questions", "XAR", None, None)
    assert read.header == f"{TITLE} Generated on 22 Jan 2025 14:31"
    assert read.generated_date == date(2025, 1, 22)
    assert read.warnings == ()
    assert texts(read) == [
        ("CHL", "What is the state of the media bill? When will it be passed?"),
        ("CHL", "How many cases of hate-speech were tried?"),
        ("DEU", "What is next?"),
        ("PRT", "Has the State a mechanism?"),
        ("GBR", "Germany asked this before. Why no answer?"),
        ("MEX", "What measures does it plan? / ¿Qué medidas prevé? [Informal translation provided by Mexico]"),
    ]
    assert [(question.order, question.row) for question in read.questions][:3] == [(1, 4), (2, 6), (3, 9)]
    assert [question.on_behalf_of for question in read.questions if question.on_behalf_of] == [
        "the Group of Friends on NMIRF’s"
    ]


def test_pasted_text_is_read_like_the_word_file(names):
    text = "\n".join(PARAGRAPHS)

    assert texts(read_advance_questions(text, names)) == texts(read_advance_questions(word(), names))
    assert texts(read_advance_questions(text.encode(), names)) == texts(read_advance_questions(word(), names))


@pytest.mark.parametrize(
    ("heading", "iso3"),
    [
        ("GERMANY", "DEU"),
        ("GERMANY\n", "DEU"),
        ("Germany:", "DEU"),
        ("Germany", "DEU"),
        ("• GERMANY •", "DEU"),
        ("GERMANY?", None),
        ("Advance questions of the United Kingdom", "GBR"),
        ("QUESTIONS FROM THE NETHERLANDS", "NLD"),
        ("Questions submitted by Czechia:", "CZE"),
        ("COSTA RICA (on behalf of the core group)", "CRI"),
        ("PORTUGAL, on behalf on the Group of Friends", "PRT"),
    ],
)
def test_heading_opens_a_state(names, heading, iso3):
    read = read_advance_questions(word([TITLE, "PERU", "Why?", heading, "What is planned?"]), names)

    assert read.questions[-1].state.iso3 == (iso3 or "PER")


def test_wrapped_lines_are_one_question(names):
    text = f"{TITLE}\n\nChile\n• How many cases between\nGermany\nand Peru were\ntried? And then\nwhat?\n• Why?\n12\n"

    read = read_advance_questions(text, names)

    assert texts(read) == [
        ("CHL", "How many cases between Germany and Peru were tried? And then what?"),
        ("CHL", "Why?"),
    ]


def test_state_within_the_question_is_read(names):
    read = read_advance_questions(
        word([TITLE, "PERU on behalf of the Group: Why?", "Peru on behalf of all: How?"]), names
    )

    assert [(question.state.iso3, question.on_behalf_of, question.text) for question in read.questions] == [
        ("PER", "the Group", "Why?"),
        ("PER", "all", "How?"),
    ]


def test_misspelt_and_unknown_states_are_reported(names):
    read = read_advance_questions(word([TITLE, "GERMNAY", "Why?", "ATLANTIS", "How?"]), names)

    assert [question.state for question in read.questions] == [
        ReadState("DEU", "GERMNAY", 1),
        ReadState(None, "ATLANTIS", 1),
    ]
    assert read.warnings == (
        ReadWarning("state_name_corrected", None, "", "GERMNAY → Germany"),
        ReadWarning("unknown_state", None, "", "ATLANTIS"),
    )


def test_text_before_the_first_state_is_reported(names):
    read = read_advance_questions("Why?\n", names)

    assert [warning.code for warning in read.warnings] == ["no_source_state", "no_questions", "no_asking_state"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (wrong_files.old_word_document(), "old_word_format"),
        (wrong_files.password_locked(), "encrypted"),
        (wrong_files.renamed_pdf(), "damaged"),
        (b"\x00\x81\x8d", "not_a_text"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_other_files_are_refused(names, data, code):
    with pytest.raises(UnreadableFile) as refusal:
        read_advance_questions(data, names)

    assert refusal.value.code == code


@pytest.mark.skipif(not FOLDER, reason="UPR_REALDATA is not set")
@pytest.mark.parametrize(
    ("file", "asked", "on"),
    [
        (
            "SVN_c4.docx",
            {"BEL": 5, "CRI": 1, "DEU": 2, "LIE": 1, "PRT": 2, "ESP": 3, "GBR": 5, "USA": 3},
            date(2025, 1, 22),
        ),
        ("SVN_c2_is_really_docx.doc", {"BEL": 7, "DEU": 1, "NLD": 3, "NOR": 4}, None),
    ],
)
def test_real_file_has_the_known_questions(names, file, asked, on):
    read = read_advance_questions((Path(FOLDER) / "advance_questions" / file).read_bytes(), names)

    assert Counter(question.state.iso3 for question in read.questions) == asked
    assert (read.state, read.generated_date, read.warnings) == ("SVN", on, ())


@examples(60)
@given(st.binary(max_size=40), st.integers(0, 3000), st.integers(0, 3000))
def test_cut_word_file_is_read_or_refused(tail, start, stop):
    data = word()
    names = state_names()

    cut = data[: len(data) - start] + tail + data[stop:]

    with suppress(UnreadableFile):
        assert all(question.text for question in read_advance_questions(cut, names).questions)


LINES = st.lists(st.sampled_from([*PARAGRAPHS, " / ", "[x]", "on behalf of", "?", "CHILE:", "• ", "1.", "\x0c", "١"]))


@examples(100)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", " ", "\u2028"]))
def test_shuffled_lines_are_read(lines, separator):
    read = read_advance_questions(separator.join(lines), state_names())

    assert [question.order for question in read.questions] == list(range(1, len(read.questions) + 1))
