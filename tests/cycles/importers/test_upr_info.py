import io
import re
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.export_roles import read_headings
from cycles.importers.markdown_text import without_markdown
from cycles.importers.records import ReadState, ReadTheme, ReadWarning, UnreadableFile
from cycles.importers.upr_info import issues, read_upr_info, upr_info_headings
from tests import wrong_files
from tests.examples import examples
from tests.exports import HEADINGS_2015, HEADINGS_UWAZI, ROW_UWAZI, ROWS_2015, csv_of, csv_of_2015, csv_of_uwazi
from tests.thematic_lists import state_names

XLS_HEADINGS = ["SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", "Response", "Action", "Issue", "Session"]


@pytest.fixture(scope="module")
def names():
    return state_names()


def read(data, names, columns=None):
    export = read_upr_info(io.BytesIO(data), names, columns)
    return export, list(export.rows)


def changed(**cells):
    """The row of 2015 with other cells, by their headings."""
    return [
        cells.get(heading.replace("-", "_"), cell) for heading, cell in zip(HEADINGS_2015, ROWS_2015[0], strict=True)
    ]


def first_of(names, **cells):
    return read(csv_of_2015([changed(**cells)]), names)[1][0]


def problems(row):
    return [(warning.code, warning.detail) for warning in row.warnings]


def test_export_of_2015_is_read_in_mac_roman(names):
    export, rows = read(csv_of_2015(), names)

    assert (export.format, export.layout, export.language, export.warnings) == ("upr_info", "csv_2015", "en", ())
    assert [row.place for row in rows] == [2, 3]
    assert rows[0].state == ReadState("SVN", "Slovenia", 1)
    assert rows[0].recommending_states == (ReadState("PER", "Peru", 1),)
    assert [(row.session, row.cycle) for row in rows] == [(7, 1), (20, 2)]
    assert [row.text for row in rows] == ["Sign it soon", "Protéger, vis-à-vis"]
    assert [row.position for row in rows] == ["supported", "noted"]
    assert [row.action_category for row in rows] == [4, 5]
    assert [row.theme_scheme for row in rows] == ["upr_info", "upr_info"]
    assert rows[0].themes == (ReadTheme("46", "Rights of the Child"), ReadTheme("35", "NHRI"))
    assert rows[1].themes == (ReadTheme("7", "Detention conditions"),)
    assert [row.warnings for row in rows] == [(), ()]


def test_headings_that_stand_twice_are_told_apart_by_their_place(names):
    export, rows = read(csv_of(XLS_HEADINGS, ROWS_2015), names)

    assert export.layout == "csv_2015"
    assert rows == read(csv_of_2015(), names)[1]


def test_export_of_today_is_read_by_its_labels(names):
    export, rows = read(csv_of_uwazi(), names)

    assert export.layout == "uwazi"
    assert rows[0].text == "Sign it, and soon"
    assert rows[0].state.iso3 == "CIV"
    assert rows[0].recommending_states == (ReadState("TLS", "Timor-Leste", 1),)
    assert (rows[0].session, rows[0].cycle, rows[0].position, rows[0].action_category) == (44, 4, "noted", 4)
    assert rows[0].themes == (ReadTheme("54", "Women's rights"), ReadTheme("7", "Detention conditions"))
    assert rows[0].warnings == ()


def of_today(text):
    """A row of the export of today with this text."""
    return csv_of_uwazi(
        [[text if of == "Recommendation" else old for of, old in zip(HEADINGS_UWAZI, ROW_UWAZI, strict=True)]]
    )


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("**Ratify** the *Optional* Protocol\\*", "Ratify the Optional Protocol*"),
        ('Ratify [the Convention](https://example.org/cat "CAT")', "Ratify the Convention"),
        ("Ratify:\n\n- the Covenant\n- the _Protocol_\n", "Ratify: - the Covenant - the Protocol"),
        ("- Ratify it\\_all", "Ratify it_all"),
        ("12\\. Ratify `it`", "12. Ratify it"),
        ("12. **Ratify** it\n13. Sign it", "12. Ratify it 13. Sign it"),
        ("## Ratify it  \nsoon", "Ratify it soon"),
    ],
)
def test_text_of_today_is_read_without_its_marks(names, printed, text):
    _, (row,) = read(of_today(printed), names)

    assert (row.text, row.printed) == (text, printed.strip())


@pytest.mark.parametrize(
    "printed",
    [
        "Ratify it (Peru*) and 2 * 3 of snake_case_words",
        "[a]: http://example.org",
        "#MeToo at 5 < 6 > 4 - in 2024-2025",
        "    Ratify it",
        "| a | b |",
    ],
)
def test_signs_that_are_no_marks_stay(names, printed):
    _, (row,) = read(of_today(printed), names)

    assert (row.text, row.printed) == (printed.strip(), "")


def test_marks_of_other_layouts_and_of_titles_stay(names):
    title = csv_of_uwazi([["**Sign** it", *ROW_UWAZI[1:3], *ROW_UWAZI[4:]]], [*HEADINGS_UWAZI[:3], *HEADINGS_UWAZI[4:]])

    assert first_of(names, Text="**Sign** it").text == "**Sign** it"
    assert read(title, names)[1][0].text == "**Sign** it"


@examples(200)
@given(st.text(st.sampled_from("ab1 \n*_`[]()#>-+.!\\<&;~|"), max_size=60))
def test_no_word_is_lost_with_the_marks(printed):
    said = re.sub(r"\]\([^()]*\)", "]", printed)

    text = without_markdown(said)

    assert re.sub(r"[\W_]", "", text) == re.sub(r"[\W_]", "", said)


def test_headings_are_matched_whatever_their_case_and_blanks(names):
    headings = [f" {heading.upper().replace(' ', '  ')} " for heading in HEADINGS_UWAZI]

    _, rows = read(csv_of_uwazi(headings=headings), names)

    assert rows == read(csv_of_uwazi(), names)[1]


def without(*left_out):
    """The export of today without some of its columns."""
    kept = [at for at, heading in enumerate(HEADINGS_UWAZI) if heading not in left_out]
    return csv_of_uwazi([[ROW_UWAZI[at] for at in kept]], [HEADINGS_UWAZI[at] for at in kept])


def test_title_is_the_text_where_there_is_no_other(names):
    _, rows = read(without("Recommendation"), names)

    assert rows[0].text == "Sign it"


def test_title_is_not_taken_for_the_text_where_another_column_may_be_it(names):
    headings = ["Anything" if heading == "Recommendation" else heading for heading in HEADINGS_UWAZI]
    data = csv_of_uwazi(headings=headings)

    with pytest.raises(UnreadableFile) as refused:
        read(data, names)

    assert (refused.value.code, refused.value.detail) == ("export_columns", f"Recommendation | {', '.join(headings)}")
    assert read(data, names, columns={"text": "Anything"})[1][0].text == "Sign it, and soon"
    assert read(data, names, columns={"text": "Title"})[1][0].text == "Sign it"
    assert "text" not in read_headings(io.BytesIO(data), "upr_info")[1]


@pytest.mark.parametrize("cell", ["", "x", "Western_European_and_others", "Asia"])
def test_column_that_says_less_than_the_title_is_no_text(cell, names):
    headings = ["Group" if heading == "Recommendation" else heading for heading in HEADINGS_UWAZI]
    row = [cell if heading == "Group" else value for heading, value in zip(headings, ROW_UWAZI, strict=True)]

    assert read(csv_of_uwazi([row], headings), names)[1][0].text == "Sign it"


def test_unknown_heading_is_refused_with_what_there_is(names):
    headings = ["Reply" if heading == "Response" else heading for heading in HEADINGS_UWAZI]

    with pytest.raises(UnreadableFile) as refused:
        read(csv_of_uwazi(headings=headings), names)

    assert refused.value.code == "export_columns"
    assert refused.value.detail == f"Response | {', '.join(headings)}"


def test_heading_that_a_person_chose_is_taken(names):
    headings = ["Reply" if heading == "Response" else heading for heading in HEADINGS_UWAZI]
    data = csv_of_uwazi(headings=headings)

    _, rows = read(data, names, columns={"response": "reply"})

    assert rows[0].position == "noted"
    assert upr_info_headings(io.BytesIO(data)) == tuple(headings)


def test_chosen_heading_that_is_not_there_is_refused(names):
    with pytest.raises(UnreadableFile) as refused:
        read(csv_of_uwazi(), names, columns={"issues": "Subjects"})

    assert refused.value.detail.startswith("Subjects | Title, ")


def test_cycle_stands_in_for_the_session(names):
    headings = ["Anything" if heading == "Session" else heading for heading in HEADINGS_UWAZI]

    _, rows = read(csv_of_uwazi(headings=headings), names)

    assert (rows[0].session, rows[0].cycle, rows[0].warnings) == (None, 4, ())


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("Accepted", "supported"),
        ("Supported", "supported"),
        ("Noted", "noted"),
        ("Not Supported", "noted"),
        ("Rejected", "noted"),
        ("Supported/Noted", "partially_supported"),
        ("Pending", "pending"),
        ("No response", "pending"),
    ],
)
def test_response_is_a_position(printed, position, names):
    row = first_of(names, Response=printed)

    assert (row.position, row.warnings) == (position, ())


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"Response": "Perhaps"}, ("unknown_position", "Perhaps")),
        ({"Response": ""}, ("missing_position", "")),
        ({"Issue": "Chocolate,NHRI"}, ("unknown_issue", "Chocolate")),
        ({"Action": "9"}, ("unknown_action_category", "9")),
        ({"Session": "Later"}, ("unknown_session", "Later")),
        ({"Session": "99"}, ("unknown_session", "99")),
        ({"From": "Atlantis"}, ("unknown_state", "Atlantis")),
        ({"From": "&#40;Unknown&#41;"}, ("unknown_state", "(Unknown)")),
        ({"From": "Lichtenstien"}, ("state_name_corrected", "Lichtenstien → Liechtenstein")),
        ({"From": ""}, ("no_state", "")),
        ({"To": "Azerbaijaan"}, ("state_name_corrected", "Azerbaijaan → Azerbaijan")),
    ],
)
def test_odd_cell_is_survived_with_a_warning(cells, problem, names):
    row = first_of(names, **cells)

    assert problems(row)[0] == problem


def test_unknown_state_is_kept_by_its_name(names):
    row = first_of(names, To="Atlantis", From="Utopia")

    assert row.state == ReadState(None, "Atlantis", 1)
    assert row.recommending_states == (ReadState(None, "Utopia", 1),)


def test_unknown_issue_is_kept_without_a_number(names):
    row = first_of(names, Issue="Chocolate")

    assert row.themes == (ReadTheme("", "Chocolate"),)


def test_issue_whose_own_label_holds_a_comma_is_not_cut(names):
    row = first_of(names, Issue="Land, sea and sky")

    assert [theme.label for theme in row.themes] == ["Land, sea and sky"]


def test_session_of_another_cycle_is_warned_of(names):
    row = [*ROW_UWAZI]
    row[HEADINGS_UWAZI.index("Cycle")] = "3"

    _, rows = read(csv_of_uwazi([row]), names)

    assert (rows[0].session, rows[0].cycle) == (44, 4)
    assert problems(rows[0]) == [("cycle_differs", "44 - November 2023 ≠ 3")]


@pytest.mark.parametrize(
    ("session", "cycle"), [(1, 1), (12, 1), (13, 2), (26, 2), (27, 3), (40, 3), (41, 4), (54, 4), (55, 5)]
)
def test_session_tells_the_cycle(session, cycle, names):
    row = first_of(names, Session=f"{session}.0")

    assert (row.session, row.cycle) == (session, cycle)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Text", "Sign it soon"), ("Text", " Sign  it\xa0soon"), ("From", "Peru "), ("From-Org", "")],
)
def test_row_that_is_the_same_once_it_is_read_is_warned_of(names, heading, cell):
    again = [cell if of == heading else old for of, old in zip(HEADINGS_2015, ROWS_2015[0], strict=True)]

    _, rows = read(csv_of_2015([*ROWS_2015, again]), names)

    assert rows[2].warnings == (ReadWarning("duplicate_row", 4, "", "2"),)


@pytest.mark.parametrize(("heading", "cell"), [("Text", "Sign it now"), ("From", "Chile"), ("Response", "Noted")])
def test_row_that_says_something_else_is_no_repetition(names, heading, cell):
    again = [cell if of == heading else old for of, old in zip(HEADINGS_2015, ROWS_2015[0], strict=True)]

    _, rows = read(csv_of_2015([*ROWS_2015, again]), names)

    assert rows[2].warnings == ()


def test_same_row_twice_is_warned_of(names):
    _, rows = read(csv_of_2015([*ROWS_2015, ROWS_2015[0]]), names)

    assert len(rows) == 3
    assert rows[2].warnings == (ReadWarning("duplicate_row", 4, "", "2"),)


def test_rows_that_cannot_be_read_are_counted(names):
    short, long = ROWS_2015[0][:-2], [*ROWS_2015[0], "more"]

    export, rows = read(csv_of_2015([short, long, changed(Text=" "), changed(To=""), [], ROWS_2015[1]]), names)

    assert len(rows) == 1
    assert export.skipped == {"wrong_number_of_cells": 2, "no_text": 1, "no_state_under_review": 1}
    assert export.skipped.places == {"wrong_number_of_cells": [2, 3], "no_text": [4], "no_state_under_review": [5]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_saved_by_another_program_is_read(encoding, delimiter, names):
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in (HEADINGS_2015, *ROWS_2015)]

    _, rows = read("\r\n".join([*lines, ""]).encode(encoding), names)

    assert rows == read(csv_of_2015(), names)[1]


@pytest.mark.parametrize(
    "above",
    ["\r\n\r\n", "sep=;\r\n", '"sep=;"\r\n', "Recommendations to Togo, all of them, 2026\r\n\r\n", "\r\nTitle\r\n"],
)
def test_what_stands_above_a_table_is_passed_over(above, names):
    rows_of_file = (HEADINGS_2015, *(["a, b, c, d, e, f, g, h, i, j, k, l, m, n", *row[1:]] for row in ROWS_2015))
    lines = [";".join(f'"{cell}"' for cell in row) for row in rows_of_file]
    plain = read("\r\n".join([*lines, ""]).encode(), names)[1]

    _, rows = read((above + "\r\n".join([*lines, ""])).encode(), names)

    assert [replace(row, place=0, warnings=()) for row in rows] == [replace(row, place=0, warnings=()) for row in plain]
    # Counted as a spreadsheet program shows them.
    assert rows[0].place == plain[0].place + above.count("\n")


def test_table_saved_as_a_workbook_of_today_is_read(names):
    book = openpyxl.Workbook()
    for row in (XLS_HEADINGS, *ROWS_2015):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    file = io.BytesIO()
    book.save(file)

    export, rows = read(file.getvalue(), names)

    assert export.layout == "xls_2015"
    assert rows == read(csv_of_2015(), names)[1]


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty_export", b""),
        ("empty_export", b"\r\n\r\n"),
        ("export_columns", b"plain text"),
        ("not_an_export", b"[1, 2]"),
        ("not_an_export", b'{"rows": []}'),
        ("not_an_export", b"<html><table></table></html>"),
        ("not_an_export", b"\0\1\2\3"),
        ("not_an_export", wrong_files.renamed_pdf()),
        ("not_an_export", wrong_files.old_word_document()),
        ("not_an_export", wrong_files.list_with_gap()),
        ("encrypted", wrong_files.password_locked()),
        ("damaged", wrong_files.old_spreadsheet()),
        ("damaged", csv_of_2015() + b"\r" + b"x" * 1_100_000),
        ("damaged", csv_of_2015() + b'\r"' + b"x," * 100_000),
    ],
)
def test_other_file_is_refused(code, data, names):
    with pytest.raises(UnreadableFile) as refused:
        read(data, names)

    assert refused.value.code == code


def test_there_are_54_issues_and_two_other_names():
    assert len(issues()) == 56
    assert {theme.code for theme in issues().values()} == {str(number) for number in range(1, 55)}


@given(cut=st.integers(0, 400), tail=st.binary(max_size=30))
@examples(60)
def test_cut_file_is_read_or_refused(cut, tail):
    data = csv_of_2015()[:cut] + tail

    try:
        export, rows = read(data, state_names())
    except UnreadableFile:
        return

    assert len(rows) + export.skipped.total() <= data.count(b"\r") + data.count(b"\n") + 1


@given(data=st.data())
@examples(40)
def test_shuffled_cells_and_strange_blanks_are_read(data):
    strange = st.text(alphabet=" \u00a0\u2003\u200b\t-|,;\"'&#40\x01aÉ中\r\n", max_size=12)
    rows = [
        [data.draw(strange) + cell + data.draw(strange) for cell in data.draw(st.permutations(row))]
        for row in ROWS_2015
    ]

    export, read_rows = read(csv_of(HEADINGS_2015, rows), state_names())

    assert len(read_rows) + export.skipped.total() == 2
    assert all("\x01" not in row.text and row.text.strip() for row in read_rows)
