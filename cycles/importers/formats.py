"""Tells from the content of a file or pasted text which of the documents of a review it is."""

import io
import re
from collections.abc import Callable
from itertools import islice
from typing import BinaryIO

from cycles.importers.addendum import answers_recommendations
from cycles.importers.answer_lists import is_answer_lists
from cycles.importers.old_workbook import OLE2
from cycles.importers.pdf_text import looks_like_pdf, plain_text, read_pdf
from cycles.importers.pledges import is_pledge_heading
from cycles.importers.records import UnreadableFile
from cycles.importers.table_columns import read_heading
from cycles.importers.tables import open_table
from cycles.importers.text import tidy
from cycles.importers.word_document import WordDocument, read_word

THEMATIC_LIST, REPORT, ADDENDUM = "thematic_list", "working_group_report", "addendum"
NUMBER_LISTS, QUESTIONS, SUMMARY = "number_lists", "advance_questions", "stakeholder_summary"
PLEDGES = "voluntary_pledges"
UPR_INFO, UHRI = "upr_info", "uhri"
# In the order in which a person chooses.
FORMATS = (THEMATIC_LIST, REPORT, ADDENDUM, NUMBER_LISTS, QUESTIONS, SUMMARY, PLEDGES, UPR_INFO, UHRI)

_START = 65_536
_BLANK = b"\xef\xbb\xbf \t\r\n"
# The symbol and the title stand on the first page.
_TITLE_PAGES = 2
_TITLE_SIGNS = 6_000
_TITLE_LINES = 12
_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "WORKBOOK", "Book"))
_SYMBOL = re.compile(
    r"\bA/HRC/(?:WG\.6/\d+/[A-Z]{3}/(?P<kind>\d)|DEC/\d+/\d+|\d+/\d+(?P<addendum>/Add\.\s?\d)?)", re.IGNORECASE
)
_QUESTIONS = re.compile(
    r"\badvance\s+questions\b|questions\s+soumises\s+à\s+l[’']avance|preguntas\s+.{0,20}antelación", re.IGNORECASE
)
_SUMMARY = re.compile(r"summary\s+of\s+(?:other\s+)?stakeholders[’']?\s+(?:submissions|information)", re.IGNORECASE)
_ADDENDUM = re.compile(r"\baddendum\b|\badditif\b|\badición\b", re.IGNORECASE)
# As the cover has it, on a line of its own: guidelines speak of addenda too.
_COVER_OF_ADDENDUM = re.compile(
    r"^\W*(?:addendum|additif|adición)\W*\d{0,2}\W*$|^\W*views\s+on\s+conclusions", re.IGNORECASE | re.MULTILINE
)
_REPORT = re.compile(
    r"conclusions\s+and\s?/?\s?(?:or\s+)?recommendations|report\s+of\s+the\s+working\s+group", re.IGNORECASE
)
# The first heading of each report, and of nothing else.
_PROCEEDINGS = re.compile(
    r"summary\s+of\s+the\s+proceedings\s+of\s+the\s+review|résumé\s+des\s+débats\s+au\s+titre\s+du\s+processus"
    r"|resumen\s+de\s+las\s+(?:actuaciones|deliberaciones)\s+del\s+proceso|резюме\s+процесса\s+обзора"
    r"|موجز\s+مداولات\s+عملية|审议情况纪要",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s*\d{2,3}\s?\.\s?\d{1,3}\.?\s+[^\W\d_a-z]", re.MULTILINE)
_ANSWER = re.compile(
    r"\b(?:accepts?|accepted|supports?|supported|enjoys?|notes?|noted|rejects?|accepte|appuie|acepta)\b", re.IGNORECASE
)
_FEWEST_ITEMS = 2
# Text, two States, response and session are five.
_FEWEST_COLUMNS = 5
_ROWS_LOOKED_AT = 20
# PNG, JPEG, GIF, TIFF; what phones write.
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|table)\b"
    r"|from:\s*<saved by|mime-version:.{0,400}multipart/related",
    re.IGNORECASE | re.DOTALL,
)
_RICH_TEXT = b"{\\rtf"
_PHONE_PICTURES = (b"ftypheic", b"ftypmif1", b"ftypavif")


def tell_format(file: BinaryIO) -> str:
    """Which of ``FORMATS`` the file is. Raises UnreadableFile where it is none, with what to do instead."""
    file.seek(0)
    start = file.read(_START)
    if start.startswith(OLE2):
        return _format_of_old_office(file)
    if start.startswith(b"PK"):
        return _format_of_package(file)
    if start.startswith(_PICTURES) or start[4:12] in _PHONE_PICTURES:
        raise UnreadableFile("picture")
    if start.startswith(_RICH_TEXT):
        raise UnreadableFile("other_word_format")
    if looks_like_pdf(start):
        file.seek(0)
        data = file.read()
        return _format_of_text(_title_pages(data), whole=lambda: read_pdf(data).text)
    if start.lstrip(_BLANK).startswith((b"[{", b"[\n", b"[\r", b"[ ", b"{")):
        return UHRI
    text = decode(start)
    if is_answer_lists(text):
        return NUMBER_LISTS
    return _format_of_table(file) or _format_of_text(text, is_whole=True)


def refuse_web_page(file: BinaryIO) -> None:
    """Raise UnreadableFile for a page saved from a browser: any reader of texts would take its tags for words."""
    file.seek(0)
    if _WEB_PAGE.match(decode(file.read(_START))):
        raise UnreadableFile("web_page")


def refuse_as_addendum(file: BinaryIO) -> None:
    """Raise UnreadableFile for a report or a thematic list that a person takes for an addendum.

    It has the numbers of one and answers none of them. What cannot be opened its reader refuses.
    """
    file.seek(0)
    data = file.read()
    try:
        refusal = _why_no_addendum(data)
    except UnreadableFile:
        return
    if refusal:
        raise UnreadableFile(refusal)


def refuse_as_pledges(file: BinaryIO) -> None:
    """Raise UnreadableFile for a report, a thematic list or a table: all of their texts would be called pledges."""
    file.seek(0)
    data = file.read()
    try:
        is_other = (
            bool(_why_no_addendum(data)) or data.lstrip(_BLANK).startswith((b"[", b"{")) or _format_of_table(file)
        )
    except UnreadableFile:
        return
    if is_other:
        raise UnreadableFile("not_pledges")


def _why_no_addendum(data: bytes) -> str:
    if data.startswith(b"PK"):
        document = read_word(data)
        text = "\n".join((*document.headers, *document.paragraphs))
        if _has_list(document):
            return "list_not_addendum"
    else:
        text = _title_pages(data) if looks_like_pdf(data) else decode(data)
    is_report = _PROCEEDINGS.search(text) and _format_of_text(text) == REPORT
    return "report_not_addendum" if is_report else ""


def _has_list(document: WordDocument) -> bool:
    return any(read_heading(row) for table in document.tables for row in table)


def _announces_pledges(title: str) -> bool:
    """Whether one of the first lines is a heading of pledges, as in no report: there it stands behind the dialogue."""
    lines = [line for line in map(tidy, title.splitlines()) if line]
    return any(is_pledge_heading(line) for line in lines[:_TITLE_LINES])


def _title_pages(data: bytes) -> str:
    """The first pages of a PDF: taking the text from all of them takes seconds."""
    left = iter(range(_TITLE_PAGES))
    text = read_pdf(data, page_text=lambda page, visit: "" if next(left, None) is None else plain_text(page, visit))
    return text.text


def decode(data: bytes) -> str:
    """Text as browsers, editors and old exports write it; bytes that are no text become question marks."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _format_of_old_office(file: BinaryIO) -> str:
    """Office files of before 2007 share one container; the names of their streams tell them apart."""
    file.seek(0)
    data = file.read()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        raise UnreadableFile("old_word_format")
    if any(name in data for name in _BOOKS):
        return UPR_INFO
    # The names stand at the end of many: it was cut off before.
    raise UnreadableFile("damaged")


def _format_of_package(file: BinaryIO) -> str:
    """A workbook is an export, a Word file with a list's table that list; other Word files tell by their text."""
    file.seek(0)
    data = file.read()
    if b"application/vnd.oasis.opendocument.text" in data[:_START]:
        raise UnreadableFile("other_word_format")
    if b"xl/workbook" in data:
        return _format_of_table(io.BytesIO(data)) or UHRI
    document = read_word(data)
    if _has_list(document):
        return THEMATIC_LIST
    try:
        return _format_of_text("\n".join((*document.headers, *document.paragraphs)))
    except UnreadableFile:
        # The reader of lists knows best what is wrong with a Word file that should be one.
        return THEMATIC_LIST


def _format_of_table(file: BinaryIO) -> str:
    """An export by its headings; nothing for what has none."""
    try:
        headings = {re.sub(r"\W+", "", heading).casefold() for heading in open_table(file).headings}
    except UnreadableFile:
        return ""
    if {"countriesconcerned", "ohchrannotationid"} & headings:
        return UHRI
    of_upr_info = {"sur", "to", "stateunderreview", "stateunderreviewsur", "recommendingstate", "rs", "from"}
    return UPR_INFO if len(of_upr_info & headings) > 1 or _is_wide(file) else ""


def _is_wide(file: BinaryIO) -> bool:
    """A table of many columns with unknown headings is an export all the same: a person says which column is which."""
    table = open_table(file)
    rows = [len(cells) for _, cells in islice(table.rows, _ROWS_LOOKED_AT)]
    return table.kind == "csv" and len(table.headings) >= _FEWEST_COLUMNS and set(rows) == {len(table.headings)}


def _format_of_text(text: str, is_whole: bool = False, whole: Callable[[], str] | None = None) -> str:
    """By the title of the first page and the first symbol on it, then by what the text holds.

    ``whole`` gives all of a document of which ``text`` is the beginning.
    """
    title = text[:_TITLE_SIGNS]
    symbol = _SYMBOL.search(title)
    items = len(_ITEM.findall(text if is_whole else title))
    signs = (
        (QUESTIONS, _QUESTIONS.search(title)),
        (SUMMARY, _SUMMARY.search(title)),
        (ADDENDUM, symbol and symbol["addendum"]),
        (SUMMARY, symbol and symbol["kind"] == "3"),
        (PLEDGES, not symbol and _announces_pledges(title)),
        # Its reader says of the other documents with a symbol what they are.
        (REPORT, symbol or items >= _FEWEST_ITEMS),
        (ADDENDUM, _COVER_OF_ADDENDUM.search(title)),
        (REPORT, _REPORT.search(title) and not _ADDENDUM.search(title)),
    )
    for name, is_there in signs:
        if is_there:
            return name
    # Its words make no addendum, nor a number beside them: guidelines and letters have both. Its answers do.
    if _ANSWER.search(text) and answers_recommendations(whole() if whole else text):
        return ADDENDUM
    if _REPORT.search(title):
        return REPORT
    raise UnreadableFile("unknown_format")
