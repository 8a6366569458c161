"""What a report says of itself before its recommendations: State, session, dates, troika; and which document it is."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cycles.importers.page_header import read_page_header
from cycles.importers.printed_dates import DATE, find_date
from cycles.importers.records import ReadState, UnreadableFile
from cycles.importers.report_lines import Line, ReportText
from cycles.importers.state_names import StateNames
from cycles.importers.text import tidy, word_set

# The title page has some 25 lines, the introduction ends on the third page.
_TITLE_LINES = 40
_INTRODUCTION_LINES = 200
_MOST_HEADER = 300
_DISTRIBUTED = 200
# HRC decision 17/119 and the calendars of four cycles.
_LAST_SESSIONS = ((12, 1), (26, 2), (40, 3), (54, 4), (68, 5))

_REPORT_TITLE = re.compile(
    r"Report of the Working Group on the|Rapport du Groupe de travail sur|Informe del Grupo de Trabajo sobre",
    re.IGNORECASE,
)
# Told by their title pages; the report's own introduction names three of them within a sentence.
_OTHER_DOCUMENTS = (
    (
        re.compile(
            r"^(?:Addendum|Additif|Adición|Add\.\s?\d)$"
            r"|^Views on conclusions and/or recommendations|^Observations sur les conclusions et/ou recommandations"
            r"|^Opiniones sobre las conclusiones"
        ),
        "addendum_not_report",
    ),
    (
        re.compile(
            r"^Summary of (?:\w+ )?stakeholders|^Summary of information provided by|^Summary prepared by the Office"
            r"|^Résumé des communications|^Résumé établi par|^Resumen de las comunicaciones"
            r"|^Resumen de la información|^Resumen preparado por"
        ),
        "summary_not_report",
    ),
    (
        re.compile(r"^Compilation (?:of information |prepared|of )|^Compilation (?:établie|de)|^Recopilación"),
        "compilation_not_report",
    ),
    (
        re.compile(r"^National report submitted|^Rapport national (?:présenté|soumis)|^Informe nacional presentado"),
        "national_report_not_report",
    ),
    (
        re.compile(
            r"^Decision adopted by the Human Rights Council|^\d+/\d+\.? Outcome of the universal periodic review"
            r"|^Décision adoptée par le Conseil|^Decisión aprobada por el Consejo"
        ),
        "decision_not_report",
    ),
)
_REVIEW = re.compile(
    r"\bThe (?:second |third |fourth )?review of (?P<en>[^.;]{3,120}?) (?:was held|took place|was conducted)"
    r"|\bL['’]Examen (?:concernant|de|relatif à|portant sur) (?P<fr>[^.;]{3,120}?) "
    r"(?:a eu lieu|s['’]est (?:tenu|déroulé))"
    r"|\bEl examen (?:de|relativo a|correspondiente a|sobre) (?P<es>[^.;]{3,120}?) "
    r"(?:se llevó a cabo|tuvo lugar|se celebró|se realizó)",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"adopted the (?:present )?report on (?P<en>[^.;]{3,100})\.|adopté le (?:présent )?rapport (?:sur|concernant)"
    r" (?P<fr>[^.;]{3,100})\.|aprobó el (?:presente )?informe (?:sobre|relativo a|de) (?P<es>[^.;]{3,100})\."
)
_HELD = re.compile(
    r"held its (?P<en>[\w-]+) session|a tenu sa (?P<fr>[\w-]+) session|celebró su (?P<es>[\w.ªº-]+) período",
    re.IGNORECASE,
)
_REVIEW_SYMBOL = re.compile(r"A/HRC/WG\.6/(\d{1,2})/([A-Z]{3})/\d")
_TROIKA = re.compile(r"tro[iï][ck]a\b[^:]{0,250}:\s*([^.:;]{3,250})", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:(?:the|la|le|les|el|los|las|de|du|des|del|al|à)\s+|[ld]['’]\s?)+(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s(?:et|y|e)\s")
_SCRIPTS = {"ARABIC": "ar", "CYRILLIC": "ru", "CJK": "zh"}
_SMALL_WORDS = {
    "en": word_set("the of and to in that by for with its on"),
    "fr": word_set("les des et du la le en sur par aux dans une"),
    "es": word_set("los las del y el la que por en con una sus"),
}


@dataclass(frozen=True, slots=True)
class Front:
    """The report's own statements; None and empty for what it does not say."""

    header: str
    state: str | None
    cycle: int | None
    session: int | None
    published_date: date | None
    review_date: date | None
    troika: tuple[ReadState, ...]


def refuse_other_documents(report: ReportText) -> None:
    """Raises UnreadableFile where the title page is that of another document of the review."""
    title = [line.text for line in report.lines[:_TITLE_LINES]]
    for line in title:
        for pattern, code in _OTHER_DOCUMENTS:
            if pattern.search(line):
                raise UnreadableFile(code)


def is_titled_report(report: ReportText) -> bool:
    """Whether the title page says that this is the report of the Working Group."""
    return _REPORT_TITLE.search(" ".join(line.text for line in report.lines[:_TITLE_LINES])) is not None


def read_language(lines: Sequence[Line]) -> str:
    """``en``, ``fr`` or ``es``; raises UnreadableFile for Arabic, Chinese and Russian, which are not read."""
    text = " ".join(line.text for line in lines)[:100_000]
    letters = [sign for sign in text[::7] if sign.isalpha()]
    for script, language in _SCRIPTS.items():
        count = sum(unicodedata.name(sign, "").startswith(script) for sign in letters)
        if count * 3 > len(letters):
            raise UnreadableFile("report_in_other_language", language)
    words = text.casefold().split()
    counts = {language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()}
    return max(counts, key=lambda language: counts[language])


def read_front(report: ReportText, names: StateNames, language: str) -> Front:
    """What the title page and the introduction say."""
    title = " ".join(line.text for line in report.lines[:_TITLE_LINES])
    introduction = " ".join(line.text for line in report.lines[:_INTRODUCTION_LINES])
    session = _session(introduction, names)
    return Front(
        header=_header(report),
        state=_state(report, introduction, names),
        cycle=next((cycle for last, cycle in _LAST_SESSIONS if session and session <= last), None),
        session=session,
        published_date=_published(title),
        review_date=_review_date(introduction),
        troika=_troika(introduction, names, language),
    )


def resolve_state(name: str, names: StateNames) -> str | None:
    """The State of a name that may have an article of its language in front."""
    bare = tidy(name).strip(" *,.;:")[:120]
    without_article = _ARTICLE.sub("", bare)
    return names.closest(bare) or (names.closest(without_article) if without_article != bare else None)


def _header(report: ReportText) -> str:
    """The title as printed, without what stands around it."""
    lines = [line.text for line in report.lines[:_TITLE_LINES]]
    for at, line in enumerate(lines):
        if _REPORT_TITLE.search(line):
            return " ".join(lines[at : at + 3]).replace("*", "")[:_MOST_HEADER]
    return ""


def _session(introduction: str, names: StateNames) -> int | None:
    """The session of the Working Group: the documents issued for the review carry it, or the first sentence says it."""
    symbol = _REVIEW_SYMBOL.search(introduction)
    if symbol:
        return int(symbol[1])
    held = _HELD.search(introduction)
    if held is None:
        return None
    digits = re.match(r"\d{1,2}", held[held.lastgroup or 0])
    return int(digits[0]) if digits else read_page_header((f"{held[held.lastgroup or 0]} session",), (), names).session


def _state(report: ReportText, introduction: str, names: StateNames) -> str | None:
    """The State under Review: of the sentences that name it, or the line below the title."""
    for name in _state_names(report, introduction):
        iso3 = resolve_state(name, names)
        if iso3:
            return iso3
    return None


def _state_names(report: ReportText, introduction: str) -> Iterator[str]:
    for pattern in (_REVIEW, _ADOPTED):
        for match in pattern.finditer(introduction):
            yield match[match.lastgroup or 0]
    lines = [line.text for line in report.lines[:_TITLE_LINES]]
    for at, line in enumerate(lines):
        if _REPORT_TITLE.search(line):
            for below in lines[at + 1 : at + 4]:
                yield below
                yield below.partition("*")[2]
    symbol = _REVIEW_SYMBOL.search(introduction)
    if symbol:
        yield symbol[2]


def _published(title: str) -> date | None:
    """The date of distribution, which stands beside "Distr."; a session's own dates stand before it."""
    distributed = re.search(r"\bDistr\b", title)
    return find_date(title[distributed.end() :][:_DISTRIBUTED]) if distributed else None


def _review_date(introduction: str) -> date | None:
    review = _REVIEW.search(introduction)
    if review is None:
        return None
    # The date stands in the same sentence, or the sentence is not what we took it for.
    found = DATE.search(introduction, review.end(), review.end() + 150)
    return find_date(found[0]) if found else None


def _troika(introduction: str, names: StateNames, language: str) -> tuple[ReadState, ...]:
    match = _TROIKA.search(introduction)
    if match is None:
        return ()
    listed = match[1] if language == "en" else _AND.sub(", ", match[1])
    states = []
    for state in names.list_states(listed).states:
        iso3 = state.iso3 or resolve_state(state.raw, names)
        states.append(ReadState(iso3, state.raw, 1))
    return tuple(states)
