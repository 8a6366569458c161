import io
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from cycles.importers import pdf_text
from cycles.importers.messages import describe
from cycles.importers.pdf_text import PdfText, read_pdf
from cycles.importers.records import UnreadableFile
from tests.examples import examples
from tests.working_group_reports import PAGES, make_pdf

PAGE = "The review of Arcadia was held at the thirteenth meeting, in the presence of all.\n" * 3


@pytest.fixture(scope="module")
def document():
    return make_pdf(*PAGES)


def raw_pdf(content: bytes, *, pages: int = 1, font: str = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica") -> bytes:
    """A PDF of equal pages with that drawing, written by hand."""
    kids = " ".join(["3 0 R"] * pages)
    packed = zlib.compress(content, 9)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 4 0 R >> >> >>",
        b"<< /Subtype /Form /Type /XObject /BBox [0 0 9 9] "
        b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 4 0 R >> >>"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        f"<< {font} >>".encode(),
    ]
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start)
    return bytes(out)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_pdf(data)
    assert "%(" not in describe(refused.value)
    return refused.value.code


def test_pages_and_lines_are_read_in_order(document):
    text = read_pdf(document)

    assert len(text.pages) == 5
    assert text.pages[1][:2] == ("A/HRC/99/7", "2 GE.25-02819")
    assert text.pages[3][2] == " II. Conclusions and/or recommendations**"
    assert text.text.count("\f") == 4


def test_first_pages_alone_are_read(document):
    assert read_pdf(document, 2).pages == read_pdf(document).pages[:2]


def test_text_joins_lines_and_pages():
    text = PdfText((("a", "b"), (), ("c",))).text

    assert text == "a\nb\n\f\n\fc"


def test_word_spacing_of_a_justified_line_does_not_part_words():
    drawing = b"BT /F1 10 Tf 20 700 Td 9 Tw [(one two three four th)] TJ 128 0 Td 0 Tw [(e rest of it)] TJ ET "

    line = read_pdf(raw_pdf(drawing + drawing.replace(b"700", b"600") * 5)).pages[0][0]

    assert line == "one two three four the rest of it"


def test_drawing_without_its_numbers_is_passed_over():
    drawing = b"BT /F1 10 Tf 20 700 Td Tw /F1 Tf TJ (Words enough to make up the text of a page) Tj ET "

    assert read_pdf(raw_pdf(drawing * 4)).pages[0][0].startswith("Words enough")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a Word file", b"plain text", b"\x00" * 2000 + b"%PDF-1.7"])
def test_other_files_are_refused(data):
    assert refusal(data) == "not_a_pdf"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"obj stream " * 500])
def test_damaged_file_is_refused(data):
    assert refusal(data) == "damaged"


def test_locked_file_is_refused(document):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    assert refusal(out.getvalue()) == "encrypted"


def test_file_that_only_forbids_changes_is_read(document):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document)))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    assert read_pdf(out.getvalue()) == read_pdf(document)


def test_scan_without_text_is_refused():
    assert refusal(raw_pdf(b"0 0 m 10 10 l S ", pages=3)) == "scanned"


def test_scan_with_a_stamp_on_each_page_is_refused():
    assert refusal(raw_pdf(b"BT /F1 10 Tf 20 700 Td (Received) Tj ET", pages=20)) == "scanned"


def test_book_is_refused():
    assert refusal(raw_pdf(b"BT /F1 10 Tf (Words) Tj ET", pages=pdf_text.MAX_PAGES + 1)) == "too_long"


def test_page_that_unpacks_without_end_is_refused():
    assert refusal(raw_pdf(b" " * (40 * pdf_text.MEGABYTE))) in {"too_long", "scanned"}


def test_endless_drawing_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_text, "MAX_OPERATIONS", 1000)

    assert refusal(raw_pdf(b"BT /F1 10 Tf (Words) Tj ET " * 500)) == "too_long"


def test_endless_text_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_text, "MAX_SIGNS", 1000)

    assert refusal(make_pdf(PAGE * 10)) == "too_long"


def test_slow_file_is_refused(monkeypatch, document):
    monkeypatch.setattr(pdf_text, "MAX_SECONDS", 0)

    assert refusal(document) == "too_long"


def test_form_that_draws_itself_is_read_once():
    text = read_pdf(raw_pdf(b"BT /F1 10 Tf 20 700 Td (Words of the page that are long enough) Tj ET /X Do " * 4))

    assert len(text.pages) == 1


@examples(40)
@given(data=st.data())
def test_cut_and_changed_files_are_read_or_refused(data, document):
    start = data.draw(st.integers(0, len(document)))
    length = data.draw(st.integers(0, 400))
    patch = data.draw(st.binary(max_size=20))

    with suppress(UnreadableFile):
        assert read_pdf(document[:start] + patch + document[start + length :]).pages
