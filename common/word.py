"""Word files over python-docx: headings, paragraphs, tables and page numbers, in both directions of writing."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from common.bidi import text_direction
from common.word_notes import Endnotes

FONT, ARABIC_FONT, CHINESE_FONT = "Noto Sans", "Noto Sans Arabic", "Noto Sans SC"
INK = "17202a"
PAGE_WIDTH_MM = 174
NUMBER_MM = 11
# Signs that XML cannot hold.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph. ``direction`` is that of its own words, empty for the document's."""

    text: str
    bold: bool = False
    colour: str = ""
    size: float = 0
    direction: str = ""
    italic: bool = False
    # The words of an endnote; its number stands in the place of ``text``.
    note: "Sequence[Run] | None" = None
    # Notes with the same sign are one note, however often they are referred to; an empty one is like no other.
    note_key: str = ""


@dataclass(frozen=True)
class Share:
    """A part of a bar: how wide, which colour, which pattern of Word's (``clear`` is plain)."""

    width: float
    colour: str
    pattern: str = "clear"


Text = str | Sequence[Run]


def element(name: str, **attributes: str) -> Any:
    """An empty element of WordprocessingML; ``val="x"`` becomes ``w:val``."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _rules() -> Any:
    """Hairlines between the rows and no upright ones."""
    borders = element("tblBorders")
    for side in ("top", "bottom"):
        borders.append(element(side, val="single", sz="8", space="0", color=INK))
    borders.append(element("insideH", val="single", sz="4", space="0", color="CDD6D8"))
    return borders


class WordFile:
    """A document in one language and direction. Nothing of the machine or of the person who makes it is kept."""

    def __init__(
        self, *, title: str, language: str, is_rtl: bool, at: datetime, font: str = "", size: float = 10
    ) -> None:
        self.is_rtl, self.language = is_rtl, language
        self._fonts, self._size = (font or FONT, font or ARABIC_FONT), size
        self.document = Document()
        self._endnotes: Endnotes | None = None
        self._noted: dict[str, str] = {}
        self._page()
        self._styles()
        about = self.document.core_properties
        about.title, about.language = title, language
        about.author = about.last_modified_by = about.comments = about.keywords = ""
        about.created = about.modified = at.replace(tzinfo=None)
        about.revision = 1

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin, section.bottom_margin = Mm(22), Mm(20)
        if self.is_rtl:
            section._sectPr.append(element("bidi"))

    def _styles(self) -> None:
        sizes = {"Normal": self._size, "Title": 30, "Heading 1": 19, "Heading 2": 14, "Heading 3": 11, "List Bullet": 9}
        for name, size in sizes.items():
            style = self.document.styles[name]
            style.font.size, style.font.name = Pt(size), self._fonts[0]
            style.font.color.rgb = RGBColor.from_string(INK)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:cs"), self._fonts[1])
            fonts.set(qn("w:eastAsia"), CHINESE_FONT)
            style.element.rPr.append(element("szCs", val=str(int(size * 2))))
            style.element.rPr.append(element("lang", val=self.language, eastAsia="zh-CN", bidi=self.language))
            style.paragraph_format.space_after = Pt(4)
            if name.startswith("Heading"):
                style.paragraph_format.keep_with_next = True

    def heading(self, text: str, level: int, *, on_new_page: bool = False, size: float = 0) -> None:
        """A real heading: the outline and a screen reader find it. Level 0 is the title; its style has a ``size``."""
        paragraph = self.document.add_heading(level=level)
        paragraph.paragraph_format.page_break_before = on_new_page
        self._fill(paragraph, [Run(text, size=size)])

    def paragraph(self, text: Text, *, bullet: bool = False, indent_mm: float = 0) -> None:
        paragraph = self.document.add_paragraph(style="List Bullet" if bullet else None)
        if indent_mm:
            # Word reads “left” as the side on which the writing begins.
            paragraph.paragraph_format.left_indent = Mm(indent_mm)
        self._fill(paragraph, text)

    def numbered(self, number: str, text: Text) -> None:
        """A paragraph with its own number before it, which Word does not count anew."""
        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        form.tab_stops.add_tab_stop(Mm(NUMBER_MM))
        self._fill(paragraph, [Run(f"{number}.\t"), *([Run(text)] if isinstance(text, str) else text)])

    def picture(self, content: bytes, *, said: str, height_mm: float) -> None:
        """A picture in a paragraph of its own; ``said`` is read out in its place."""
        run = self.document.add_paragraph().add_run()
        shape = run.add_picture(io.BytesIO(content), height=Mm(height_mm))
        shape._inline.docPr.set("descr", said)

    def foot(self, text: str) -> None:
        """A line at the foot of every page, with the page's number."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        self._fill(paragraph, [Run(f"{text}  ", size=8)])
        field = element("fldSimple", instr="PAGE")
        paragraph._p.append(field)

    def bar(self, shares: Iterable[Share]) -> None:
        """A stacked bar: one row of shaded cells, as wide as their share."""
        shares = [share for share in shares if share.width > 0]
        widths = [PAGE_WIDTH_MM * share.width / sum(share.width for share in shares) for share in shares]
        table = self._table(widths)
        for cell, share in zip(table.add_row().cells, shares, strict=True):
            shade = {"val": share.pattern, "color": "ffffff" if share.pattern != "clear" else "auto"}
            cell._tc.get_or_add_tcPr().append(element("shd", **shade, fill=share.colour))
        self.document.add_paragraph()

    def table(self, head: Sequence[str], rows: Iterable[Sequence[Text]], widths: Sequence[float]) -> None:
        """A table whose head is repeated on every page and whose rows do not break; widths in millimetres."""
        table = self._table(widths)
        table._tbl.tblPr.append(_rules())
        top = table.add_row()
        top._tr.get_or_add_trPr().append(element("tblHeader"))
        for cell, text in zip(top.cells, head, strict=True):
            self._fill(cell.paragraphs[0], [Run(text, bold=True, size=8)])
        for row in rows:
            line = table.add_row()
            line._tr.get_or_add_trPr().append(element("cantSplit"))
            for cell, content in zip(line.cells, row, strict=True):
                self._fill(cell.paragraphs[0], [Run(content, size=8)] if isinstance(content, str) else content)
        self.document.add_paragraph()

    def _table(self, widths: Sequence[float]) -> Any:
        table = self.document.add_table(rows=0, cols=len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        if self.is_rtl:
            table._tbl.tblPr.append(element("bidiVisual"))
        return table

    def _fill(self, paragraph: Any, text: Text) -> None:
        runs = [Run(text)] if isinstance(text, str) else text
        if self.is_rtl and not (runs and runs[0].direction == "ltr"):
            paragraph._p.get_or_add_pPr().append(element("bidi"))
        for run in runs:
            if run.note is None:
                self._add(paragraph, run)
            else:
                self._refer(paragraph, run.note, run.note_key)

    def _refer(self, paragraph: Any, words: Sequence[Run], key: str) -> None:
        self._endnotes = self._endnotes or Endnotes(self.document)
        if key in self._noted:
            self._endnotes.refer_again(paragraph, self._noted[key])
            return
        note = self._endnotes.refer(paragraph)
        if key:
            self._noted[key] = self._endnotes.last
        self._fill(note, [Run(" "), *words])

    def _add(self, paragraph: Any, run: Run) -> None:
        made = paragraph.add_run(FORBIDDEN.sub("", run.text))
        made.bold, made.italic = run.bold or None, run.italic or None
        if run.colour:
            made.font.color.rgb = RGBColor.from_string(run.colour.upper())
        if run.size:
            made.font.size = Pt(run.size)
            made._r.get_or_add_rPr().append(element("szCs", val=str(int(run.size * 2))))
        if run.bold:
            made._r.get_or_add_rPr().append(element("bCs"))
        if run.italic:
            made._r.get_or_add_rPr().append(element("iCs"))
        if (run.direction or text_direction(run.text)) == "rtl":
            made._r.get_or_add_rPr().append(element("rtl"))

    def save(self) -> bytes:
        """The file as bytes."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()
