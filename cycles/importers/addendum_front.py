"""What an addendum says of itself: State, symbols, cycle, date, and the paragraph that bare numbers belong to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cycles.importers.page_header import read_page_header
from cycles.importers.pdf_text import looks_like_pdf, read_pdf
from cycles.importers.records import ReadWarning, UnreadableFile
from cycles.importers.state_names import StateNames
from cycles.importers.text import tidy
from cycles.importers.word_document import read_paragraphs
from cycles.span import is_of_the_record

_SYMBOL = re.compile(r"\bA\s?/\s?HRC\s?/\s?(\d{1,3})\s?/\s?(\d{1,3})\s?/\s?Add\.\s?(\d)", re.IGNORECASE)
_REPORT = re.compile(r"\bA/HRC/(\d{1,3})/(\d{1,3})\b(?!/)")
_WORKING_GROUP = re.compile(
    r"(?:Working\s+Group\s+on\s+the\s+Universal\s+Periodic\s+Review|examen\s+périodique\s+universel|examen\s+periódico\s+universal)"
    r"\s*\*{0,3}\s*\n(.{0,300})",
    re.IGNORECASE | re.DOTALL,
)
_REVIEW = re.compile(r"Universal\s+Periodic\s+Review", re.IGNORECASE)
_COUNTED_CYCLE = re.compile(
    r"\b(\d{1,2}\s?(?:st|nd|rd|th)|[a-z]{5,7})\s+(?:UPR\s+)?(?:cycle\b|Universal\s+Periodic\s+Review)", re.IGNORECASE
)
_MOST_CYCLES = 9
_WG_SESSION = re.compile(
    r"([\w-]+\s+session)\s+of\s+the\s+(?:UPR\s+)?Working\s+Group|Working\s+Group[^.]{0,80}?\bat\s+its\s+([\w-]+\s+session)",
    re.IGNORECASE,
)
_PARAGRAPHS = (
    re.compile(r"\bpara(?:graph)?s?\.?\s+(\d{2,3})\s+(?:of|in)\s+the\s+(?:\w+\s+){0,3}?report", re.IGNORECASE),
    re.compile(
        r"\bparagraphe\s+(\d{2,3})\s+du\s+(?:\w+\s+)?rapport|\bpárrafo\s+(\d{2,3})\s+del\s+informe", re.IGNORECASE
    ),
)
_MONTHS = (
    "january february march april may june july august september october november december",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_MONTH = {name: month for names in _MONTHS for month, name in enumerate(names.split(), 1)}
_DATE = re.compile(r"(?<!\d)(\d{1,2})(?:er)?\s+(?:de\s+)?([a-zé-ûó]{3,10})\s+(?:de\s+)?(\d{4})(?!\d)", re.IGNORECASE)
_DISTRIBUTED = re.compile(r"Distr\w*\.?\s*:?\s*(?:General|générale)?\W*(.{0,40})", re.IGNORECASE | re.DOTALL)
_LANGUAGES = {
    "fr": re.compile(r"\b(?:recommandations?|gouvernement|examen périodique)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:recomendaci(?:ón|ones)|gobierno|examen periódico)\b", re.IGNORECASE),
    "ru": re.compile(r"рекомендац", re.IGNORECASE),
    "ar": re.compile(r"توصي"),
    "zh": re.compile(r"建议"),
    "en": re.compile(r"\b(?:recommendations?|government|periodic review)\b", re.IGNORECASE),
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_HEADER_LINES = 12
# The longest addenda have some 100,000 signs.
MAX_SIGNS = 400_000


@dataclass(frozen=True, slots=True)
class Front:
    """What the document is; empty or None for what it does not say."""

    state: str | None
    cycle: int | None
    session: int | None
    header: str
    symbol: str
    report: str
    paragraph: int | None
    language: str
    published_date: date | None
    warnings: tuple[ReadWarning, ...]


def document_pages(data: bytes | str) -> tuple[tuple[str, ...], ...]:
    """The lines of a PDF, a Word file or a plain text, page by page; raises UnreadableFile, also ``too_long``."""
    if isinstance(data, str):
        if len(data) > MAX_SIGNS:
            raise UnreadableFile("too_long")
        return tuple(tuple(page.splitlines()) for page in _CONTROL.sub("", data).split("\f"))
    if looks_like_pdf(data):
        return document_pages(read_pdf(data).text)
    if looks_like_word(data):
        return document_pages("\n\n".join(read_paragraphs(data)))
    return document_pages(decode_text(data))


def looks_like_word(data: bytes) -> bool:
    """Whether the bytes are a Word file of today or of 1997, or another of their kind."""
    return data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def decode_text(data: bytes) -> str:
    """A plain text; raises UnreadableFile where the bytes are none."""
    # What Windows calls Unicode begins with a mark that nothing else begins with.
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile("not_a_text")


def read_front(text: str, names: StateNames, paragraphs: Iterable[int | None]) -> Front:
    """What the document says of itself; ``paragraphs`` are those that its answers name."""
    plain = "\n".join(tidy(line) for line in text.splitlines())
    lines = [line for line in plain.splitlines() if line]
    header = " ".join(lines[:_HEADER_LINES])[:300]
    symbol = _SYMBOL.search(plain)
    report = symbol or _REPORT.search(plain)
    state = _state(plain, names)
    return Front(
        state=state,
        cycle=_cycle(plain, names),
        session=_session(plain, names),
        header=header,
        symbol=f"A/HRC/{symbol[1]}/{symbol[2]}/Add.{symbol[3]}" if symbol else "",
        report=f"A/HRC/{report[1]}/{report[2]}" if report else "",
        paragraph=_paragraph(plain, set(paragraphs)),
        language=_language(plain),
        published_date=_published(plain),
        warnings=() if state else (ReadWarning("no_source_state", None, "", header),),
    )


def _state(text: str, names: StateNames) -> str | None:
    """The line of the cover beneath "Report of the Working Group", or what the opening says of the review."""
    for cover in _WORKING_GROUP.finditer(text):
        for line in cover[1].splitlines()[:4]:
            iso3 = names.resolve(line.strip(" *"))
            if iso3:
                return iso3
    for review in _REVIEW.finditer(text[:20_000]):
        of = re.match(
            r"\s+of\s+(?:the\s+)?([^.,;:\n]{3,60}?)(?:\s+(?:on|in|at|held)\b|[.,;:\n]|$)", text[review.end() :][:90]
        )
        iso3 = names.resolve(of[1]) if of else None
        if iso3:
            return iso3
    return None


def _cycle(text: str, names: StateNames) -> int | None:
    """``4th Universal Periodic Review``, ``third cycle``: the first that the text counts."""
    for match in _COUNTED_CYCLE.finditer(text[:20_000]):
        cycle = read_page_header((f"{match[1]} cycle",), (), names).cycle
        if cycle and cycle <= _MOST_CYCLES:
            return cycle
    return None


def _session(text: str, names: StateNames) -> int | None:
    match = _WG_SESSION.search(text[:20_000])
    return read_page_header((tidy(match[1] or match[2]),), (), names).session if match else None


def _paragraph(text: str, answered: set[int | None]) -> int | None:
    """The paragraph of the report that holds the recommendations, where the text knows only one."""
    full = {paragraph for paragraph in answered if paragraph is not None}
    named = {
        int(match[1] or match[2]) if match.re.groups > 1 else int(match[1])
        for pattern in _PARAGRAPHS
        for match in pattern.finditer(text)
    }
    candidates = full or named
    return candidates.pop() if len(candidates) == 1 else None


def _language(text: str) -> str:
    counts = {code: len(words.findall(text)) for code, words in _LANGUAGES.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts["en"] else "en"


def _published(text: str) -> date | None:
    """The date beneath "Distr.: General"."""
    for match in _DISTRIBUTED.finditer(text):
        found = read_date(match[1])
        if found:
            return found
    return None


def read_date(text: str) -> date | None:
    """The first date of the form ``8 April 2025``, months in English, French or Spanish, also cut short."""
    for match in _DATE.finditer(text):
        name = match[2].casefold()
        month = next((number for full, number in _MONTH.items() if full.startswith(name)), None)
        if month:
            try:
                day = date(int(match[3]), month, int(match[1]))
            except ValueError:
                continue
            if is_of_the_record(day):
                return day
    return None
