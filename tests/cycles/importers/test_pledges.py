import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.pledges import MAX_PLEDGES, find_pledges
from cycles.importers.records import ReadPledge
from cycles.importers.report_lines import report_of_text
from cycles.importers.text import tidy
from tests.examples import examples

REPORT = """III. Voluntary pledges and commitments
96. Arcadia will ratify the treaty on well-being by the year 2012.
97. Arcadia pledges to do the following:
(a) To build schools in every village of the land;
(b) To open the camps at the border.
98. It will report to the Council:
• On the schools that were built;
• On the camps that were opened.
99. It thanks all States.
Annex
Composition of the delegation
12. Ms. A. B."""


def pledges(text):
    return find_pledges(report_of_text(text).lines)


@pytest.mark.parametrize(
    "heading",
    [
        "III. Voluntary pledges and commitments",
        "III. VOLUNTARY COMMITMENTS",
        "III. Voluntary pledges and commitments of the State under review**",
        "C. Voluntary pledges",
        "Annex II: Voluntary commitments made by Arcadia",
        "IV. Pledges and commitments",
        "III. Engagements volontaires",
        "III. Promesas y compromisos voluntarios",
        "III. Compromisos voluntarios",
    ],
)
def test_numbered_paragraphs_under_the_heading_are_pledges(heading):
    found = pledges(f"{heading}\n96. Arcadia will ratify the\ntreaty by 2012.\n97. It will open schools.\nAnnex\nNames")

    assert found == (
        ReadPledge(1, "96", "Arcadia will ratify the treaty by 2012."),
        ReadPledge(2, "97", "It will open schools."),
    )


def test_points_under_a_paragraph_are_pledges_and_the_paragraph_opens_them():
    found = pledges(
        "Voluntary pledges\n96. Arcadia pledges:\n(a) To build\nschools;\n(b) To open camps.\n97. It ends this."
    )

    assert found == (
        ReadPledge(1, "96 (a)", "To build schools;", "Arcadia pledges:"),
        ReadPledge(2, "96 (b)", "To open camps.", "Arcadia pledges:"),
        ReadPledge(3, "97", "It ends this."),
    )
    assert found[0].whole == "Arcadia pledges: To build schools;"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "96. Arcadia pledges:\n(a) On schools:\n(i) To build;\n(ii) To teach;\n(b) To open camps.\n97. It ends.",
            [
                "Arcadia pledges: On schools: To build;",
                "Arcadia pledges: On schools: To teach;",
                "Arcadia pledges: To open camps.",
                "It ends.",
            ],
        ),
        (
            "96. Arcadia signed it. Mr. Hill pledges:\n• To build.\n• To teach. He also pledges:\n• To open camps.",
            [
                "Arcadia signed it.",
                "Mr. Hill pledges: To build.",
                "Mr. Hill pledges: To teach.",
                "He also pledges: To open camps.",
            ],
        ),
        (
            "96. Arcadia pledges:\n97. To build.\n98. To teach.\n99. It promises:\n100. To open camps.",
            ["Arcadia pledges: To build.", "Arcadia pledges: To teach.", "It promises: To open camps."],
        ),
        (
            "96. Arcadia pledges:\n(g) One.\n(h) Two.\n(i) Three:\n(j) Four.\n97. Its plan:",
            [
                "Arcadia pledges: One.",
                "Arcadia pledges: Two.",
                "Arcadia pledges: Three: Four.",
                "Its plan:",
            ],
        ),
        ("96. It builds:\n• Schools:\n97. Two.", ["It builds: Schools:", "Two."]),
    ],
)
def test_sentence_that_announces_points_opens_each_of_them(text, read):
    assert [one.whole for one in pledges(f"Voluntary pledges\n{text}")] == read


def test_bullets_without_numbers_are_pledges():
    found = pledges("Annex\nVoluntary pledges and commitments\nArcadia pledges:\n• To build schools;\n• To open camps.")

    assert found == (
        ReadPledge(1, "", "To build schools;", "Arcadia pledges:"),
        ReadPledge(2, "", "To open camps.", "Arcadia pledges:"),
    )


def test_table_of_contents_and_sentences_are_no_heading():
    text = "III. Voluntary pledges and commitments ........ 96–97 20\nvoluntary pledges and commitments were welcomed."

    assert pledges(text) == ()


def test_pledges_end_at_the_next_heading():
    found = pledges("III. Voluntary pledges\n96. One.\nIV. Conclusions and/or recommendations\n97. Two.")

    assert found == (ReadPledge(1, "96", "One."),)


def test_number_within_a_pledge_begins_nothing():
    found = pledges("III. Voluntary pledges\n96. Arcadia will follow article\n12. That is all of it.\n97. Two.")

    assert [pledge.place for pledge in found] == ["96", "97"]


LINES = [
    *(
        "III. Voluntary pledges and commitments",
        "Voluntary pledges",
        "Annex",
        "IV. Conclusions",
        "Engagements volontaires",
    ),
    *(
        "96. Arcadia will ratify the",
        "97. It will open schools.",
        "98. Arcadia pledges:",
        "99.",
        "1000. Far",
        "٩٧. ستصدق",
    ),
    *(
        "(a) To build;",
        "(b) To open camps.",
        "(zz) ",
        "b) 第一",
        "• To teach;",
        "•",
        "– – Twice",
        "(iv) Всё сделать",
        "treaty:",
    ),
    *(
        "A/HRC/99/7",
        "12",
        "",
        ":",
        "9 6 . Spaced",
        "９６．批准",
        "\u202e97. enO",
        "a" * 500,
        "(a) (b) (c)",
        "[English only]",
    ),
]
BLANKS = [" ", "  ", "\u00a0", "\u2003", "\t", " \u200b", "\u00ad ", "\u3000"]


def pledges_found(text):
    """What was found, all of it fit to be kept and shown; the columns hold no more."""
    found = pledges(text)
    assert [one.order for one in found] == list(range(1, len(found) + 1))
    assert len(found) <= MAX_PLEDGES
    assert all(0 < len(one.text) <= 10_000 and len(one.place) <= 20 for one in found)
    assert all(one.text == tidy(one.text) for one in found)
    return found


@examples(120)
@given(
    st.lists(st.sampled_from(LINES), max_size=40), st.sampled_from(["\n", "\r\n", "\n\n", "\f", "\u2028", " ", "\0\n"])
)
def test_shuffled_lines_give_pledges_or_none(lines, between):
    pledges_found(between.join(lines))


@examples(80)
@given(st.lists(st.sampled_from(LINES), max_size=20), st.text(max_size=30), st.integers(0, 20), st.integers(0, 600))
def test_any_words_between_and_cut_lines_give_pledges_or_none(lines, words, place, end):
    text = "\n".join([*lines[:place], words, *lines[place:]])

    pledges_found(text)
    pledges_found(text[:end])
    pledges_found(f"Voluntary pledges\n{text[end:]}")


@examples(40)
@given(st.lists(st.sampled_from(BLANKS), min_size=1, max_size=9))
def test_strange_blanks_change_no_pledge(blanks):
    words = REPORT.split(" ")
    text = "".join(word + blanks[at % len(blanks)] for at, word in enumerate(words))

    assert pledges_found(text) == pledges_found(REPORT)


@examples(40)
@given(st.integers(1, 9))
def test_lines_broken_anywhere_change_no_pledge(every):
    """The heading stands on its own line; what a pledge says may be broken after any word of it."""
    lines = []
    for line in REPORT.splitlines():
        words = line.split(" ")
        breaks = line[0].isdigit() or line[0] in "(•"
        step = max(every, 3) if breaks else len(words)
        lines += [" ".join(words[at : at + step]) for at in range(0, len(words), step)]

    assert pledges_found("\n".join(lines)) == pledges_found(REPORT)


@examples(40)
@given(st.integers(0, len(REPORT)))
def test_report_that_ends_early_keeps_the_pledges_before(end):
    whole, cut = pledges_found(REPORT), pledges_found(REPORT[:end])

    # The last one may be cut, or the point that only announces others may now stand for itself.
    assert cut[:-1] == whole[: max(len(cut) - 1, 0)]


def test_heading_that_is_printed_again_is_no_part_of_a_pledge():
    text = "III. Voluntary pledges\n96. One.\nVoluntary pledges\n97. Two."

    assert [(one.place, one.text) for one in pledges_found(text)] == [("96", "One."), ("97", "Two.")]
