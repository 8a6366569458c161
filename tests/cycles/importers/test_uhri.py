import io
import json
import os
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.messages import SKIPPED
from cycles.importers.records import ReadState, ReadTheme, ReadWarning, UnreadableFile
from cycles.importers.uhri import read_uhri
from tests import wrong_files
from tests.examples import examples
from tests.exports import UHRI_HEADINGS, UHRI_OBJECT, Stream, csv_of_2015, many_objects, uhri_objects, uhri_sheet
from tests.thematic_lists import state_names, zip_file

FOLDER = os.environ.get("UPR_REALDATA")
NO_EXPORT = {
    "not_upr": {"Body": "- CRC"},
    "not_a_recommendation": {"AnnotationType": "- Concerns/Observations"},
    "response": {"Text": "<p>Response of Slovenia to the recommendations</p>"},
    "no_text": {"Text": "<p>140.7 </p>"},
    "no_state_under_review": {"Countries": []},
}


@pytest.fixture(scope="module")
def names():
    return state_names()


def read(data, names, columns=None):
    export = read_uhri(io.BytesIO(data), names, columns)
    return export, list(export.rows)


def first_of(names, **change):
    return read(uhri_objects(change), names)[1][0]


def problems(row):
    return [(warning.code, warning.detail) for warning in row.warnings]


@pytest.mark.parametrize(("layout", "make"), [("xlsx", uhri_sheet), ("json", uhri_objects)])
def test_both_layouts_say_the_same(layout, make, names):
    export, rows = read(make({}, {}), names)

    assert (export.format, export.layout, export.language, export.skipped) == ("uhri", layout, "en", {})
    assert len(rows) == 2
    row = rows[0]
    assert row.place == (2 if layout == "xlsx" else 1)
    assert row.state == ReadState("SVN", "Slovenia", 1)
    assert (row.session, row.cycle, row.document, row.paragraph, row.item) == (48, 4, "A/HRC/59/15", 140, 7)
    assert row.text == "Ratify it & report"
    assert row.recommending_states == (ReadState("TLS", "Timor-Leste", 1), ReadState("GNB", "Guinea-Bissau", 1))
    assert row.position == "supported"
    assert row.theme_scheme == "ohchr"
    assert row.themes == (ReadTheme("", "Right to health"), ReadTheme("", "Participation in public & political life"))
    assert row.groups == ("Women & girls",)
    assert (row.sdgs, row.sdg_targets) == ((16, 5), (ReadTheme("SDG 5.2", "End all violence against women"),))
    assert row.external_key == "00000000-0000-4000-8000-000000000001"
    assert row.published_date == date(2025, 3, 24)
    assert row.warnings == ()


@pytest.mark.skipif(not FOLDER, reason="UPR_REALDATA is not set")
def test_slovenia_has_the_figures_of_its_list_in_both_layouts(names):
    both = []
    for ending in ("xlsx", "json"):
        path = Path(FOLDER) / "uhri_constructed" / f"uhri_like_SVN_c4.{ending}"
        export, rows = read(path.read_bytes(), names)
        both.append([replace(row, place=0) for row in rows])
        positions = [row.position for row in rows]
        mentions = [state.iso3 for row in rows for state in row.recommending_states]
        themes = [theme for row in rows for theme in row.themes]

        assert (export.layout, export.language, export.skipped) == (ending, "en", {})
        assert (len(rows), positions.count("supported"), positions.count("noted")) == (254, 217, 37)
        assert (len(mentions), len(set(mentions)), None in mentions) == (262, 94, False)
        assert (len(themes), len(set(themes))) == (676, 60)
        assert {(row.state.iso3, row.cycle, row.session) for row in rows} == {("SVN", 4, 48)}
        assert sorted(row.item for row in rows) == list(range(1, 255))
        assert all(row.external_key and not row.warnings for row in rows)
    assert both[0] == both[1]


@pytest.mark.parametrize(
    "headings",
    [
        [heading.replace("Reccomending", "Recommending") for heading in UHRI_HEADINGS],
        [f" {heading.upper().replace(' ', '  ')}" for heading in UHRI_HEADINGS],
    ],
)
def test_headings_are_known_in_either_spelling(headings, names):
    _, rows = read(uhri_sheet({}, headings=headings), names)

    assert rows == read(uhri_sheet({}), names)[1]


def test_missing_heading_is_refused_with_what_there_is(names):
    headings = ["Stance" if heading == "UPR Position" else heading for heading in UHRI_HEADINGS]

    with pytest.raises(UnreadableFile) as refused:
        read(uhri_sheet({}, headings=headings), names)

    assert (refused.value.code, refused.value.detail) == ("export_columns", f"UPR Position | {', '.join(headings)}")
    assert read(uhri_sheet({}, headings=headings), names, columns={"position": "stance"})[1][0].position == "supported"


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        (["Supported"], "supported"),
        (["Noted"], "noted"),
        (["Supported/Noted"], "partially_supported"),
        (["Supported", "Noted"], "partially_supported"),
        (["Apoyada"], "supported"),
        (["No apoyada"], "noted"),
        (["Tomada nota"], "noted"),
        (["Apoyada/Anotada"], "partially_supported"),
        (["Aceptada parcialmente"], "partially_supported"),
        (["Pendiente"], "pending"),
    ],
)
def test_position_is_read_in_both_languages(printed, position, names):
    row = first_of(names, UprPositions=printed)

    assert (row.position, row.warnings) == (position, ())


@pytest.mark.parametrize(
    ("text", "number", "body"),
    [
        ("140.7 Ratify it", (140, 7), "Ratify it"),
        ("<p>140.7. <b>Ratify</b> it</p>", (140, 7), "Ratify it"),
        ("&lt;p&gt;140.7&amp;nbsp;Ratify it&lt;/p&gt;", (140, 7), "Ratify it"),
        ("Recommendation No. 5 contained in para. 96: 12. Ratify it", (96, 5), "Ratify it"),
        ("12. Ratify it", (None, 12), "Ratify it"),
        ("Ratify it by 2030", (None, None), "Ratify it by 2030"),
        ("2030 Agenda: act on it", (None, None), "2030 Agenda: act on it"),
    ],
)
def test_number_in_front_of_the_text_is_read(text, number, body, names):
    row = first_of(names, Text=text)

    assert (row.paragraph, row.item) == number
    assert row.text == body
    assert [code for code, _ in problems(row)] == ([] if number[0] else ["no_text_number"])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"UprPositions": ["Perhaps"]}, ("unknown_position", "Perhaps")),
        ({"UprPositions": []}, ("missing_position", "")),
        ({"UprSession": ["Later"]}, ("unknown_session", "Later")),
        ({"UprCycle": "3rd cycle"}, ("cycle_differs", "48th Session ≠ 3rd cycle")),
        ({"Countries": ["Atlantis"]}, ("unknown_state", "Atlantis")),
        (
            {"UprRecommendingCountry": ["Timor-Leste", "Guinea-Bisau"]},
            ("state_name_corrected", "Guinea-Bisau → Guinea-Bissau"),
        ),
        (
            {"UprRecommendingCountry": ["Timor-Leste"]},
            ("state_column_differs", "Timor-Leste, Guinea-Bissau ≠ Timor-Leste"),
        ),
        ({"Sdgs": ["18 - No such goal"]}, ("unknown_goal", "18 - No such goal")),
        ({"UprRecommendingCountry": [], "Text": "140.7 Ratify it"}, ("no_state", "")),
    ],
)
def test_odd_value_is_survived_with_a_warning(change, problem, names):
    row = first_of(names, **change)

    assert row.warnings == (ReadWarning(problem[0], 1, "140.7", problem[1]),)


def test_states_of_the_text_stand_in_for_an_empty_column(names):
    row = first_of(names, UprRecommendingCountry=None)

    assert [state.iso3 for state in row.recommending_states] == ["TLS", "GNB"]


def test_each_state_keeps_its_clause_of_the_text(names):
    row = first_of(names, Text="140.7 Sign it (Guinea-Bissau); ratify it (Timor-Leste);")

    assert row.recommending_states == (ReadState("TLS", "Timor-Leste", 2), ReadState("GNB", "Guinea-Bissau", 1))
    assert row.text == "Sign it (Guinea-Bissau); ratify it (Timor-Leste)"


def test_goals_and_targets_are_told_apart(names):
    row = first_of(names, Sdgs=["16 - Paz", "16.B - Promover", "1.4", "SDG target 16.10: Garantizar", "1.4 - Igualdad"])

    assert (row.sdgs, row.warnings) == ((16, 1), ())
    assert [(target.code, target.label) for target in row.sdg_targets] == [
        ("SDG 16.b", "Promover"),
        ("SDG 1.4", "Igualdad"),
        ("SDG 16.10", "Garantizar"),
    ]


def test_target_without_words_is_called_by_its_number(names):
    row = first_of(names, Sdgs=["5.2"])

    assert (row.sdgs, row.sdg_targets) == ((5,), (ReadTheme("SDG 5.2", "Target 5.2"),))


@pytest.mark.parametrize("printed", [45740, "45740", 45740.5, "2025-03-24T00:00:00", date(2025, 3, 24)])
def test_date_is_read_however_it_is_written(printed, names):
    _, rows = read(uhri_sheet({"Document Publication Date": printed}), names)

    assert rows[0].published_date == date(2025, 3, 24)


@pytest.mark.parametrize("printed", ["soon", "2025-13-45", 1e300, -4, None, "Infinity"])
def test_date_that_is_none_is_left_out(printed, names):
    row = first_of(names, PublicationDate=printed)

    assert row.published_date is None


def test_rows_that_are_no_recommendations_are_counted(names):
    export, rows = read(uhri_objects(*NO_EXPORT.values(), {}), names)

    assert export.skipped == dict.fromkeys(NO_EXPORT, 1)
    assert len(rows) == 1


def test_rows_are_read_one_by_one(names):
    export = read_uhri(io.BytesIO(uhri_objects(*[{}, {"Body": "- CRC"}] * 200)), names)

    next(export.rows)

    assert export.skipped == {}
    assert len(list(export.rows)) == 199
    assert export.skipped == {"not_upr": 200}


@pytest.mark.parametrize(
    "left_out",
    [
        {"Themes", "Sdgs", "AffectedPersons"},
        {"UprPositions", "UprSession", "UprCycle", "UprRecommendingCountry"},
        {"Symbol", "PublicationDate", "AnnotationId"},
    ],
)
def test_object_that_lacks_keys_takes_none_from_the_others(left_out, names):
    bare = {key: value for key, value in (UHRI_OBJECT | {"Body": "- CRC"}).items() if key not in left_out}

    export, rows = read(json.dumps([bare, UHRI_OBJECT]).encode(), names)

    assert export.skipped == {"not_upr": 1}
    assert rows == [replace(row, place=2) for row in read(uhri_objects({}), names)[1]]


def test_recommendation_without_a_position_or_themes_is_warned_of_alone(names):
    bare = {key: value for key, value in UHRI_OBJECT.items() if key not in {"UprPositions", "Themes"}}

    _, rows = read(json.dumps([bare, UHRI_OBJECT]).encode(), names)

    assert [problems(row) for row in rows] == [[("missing_position", "")], []]
    assert [len(row.themes) for row in rows] == [0, 2]


def test_objects_of_other_mechanisms_need_no_keys_of_the_upr(names):
    other = {key: value for key, value in UHRI_OBJECT.items() if not key.startswith("Upr")} | {"Body": "- CRC"}

    export, rows = read(json.dumps([*[other] * 150, UHRI_OBJECT]).encode(), names)

    assert export.skipped == {"not_upr": 150}
    assert [(row.place, row.position, row.cycle) for row in rows] == [(151, "supported", 4)]


def test_export_in_spanish_is_told_by_its_words(names):
    spanish = {
        "AnnotationType": "- Recomendaciones",
        "Body": "- EPU",
        "Countries": ["Eslovenia"],
        "UprPositions": ["Apoyada"],
        "UprSession": ["48º período de sesiones"],
        "Text": "<p>140.7 Ratificar el Protocolo (Timor-Leste) (Guinea-Bissau);</p>",
    }

    export, rows = read(uhri_objects({"AnnotationType": "- Preocupaciones/Observaciones"}, spanish), names)

    assert export.language == "es"
    assert export.skipped == {"not_a_recommendation": 1}
    assert (rows[0].position, rows[0].session, rows[0].text) == ("supported", 48, "Ratificar el Protocolo")


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty_export", b""),
        ("empty_export", b"[]"),
        ("empty_export", uhri_sheet()),
        ("not_a_list", b'\xef\xbb\xbf {"data": [{}]}'),
        ("export_columns", uhri_objects({}).replace(b'"UprPositions"', b'"Stance"')),
        ("export_columns", uhri_objects({"Body": "- CRC"}).replace(b'"Countries"', b'"Place"')),
        ("not_an_export", wrong_files.list_with_gap()),
        ("not_an_export", wrong_files.renamed_pdf()),
        ("export_columns", b'[{"id": 1}]'),
        ("export_columns", csv_of_2015()),
        ("damaged", uhri_objects({}, {})[:-1]),
        ("damaged", uhri_objects({}, {}) + b"}"),
        ("damaged", b"[1e999999999999999999999]"),
        ("damaged", b"[" + b"9" * 10_000 + b"]"),
        ("damaged", b"[" * 200_000),
        ("damaged", b"[" + b'{"a":' * 200_000),
        ("damaged", b'[{"a":[' + b"1," * 20_000 + b"1]}]"),
        ("damaged", uhri_sheet({})[:-200]),
        ("encrypted", wrong_files.password_locked()),
    ],
)
def test_other_file_is_refused(code, data, names):
    with pytest.raises(UnreadableFile) as refused:
        read(data, names)

    assert refused.value.code == code


def with_part(data, name, content):
    """The package with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    return zip_file(parts | {name: content})


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("hostile_table", "xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'),
        ("hostile_table", "xl/sharedStrings.xml", '<!DOCTYPE x [<!ENTITY a "b">]><sst/>'.encode("utf-16-le")),
        ("export_too_large", "xl/worksheets/sheet1.xml", bytes(12 * 1024 * 1024)),
        ("export_too_large", "xl/styles.xml", os.urandom(13 * 1024 * 1024)),
        ("export_too_large", "xl/styles.xml", b"<a/>" * 1_100_000),
        ("table_macros", "xl/vbaProject.bin", b"Sub Auto_Open()"),
        ("damaged", "xl/worksheets/sheet1.xml", b"<worksheet>"),
        ("damaged", "xl/workbook.xml", b"<workbook/>"),
    ],
)
def test_workbook_that_means_harm_is_refused(code, name, content, names):
    data = with_part(uhri_sheet({}), name, content)

    with pytest.raises(UnreadableFile) as refused:
        read(data, names)

    assert refused.value.code == code


def test_workbook_with_a_row_far_below_is_refused(names):
    sheet = b'<row r="999999999"><c r="A999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(uhri_sheet({}))) as archive:
        changed = archive.read("xl/worksheets/sheet1.xml").replace(b"</sheetData>", sheet)

    with pytest.raises(UnreadableFile) as refused:
        read(with_part(uhri_sheet({}), "xl/worksheets/sheet1.xml", changed), names)

    assert refused.value.code == "damaged"


def peak(count, names):
    """The most memory that reading so many objects takes, in bytes."""
    with Stream(partial(many_objects, count)) as stream:
        tracemalloc.start()
        try:
            export = read_uhri(stream, names)
            found = sum(1 for _ in export.rows)
            return found, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(names):
    peak(100, names)

    few, small = peak(250, names)
    many, large = peak(1250, names)

    assert (few, many) == (100, 500)
    assert large < small + 200_000


@given(cut=st.integers(0, 2400), tail=st.binary(max_size=20))
@examples(60)
def test_cut_json_is_read_or_refused(cut, tail):
    data = uhri_objects({}, {})[:cut] + tail

    try:
        export, rows = read(data, state_names())
    except UnreadableFile:
        return

    assert len(rows) + export.skipped.total() <= 3


values = st.recursive(
    st.none()
    | st.booleans()
    # The reader takes the smallest of 64 bits for too large, and the file is refused.
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.just("- \n-\n140.7 &nbsp<p>"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@given(changes=st.lists(st.dictionaries(st.sampled_from(sorted(UHRI_OBJECT)), values, max_size=6), max_size=3))
@examples(60)
def test_strange_values_in_json_are_read(changes):
    objects = [UHRI_OBJECT, *(UHRI_OBJECT | change for change in changes)]

    export, rows = read(json.dumps(objects).encode(), state_names())

    assert len(rows) + export.skipped.total() == len(objects)
    assert rows[0].warnings == ()


@given(at=st.integers(0, 7000), change=st.binary(min_size=1, max_size=8), cut=st.booleans())
@examples(40)
def test_damaged_workbook_is_read_or_refused(at, change, cut):
    data = uhri_sheet({}, {})
    damaged = data[:at] + change + (b"" if cut else data[at + len(change) :])

    try:
        export, rows = read(damaged, state_names())
    except UnreadableFile:
        return

    assert len(rows) + export.skipped.total() <= 2


def test_every_reason_to_skip_a_row_has_words():
    by_the_record = {
        "contradiction",
        "no_review",
        "other_document",
        "repeated",
        "unknown_cycle",
        "unknown_state_under_review",
    }

    assert {*NO_EXPORT, "not_an_object", "wrong_number_of_cells"} | by_the_record == set(SKIPPED)
