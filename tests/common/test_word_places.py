"""Where the parts of a Word document's tables stand in its bytes."""

import pytest

from common.word_places import NAMESPACE, NoWordXml, WordPlaces

HEAD = f'<w:document xmlns:w="{NAMESPACE}">'


def places(inside, head=HEAD):
    return WordPlaces(f"{head}{inside}</w:document>".encode())


def texts(xml, found):
    return [xml.text(place).decode() for place in found]


def test_cells_rows_and_tables_are_found_in_their_order():
    inner = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc><w:p>a</w:p>{inner}<w:p/></w:tc><w:tc/></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"

    xml = places(table)

    assert texts(xml, xml.tables) == [table, inner]
    assert [row.table for row in xml.rows] == [0, 1, 0]
    assert [cell.row for cell in xml.cells] == [0, 1, 0, 2]
    assert texts(xml, xml.cells)[1:] == ["<w:tc><w:p/></w:tc>", "<w:tc/>", "<w:tc><w:p/></w:tc>"]
    assert [texts(xml, cell.paragraphs) for cell in xml.cells] == [
        ["<w:p>a</w:p>", "<w:p/>"],
        ["<w:p/>"],
        [],
        ["<w:p/>"],
    ]


def test_signs_in_attributes_comments_and_letters_do_not_move_a_place():
    table = '<!-- <w:tc> é --><w:tbl a="é>" b=\'">\'><w:tr><w:tc x="/>"><w:p>ж</w:p></w:tc ></w:tr></w:tbl>'

    xml = places(table)

    assert texts(xml, xml.cells) == ['<w:tc x="/>"><w:p>ж</w:p></w:tc >']
    assert xml.data[xml.cells[0].inside : xml.cells[0].stop].decode() == "<w:p>ж</w:p>"


def test_grid_and_layout_belong_to_their_table():
    about = '<w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="5"/><w:gridCol/></w:tblGrid>'

    xml = places(f"<w:tbl>{about}</w:tbl>")

    assert texts(xml, xml.tables[0].columns) == ['<w:gridCol w:w="5"/>', "<w:gridCol/>"]
    assert xml.text(xml.tables[0].layout) == b'<w:tblLayout w:type="fixed"/>'


def test_save_changes_what_was_said_and_nothing_else():
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    xml = places(f"{table}\r\n  ")

    xml.insert(xml.cells[0].stop, f'<w:p xmlns:w="{NAMESPACE}">2</w:p>')
    xml.insert(xml.cells[0].stop, "<w:p>3</w:p>")
    xml.replace(xml.cells[0].paragraphs[0], "<w:p>1</w:p>")

    said = xml.save().decode()
    assert (
        said
        == f"{HEAD}<w:tbl><w:tr><w:tc><w:p>1</w:p><w:p>2</w:p><w:p>3</w:p></w:tc></w:tr></w:tbl>\r\n  </w:document>"
    )


def test_save_without_a_change_is_what_came():
    data = f'\ufeff<?xml version="1.0" encoding="UTF-16"?>{HEAD}<w:p>é</w:p></w:document>'.encode("utf-16-be")

    assert WordPlaces(data).save() == data


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"\xff\xfea", b"<a>\xe9</a>"])
def test_what_is_no_xml_is_refused(data):
    with pytest.raises(NoWordXml):
        WordPlaces(data)
