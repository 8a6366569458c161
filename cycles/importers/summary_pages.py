"""What stands on the pages of OHCHR's summary besides its text: symbol, masthead, page numbers, and the title.

Layout seen in A/HRC/WG.6/48/SVN/3: the masthead is printed into the text of the first page, the symbol and the page
number into that of each other; the notes follow the last paragraph under ``Notes``.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cycles.importers.printed_dates import find_date
from cycles.importers.records import UnreadableFile
from cycles.importers.text import tidy

_SYMBOL_LINE = re.compile(
    r"(?:United Nations |\d{1,3} )?(A/(?:HRC|CONF|RES|C)[\w./-]+)\*{0,3}(?: (?:page )?\d{1,3})?", re.IGNORECASE
)
_SUMMARY_SYMBOL = re.compile(r"A/HRC/WG\.6/(\d{1,3})/([A-Z]{3})/3(?:/\w{1,5}\.\d{1,2}){0,3}")
_JOB_NUMBER = re.compile(r"(?:\d{1,3} )?GE\.?\s?\d\d-\d{4,6}.{0,40}")
_PAGE_NUMBER = re.compile(r"[0-9]{1,3}")
_PAGE = re.compile(r"page \d{1,3}", re.IGNORECASE)
_DISTRIBUTION = re.compile(r"\bDistr\b")
_MASTHEAD = re.compile(
    r"United Nations|General Assembly|(?:General Assembly )?Distr\W{0,3}(?:general|limited)?|general|English(?: only)?|"
    r"\d{1,2} \w{3,9} \d{4}|Original ?:.{0,40}",
    re.IGNORECASE,
)
_MASTHEAD_LINES = 8
_STAR_NOTE = re.compile(r"\s*\*{1,3}\s*\w")
_STAR_NOTE_LINES = 4
# Reports of the Working Group speak of "a summary prepared by OHCHR", too.
_TITLE = re.compile(r"\bsummary (?:of (?:\w+ )?stakeholder|prepared by the Office)", re.IGNORECASE)
_OTHER_LANGUAGES = {
    "fr": re.compile(r"\bRésumé\b|parties prenantes", re.IGNORECASE),
    "es": re.compile(r"\bResumen\b|partes interesadas", re.IGNORECASE),
    "ru": re.compile(r"Резюме|Сводка|заинтересованных сторон"),
    "ar": re.compile("موجز|ملخص"),
    "zh": re.compile("摘要|概述|利益攸关方"),
}
_TITLE_LINES = 60


@dataclass(frozen=True, slots=True)
class SummaryPages:
    """The lines of a summary without what belongs to the pages; ``number`` is that of the session."""

    symbol: str
    iso3: str | None
    session: int | None
    published_date: date | None
    lines: list[str]


def read_pages(pages: Sequence[Sequence[str]]) -> SummaryPages:
    """Take the masthead, page heads and page numbers away; raises UnreadableFile for what is no summary in English."""
    symbols = Counter(symbol for lines in pages for symbol in map(_symbol, lines) if symbol)
    opening = [tidy(line) for line in [line for lines in pages for line in lines][:_TITLE_LINES]]
    has_title = _TITLE.search(" ".join(opening)) is not None
    symbol = _own_symbol(symbols, has_title=has_title)
    own = _SUMMARY_SYMBOL.fullmatch(symbol)
    if not has_title:
        _refuse_other_documents(symbol, is_summary=own is not None, opening=" ".join(opening))
    published = _published_date(opening)
    lines = [line for page in pages for line in _without_page_marks(_without_masthead(page), symbol)]
    return SummaryPages(symbol, own and own[2], own and int(own[1]), published, lines)


def _symbol(line: str) -> str | None:
    match = _SYMBOL_LINE.fullmatch(tidy(line[:100]))
    return match[1] if match else None


def _own_symbol(symbols: Counter[str], *, has_title: bool) -> str:
    """The symbol at the head of the pages; a pasted summary without it may still hold those of other documents."""
    ranked = [symbol for symbol, _ in symbols.most_common() if not has_title or _SUMMARY_SYMBOL.fullmatch(symbol)]
    return ranked[0] if ranked else ""


def _refuse_other_documents(symbol: str, *, is_summary: bool, opening: str) -> None:
    for language, words in _OTHER_LANGUAGES.items():
        if (is_summary or not symbol) and words.search(opening):
            raise UnreadableFile("summary_in_other_language", language)
    if not is_summary:
        raise UnreadableFile("not_a_stakeholder_summary", symbol)


def _published_date(opening: list[str]) -> date | None:
    distribution = next((index for index, line in enumerate(opening) if _DISTRIBUTION.search(line)), len(opening))
    return find_date(" ".join(opening[distribution : distribution + 4]))


def _without_masthead(lines: Sequence[str]) -> list[str]:
    """The page without the masthead around ``Distr.`` and the notes with asterisks before it."""
    plain = [tidy(line) for line in lines]
    marks = [index for index, line in enumerate(plain[: 2 * _TITLE_LINES]) if _DISTRIBUTION.search(line)]
    if not marks:
        return list(lines)
    around = range(marks[0] - _MASTHEAD_LINES, marks[0] + _MASTHEAD_LINES)
    dropped = {index for index in around if 0 <= index < len(plain) and _MASTHEAD.fullmatch(plain[index])}
    for index, line in enumerate(lines[: 2 * _TITLE_LINES]):
        if _STAR_NOTE.match(line):
            note = range(index, min(index + _STAR_NOTE_LINES, len(lines)))
            last = next((number for number in note if plain[number].endswith(".")), index)
            dropped.update(range(index, last + 1))
    return [line for index, line in enumerate(lines) if index not in dropped]


def _without_page_marks(lines: Sequence[str], symbol: str) -> list[str]:
    """The page without its symbol, its number, and the number of the job at its foot."""
    printed = [(line, tidy(line[:200])) for line in lines]
    filled = [index for index, (_, plain) in enumerate(printed) if plain]
    marks = {index for index in filled if _is_mark(printed[index][1], symbol)}
    edges = {filled[0], filled[-1]} if filled else set()
    for before, after in zip(filled, filled[1:], strict=False):
        edges |= {before} if after in marks else set()
        edges |= {after} if before in marks else set()
    numbers = {index for index in edges if _PAGE_NUMBER.fullmatch(printed[index][1])}
    return [line for index, (line, _) in enumerate(printed) if index not in marks | numbers]


def _is_mark(line: str, symbol: str) -> bool:
    is_own_symbol = bool(symbol) and _symbol(line) == symbol
    return is_own_symbol or bool(_JOB_NUMBER.fullmatch(line) or _PAGE.fullmatch(line))
