import io
import zipfile

import pytest
from openpyxl import load_workbook

from common.workbooks import MOST_SIGNS, workbook_parts


def book_of(*sheets):
    return load_workbook(io.BytesIO(b"".join(workbook_parts(sheets))))


def test_sheets_hold_their_rows_in_order():
    book = book_of(("One", [["Number", "Text"], [118, 'Ratify <it> & "soon"'], [2.5, ""]]), ("Über", [["a"]]))

    assert book.sheetnames == ["One", "Über"]
    assert list(book.worksheets[0].iter_rows(values_only=True)) == [
        ("Number", "Text"),
        (118, 'Ratify <it> & "soon"'),
        (2.5, None),
    ]
    assert list(book.worksheets[1].iter_rows(values_only=True)) == [("a",)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("  two blanks ", "  two blanks "),
        ("حقوق\nالإنسان", "حقوق\nالإنسان"),
        ("bell\x07 and\x00 nothing", "bell and nothing"),
        ("x" * 40_000, "x" * MOST_SIGNS),
        ("]]></t>", "]]></t>"),
    ],
)
def test_text_comes_as_it_is_and_runs_nothing(text, kept):
    cell = book_of(("One", [[text]])).worksheets[0]["A1"]

    assert (cell.value, cell.data_type) == (kept, "s")


def test_rows_leave_before_the_last_is_known():
    taken = []

    def rows():
        for number in range(5000):
            taken.append(number)
            yield [f"{number} {hash(str(number))} with words of its own"] * 5

    parts = workbook_parts([("One", rows())])
    size = 0
    while size < 100_000:
        size += len(next(parts))

    assert len(taken) < 4500
    whole = io.BytesIO(b"".join(workbook_parts([("One", rows())])))
    assert zipfile.ZipFile(whole).testzip() is None
    assert load_workbook(whole).worksheets[0].max_row == 5000


def test_workbook_without_a_row_opens():
    assert list(book_of(("One", [])).worksheets[0].iter_rows(values_only=True)) == []
