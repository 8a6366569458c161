"""Word files as submissions: our own back without loss, and those of other hands with what does not come along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers import UnreadableFile
from submissions.models import Paragraph, Section
from submissions.submission_word import render_word
from submissions.word_import import markup
from submissions.word_import.pieces import Piece
from submissions.word_import.reading import BroughtSection, read_submission
from submissions.word_text import blocks_of
from tests import wrong_files
from tests.examples import examples
from tests.submissions.drafted import make_paragraph, make_submission
from tests.submissions.word_made import letter, looking, made, note, styled

TEXTS = [
    "The police **beat** people.[^a] *Often*, and **very *hard* indeed**.\n\n[^a]: Report, p. 3.",
    "Before the list:\n\n- one\n- two\n  - two and a half[^1]\n  - more\n- three\n\nand behind it.\n\n[^1]: A *note*.",
    "- a paragraph that\n- begins with a list",
    "First line\nsecond line\n\n1. one\n2. two\n   - in it\n3. three",
    "Signs: 5 \\* 3, a\\_b\\_, snake_case, C:\\dir, [\\^9], <b>, 2 < 3 & more.[^x][^y]\n\n[^x]: One.\n[^y]: **Two**.",
    "Years:\n\n2027\\. no list",
    "An entry with two parts:\n\n- first\n\n  its second part\n- next",
    "**Everything bold**\n\n*everything italic*",
    "Cited[^1] twice[^1] here.\n\n[^1]: The same report.",
]
ARABIC = ["ضربت الشرطة **الناس**.[^1]\n\n[^1]: تقرير.", "كما يلي:\n\n- أولاً\n- ثانياً"]


def exported(submission):
    return render_word(submission, list(submission.sections.in_order()), list(submission.paragraphs.in_order()), [])


def test_our_own_file_comes_back_without_loss(workspace, amina):
    submission = make_submission(workspace, amina)
    for text in TEXTS:
        make_paragraph(submission, amina, text)
    last = submission.sections.in_order().last()
    make_paragraph(submission, amina, "Behind.", section=last)

    read = read_submission(exported(submission))

    assert [(one.title, one.kind) for one in read.sections] == [
        ("Introduction", "introduction"),
        ("Conclusion", "conclusion"),
    ]
    assert [blocks_of(one) for one in read.sections[0].paragraphs] == [blocks_of(one) for one in TEXTS]
    assert read.sections[1].paragraphs == ["Behind."]
    assert (read.title, read.language, read.told) == ("Joint submission on Arcadia", "en", {})


def test_fixed_numbers_and_arabic_come_back_too(workspace, amina):
    submission = make_submission(workspace, amina, language="ar", title="تقرير مشترك")
    for text in ARABIC:
        make_paragraph(submission, amina, text)
    Paragraph.objects.filter(text=ARABIC[0]).update(number=14, letter="a")
    Paragraph.objects.filter(text=ARABIC[1]).update(number=18)
    submission.numbers_fixed_at = submission.created_at

    read = read_submission(exported(submission))

    assert [blocks_of(one) for one in read.sections[0].paragraphs] == [blocks_of(one) for one in ARABIC]
    assert (read.title, read.language) == ("تقرير مشترك", "ar")


def test_a_file_of_other_hands():
    read = read_submission(letter())

    words = "of the police in the north of Arcadia have been seen by many who came to our offices"
    assert (read.title, read.language) == ("On the fourth review", "en")
    assert read.cover == ["Coalition of Arcadia"]
    assert read.sections == [
        BroughtSection(
            "Introduction",
            "introduction",
            [
                f"Beatings **very *often*** {words}.[^1]\n\n[^1]: Report, p. 3.",
                f"Threats {words}, and we counted three of them in the report[^1]:\n\n- at night\n  - in the cells\n"
                "- at home\n\n[^1]: https://example.org/report",
            ],
        ),
        BroughtSection(
            "Themes: Torture",
            "theme",
            [
                f"Torture {words}[^1][^2]\n\n- Year | Cases\n- 2024 | 12\n  - (a) Recommendations:\n\n"
                "Said in a box.\n\n"
                "[^1]: Report, p. 3.\n[^2]: Letter of May.",
                f"**Nothing {words}**",
            ],
        ),
    ]
    assert read.told == {
        "contents": 1,
        "deleted": 1,
        "inserted": 1,
        "link": 1,
        "picture": 1,
        "table": 1,
        "box": 1,
        "comment": 1,
        "head": 1,
    }


def test_without_styles_short_bold_lines_are_headings_and_each_paragraph_is_one():
    read = read_submission(
        made(
            styled("", inside=looking("Summary", "b")),
            styled("The police beat people."),
            styled("- at night"),
            styled("Nobody was charged."),
            styled("", inside=looking("Never once.", "b")),
        )
    )

    assert read.sections == [
        BroughtSection(
            "Summary",
            "introduction",
            ["The police beat people.\n\n- at night", "Nobody was charged.", "**Never once.**"],
        )
    ]


def test_numbers_typed_by_hand_are_taken_off_and_lists_in_paragraphs_are_not_numbers():
    read = read_submission(
        made(
            styled("Torture", "Titre1"),
            styled("1. The police beat people:"),
            styled("1) at night;"),
            styled("2) at home."),
            styled("2. Nobody was charged."),
            styled("In 2027 nobody either."),
            styled("7. is no number here."),
        )
    )

    assert read.sections[0].paragraphs == [
        "The police beat people:\n\n1. at night;\n2. at home.",
        "Nobody was charged.\n\nIn 2027 nobody either.\n\n7. is no number here.",
    ]


def test_a_note_of_a_heading_goes_to_the_words_below_it():
    read = read_submission(
        made(styled("Torture", "Titre1", inside=note(1)), styled("The police."), notes={"1": "Report."})
    )

    assert read.sections == [BroughtSection("Torture", "theme", ["The police.[^1]\n\n[^1]: Report."])]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (wrong_files.old_word_document(), "old_word_format"),
        (wrong_files.password_locked(), "encrypted"),
        (wrong_files.renamed_pdf(), "pdf_not_word"),
        (wrong_files.spreadsheet(), "not_a_word_file"),
        (wrong_files.zip_bomb(), "too_large_unpacked"),
        (wrong_files.lying_zip(), "damaged"),
        (wrong_files.cut_off(), "damaged"),
        (wrong_files.broken_xml(), "damaged"),
        (wrong_files.hostile_xml(), "hostile_xml"),
        (wrong_files.macro_document(), "macros"),
        (made(styled("")), "no_text"),
        (made(*[styled("x")] * 4001), "too_long"),
        (b"plain", "not_a_word_file"),
    ],
)
def test_what_is_no_submission_is_refused(data, code):
    with pytest.raises(UnreadableFile) as refused:
        read_submission(data)

    assert refused.value.code == code


_LOOKS = st.builds(Piece, text=st.text("ab *_\\[]^1-.“”é،", max_size=6), bold=st.booleans(), italic=st.booleans())


@examples(200)
@given(st.lists(_LOOKS, max_size=5))
def test_whatever_stands_in_a_line_is_read_again(pieces):
    for line in markup.lines_of(pieces):
        text = markup.written(line, str)

        wanted = [sign for piece in line for sign in piece.text if not sign.isspace()]
        assert [run for block in blocks_of(text) for run in block.runs if run.note] == []
        read = "".join(run.text for block in blocks_of(text) for run in block.runs)
        assert [sign for sign in read if not sign.isspace()] == wanted


def test_sections_know_what_they_are():
    kinds = [one.kind for one in read_submission(letter()).sections]

    assert set(kinds) <= set(Section.Kind.values)
