"""Plain words for what keeps a Word file from being read, and for what of it does not come along."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cycles.importers import UnreadableFile
from cycles.importers.messages import describe
from implementation.forms.evidence import REFUSALS as OF_UPLOADS

_REFUSED = {
    "too_large": _("The file is larger than 25 MB. Take the pictures out, save it again, and choose it once more."),
    "not_a_word_file": _("This is not a Word file. Choose the text of your submission, with the ending .docx."),
    "pdf_not_word": _("This is a PDF, whatever its name says. Choose the Word file (.docx) that it was made from."),
    "old_word_format": _(
        "This is a Word file of the old kind (.doc). Open it in Word or LibreOffice, and save it as .docx."
    ),
    "too_large_unpacked": _(
        "This file unpacks to far more than a submission can hold, so it was not opened. Copy the text into a new "
        "file and choose that."
    ),
    "hostile_xml": _(
        "This file declares things that no Word file needs and that can do harm, so it was not read. Copy the text "
        "into a new file and choose that."
    ),
    "damaged": _("This file is damaged and cannot be opened. Open it in Word, save it again, and choose it once more."),
    "too_long": _("This text is more than ten times as long as a submission may be. Choose the file with it alone."),
    "no_text": _("This file holds no text that could become paragraphs. Check that it is the right one."),
}
# What comes otherwise than it stood there, and what stays behind; each with how often.
_TOLD = {
    "table": ngettext_lazy(
        "%(number)s table: its words come as a list, one line for each row.",
        "%(number)s tables: their words come as lists, one line for each row.",
        "number",
    ),
    "box": ngettext_lazy(
        "%(number)s text box: its words stand as a paragraph of their own. Check where it belongs.",
        "%(number)s text boxes: their words stand as paragraphs of their own. Check where they belong.",
        "number",
    ),
    "picture": ngettext_lazy(
        "%(number)s picture is left out: the text takes none. Name it among the annexes if it is needed.",
        "%(number)s pictures are left out: the text takes none. Name them among the annexes if they are needed.",
        "number",
    ),
    "inserted": ngettext_lazy(
        "%(number)s tracked insertion is taken as if it were accepted.",
        "%(number)s tracked insertions are taken as if they were accepted.",
        "number",
    ),
    "deleted": ngettext_lazy(
        "%(number)s tracked deletion is left out, as if it were accepted.",
        "%(number)s tracked deletions are left out, as if they were accepted.",
        "number",
    ),
    "comment": ngettext_lazy(
        "%(number)s comment in the margin is left out.", "%(number)s comments in the margin are left out.", "number"
    ),
    "hidden": ngettext_lazy(
        "Hidden text in %(number)s place is left out.", "Hidden text in %(number)s places is left out.", "number"
    ),
    "underlined": ngettext_lazy(
        "Underlining in %(number)s place is not kept; the words are.",
        "Underlining in %(number)s places is not kept; the words are.",
        "number",
    ),
    "link": ngettext_lazy(
        "%(number)s link: its address becomes a note.", "%(number)s links: their addresses become notes.", "number"
    ),
    "formula": ngettext_lazy(
        "%(number)s formula comes as plain signs. Check it.",
        "%(number)s formulas come as plain signs. Check them.",
        "number",
    ),
    "sign": ngettext_lazy(
        "%(number)s sign of a picture font is left out.", "%(number)s signs of a picture font are left out.", "number"
    ),
    "cover_note": ngettext_lazy(
        "%(number)s note of the cover is left out.", "%(number)s notes of the cover are left out.", "number"
    ),
    "contents": _("The table of contents is left out; the headings are taken."),
    "head": _("What stands at the head of each page is left out; the file for OHCHR gets page numbers of its own."),
}


def refusal_words(code: str) -> str:
    """Why a file is not read, and what to do."""
    if code in _REFUSED:
        return str(_REFUSED[code])
    return str(OF_UPLOADS[code]) if code in {"infected", "not_looked_at"} else describe(UnreadableFile(code))


def told_words(told: Mapping[str, int]) -> list[str]:
    """A sentence for each thing that comes otherwise or not at all."""
    return [str(words % {"number": told[code]}) for code, words in _TOLD.items() if told.get(code)]
