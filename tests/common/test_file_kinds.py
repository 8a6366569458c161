"""Which files are kept as evidence, and under which name."""

import pytest

from common.file_kinds import MEGABYTE, CheckedUpload, RefusedUpload, check_upload, clean_name
from tests.implementation.files import JPG, PDF, PNG, archive, docx, odt, upload, xlsx

MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
WORD_AND_EXCEL = {"[Content_Types].xml": "", "word/document.xml": "", "xl/workbook.xml": ""}


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("law.pdf", PDF, "pdf"),
        ("law.docx", docx(), "docx"),
        ("with a chart.docx", docx(word__embeddings__sheet1_xlsx="x"), "docx"),
        ("budget.xlsx", xlsx(), "xlsx"),
        ("letter.odt", odt(), "odt"),
        ("map.png", PNG, "png"),
        ("photo.jpeg", JPG, "jpg"),
        ("notes.txt", b"Entrevue du 3 mai", "txt"),
        ("notes.txt", "مقابلة".encode("utf-16"), "txt"),
        ("notes.txt", "Ministère".encode("latin-1"), "txt"),
        ("cases.csv", b"year,cases\n2025,412\n", "csv"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_check_upload_keeps_documents_pictures_and_text(name, content, extension):
    assert check_upload(upload(name, content)).extension == extension


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "unknown_kind"),
        ("page.html", b"<script>alert(1)</script>", "unknown_kind"),
        ("picture.svg", b"<svg onload='alert(1)'/>", "unknown_kind"),
        ("program.pdf", b"MZ\x90\x00", "unknown_kind"),
        ("program.txt", b"MZ\x90\x00\x03", "unknown_kind"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown_kind"),
        ("archive.docx", archive({"letter.txt": "x"}), "unknown_kind"),
        ("two at once.docx", archive(WORD_AND_EXCEL), "unknown_kind"),
        ("slides.odt", archive({"mimetype": "application/vnd.oasis.opendocument.tixt"}), "unknown_kind"),
        ("cut.docx", docx()[:60], "damaged"),
        ("nothing.docx", archive({}), "unknown_kind"),
        ("climbs.docx", archive({"../../etc/cron.d/x": "x"}), "damaged"),
        ("root.docx", archive({"/etc/passwd": "x"}), "damaged"),
        ("macros.docx", docx(word__vbaProject_bin=""), "macros"),
        ("macros.docx", archive({"[Content_Types].xml": MACRO_TYPES, "word/document.xml": ""}), "macros"),
        ("old macros.xlsx", docx(xl__macrosheets__sheet1_xml=""), "macros"),
        ("object.docx", docx(word__embeddings__oleObject1_bin=""), "macros"),
        ("basic.odt", odt(Basic__Standard__Module1_xml="x"), "macros"),
        ("bomb.docx", docx(word__media__large_bin=b"\0" * (2 * MEGABYTE)), "too_large_unpacked"),
        ("many.docx", archive({f"{number}.xml": "" for number in range(5001)}), "too_large_unpacked"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_check_upload_refuses(name, content, reason):
    with pytest.raises(RefusedUpload) as refusal:
        check_upload(upload(name, content))

    assert refusal.value.reason == reason


def test_check_upload_refuses_locked_files():
    with pytest.raises(RefusedUpload) as refusal:
        check_upload(upload("locked.docx", archive({"word/document.xml": "x"}, locked=True)))

    assert refusal.value.reason == "encrypted"


def test_check_upload_refuses_large_files():
    with pytest.raises(RefusedUpload) as refusal:
        check_upload(upload("law.pdf", PDF), max_bytes=10)

    assert refusal.value.reason == "too_large"


def test_check_upload_names_the_file_by_its_content():
    assert check_upload(upload("report.doc", PDF)) == CheckedUpload("pdf", "report.pdf")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Décret 88/2026.pdf", "2026.pdf"),
        ("C:\\Users\\Amina\\law.pdf", "law.pdf"),
        ("annex\u202efdp.exe", "annex fdp.pdf"),
        ("تقرير 2026.pdf", "تقرير 2026.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b Set-Cookie_ x.pdf"),
        ("...", "file.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_clean_name_is_safe_to_show_and_to_send(name, kept):
    assert clean_name(name, "pdf") == kept
