"""Files that are no thematic list, or one with something wrong in it. All are built here; none comes from elsewhere."""

import io
import zipfile
from dataclasses import replace

from tests.thematic_lists import DEFAULT_ROWS, Row, make_thematic_list, paragraph, table_row, word_file, zip_file

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN_HEADINGS = {
    "fr": ("Recommandation", "Position", "Thèmes", "Objectifs de développement durable"),
    "es": ("Recomendación", "Posición", "Temas", "Objetivos de desarrollo"),
    "ru": ("Рекомендация", "Позиция", "Темы", "Цели"),
    "ar": ("التوصية", "الموقف", "المواضيع", "الأهداف"),
    "zh": ("建议", "立场", "主题", "目标"),
}


def list_with_gap() -> bytes:
    """The default list without 120.4."""
    return make_thematic_list(rows=[row for row in DEFAULT_ROWS if row.number != "120.4"])


def list_with_duplicate() -> bytes:
    """The default list with 120.5 printed twice."""
    return make_thematic_list(rows=[*DEFAULT_ROWS, replace(DEFAULT_ROWS[4], text="Say it again")])


def list_with_foreign_paragraph() -> bytes:
    """The default list and one row of another report."""
    return make_thematic_list(rows=[*DEFAULT_ROWS, Row("999.1", source="A/HRC/98/3/Add.1 - Para. 2")])


def list_in_language(language) -> bytes:
    """The default list under headings in another language."""
    return make_thematic_list(headings=FOREIGN_HEADINGS[language])


def empty_list() -> bytes:
    """A table with a heading row and nothing below."""
    return make_thematic_list(rows=[])


def other_word_document() -> bytes:
    """A Word file with a table of something else."""
    return word_file(f"{paragraph('Menu')}<w:tbl>{table_row([['Soup'], ['Fish']])}</w:tbl>")


def document_without_table() -> bytes:
    """A Word file of plain paragraphs."""
    return word_file(paragraph("140.1 Ratify (France)"))


def renamed_pdf() -> bytes:
    """A PDF that calls itself .docx."""
    return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def old_word_document() -> bytes:
    """The container of a Word file of before 2007."""
    return OLE2 + bytes(512) + "WordDocument".encode("utf-16-le") + bytes(512)


def password_locked() -> bytes:
    """The container in which Office puts a file with a password."""
    return OLE2 + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def old_spreadsheet() -> bytes:
    """The container of an Excel file of before 2007."""
    return OLE2 + bytes(512) + "Workbook".encode("utf-16-le") + bytes(512)


def spreadsheet() -> bytes:
    """An Excel file of today."""
    return word_file("", main_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")


def macro_document() -> bytes:
    """A list that carries a macro."""
    return make_thematic_list(extra_parts={"word/vbaProject.bin": b"Sub AutoOpen()"})


def macro_document_by_type() -> bytes:
    """A document that says it may hold macros."""
    return word_file("", main_type="application/vnd.ms-word.document.macroEnabled.main+xml")


def zip_bomb(megabytes=70) -> bytes:
    """A list whose document unpacks to far more than it takes."""
    return make_thematic_list(extra_parts={"word/media.bin": bytes(megabytes * 1024 * 1024)})


def zip_of_many_members(count=2000) -> bytes:
    """A list among thousands of empty files."""
    return make_thematic_list(extra_parts={f"word/{index}.bin": b"" for index in range(count)})


def lying_zip() -> bytes:
    """A bomb whose directory claims that the document is small."""
    bomb = zip_file({"[Content_Types].xml": content_types(), "word/document.xml": bytes(70 * 1024 * 1024)})
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    return bomb.replace(size, (1000).to_bytes(4, "little"))


def content_types() -> bytes:
    """The part that makes a zip file a Word file."""
    with zipfile.ZipFile(io.BytesIO(word_file(""))) as archive:
        return archive.read("[Content_Types].xml")


def password_zip() -> bytes:
    """A Word file whose members are marked as encrypted."""
    data = bytearray(make_thematic_list())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def hostile_xml(
    declaration='<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>', encoding="utf-8"
) -> bytes:
    """A document that declares entities."""
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<w/>'
    return word_file("", parts={"word/document.xml": xml.encode(encoding)})


def broken_xml() -> bytes:
    """A document that ends in the middle."""
    return word_file("", parts={"word/document.xml": b"<w:document><w:body>"})


def cut_off() -> bytes:
    """A list of which half was downloaded."""
    data = make_thematic_list()
    return data[: len(data) // 2]
