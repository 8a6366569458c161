"""The factsheet as PDF: two pages at most, and what would have to be shorter where it has more."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import qrcode
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pypdf import PdfReader

from advocacy.factsheet import FactsheetPaper
from advocacy.models.factsheets import MOST_PAGES
from common import pdf

# The long texts that people write, of which words can go.
TEXTS = ("challenges", "context", "affected")
# A text of fewer words is not worth shortening; of a longer one it is found to an eighth how many have to go.
FEW_WORDS, PARTS = 20, 8


class SheetTooLong(Exception):
    """A factsheet of more than two pages, or with ``words`` that are wider than its page; there is none."""

    def __init__(self, paper: FactsheetPaper, words: str = "") -> None:
        super().__init__(paper.title)
        self.paper, self.words = paper, words


@dataclass(frozen=True)
class Fit:
    """How many pages a sheet has, 0 where that is too many; then what to shorten, or what is too wide, in words."""

    pages: int
    advice: tuple[str, ...] = ()
    too_wide: str = ""

    @property
    def is_too_long(self) -> bool:
        return not self.pages


def render_html(papers: Iterable[FactsheetPaper]) -> str:
    """One document with each sheet in its own language; the first gives title and language of the whole."""
    papers = list(papers)
    sheets = [_sheet(paper) for paper in papers]
    with translation.override(papers[0].language):
        return render_to_string("advocacy/factsheet_document.html", {"first": papers[0], "sheets": sheets})


def render_pdf(paper: FactsheetPaper) -> bytes:
    """The sheet as tagged PDF. Raises ``SheetTooLong`` where two pages do not hold it."""
    return _fitted(paper)[1]


def render_set(papers: Iterable[FactsheetPaper]) -> bytes:
    """Several sheets as one file, each on pages of its own. Raises ``SheetTooLong`` for the first that is too long."""
    fitting = [_fitted(paper)[0] for paper in papers]
    return pdf.render(render_html(fitting), pictures=_pictures(fitting))


def fit_of(paper: FactsheetPaper, *, with_advice: bool = True) -> Fit:
    """How the sheet fits; where it does not, what would be enough to take off, each by itself (about a second)."""
    try:
        return Fit(len(PdfReader(BytesIO(render_pdf(paper))).pages))
    except SheetTooLong as error:
        if error.words:
            return Fit(0, too_wide=error.words)
        return Fit(0, tuple(_advice(replace(paper, is_dense=True))) if with_advice else ())


def code_picture(address: str) -> SafeString:
    """The QR code of an address, as an SVG that says the address to those who do not see it."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dots = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    path = format_html_join("", "M{} {}h1v1h-1z", dots)
    return render_to_string("advocacy/_factsheet_code.html", {"size": len(rows), "path": path, "address": address})


def body_on_screen(paper: FactsheetPaper) -> SafeString:
    """The sheet itself for a page, in its own language."""
    with translation.override(paper.language):
        return render_to_string("advocacy/_factsheet_body.html", {"paper": paper, "screen": True})


def _sheet(paper: FactsheetPaper) -> dict[str, object]:
    with translation.override(paper.language):
        context = {"paper": paper, "code": code_picture(paper.link) if paper.link else ""}
        return {"paper": paper, "body": render_to_string("advocacy/_factsheet_body.html", context)}


def _pictures(papers: Iterable[FactsheetPaper]) -> Mapping[str, bytes]:
    return {one.address: b64decode(one.picture) for paper in papers for one in paper.logos}


def _fitted(paper: FactsheetPaper) -> tuple[FactsheetPaper, bytes]:
    """The sheet on one page, set closer if that is enough for it; else on two; else closer on two."""
    dense = replace(paper, is_dense=True)
    try:
        return paper, _rendered(paper, 1)
    except pdf.TooWide as error:
        raise SheetTooLong(paper, error.words) from error
    except pdf.TooLong as error:
        ways = [(dense, 1), (paper, 2)] if error.pages <= MOST_PAGES else [(dense, MOST_PAGES)]
    for tried, pages in ways:
        try:
            return tried, _rendered(tried, pages)
        except pdf.TooWide as error:
            raise SheetTooLong(paper, error.words) from error
        except pdf.TooLong:
            continue
    raise SheetTooLong(paper)


def _rendered(paper: FactsheetPaper, pages: int) -> bytes:
    return pdf.render(render_html([paper]), most_pages=pages, pictures=_pictures([paper]))


def _fits(paper: FactsheetPaper) -> bool:
    try:
        _rendered(paper, MOST_PAGES)
    except pdf.TooLong:
        return False
    return True


def _advice(paper: FactsheetPaper) -> Iterable[str]:
    """Ways to two pages, each enough by itself; all together where none is."""
    names = {
        "challenges": _("What is wrong"),
        "context": _("The law, and what was promised"),
        "affected": _("Who is affected"),
    }
    found = []
    # The longest texts only: each is tried a few times, and somebody waits.
    for name in sorted(TEXTS, key=lambda one: -len(getattr(paper, one)))[:2]:
        if words := _words_too_many(paper, name):
            found.append(
                ngettext(
                    "Shorten “%(part)s” by about %(number)s word of %(total)s.",
                    "Shorten “%(part)s” by about %(number)s words of %(total)s.",
                    words,
                )
                % {"part": names[name], "number": words, "total": len(getattr(paper, name).split())}
            )
    if paper.past and _fits(replace(paper, past=paper.past[: len(paper.past) // 2])):
        found.append(_("Show half as many earlier recommendations."))
    elif paper.past and _fits(replace(paper, past=())):
        found.append(_("Show no earlier recommendations, only their number."))
    if not found:
        found.append(_("No single part is long enough to make the difference: shorten all of them by half."))
    return found


def _words_too_many(paper: FactsheetPaper, name: str) -> int:
    """So many words of that text have to go, 0 where it would not be enough to drop it, found by halving."""
    words = getattr(paper, name).split()
    if len(words) < FEW_WORDS or not _fits(replace(paper, **{name: ""})):  # type: ignore[arg-type]
        return 0
    enough, too_few = len(words), 0
    while enough - too_few > len(words) / PARTS:
        tried = (enough + too_few) // 2
        shorter = {name: " ".join(words[: len(words) - tried])}
        if _fits(replace(paper, **shorter)):  # type: ignore[arg-type]
            enough = tried
        else:
            too_few = tried
    return enough
