import pytest

from cycles.importers.numbering import number_warnings
from cycles.importers.records import ReadRecommendation, ReadWarning


def listed(*numbers, document="A/HRC/99/7"):
    rows = []
    for row, number in enumerate(numbers, 2):
        paragraph, _, item = number.partition(".")
        item, _, other = item.partition("@")
        rows.append(
            ReadRecommendation(
                row=row,
                paragraph=int(paragraph),
                item=int(item),
                text="",
                raw_text="",
                recommending_states=(),
                position="",
                position_source="",
                document=other or document,
                themes=(),
                block_theme=None,
                groups=(),
                sdgs=(),
                comments="",
                assessment="",
            )
        )
    return rows


@pytest.mark.parametrize(
    "numbers",
    [
        (),
        ("140.1", "140.2", "140.3"),
        ("140.3", "140.1", "140.2"),
        ("121.1", "122.1", "121.2", "122.2"),
        ("140.1", "140.2", "141.1"),
    ],
)
def test_complete_list_has_no_warnings(numbers):
    assert number_warnings(listed(*numbers)) == []


@pytest.mark.parametrize(
    ("numbers", "paragraph", "missing"),
    [
        (("140.1", "140.3"), "140", "140.2"),
        (("140.4", "140.5"), "140", "140.1–140.3"),
        (("140.1", "140.3", "140.7", "140.9"), "140", "140.2, 140.4–140.6, 140.8"),
        (("121.1", "122.1", "122.3", "121.2"), "122", "122.2"),
    ],
)
def test_holes_are_listed(numbers, paragraph, missing):
    assert number_warnings(listed(*numbers)) == [ReadWarning("gap", None, paragraph, missing)]


def test_hopeless_list_of_holes_is_cut_short():
    (warning,) = number_warnings(listed(*(f"140.{item}" for item in range(2, 200, 2))))

    assert warning.detail.startswith("140.1, 140.3, 140.5, ")
    assert warning.detail.endswith(", 140.59, …")


def test_double_number_names_the_first_row():
    assert number_warnings(listed("140.1", "140.2", "140.1")) == [ReadWarning("duplicate_number", 4, "140.1", "2")]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("140.1", "140.2", "999.1"), ReadWarning("foreign_paragraph", 4, "999.1", "999")),
        (("140.1", "141.57", "140.2"), ReadWarning("foreign_paragraph", 3, "141.57", "141")),
        (("140.1", "140.2", "140.3@A/HRC/98/3"), ReadWarning("foreign_paragraph", 4, "140.3", "A/HRC/98/3")),
    ],
)
def test_row_of_another_report_stands_out(numbers, expected):
    assert number_warnings(listed(*numbers)) == [expected]


def test_misprinted_number_is_told_from_its_neighbours():
    warnings = number_warnings(listed("129.1", "129.2", "128.3", "129.4"))

    assert warnings == [
        ReadWarning("foreign_paragraph", 4, "128.3", "128"),
        ReadWarning("number_out_of_order", 4, "128.3", "129.3"),
        ReadWarning("gap", None, "129", "129.3"),
    ]


def test_row_without_a_document_is_not_foreign():
    assert number_warnings([*listed("140.1", "140.2"), *listed("140.3", document="")]) == []
