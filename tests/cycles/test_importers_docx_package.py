import io

import docx
import pytest

from cycles.importers import read
from cycles.importers.docx_package import MAX_RATIO, open_package, parse_xml
from cycles.importers.records import UnreadableFile
from cycles.importers.word_document import read_word
from tests import wrong_files
from tests.thematic_lists import (
    WORD_TYPE,
    W,
    make_thematic_list,
    paragraph,
    run,
    state_names,
    table_cell,
    table_row,
    word_file,
    zip_file,
)

REFUSED = {
    "not_a_word_file": [
        b"",
        b"plain text",
        b"PK\x05\x06" + bytes(18),
        wrong_files.spreadsheet,
        wrong_files.old_spreadsheet,
    ],
    "old_word_format": [wrong_files.old_word_document],
    "pdf_not_word": [wrong_files.renamed_pdf],
    "macros": [wrong_files.macro_document, wrong_files.macro_document_by_type],
    "encrypted": [wrong_files.password_locked, wrong_files.password_zip],
    "too_large_unpacked": [wrong_files.zip_bomb, wrong_files.zip_of_many_members],
    "hostile_xml": [wrong_files.hostile_xml],
    "damaged": [wrong_files.lying_zip, wrong_files.broken_xml, wrong_files.cut_off],
    "no_table": [wrong_files.document_without_table],
    "empty_table": [wrong_files.empty_list],
    "not_a_thematic_list": [wrong_files.other_word_document],
}


@pytest.mark.parametrize(("code", "file"), [(code, file) for code, files in REFUSED.items() for file in files])
def test_wrong_file_is_refused(code, file):
    data = file if isinstance(file, bytes) else file()

    with pytest.raises(UnreadableFile) as refused:
        read(data, state_names(), "thematic_list")

    assert refused.value.code == code
    assert refused.value.detail == ""


@pytest.mark.parametrize("language", ["fr", "es", "ru", "ar", "zh"])
def test_list_in_another_language_is_refused_by_its_name(language):
    with pytest.raises(UnreadableFile) as refused:
        read(wrong_files.list_in_language(language), state_names())

    assert (refused.value.code, refused.value.detail) == ("other_language", language)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
def test_declaration_is_refused_in_every_encoding(encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'

    with pytest.raises(UnreadableFile) as refused:
        parse_xml(xml.encode(encoding))

    assert refused.value.code == "hostile_xml"


def test_part_that_packs_too_well_is_refused():
    data = make_thematic_list(extra_parts={"word/media.bin": bytes(5 * 1024 * 1024)})

    with pytest.raises(UnreadableFile) as refused:
        open_package(data)

    assert MAX_RATIO == 250
    assert refused.value.code == "too_large_unpacked"


@pytest.mark.parametrize(
    "body",
    ["<w:r/>" * 1_000_000, "<w:tbl><w:tr><w:tc>" * 5 + "</w:tc></w:tr></w:tbl>" * 5],
    ids=["many tags", "nested tables"],
)
def test_document_that_would_fill_the_memory_is_refused(body):
    with pytest.raises(UnreadableFile) as refused:
        read_word(word_file(body))

    assert refused.value.code == "too_large_unpacked"


def test_member_named_twice_is_refused():
    data = make_thematic_list(extra_parts={"word/document.xmx": b"<w/>"}).replace(
        b"word/document.xmx", b"word/document.xml"
    )

    with pytest.raises(UnreadableFile) as refused:
        open_package(data)

    assert refused.value.code == "damaged"


def test_template_is_a_word_file():
    data = word_file(paragraph("Title"), main_type=f"{WORD_TYPE}.template.main+xml")

    assert read_word(data).paragraphs == ("Title",)


def test_strict_document_is_read_like_any_other():
    namespace = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    document = f"<w:document {namespace}><w:body>{paragraph('Title')}</w:body></w:document>"

    assert read_word(word_file("", parts={"word/document.xml": document})).paragraphs == ("Title",)


def test_main_part_may_have_another_name():
    types = wrong_files.content_types().replace(b"/word/document.xml", b"/word/document2.xml")
    document = f"<w:document {W}><w:body>{paragraph('Title')}</w:body></w:document>"
    data = zip_file({"[Content_Types].xml": types, "word/document2.xml": document})

    assert read_word(data).paragraphs == ("Title",)


def test_fixture_is_a_word_file_for_other_readers_too():
    document = docx.Document(io.BytesIO(make_thematic_list()))

    assert len(document.tables[0].rows) == 19
    assert document.sections[0].header.paragraphs[0].text.startswith("UPR of Arcadia (4th Cycle - 48th Session)")


def test_cells_keep_lines_hyphens_and_insertions_and_lose_deletions():
    text = "line one\nline\u2011two\tend"
    link = f"<w:p><w:hyperlink>{run('linked')}</w:hyperlink><w:smartTag>{run(' tagged')}</w:smartTag></w:p>"
    cells = table_cell([text], controls=True, tracked=True) + f"<w:tc>{link}</w:tc>"
    data = word_file(f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt></w:tbl>")

    (row,) = read_word(data).tables[0]

    assert [cell.paragraphs for cell in row.cells] == [("line one\nline\u2011two\tend",), ("linked tagged",)]
    assert row.cells[0].lines == ["line one", "line\u2011two\tend"]


def test_deleted_row_is_dropped_and_merged_cells_say_so():
    properties = '<w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>'
    rows = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{properties}<w:p/></w:tc>{table_cell(["b"])}</w:tr>'
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{table_cell(['gone'])}</w:tr>"
    data = word_file(f"<w:tbl>{rows}{deleted}</w:tbl>")

    (row,) = read_word(data).tables[0]

    assert [(cell.start, cell.span, cell.continues) for cell in row.cells] == [(1, 2, True), (3, 1, False)]


def test_text_box_of_a_header_is_read_once():
    box = f"<w:txbxContent>{paragraph('UPR of Arcadia')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    header = f"<w:hdr {W}><w:p>{run('(4th Cycle)')}<w:r>{both}</w:r></w:p></w:hdr>"
    data = word_file(table_row([["a"]]), parts={"word/header1.xml": header})

    assert read_word(data).headers == ("(4th Cycle) UPR of Arcadia",)
