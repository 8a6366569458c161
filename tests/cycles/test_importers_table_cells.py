import pytest

from cycles.importers.page_header import read_page_header
from cycles.importers.records import ReadTheme
from cycles.importers.table_cells import (
    document_symbol,
    read_goals,
    read_position,
    read_recommendation,
    read_theme,
    read_themes,
)
from cycles.importers.table_columns import read_heading
from cycles.importers.text import join_lines, tidy
from cycles.importers.word_document import Cell, Row
from tests.thematic_lists import HEADINGS, state_names


def cell(*paragraphs, start=0, span=1):
    return Cell(tuple(paragraphs), start, span, continues=False)


@pytest.mark.parametrize(
    ("printed", "paragraph", "item", "text"),
    [
        ("140.7 Sign it (Peru);", 140, 7, "Sign it (Peru);"),
        ("166.6. Sign it", 166, 6, "Sign it"),
        ("140-7 Sign it", 140, 7, "Sign it"),
        ("140\u20117 Sign it", 140, 7, "Sign it"),
        ("140.7\u00a0Sign it", 140, 7, "Sign it"),
        ("140.7Sign it", 140, 7, "Sign it"),
        ("140,7 Sign it", 140, 7, "Sign it"),
        ("118.09 Sign it", 118, 9, "Sign it"),
        ("111. 29 Sign it", 111, 29, "Sign it"),
        (" 140.7) Sign\u00a0it\nnow", 140, 7, "Sign it now"),
        ("50.63 30 per cent", 50, 63, "30 per cent"),
    ],
)
def test_number_is_split_from_the_text(printed, paragraph, item, text):
    read = read_recommendation(cell(printed))

    assert (read.paragraph, read.item, read.text) == (paragraph, item, text)
    assert read.raw_text == printed.strip()


@pytest.mark.parametrize(
    "printed", ["", "Sign it", "2030 Agenda", "140 Sign it", "140.1234 Sign it", "15,000 children", "1400.1 Sign it"]
)
def test_cell_without_a_number_is_none(printed):
    assert read_recommendation(cell(printed)) is None


def test_source_and_comments_are_parted_from_the_text():
    read = read_recommendation(
        cell(
            "166.16. Close the Timor-\nLeste office (Peru);",
            "Source\u00a0of position: A/HRC/28/16/Add.1 - ",
            "Para. 5",
            "See the annex",
            "",
            "Comments: Information sent in a letter",
            "of May",
        )
    )

    assert read.text == "Close the Timor-Leste office (Peru);"
    assert read.source == "A/HRC/28/16/Add.1 - Para. 5"
    assert read.comments == "See the annex Information sent in a letter of May"
    assert read.raw_text == "166.16. Close the Timor-\nLeste office (Peru);"


def test_source_on_the_same_line_is_parted_too():
    read = read_recommendation(cell("140.7 Sign it (Peru);Source of Position: A/HRC/59/15"))

    assert (read.text, read.source, read.comments) == ("Sign it (Peru);", "A/HRC/59/15", "")


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("A/HRC/28/15/Add.1 - Para. 4", "A/HRC/28/15"),
        ("A/HRC/28/15/Add.1, para. 3 - Para. 3", "A/HRC/28/15"),
        ("A/HRC/43/15 - Para 121", "A/HRC/43/15"),
        ("A/HRC/59/15/Add.1 - Para.3vv", "A/HRC/59/15"),
        ("A / HRC / 059 / 15", "A/HRC/59/15"),
        ("A/HRC/WG.6/48/L.9", ""),
        ("Statement at the Council", ""),
        ("", ""),
    ],
)
def test_report_is_derived_from_the_source(source, symbol):
    assert document_symbol(source) == symbol


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("Supported", "supported"),
        ("Supported ", "supported"),
        ("SUPPORTED", "supported"),
        ("Accepted", "supported"),
        ("Enjoys the support", "supported"),
        ("Supported (partially implemented)", "supported"),
        ("Noted", "noted"),
        ("Noted\u00a0.", "noted"),
        ("Not supported", "noted"),
        ("Not accepted/Noted", "noted"),
        ("Does not enjoy the support", "noted"),
        ("Rejected", "noted"),
        ("Supported/Noted", "partially_supported"),
        ("Supported / Noted", "partially_supported"),
        ("Partially supported", "partially_supported"),
        ("Partly accepted", "partially_supported"),
        ("Supported in part", "partially_supported"),
        ("Pending", "pending"),
        ("Will be examined", "pending"),
        ("Under consideration", "pending"),
        ("", ""),
        (" \u00a0", ""),
        ("Not applicable", None),
        ("Appuyée", None),
        ("In part", None),
    ],
)
def test_position_is_read_from_its_words(printed, position):
    assert read_position(printed) == position


@pytest.mark.parametrize(
    ("printed", "code", "label"),
    [
        ("Theme: A12 Acceptance of international norms ", "A12", "Acceptance of international norms"),
        ("Right or area: 2.1. Acceptance of norms", "2.1", "Acceptance of norms"),
        ("10. Discrimination against women", "10", "Discrimination against women"),
        ("29.1 Discrimination against women", "29.1", "Discrimination against women"),
        ("G1 Members of minorities", "G1", "Members of minorities"),
        ("- Right to health", "", "Right to health"),
        ("Theme: 2030 Agenda & other voluntary commitments", "", "2030 Agenda & other voluntary commitments"),
    ],
)
def test_theme_is_split_into_code_and_label(printed, code, label):
    assert read_theme(printed) == ReadTheme(code, label)


def test_theme_row_without_a_theme_is_none():
    assert read_theme("Theme: ") is None


def test_cell_of_themes_holds_groups_and_goals():
    read = read_themes(
        [
            "- Right to health",
            "- Right to",
            "education",
            "- Right to health ",
            "Groups of Persons: ",
            "- Women & girls",
            "- Women & girls",
            "SDGs: ",
            "\u2212 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS",
            "- 4 - QUALITY EDUCATION",
            "- 4 - QUALITY EDUCATION",
        ]
    )

    assert read.themes == (ReadTheme("", "Right to health"), ReadTheme("", "Right to education"))
    assert read.groups == ("Women & girls",)
    assert read.sdgs == (16, 4)


def test_cell_of_plain_themes_needs_no_bullets():
    read = read_themes(["A12 Acceptance of norms", "B32 Racial discrimination", "Affected persons:", "- general"])

    assert read.themes == (ReadTheme("A12", "Acceptance of norms"), ReadTheme("B32", "Racial discrimination"))
    assert read.groups == ("general",)
    assert read.sdgs == ()


def test_goals_are_numbers_from_one_to_seventeen():
    lines = ["- 16 - PEACE", "SDG 5", "Goal 4: Quality education", "16.2 - End abuse", "18 - NONE", "0 - NONE", "none"]

    assert read_goals(lines) == (16, 5, 4)


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (HEADINGS["A"], {"recommendation": 0, "states": 1, "position": 2, "themes": 3}),
        (HEADINGS["B"], {"recommendation": 0, "position": 1, "themes": 2, "assessment": 3}),
        (HEADINGS["D"], {"recommendation": 0, "position": 1, "themes": 2, "sdgs": 3}),
        (
            ("SDGs", "THEMES", "SuR’s position", "Recommendations"),
            {"sdgs": 0, "themes": 1, "position": 2, "recommendation": 3},
        ),
        (
            ("Issues", "Source of position", "Position", "Recommendation"),
            {"themes": 0, "position": 2, "recommendation": 3},
        ),
    ],
)
def test_columns_are_told_by_their_headings(headings, roles):
    row = Row(1, tuple(cell(text, start=index) for index, text in enumerate(headings)))

    assert read_heading(row).roles == roles


@pytest.mark.parametrize(
    "headings", [("Recommendation", "Position"), ("Name", "Age"), ("Recommandation", "Position", "Thèmes")]
)
def test_row_of_other_words_heads_no_list(headings):
    row = Row(1, tuple(cell(text) for text in headings))

    assert read_heading(row) is None


def test_cell_of_a_wide_row_is_found_by_its_place_in_the_grid():
    heading = Row(1, tuple(cell(text, start=index * 2, span=2) for index, text in enumerate(HEADINGS["D"])))
    columns = read_heading(heading)
    wide = Row(2, tuple(cell(str(index), start=index) for index in range(8)))

    assert columns.cell(wide, "position").text == "2"
    assert columns.cell(wide, "assessment") is None


@pytest.mark.parametrize(
    ("header", "state", "cycle", "session"),
    [
        ("UPR of Slovenia (4th Cycle - 48th Session) Thematic list of recommendations* Page 1 of 2", "SVN", 4, 48),
        ("UPR of Slovenia (2nd Cycle – 20th session) Thematic list", "SVN", 2, 20),
        ("UPR of Egypt - Second Cycle", "EGY", 2, None),
        ("UPR of Iran (Islamic Republic of) (3rd Cycle - 34th Session)", "IRN", 3, 34),
        ("UPR of Bolivia (Plurinational State of) - Third Cycle", "BOL", 3, None),
        ("UPR of the former Yugoslav Republic of Macedonia (2nd Cycle)", "MKD", 2, None),
        ("UPR of the Republic of Moldova – First Cycle – Session 12", "MDA", 1, 12),
        ("UPR of Guinea-Bissau (3rd Cycle - 35th Session)", "GNB", 3, 35),
        ("Universal Periodic Review of Timor-Leste, Fifth Cycle, Fifty-fifth session", "TLS", 5, 55),
        ("UPR of Central African Republic (CAR) (Cycle 4)", "CAF", 4, None),
        ("UPR – Lichtenstein (4th UPR cycle)", "LIE", 4, None),
        ("Matrix of recommendations: Kenya (3rd Cycle - 35th Session)", "KEN", 3, 35),
        ("UPR of Ruritania (4th Cycle - 48th Session)", None, 4, 48),
        ("A letter from Peru", None, None, None),
    ],
)
def test_page_header_names_state_cycle_and_session(header, state, cycle, session):
    read = read_page_header((header,), (), state_names())

    assert (read.text, read.state, read.cycle, read.session) == (header, state, cycle, session)


def test_title_stands_in_for_a_silent_page_header():
    read = read_page_header(("Page 1",), ("Thematic list", "UPR of Chad - Third Cycle"), state_names())

    assert (read.text, read.state, read.cycle) == ("Thematic list UPR of Chad - Third Cycle", "TCD", 3)


def test_document_without_header_and_title_names_nothing():
    read = read_page_header((), (), state_names())

    assert (read.text, read.state, read.cycle, read.session) == ("", None, None, None)


def test_text_is_tidied_and_lines_are_joined():
    assert tidy(" a\u00a0 b\u2011c\u00ad d\n") == "a b-c d"
    assert join_lines(["Timor-", "Leste", "", "and - ", "more"]) == "Timor-Leste and - more"
