"""Endnotes of a Word file, which python-docx cannot write: real ones, that Word numbers and moves with the text."""

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def _made(tag: str, /, **attributes: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


class Endnotes:
    """The notes at the end of a document, in the order in which they are asked for."""

    def __init__(self, document: Document) -> None:
        self._document, self._number = document, 0
        self._notes = _made("endnotes")
        for key, kind in (("-1", "separator"), ("0", "continuationSeparator")):
            self._note(key, type=kind).add_run()._r.append(_made(kind))
        package = document.part.package
        name = PackURI("/word/endnotes.xml")
        part = XmlPart(name, CONTENT_TYPE.WML_ENDNOTES, self._notes, package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
        # Word counts endnotes i, ii, iii where nothing else is said.
        said = _made("endnotePr")
        said.append(_made("numFmt", val="decimal"))
        size = document.sections[0]._sectPr.find(qn("w:pgSz"))
        size.addprevious(said)

    def _note(self, key: str, **attributes: str) -> Paragraph:
        note, paragraph = _made("endnote", **attributes, id=key), _made("p")
        note.append(paragraph)
        self._notes.append(note)
        return Paragraph(paragraph, self._document._body)

    @property
    def last(self) -> str:
        """The key of the note that was asked for last."""
        return str(self._number)

    def refer_again(self, paragraph: Paragraph, key: str) -> None:
        """Put the number of a note that is there already: a field, which Word counts anew with the note."""
        field = _made("fldSimple", instr=f" NOTEREF {_bookmark(key)} \\h ")
        paragraph._p.append(field)
        number = paragraph.add_run(key)
        number.font.superscript = True
        field.append(number._r)

    def refer(self, paragraph: Paragraph) -> Paragraph:
        """Put the next number at the end of the paragraph; what is handed back is the note, to be filled."""
        self._number += 1
        key = str(self._number)
        reference = paragraph.add_run()
        reference.font.superscript = True
        reference._r.append(_made("endnoteReference", id=key))
        reference._r.addprevious(_made("bookmarkStart", id=key, name=_bookmark(key)))
        reference._r.addnext(_made("bookmarkEnd", id=key))
        note = self._note(key)
        mark = note.add_run()
        mark.font.superscript = True
        mark._r.append(_made("endnoteRef"))
        return note


def _bookmark(key: str) -> str:
    """Names that begin with a line are hidden in Word's list of bookmarks."""
    return f"_Note{key}"
