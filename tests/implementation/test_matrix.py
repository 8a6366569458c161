"""OHCHR's matrix handed back: what is written, and that nothing else changes."""

import io
import re
import zipfile

import pytest
from lxml import etree

from cycles.importers import UnreadableFile, read
from cycles.importers.list_places import find_places
from implementation.matrix import OHCHR_HEADING, Entry, is_same_text
from tests.implementation.matrices import (
    DAY,
    MAIN,
    document,
    fill,
    members,
    names,
    paragraphs,
    pieces,
    rated,
    row_of,
    rows,
)
from tests.thematic_lists import Row, make_thematic_list, state_names, word_file, zip_file

WITH_COLUMN, WITHOUT_COLUMN = ("B", "C"), ("A", "D")
SAYS = "Rated by The coalition, as of 1 March 2026"


@pytest.mark.parametrize("layout", WITH_COLUMN)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_outside_the_filled_cells_is_as_it_came(layout, language):
    data = make_thematic_list(layout)

    filled, outcome = fill(data, rated(data, only={"120.2", "120.12"}), language)

    before, after = pieces(document(data)), pieces(document(filled))
    changed = [place for place, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    last_cells = [row[3] for row in rows(document(data)) if len(row) == 4]
    assert [before[place] in last_cells for place in changed] == [True, True]
    assert all(place % 2 for place in changed)
    assert sorted(outcome.filled) == ["120.12", "120.2"]
    assert not outcome.new_column


@pytest.mark.parametrize("layout", WITHOUT_COLUMN)
def test_list_without_the_column_gets_a_cell_in_each_row_and_no_other_change(layout):
    data = make_thematic_list(layout)

    filled, outcome = fill(data, rated(data, only={"120.2"}))

    old, new = document(data), document(filled)
    assert outcome.new_column
    assert [len(row) for row in rows(new)] == [len(row) + 1 for row in rows(old)]
    for row in rows(new):
        new = new.replace(row[-1], b"", 1)
    assert re.sub(rb"<w:tblGrid>.*?</w:tblGrid>", b"", new) == re.sub(rb"<w:tblGrid>.*?</w:tblGrid>", b"", old)
    assert document(filled).count(b"<w:gridCol") == 5


@pytest.mark.parametrize("layout", "ABCD")
def test_every_other_part_is_as_it_came(layout):
    parts = {"docProps/core.xml": b"<core/>", "word/media/a.png": b"\x89PNG" * 99, "customXml/item1.xml": b"<a/>"}
    data = make_thematic_list(layout, extra_parts=parts)

    filled, _outcome = fill(data, rated(data))

    assert names(filled) == names(data)
    assert members(filled) == members(data)
    assert len(members(data)) == 7


@pytest.mark.parametrize("layout", "ABCD")
def test_filled_list_is_read_as_the_same_recommendations(layout):
    data = make_thematic_list(layout)

    filled, _outcome = fill(data, rated(data, note="Done."))

    old, new = read(data, state_names()).recommendations, read(filled, state_names()).recommendations
    assert [(one.number, one.text, one.position, one.themes, one.sdgs) for one in new] == [
        (one.number, one.text, one.position, one.themes, one.sdgs) for one in old
    ]
    assert {one.assessment for one in new} == {f"Fully implemented\nDone.\n{SAYS}"}


@pytest.mark.parametrize("layout", "ABCD")
def test_cell_says_level_reason_and_who_rated_when(layout):
    data = make_thematic_list(layout)
    entries = rated(data, "regressed", "The law of <1999> & its rules\nwere repealed.", only={"120.10"})

    filled, _outcome = fill(data, entries)

    said = ["Regressed", "The law of <1999> & its rules\nwere repealed.", SAYS]
    assert [line for line in row_of(filled, "120.10")[-1] if line] == said
    assert not any(row_of(filled, "120.11")[-1])


def test_level_is_bold_and_stands_in_the_colour_of_its_mark():
    data = make_thematic_list("B")

    filled, _outcome = fill(data, rated(data, "not_implemented", only={"120.1"}))

    assert (
        b'<w:rPr><w:b/><w:bCs/><w:color w:val="9b1c1c"/></w:rPr><w:t xml:space="preserve">Not implemented'
        in document(filled)
    )


def test_outcome_counts_what_stays_empty_and_why():
    data = make_thematic_list("C")
    entries = rated(data, only={"120.1", "120.3"})
    entries["120.3"] = Entry("Quite another matter altogether, about fishing quotas", "fully", "", DAY)
    del entries["120.12"]

    filled, outcome = fill(data, entries)

    assert outcome.filled == ["120.1"]
    assert outcome.different == ["120.3"]
    assert outcome.unknown == ["120.12"]
    assert outcome.unrated == ["120.2", "120.4", "120.5", "120.6", "120.7", "120.8", "120.9", "120.10", "120.11"]
    assert not any(row_of(filled, "120.3")[-1])


def test_noted_recommendations_are_filled_in_like_the_others():
    data = make_thematic_list("C")

    filled, _outcome = fill(data, rated(data, "partially", only={"120.11"}))

    assert row_of(filled, "120.11")[1] == ["Noted"]
    assert row_of(filled, "120.11")[-1][0] == "Partially implemented"


def test_what_somebody_wrote_in_a_cell_stays_and_the_rating_follows():
    data = make_thematic_list("B", rows=[Row("120.1", assessment="The ministry says: done.")])

    once, _outcome = fill(data, rated(data, "partially"))
    twice, _outcome = fill(once, rated(data, "partially"))

    assert row_of(once, "120.1")[-1] == ["The ministry says: done.", "", "Partially implemented", SAYS]
    assert document(twice) == document(once)


def test_later_rating_stands_below_the_earlier_one():
    data = make_thematic_list("B", rows=[Row("120.1")])

    once, _outcome = fill(data, rated(data, "partially"))
    later = {"120.1": Entry(Row("120.1").text, "fully", "", DAY.replace(month=9))}
    again, _outcome = fill(once, later)

    said = [line for line in row_of(again, "120.1")[-1] if line]
    assert said == ["Partially implemented", SAYS, "Fully implemented", SAYS.replace("March", "September")]


def test_several_recommendations_in_one_cell_stand_with_their_numbers():
    printed = "Train judges (Chile);\n120.2 Build courts (Kenya); 120.3 Pay clerks in 12.5 days (Fiji)"
    data = make_thematic_list("C", rows=[Row("120.1", printed=printed)])
    entries = {
        "120.1": Entry("Train judges", "fully", "", DAY),
        "120.2": Entry("Build courts", "regressed", "Two were closed.", DAY),
        "120.3": Entry("Pay clerks in 12.5 days"),
    }

    filled, outcome = fill(data, entries)

    said = ["120.1: Fully implemented", SAYS, "120.2: Regressed", "Two were closed.", SAYS]
    assert [line for line in row_of(filled, "120.1")[-1] if line] == said
    assert (outcome.filled, outcome.unrated, outcome.unknown) == (["120.1", "120.2"], ["120.3"], [])


def test_cell_that_goes_over_two_rows_holds_both_with_their_numbers():
    data = make_thematic_list("B", rows=[Row("120.1"), Row("120.2")], blocks=False)
    merged = iter([b'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', b"<w:tcPr><w:vMerge/></w:tcPr>"])
    xml = document(data)
    for row in rows(xml)[1:]:
        xml = xml.replace(row[-1], row[-1].replace(b"<w:tcPr/>", next(merged)), 1)
    parts = {name: content for name, content in unpacked(data).items() if name != MAIN}
    data = zip_file(parts | {MAIN: xml})

    filled, _outcome = fill(data, rated(data))

    said = [[line for line in cells[-1] if line] for cells in (row_of(filled, "120.1"), row_of(filled, "120.2"))]
    assert said == [["120.1: Fully implemented", SAYS, "120.2: Fully implemented", SAYS], []]


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.mark.parametrize(
    "quirk", ["content_controls", "tracked_changes", "blank_rows", "repeat_heading", "tables_before"]
)
@pytest.mark.parametrize("layout", "BD")
def test_lists_with_quirks_are_filled_in(layout, quirk):
    data = make_thematic_list(layout, **{quirk: 1})

    filled, outcome = fill(data, rated(data))

    assert len(outcome.filled) == 12
    assert {one.assessment for one in read(filled, state_names()).recommendations} == {f"Fully implemented\n{SAYS}"}


@pytest.mark.parametrize("layout", "BD")
def test_list_in_two_tables_is_filled_in_both(layout):
    data = make_thematic_list(layout, split_table_after=6)

    filled, outcome = fill(data, rated(data))

    assert len(outcome.filled) == 12
    assert row_of(filled, "120.12")[-1][0] == "Fully implemented"
    assert [len(row) for row in rows(document(filled)) if len(row) > 2] == [4 if layout == "B" else 5] * 13


def test_columns_in_another_order_are_found_by_their_headings():
    data = make_thematic_list("C", order=(3, 0, 1, 2))

    filled, _outcome = fill(data, rated(data))

    first = [paragraphs(cell) for cell in rows(document(filled))[2]]
    assert first[0][0] == "Fully implemented"


def test_new_column_has_ohchrs_heading_and_the_same_in_the_language_of_the_report():
    data = make_thematic_list("D")

    english, french = (fill(data, rated(data), language)[0] for language in ("en", "fr"))

    assert paragraphs(rows(document(english))[0][-1]) == [OHCHR_HEADING]
    assert paragraphs(rows(document(french))[0][-1])[0] == OHCHR_HEADING
    assert len(paragraphs(rows(document(french))[0][-1])) == 2


def test_list_that_got_its_column_needs_no_second_one():
    data = make_thematic_list("D")

    once, _outcome = fill(data, rated(data), "fr")
    _twice, outcome = fill(once, rated(data), "fr")

    assert not outcome.new_column


def test_table_of_fixed_width_stays_as_wide_as_it_was():
    data = make_thematic_list("D")
    parts = unpacked(data)
    grid = b'<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="1000"/><w:gridCol w:w="5000"/><w:gridCol w:w="5000"/>'
    fixed = document(data).replace(b"<w:tblPr/>", b'<w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr>')
    parts[MAIN] = re.sub(rb"<w:tblGrid>(<w:gridCol/>)+", grid, fixed)

    filled, _outcome = fill(zip_file(parts), rated(data))

    widths = [int(width) for width in re.findall(rb'<w:gridCol w:w="(\d+)"', document(filled))]
    assert widths == [3174, 1000, 3855, 3855, 3118]
    assert b'<w:tblLayout w:type="autofit"/>' in document(filled)


def test_arabic_runs_from_the_right_and_notes_in_their_own_direction():
    data = make_thematic_list("B")
    entries = {
        "120.1": Entry(Row("120.1", "Ratify the treaties that it signed").text, "fully", "Since May.", DAY),
        "120.3": Entry("Sign the protocol on complaints by children", "fully", "صدر القانون.", DAY),
    }

    filled, _outcome = fill(data, entries, "ar")

    cells = {row[0]: row[-1] for row in rows(document(filled)) if len(row) == 4}
    first, second = [cell for start, cell in cells.items() if b"120.1 " in start or b"120.3 " in start]
    directions = [[b"<w:bidi/>" in one for one in re.findall(rb"<w:p>.*?</w:p>", cell)] for cell in (first, second)]
    assert directions == [[True, False, True, False], [True, True, True, False]]
    assert b'<w:rtl/></w:rPr><w:t xml:space="preserve">\xd8\xb5' in second


def test_english_notes_beside_arabic_ones():
    data = make_thematic_list("B")

    filled, _outcome = fill(data, rated(data, note="صدر القانون.", only={"120.1"}))

    cell = next(row[-1] for row in rows(document(filled)) if b"Fully implemented" in row[-1])
    assert [b"<w:bidi/>" in one for one in re.findall(rb"<w:p>.*?</w:p>", cell)] == [False, True, False, False]


def test_signs_that_xml_forbids_are_left_out():
    data = make_thematic_list("B", rows=[Row("120.1")])

    filled, _outcome = fill(data, rated(data, note="A\x0bB\x00C\ufffe 😀 ]]>"))

    assert row_of(filled, "120.1")[-1][1] == "ABC 😀 ]]>"


def test_document_in_utf_16_is_filled_in_too():
    data = make_thematic_list("B")
    parts = unpacked(data)
    parts[MAIN] = parts[MAIN].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    filled, _outcome = fill(zip_file(parts), rated(data, note="Élan", only={"120.1"}))

    assert document(filled).startswith(b"\xff\xfe")
    assert "Élan" in document(filled).decode("utf-16")


@pytest.mark.parametrize("prefix", ["x", "w14w"])
def test_document_with_another_prefix_is_filled_in_too(prefix):
    data = make_thematic_list("D", rows=[Row("120.1")])
    parts = unpacked(data)
    parts[MAIN] = re.sub(rb"(</?|\s|xmlns:)w([:=])", rb"\g<1>" + prefix.encode() + rb"\2", parts[MAIN])

    filled, _outcome = fill(zip_file(parts), rated(zip_file(parts)))

    assert read(filled, state_names()).recommendations[0].assessment == f"Fully implemented\n{SAYS}"
    etree.fromstring(document(filled))


def test_document_of_the_strict_kind_stays_one():
    data = make_thematic_list("D", rows=[Row("120.1")])
    parts, strict = unpacked(data), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts[MAIN] = parts[MAIN].replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict)

    filled, _outcome = fill(zip_file(parts), rated(data))

    assert b"2006/main" not in document(filled)
    assert read(filled, state_names()).recommendations[0].assessment == f"Fully implemented\n{SAYS}"


def test_longest_list_is_filled_in_and_a_longer_one_refused():
    data = make_thematic_list("D", rows=[Row(f"120.{item}") for item in range(1, 1000)])

    _filled, outcome = fill(data, rated(data, note="Because. " * 400))

    assert len(outcome.filled) == 999
    longer = make_thematic_list("D", rows=[Row(f"{120 + item // 500}.{item % 500 + 1}") for item in range(1001)])
    with pytest.raises(UnreadableFile, match="too_large_unpacked"):
        find_places(longer, state_names())


def test_row_that_ends_before_the_column_is_named():
    data = make_thematic_list("B", rows=[Row("120.1"), Row("120.2")], blocks=False)
    xml = document(data)
    short = rows(xml)[2][-1]
    parts = unpacked(data) | {MAIN: xml[: xml.rindex(short)] + xml[xml.rindex(short) + len(short) :]}

    _filled, outcome = fill(zip_file(parts), rated(data))

    assert (outcome.filled, outcome.without_cell) == (["120.1"], ["120.2"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7", "pdf_not_word"),
        (word_file("<w:p/>"), "no_table"),
        (make_thematic_list("D", rows=[]), "empty_table"),
        (make_thematic_list("D", headings=("Words", "More", "Signs", "Rest")), "not_a_thematic_list"),
    ],
)
def test_other_files_are_refused(data, code):
    with pytest.raises(UnreadableFile, match=code):
        find_places(data, state_names())


@pytest.mark.parametrize(
    ("stored", "printed", "same"),
    [
        ("Ratify the treaty", "120.1 Ratify that treaty (Chile);", True),
        ("Ratify the treaty", "120.1 Close the camp (Chile);", False),
        ("批准条约", "120.1 批准条约", True),
    ],
)
def test_row_is_known_by_its_words(stored, printed, same):
    assert is_same_text(stored, printed) is same
