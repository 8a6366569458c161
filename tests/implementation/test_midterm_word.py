import io
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml.ns import qn

from common.word import Run, Share, WordFile
from implementation.midterm_word import render_word
from tests.implementation.sample_report import make_report


def opened(report):
    return Document(io.BytesIO(render_word(report)))


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def headings(document, level):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == f"Heading {level}"]


def test_word_file_holds_every_recommendation_with_what_became_of_it():
    report = make_report(30, "en")

    text = words_of(opened(report))

    missing = [
        part
        for row in report.rows
        for part in (row.number, row.text, row.states_text, str(row.level_mark.label), str(row.position_mark.label))
        if part not in text
    ]
    assert missing == []
    assert [row.number for row in report.rows if row.rating and row.rating.note not in text] == []
    assert [item.title for row in report.rows for item in row.evidence if item.title not in text] == []


def test_word_file_has_real_headings_in_the_order_of_the_pdf():
    report = make_report(30, "en")

    document = opened(report)

    assert headings(document, 1) == [
        "How the recommendations were rated",
        report.headline,
        *(f"{theme.place}. {theme.name}" for theme in report.themes),
        "All recommendations by number",
    ]
    assert headings(document, 3) == [row.number for theme in report.themes for row in theme.rows]


def test_word_file_repeats_the_head_of_every_table_and_breaks_no_row():
    tables = [table for table in opened(make_report(30, "en")).tables if len(table.rows) > 1]

    assert len(tables) == 5
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])


def test_word_file_in_arabic_runs_from_right_to_left():
    document = opened(make_report(12, "ar"))

    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    arabic = [
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if any("\u0600" <= letter <= "\u06ff" for letter in run.text[:1])
    ]
    assert arabic
    assert all(run._r.rPr.find(qn("w:rtl")) is not None for run in arabic)
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_word_file_names_its_language_and_nobody(language):
    about = opened(make_report(3, language)).core_properties

    assert (about.language, about.author, about.last_modified_by, about.comments) == (language, "", "", "")


def test_word_file_is_the_same_for_the_same_report():
    texts = [words_of(opened(make_report(8, "fr"))) for _ in range(2)]

    assert texts[0] == texts[1]


def test_bar_leaves_empty_shares_out_and_hatches_by_pattern():
    file = WordFile(title="Bar", language="en", is_rtl=False, at=datetime(2026, 3, 1, tzinfo=UTC))

    file.bar([Share(3, "1e6a41"), Share(0, "c4831a"), Share(1, "b5362f", "diagStripe")])

    cells = Document(io.BytesIO(file.save())).tables[0].rows[0].cells
    shades = [cell._tc.tcPr.find(qn("w:shd")) for cell in cells]
    assert [shade.get(qn("w:fill")) for shade in shades] == ["1e6a41", "b5362f"]
    assert [shade.get(qn("w:val")) for shade in shades] == ["clear", "diagStripe"]


def test_latin_words_in_an_arabic_document_keep_their_direction():
    file = WordFile(title="Words", language="ar", is_rtl=True, at=datetime(2026, 3, 1, tzinfo=UTC))

    file.paragraph([Run("Ratify the Convention", direction="ltr")])

    paragraph = Document(io.BytesIO(file.save())).paragraphs[0]
    assert paragraph._p.find(qn("w:pPr")) is None or paragraph._p.pPr.find(qn("w:bidi")) is None
    assert paragraph.runs[0]._r.rPr is None or paragraph.runs[0]._r.rPr.find(qn("w:rtl")) is None
