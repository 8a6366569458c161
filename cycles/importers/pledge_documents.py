"""Voluntary pledges and commitments that stand in a document of their own (format ``voluntary_pledges``).

States announce them in a letter, in an annex to the addendum or on a page of their ministry. Under a heading that
announces pledges those are read; a text without such a heading is read as nothing but pledges.
"""

import re
from collections.abc import Sequence

from cycles.importers.addendum_front import decode_text, document_pages, looks_like_word, read_front
from cycles.importers.pdf_text import MAX_SIGNS, looks_like_pdf, read_pdf
from cycles.importers.pledges import find_pledges, pledge_heading, read_points
from cycles.importers.records import ReadPledges, ReadWarning, UnreadableFile
from cycles.importers.report_lines import ReportText, report_of_pdf, report_of_text
from cycles.importers.state_names import StateNames

FORMAT = "voluntary_pledges"
# Letters to the Council, such as A/HRC/58/G/12, and addenda.
_SYMBOL = re.compile(r"\bA/HRC/(?:\d{1,3}/G/\d{1,3}|WG\.6/\d{1,3}/G/\d{1,3}|\d{1,3}/\d{1,3}/Add\.\s?\d)\b")
_TITLE_LINES = 40
_MADE_BY = re.compile(
    r"(?:made\s+|pris\s+|formul\w+\s+)?(?:by|of|from|du|de la|de|del)\s+(?:the\s+|la\s+|le\s+)?(.{3,60})"
)


def read_pledge_document(data: bytes | str, names: StateNames) -> ReadPledges:
    """The pledges in a PDF, a Word file (bytes), a text file (bytes) or pasted text (str).

    Raises UnreadableFile where it is none of these; one without a pledge has the warning ``no_pledges``. State, cycle
    and session are None where the document does not say them, as most do not.
    """
    document = _open(data)
    title = [line.text for line in document.lines[:_TITLE_LINES]]
    front = read_front("\n".join(line.text for line in document.lines), names, ())
    state = front.state or _state_of_heading(title, names)
    symbol = _SYMBOL.search("\n".join([document.symbol, *title]))
    pledges = find_pledges(document.lines) or read_points(document.lines)
    warnings = [] if state else [ReadWarning("no_source_state", None, "", front.header)]
    return ReadPledges(
        format=FORMAT,
        state=state,
        cycle=front.cycle,
        session=front.session,
        header=front.header,
        symbol=re.sub(r"\s", "", symbol[0]) if symbol else "",
        pledges=pledges,
        warnings=tuple(warnings if pledges else [*warnings, ReadWarning("no_pledges", None, "", "")]),
        published_date=front.published_date,
    )


def _open(data: bytes | str) -> ReportText:
    if isinstance(data, bytes) and looks_like_pdf(data):
        return report_of_pdf(read_pdf(data))
    if isinstance(data, bytes) and looks_like_word(data):
        return report_of_text("\n".join(line for page in document_pages(data) for line in page))
    text = decode_text(data) if isinstance(data, bytes) else data
    if len(text) > MAX_SIGNS:
        raise UnreadableFile("too_long")
    return report_of_text(text.replace("\0", ""))


def _state_of_heading(title: Sequence[str], names: StateNames) -> str | None:
    """``Voluntary pledges and commitments of Slovenia``."""
    for line in title:
        heading = pledge_heading(line)
        made_by = _MADE_BY.match(heading["rest"].strip()) if heading else None
        if made_by and (found := names.resolve(made_by[1].strip(" *:"))):
            return found
    return None
