"""Thematic lists as damage and other hands leave them: read, with a word where one is due, or refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers import figures
from cycles.importers.list_places import find_places
from cycles.importers.messages import describe
from cycles.importers.records import POSITIONS, UnreadableFile
from cycles.importers.thematic_list import read_thematic_list
from tests.examples import examples
from tests.thematic_lists import (
    DEFAULT_ROWS,
    HEADERS,
    Quirks,
    Row,
    data_row,
    heading,
    make_thematic_list,
    state_names,
    table_cell,
    table_row,
    word_file,
)

LAYOUTS = st.sampled_from("ABCD")
BLANKS = [" ", "  ", "\u00a0", "\u2003", "\u200b ", "\t", "\u00ad ", "\u2028", "\u0085", "\u3000"]
# Control signs and signs of no language; XML itself refuses some of them.
STRAY = ["\0", "\x01", "\x0b", "\x1f", "\x7f", "\u202e", "\u2066", "\ufeff", "\ufffe", "\U0001f4a5", "\ue000", "\u0301"]
PIECES = [
    *(
        "120.1",
        "120.2 Ratify it (France);",
        "١٢٠.٣ صدّق على المعاهدة (Chile)",
        "１２０．４ 批准（法国）",
        "120-5Sign(Peru",
    ),
    *("120.0001 Name it ((Kenya)", "999.999", "1200.1", "120.", "120.1\n120.2", "Рекомендация 120.6 (Франция)"),
    *("Supported", "Noted", "Supported/Noted", "Ne bénéficie pas", "已接受", "مؤيدة", "not", "*", "-", "–", ":", "()"),
    *("Theme: Right to health", "Right or area: 2.1. Acceptance", "A12 Acceptance", "Theme:", "* A note to the list"),
    *("Source of position: A/HRC/99/7/Add.1 - Para. 3", "Source of position", "Comments: none", "Comments:"),
    *("Groups of Persons:", "- Women", "SDGs:", "- 5 - GENDER EQUALITY", "- 99 - NONE", "SDGs: ٥", "France", "\n"),
    *(
        "Recommendation",
        "Position",
        "Full list of themes",
        "Relevant SDGs",
        "Assessment/comments",
        "Recommendation" * 9,
    ),
]
TEXTS = st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec="utf-8"), max_size=12), st.just(""))
CELLS = st.lists(TEXTS, max_size=3)


@st.composite
def printed_cells(draw):
    """A cell of any words, over several columns, or going on from the one above."""
    lines = [line for line in draw(CELLS) if is_xml(line)]
    span, merge = draw(st.sampled_from(["", "2", "4", "0", "-1", "٣", "x", "999999"])), draw(st.integers(0, 5))
    marks = f'<w:gridSpan w:val="{span}"/>' if span else ""
    marks += {0: '<w:vMerge w:val="restart"/>', 1: "<w:vMerge/>"}.get(merge, "")
    return table_cell(lines).replace("<w:tcPr/>", f"<w:tcPr>{marks}</w:tcPr>")


@st.composite
def printed_rows(draw):
    """A row as OHCHR prints it, or one of any cells, too few or too many."""
    layout = draw(LAYOUTS)
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return heading(layout, Quirks(order=draw(st.permutations(range(4)))))
    if kind == 1:
        return data_row(layout, draw(st.sampled_from(DEFAULT_ROWS)), Quirks())
    before = draw(st.sampled_from(["", '<w:trPr><w:gridBefore w:val="2"/></w:trPr>', "<w:trPr><w:del/></w:trPr>"]))
    return f"<w:tr>{before}{''.join(draw(st.lists(printed_cells(), max_size=6)))}</w:tr>"


def is_xml(text):
    """Whether XML can hold these signs at all."""
    return not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", text)


def read_or_refusal(reader, data):
    try:
        return reader(data, state_names())
    except UnreadableFile as error:
        return error


def read_or_refused(data):
    """What was read, all of it fit to be shown; None where the file was refused in words."""
    document = read_or_refusal(read_thematic_list, data)
    if isinstance(document, UnreadableFile):
        assert describe(document).endswith(".")
        return None
    assert document.recommendations
    assert document.rows >= len(document.recommendations)
    assert {row.position for row in document.recommendations} <= {"", *POSITIONS}
    assert {goal for row in document.recommendations for goal in row.sdgs} <= set(range(1, 18))
    assert all(0 <= row.paragraph < 1000 and 0 < row.item < 1000 for row in document.recommendations)
    told = [(warning.code, warning.row) for warning in document.warnings]
    assert all(describe(warning) for warning in document.warnings)
    assert {row.row for row in document.recommendations if not row.position} == {
        row for code, row in told if code in {"unknown_position", "missing_position"}
    }
    assert figures(document)["recommendations"] == len(document.recommendations)
    return document


@examples(80)
@given(LAYOUTS, st.integers(0, 4000), st.integers(0, 4000), st.binary(max_size=40))
def test_cut_file_is_read_or_refused(layout, start, stop, tail):
    data = make_thematic_list(layout)

    read_or_refused(data[:start] + tail + data[stop:])


@examples(120)
@given(st.lists(printed_rows(), max_size=14), st.sampled_from([*HEADERS.values(), "", "120.1"]), st.integers(0, 14))
def test_any_table_is_read_or_refused(rows, header, split):
    body = "</w:tbl><w:p/><w:tbl>".join(["".join(rows[:split]), "".join(rows[split:])])

    data = word_file(f"<w:tbl>{body}</w:tbl>", header=header)

    read_or_refused(data)
    places = read_or_refusal(find_places, data)
    assert isinstance(places, UnreadableFile) or all(row.first >= 0 for row in places.rows)


@examples(40)
@given(LAYOUTS, st.permutations(DEFAULT_ROWS), st.permutations(range(4)), st.booleans())
def test_order_of_rows_and_columns_loses_nothing(layout, rows, order, blocks):
    document = read_or_refused(make_thematic_list(layout, rows=rows, order=order, blocks=blocks))

    assert {(one.number, one.text, one.position) for one in document.recommendations} == {
        (row.number, row.text, row.position.casefold()) for row in DEFAULT_ROWS
    }


@examples(40)
@given(LAYOUTS, st.lists(st.sampled_from(BLANKS), min_size=1, max_size=9))
def test_strange_blanks_change_no_figure(layout, blanks):
    def spaced(words):
        parts = words.split(" ")
        return "".join(part + blanks[at % len(blanks)] for at, part in enumerate(parts))

    rows = [
        Row(row.number, spaced(row.text), row.states, spaced(row.position), row.themes, row.groups, row.sdgs)
        for row in DEFAULT_ROWS
    ]

    assert figures(read_or_refused(make_thematic_list(layout, rows=rows))) == figures(
        read_or_refused(make_thematic_list(layout))
    )


@examples(80)
@given(LAYOUTS, st.data())
def test_stray_signs_are_read_or_refused(layout, data):
    row = data.draw(st.sampled_from(DEFAULT_ROWS))
    sign, place = data.draw(st.sampled_from(STRAY)), data.draw(st.integers(0, len(row.text)))
    number = data.draw(st.sampled_from([row.number, f"{sign}{row.number}", f"{row.number}{sign}"]))
    changed = Row(number, f"{row.text[:place]}{sign}{row.text[place:]}", row.states, f"{sign}{row.position}")

    document = read_or_refused(make_thematic_list(layout, rows=[changed, DEFAULT_ROWS[0]]))

    # What XML cannot hold is no Word file; every other sign leaves the row next to it as it was.
    assert (document is None) == (not is_xml(sign))
    if document:
        assert document.recommendations[-1].text == DEFAULT_ROWS[0].text


@examples(40)
@given(LAYOUTS, st.integers(1, 40), st.data())
def test_columns_beyond_the_known_are_passed_over(layout, more, data):
    words = data.draw(st.lists(st.sampled_from(["", "Left", "x", "1", "Ministry"]), min_size=more, max_size=more))
    how = Quirks()

    def wider(row):
        return row.replace("</w:tr>", "".join(table_cell([word]) for word in words) + "</w:tr>")

    rows = "".join([wider(heading(layout, how)), *(wider(data_row(layout, row, how)) for row in DEFAULT_ROWS)])

    read = read_or_refused(word_file(f"<w:tbl>{rows}</w:tbl>", header=HEADERS[layout]))

    assert figures(read) == figures(read_or_refused(make_thematic_list(layout)))


@pytest.mark.parametrize("zeros", [1, 2, 5000])
def test_number_with_leading_zeros_is_read_or_passed_over(zeros):
    document = read_or_refused(make_thematic_list(rows=[*DEFAULT_ROWS, Row(f"120.{'0' * zeros}13")]))

    assert document.rows == 13
    assert document.recommendations[-1].number == ("120.13" if zeros < 3 else "120.12")


def test_page_header_of_any_number_is_read_or_passed_over():
    parts = {f"word/header{'9' * digits}.xml": b"<a/>" for digits in (3, 5000)}

    document = read_or_refused(make_thematic_list(extra_parts=parts))

    assert (document.state, document.cycle, document.session) == ("XAR", 4, 48)


def test_row_whose_cells_are_lost_is_told():
    rows = [heading("D", Quirks()), table_row([["120.1 Sign it (Peru);"]]), table_row([[], ["Noted"], [], []])]

    document = read_or_refused(word_file(f"<w:tbl>{''.join(rows)}</w:tbl>", header=HEADERS["D"]))

    assert [(one.code, one.row) for one in document.warnings] == [
        ("no_theme", 2),
        ("missing_position", 2),
        ("no_number", 3),
    ]
