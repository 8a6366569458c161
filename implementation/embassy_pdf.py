"""The one page that an embassy gets, as PDF."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils import translation

from common import pdf
from implementation.embassy import EmbassyPaper


@dataclass(frozen=True)
class Fit:
    """How many of the chosen recommendations one page holds: with the reasons, and without them."""

    with_reasons: int
    without: int


def render_html(paper: EmbassyPaper) -> str:
    """The sheet in the language of the paper."""
    with translation.override(paper.language):
        return render_to_string("implementation/embassy_document.html", {"paper": paper})


def render_pdf(paper: EmbassyPaper) -> bytes:
    """The sheet as tagged PDF, set closer where it has to be. Raises ``TooLong`` where one page does not hold it."""
    try:
        return _one_page(paper)
    except pdf.TooLong:
        return _one_page(replace(paper, is_dense=True))


def _one_page(paper: EmbassyPaper) -> bytes:
    return pdf.render(render_html(paper), most_pages=1)


def what_fits(paper: EmbassyPaper) -> Fit:
    """How much of a sheet that is too long fits, counted from the first of the chosen recommendations."""
    numbers = [row.number for row in paper.shown]
    return Fit(
        with_reasons=_most(replace(paper, with_reasons=True), numbers) if paper.with_reasons else 0,
        without=_most(replace(paper, with_reasons=False), numbers),
    )


def _most(paper: EmbassyPaper, numbers: Sequence[str]) -> int:
    """The largest number of rows that one page holds, found by halving."""
    fits, too_many = 0, len(numbers) + 1
    while too_many - fits > 1:
        tried = (fits + too_many) // 2
        try:
            _one_page(replace(paper, chosen=frozenset(numbers[:tried]), is_dense=True))
        except pdf.TooLong:
            too_many = tried
        else:
            fits = tried
    return fits
