from dataclasses import replace

import pytest

from cycles.importers import figures, read
from cycles.importers.records import ReadState, ReadTheme, ReadWarning, UnreadableFile
from cycles.importers.thematic_list import read_thematic_list
from tests import wrong_files
from tests.thematic_lists import (
    DEFAULT_ROWS,
    Quirks,
    Row,
    heading,
    make_thematic_list,
    state_names,
    table_cell,
    table_row,
    word_file,
)

FIGURES = {
    "recommendations": 12,
    "positions": {"supported": 9, "noted": 3, "partially_supported": 0, "pending": 0},
    "state_mentions": 16,
    "distinct_states": 14,
    "distinct_assigned_themes": 4,
    "theme_assignments": 15,
    "rows": 12,
}


@pytest.fixture(scope="module")
def names():
    return state_names()


@pytest.mark.parametrize(("layout", "cycle", "session"), [("A", 2, None), ("B", 2, 20), ("C", 3, 34), ("D", 4, 48)])
def test_list_is_read_in_every_layout(names, layout, cycle, session):
    document = read(make_thematic_list(layout), names)

    assert figures(document) == FIGURES
    assert (document.format, document.layout) == ("thematic_list", layout)
    assert (document.state, document.cycle, document.session) == ("XAR", cycle, session)
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("layout", "code", "label", "brackets", "sdgs"),
    [
        ("A", "2.1", "Acceptance of international norms", "(Chile); (Estonia)", ()),
        ("B", "A12", "Acceptance of international norms", "(Chile, Estonia)", ()),
        ("C", "", "Acceptance of international norms", "(Chile) (Estonia)", (16,)),
        ("D", "", "Ratification of & accession to international instruments", "(Chile) (Estonia)", (16,)),
    ],
)
def test_recommendation_is_read_whole(names, layout, code, label, brackets, sdgs):
    first = read(make_thematic_list(layout), names).recommendations[0]

    assert (first.row, first.number, first.paragraph, first.item) == (3, "120.1", 120, 1)
    assert first.text == "Ratify the treaties that it signed"
    assert first.raw_text == f"120.1 Ratify the treaties that it signed {brackets};"
    assert first.recommending_states == (ReadState("CHL", "Chile", 1), ReadState("EST", "Estonia", 1))
    assert (first.position, first.position_source) == ("supported", "A/HRC/99/7/Add.1 - Para. 3")
    assert first.document == "A/HRC/99/7"
    assert first.themes == (ReadTheme(code, label),)
    assert first.block_theme == ReadTheme(code, label)
    assert first.groups == ("Public officials",)
    assert first.sdgs == sdgs
    assert (first.comments, first.assessment) == ("", "")


@pytest.mark.parametrize("layout", ["A", "B", "C", "D"])
@pytest.mark.parametrize(
    "quirks",
    [
        {"order": (2, 1, 0, 3)},
        {"order": (3, 2, 1, 0)},
        {"tables_before": 2},
        {"blank_rows": True, "repeat_heading": True},
        {"content_controls": True},
        {"tracked_changes": True},
        {"number_end": ". "},
        {"number_end": ""},
        {"number_end": "\u00a0"},
        {"split_table_after": 5},
        {"header": "", "title": ("Thematic list", "UPR of Arcadia - Fourth Cycle")},
    ],
    ids=str,
)
def test_variations_of_the_form_change_nothing(names, layout, quirks):
    document = read(make_thematic_list(layout, **quirks), names)

    plain = read(make_thematic_list(layout), names)
    assert figures(document) == FIGURES
    assert [
        (r.number, r.text, r.recommending_states, r.themes, r.groups, r.sdgs) for r in document.recommendations
    ] == [(r.number, r.text, r.recommending_states, r.themes, r.groups, r.sdgs) for r in plain.recommendations]
    assert document.state == "XAR"
    assert document.warnings == ()


def test_list_of_one_clause_each_keeps_comments_and_assessment(names):
    row = replace(DEFAULT_ROWS[0], comments="Sent after the addendum", assessment="Done in May")

    (read_row,) = read(make_thematic_list("B", [row]), names).recommendations

    assert (read_row.comments, read_row.assessment) == ("Sent after the addendum", "Done in May")


def test_text_of_several_clauses_stays_whole(names):
    row = Row("120.1", printed="Keep the plan (Netherlands); carry the plan (2009–2014) out (Bahrain); ")

    (read_row,) = read(make_thematic_list("B", [row]), names).recommendations

    assert read_row.text == "Keep the plan (Netherlands); carry the plan (2009–2014) out (Bahrain)"
    assert read_row.recommending_states == (ReadState("NLD", "Netherlands", 1), ReadState("BHR", "Bahrain", 2))


def test_state_named_in_two_clauses_is_one_mention(names):
    row = Row("120.1", printed="Keep the plan (Peru); carry it out (Peru);")

    document = read(make_thematic_list("B", [row]), names)

    assert figures(document)["state_mentions"] == 1
    assert document.recommendations[0].recommending_states == (ReadState("PER", "Peru", 1),)


@pytest.mark.parametrize(
    ("row", "warnings"),
    [
        (Row("120.1", position="Perhaps"), [("unknown_position", "Perhaps")]),
        (Row("120.1", position=""), [("missing_position", "")]),
        (Row("120.1", printed="Sign it;"), [("no_state", "")]),
        (Row("120.1", printed="Sign it (Ruritania);"), [("unknown_state", "Ruritania")]),
        (Row("120.1", printed="Sign it (Lichtenstein);"), [("state_name_corrected", "Lichtenstein → Liechtenstein")]),
        (Row("120.1", printed="Sign it Ghana);"), [("unbalanced_bracket", "Sign it Ghana)")]),
        (Row("120.1", themes=(), block="equality"), [("no_theme", "")]),
        (
            Row("120.1", themes=("education",), block="equality"),
            [("theme_block_differs", "Equality & non-discrimination ≠ Right to education")],
        ),
    ],
)
def test_row_with_something_wrong_is_warned_of(names, row, warnings):
    document = read(make_thematic_list(rows=[row]), names)

    assert document.warnings == tuple(ReadWarning(code, 3, "120.1", detail) for code, detail in warnings)


@pytest.mark.parametrize(
    ("file", "warning"),
    [
        (wrong_files.list_with_gap, ReadWarning("gap", None, "120", "120.4")),
        (wrong_files.list_with_duplicate, ReadWarning("duplicate_number", 21, "120.5", "8")),
        (wrong_files.list_with_foreign_paragraph, ReadWarning("foreign_paragraph", 21, "999.1", "A/HRC/98/3")),
    ],
)
def test_list_with_wrong_numbers_is_warned_of(names, file, warning):
    assert read(file(), names).warnings == (warning,)


def test_page_header_without_a_known_state_is_warned_of(names):
    document = read(make_thematic_list(header="UPR of Ruritania (4th Cycle - 48th Session)"), names)

    assert document.warnings == (
        ReadWarning("no_source_state", None, "", "UPR of Ruritania (4th Cycle - 48th Session)"),
    )
    assert (document.state, document.cycle, document.session) == (None, 4, 48)


def test_three_positions_are_told_apart(names):
    positions = ["Supported ", "NOTED", "Supported/Noted", "Partially supported", "Pending"]
    rows = [Row(f"120.{item}", position=position) for item, position in enumerate(positions, 1)]

    document = read(make_thematic_list("A", rows), names)

    assert [row.position for row in document.recommendations] == [
        "supported",
        "noted",
        "partially_supported",
        "partially_supported",
        "pending",
    ]
    assert figures(document)["positions"] == {"supported": 1, "noted": 1, "partially_supported": 2, "pending": 1}


def test_column_of_states_and_text_are_taken_together(names):
    row = Row("120.1", states=("Chile", "Peru"), column=("Peru", "Iran (Islamic Republic of)"))

    document = read(make_thematic_list("A", [row]), names)

    assert [state.iso3 for state in document.recommendations[0].recommending_states] == ["CHL", "PER", "IRN"]
    assert document.warnings == (
        ReadWarning("state_column_differs", 3, "120.1", "Chile, Peru ≠ Peru, Iran (Islamic Republic of)"),
    )


def test_column_alone_holds_the_states_where_no_text_does(names):
    rows = [
        Row("120.1", printed="Sign it;", column=("Chile", "Peru")),
        Row("120.2", printed="Go on;", column=("Fiji",)),
    ]

    document = read(make_thematic_list("A", rows), names)

    assert figures(document)["state_mentions"] == 3
    assert document.recommendations[0].text == "Sign it"
    assert document.warnings == ()


def test_unknown_name_in_both_places_is_one_warning(names):
    document = read(make_thematic_list("A", [Row("120.1", states=("Ruritania",))]), names)

    assert document.recommendations[0].recommending_states == (ReadState(None, "Ruritania", 1),)
    assert document.warnings == (ReadWarning("unknown_state", 3, "120.1", "Ruritania"),)


def test_first_layout_may_list_under_a_later_theme(names):
    row = Row("120.1", themes=("education", "equality"), block="equality")

    document = read(make_thematic_list("A", [row]), names)

    assert document.recommendations[0].block_theme == ReadTheme("8", "Equality & non-discrimination")
    assert document.warnings == ()


def test_row_without_a_number_is_counted_and_warned_of(names):
    rows = [*DEFAULT_ROWS[:1], Row("", printed="Go on (Peru);", themes=("ratification",))]

    document = read(make_thematic_list(rows=rows), names)

    assert document.rows == 2
    assert len(document.recommendations) == 1
    assert document.warnings == (
        ReadWarning("no_number", 4, "", "Go on (Peru); Source of Position: A/HRC/99/7/Add.1 - Para. 3"),
    )


def test_note_across_the_table_is_no_row(names):
    note = "<w:tr><w:tc><w:p><w:r><w:t>* This list is for information.</w:t></w:r></w:p></w:tc></w:tr>"
    table = (
        f"{heading('D', Quirks())}{table_row([['120.1 Sign it (Peru);'], ['Noted'], ['- Right to health'], []])}{note}"
    )

    document = read(word_file(f"<w:tbl>{table}</w:tbl>", header="UPR of Arcadia"), names)

    assert (document.rows, document.warnings) == (1, ())


def test_cell_merged_with_the_one_above_holds_the_same(names):
    start, goes_on = ('<w:vMerge w:val="restart"/>', "<w:vMerge/>")
    rows = [heading("D", Quirks())]
    for item, merge, printed in [(1, start, "Noted"), (2, goes_on, ""), (3, start, "Supported")]:
        position = table_cell([printed]).replace("<w:tcPr/>", f"<w:tcPr>{merge}</w:tcPr>")
        cells = [
            table_cell([f"120.{item} Sign it (Peru);"]),
            position,
            table_cell(["- Right to health"]),
            table_cell([]),
        ]
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")

    document = read(word_file(f"<w:tbl>{''.join(rows)}</w:tbl>", header="UPR of Arcadia"), names)

    assert [row.position for row in document.recommendations] == ["noted", "noted", "supported"]
    assert document.warnings == ()


def test_theme_row_of_plain_cells_is_a_theme_row_too(names):
    rows = [
        heading("D", Quirks()),
        table_row([["Theme: Right to health"], [], [], []]),
        table_row([["120.1 Sign it (Peru);"], ["Noted"], ["- Right to health"]]),
        table_row([["120.2 Sign it (Peru);"]]),
    ]

    document = read(word_file(f"<w:tbl>{''.join(rows)}</w:tbl>", header="UPR of Arcadia"), names)

    assert [(row.number, row.block_theme) for row in document.recommendations] == [
        ("120.1", ReadTheme("", "Right to health")),
        ("120.2", ReadTheme("", "Right to health")),
    ]
    assert [(warning.code, warning.row) for warning in document.warnings] == [("no_theme", 4), ("missing_position", 4)]


@pytest.mark.parametrize(
    "rows",
    [[Row(f"120.{item % 900 + 1}") for item in range(1001)], [Row("120.1", printed="x" * 20_001)]],
    ids=["rows", "signs"],
)
def test_list_beyond_all_measure_is_refused(names, rows):
    with pytest.raises(UnreadableFile) as refused:
        read_thematic_list(make_thematic_list(rows=rows, blocks=False), names)

    assert refused.value.code == "too_large_unpacked"


def test_list_of_which_no_row_has_a_number_is_refused(names):
    with pytest.raises(UnreadableFile) as refused:
        read(make_thematic_list(rows=[Row(""), Row("")]), names)

    assert refused.value.code == "not_a_thematic_list"
