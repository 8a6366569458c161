"""The lines of a report without what the printer added to each page, each with the place where it stands.

A place is the page of a PDF, the line of a pasted text, both counted from 1.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cycles.importers.pdf_text import PdfText
from cycles.importers.text import tidy

# No longer than the record holds: sixty signs.
SYMBOL = re.compile(
    r"\bA/HRC/(?:WG\.6/\d{1,3}/L\.\d{1,4}|\d{1,3}/\d{1,4})(?:/(?:Rev|Corr|Add)\.\s?\d{1,2}){0,4}(?![\w/])"
)
_ANY_SYMBOL = r"A/HRC/[\w./]{0,40}\d"
_JOB = r"GE\.\s?\d\d-\d{4,6}(?:\s*\([A-Z]\))?"
_HEADER = re.compile(
    rf"(?:\d{{1,3}}\s+)?(?:{_ANY_SYMBOL}|{_JOB}|{_ANY_SYMBOL}\s+(?:\d{{1,3}}\s+)?{_JOB})(?:\s+(?:page\s)?\d{{1,6}})*"
    rf"|page\s+\d{{1,3}}|página\s+\d{{1,3}}|\*\d{{7,8}}\*",
    re.IGNORECASE,
)
# Both ends of a page, run into a line by whoever copied the text: no sentence holds the number of the print job.
_HEADER_WITHIN = re.compile(
    rf"\s*(?:{_ANY_SYMBOL}\s+)?(?:(?<![\w.])\d{{1,3}}\s+)?{_JOB}(?:\s+\d{{1,3}}(?![\w.]))?(?:\s+{_ANY_SYMBOL}(?!\w))?",
    re.IGNORECASE,
)
# Not the day of a date, as on the title page.
_PAGE_NUMBER = r"(?:\s+\d{1,3}(?![\w.,])(?!\s+(?:de\s)?[^\W\d_]+\s(?:de\s)?(?:19|20)\d\d))?"
_BARE_NUMBER = re.compile(r"\d{1,3}")
_NUMBERED = re.compile(r"\d{1,3}\s?[.\-]\s?\S")
_OWN = re.compile(r"United Nations|Nations Unies|Naciones Unidas|A/HRC")
_FOOTNOTE = re.compile(
    r"\*{2,4}\s*[^\W\d_]|\*\s?(?:The|Conclusions|Les?|L['’]|Las|El|Previously|Reissued)\b"
    r"|\d{1,2}\s(?:The\s|See\s)?(?:original\s|above\s)?(?:recommendation|statement)s?\s(?:\w+\s){0,3}"
    r"(?:as\s|was\s|were\s|is\s|made|read|formulated|delivered|presented)"
)
_NOT_EDITED = re.compile(
    r"\s*\*{1,4}\s*(?:The |Les |Las )?conclusion(?:e?s)? [^.;*]{5,120}(?:edit|édit|revue|revis)\w*[^.;*]{0,60}\.",
    re.IGNORECASE,
)
_FOOTNOTE_LINES = 4
_OFTEN = 3
_TOP, _BOTTOM = 3, 2
_TITLE_PAGE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, tidied, and the page or line number where it stands."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class ReportText:
    """A document's lines, its own symbol (empty where the text does not show it), and whether pages are known."""

    lines: tuple[Line, ...]
    symbol: str
    is_pdf: bool


def report_of_pdf(pdf: PdfText) -> ReportText:
    """The lines of all pages, without page headers, page numbers and footnotes about the recommendations."""
    kept = []
    for number, printed in enumerate(pdf.pages, start=1):
        page = [Line(number, text) for text in map(tidy, printed) if text]
        edges = {*range(_TOP), *range(len(page) - _BOTTOM, len(page))}
        kept += [line for at, line in enumerate(page) if not (at in edges and _BARE_NUMBER.fullmatch(line.text))]
    return _clean(kept, is_pdf=True)


def report_of_text(text: str) -> ReportText:
    """The lines of a pasted text, cleaned in the same way; a page number is one that stands beside a page header."""
    lines = [Line(number, tidied) for number, line in enumerate(text.splitlines(), 1) if (tidied := tidy(line))]
    headers = {at for at, line in enumerate(lines) if _HEADER.fullmatch(line.text)}
    beside = {at + step for at in headers for step in (-1, 1)}
    kept = [line for at, line in enumerate(lines) if not (at in beside and _BARE_NUMBER.fullmatch(line.text))]
    return _clean(kept, is_pdf=False)


def _own_symbol(lines: Sequence[Line]) -> str:
    """The symbol that heads the pages, or else the first one that the title page prints as its own."""
    headers = Counter(line.text for line in lines if SYMBOL.fullmatch(line.text))
    for symbol, times in headers.most_common(1):
        if times > 1:
            return symbol
    for line in lines[:_TITLE_PAGE]:
        match = SYMBOL.search(line.text)
        if match and _OWN.match(line.text):
            return match[0]
    mentioned = Counter(match[0] for line in lines for match in SYMBOL.finditer(line.text))
    often = [symbol for symbol, times in mentioned.most_common(1) if times >= _OFTEN]
    return next(iter([*headers, *often]), "")


def _clean(lines: list[Line], *, is_pdf: bool) -> ReportText:
    symbol = _own_symbol(lines)
    # No report names itself in its text.
    glued = re.compile(rf"\s*(?<![\w/]){re.escape(symbol)}(?![\w/]){_PAGE_NUMBER}") if symbol else None
    kept = []
    for line in lines:
        if _HEADER.fullmatch(line.text):
            continue
        # Tidied in between: a long run of blanks would keep the next search busy.
        text = tidy(_NOT_EDITED.sub(" ", tidy(_HEADER_WITHIN.sub(" ", line.text))))
        if glued:
            text = tidy(glued.sub(" ", text))
        if text:
            kept.append(Line(line.place, text))
    return ReportText(tuple(_without_footnotes(kept)), symbol, is_pdf)


def _without_footnotes(lines: Sequence[Line]) -> Iterable[Line]:
    """The lines without footnotes such as "** Conclusions and recommendations have not been edited."."""
    left = 0
    for line in lines:
        if _FOOTNOTE.match(line.text):
            left = _FOOTNOTE_LINES
        elif left and _NUMBERED.match(line.text):
            left = 0
        if not left:
            yield line
        elif line.text.endswith((".", ";", "”")):
            left = 0
        else:
            left -= 1
