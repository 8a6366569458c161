"""Advance questions: what other States ask the State under Review before its review, from a Word file, text or PDF.

A paragraph that is nothing but a State's name, "on behalf of …" included, opens that State's questions; everything
until the next one is a question. A Word file has one question in each paragraph; in a text it may run over lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from cycles.importers.addendum_front import document_pages, looks_like_word, read_date
from cycles.importers.records import ReadQuestion, ReadQuestions, ReadState, ReadWarning
from cycles.importers.state_names import StateNames
from cycles.importers.text import join_lines, tidy, without_bullet
from cycles.importers.word_document import read_paragraphs

FORMAT = "advance_questions"
_TITLE = re.compile(
    r"(?:advance\s+questions?|questions\s+soumises\s+à\s+l[’']avance|preguntas\s+formuladas\s+(?:por\s+)?antelación)\b\W*"
    r"(?:(?:addressed|put|posed)\s+)?(?:to|à|a)\s+(?:the\s+)?(.{3,80})$",
    re.IGNORECASE,
)
_GENERATED = re.compile(r"generated\s+on\b(.*)", re.IGNORECASE)
_ADDENDUM = re.compile(r"\W*\b(?:add(?:endum)?\.?\s*\d{0,2}|batch\s*\d{0,2}|part\s*\d{0,2})\W*$", re.IGNORECASE)
_FROM = re.compile(
    r"(?:(?:advance\s+)?questions?\s+(?:submitted\s+|posed\s+|asked\s+|put\s+)?(?:of|from|by)|submitted\s+by)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_BEHALF = re.compile(
    r"(.{3,70}?)[\s,(–—-]+(?:also\s+)?on\s+behalf\s+(?:of|on)\s+([^:?]{3,200}?)\)?\s*(:|$)", re.IGNORECASE | re.DOTALL
)
_NUMBERING = re.compile(r"(?:\d{1,2}\s?[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\)|[a-z]\.)\s+", re.IGNORECASE)
_PAGE_SIGN = re.compile(r"(?:page\s+)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?$", re.IGNORECASE)
_NOTE = re.compile(r"\[[^\]]{3,200}\]$")
_SENTENCE_END = re.compile(r"[.?!:;][)\]”\"»’']*$")
_HEADING_ENDS = " \t:.–—-*"
_LONGEST_NAME = 80
_MOST_UNKNOWN_WORDS = 8
_LONGEST_DETAIL = 120


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph or line; ``row`` counts from 1, blank ones too."""

    row: int
    text: str
    after_blank: bool


@dataclass(slots=True)
class _Question:
    row: int
    state: ReadState
    on_behalf_of: str
    lines: list[str]
    has_bullet: bool


@dataclass(slots=True)
class _Reading:
    """One file on its way through; ``is_printed`` where a line is no paragraph of its own."""

    names: StateNames
    is_printed: bool
    state: str | None = None
    header: str = ""
    generated: date | None = None
    asking: ReadState | None = None
    on_behalf_of: str = ""
    questions: list[_Question] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    fresh: bool = True


def read_advance_questions(data: bytes | str, names: StateNames) -> ReadQuestions:
    """The questions by asking State; raises UnreadableFile for Word files of 1997 and whatever is no text.

    ``row`` counts paragraphs of a Word file, lines of a text. Cycle and session are not printed in these files.
    """
    paragraphs, is_printed = _paragraphs(data)
    reading = _Reading(names, is_printed)
    for paragraph in paragraphs:
        _read_paragraph(reading, paragraph)
    return ReadQuestions(
        format=FORMAT,
        state=reading.state,
        cycle=None,
        session=None,
        header=reading.header,
        questions=tuple(_finished(reading)),
        warnings=tuple(_warnings(reading)),
        generated_date=reading.generated,
    )


def _paragraphs(data: bytes | str) -> tuple[list[_Paragraph], bool]:
    """Paragraphs of a Word file, soft breaks within; or lines of a text, and whether it is one."""
    if isinstance(data, bytes) and looks_like_word(data):
        return list(_counted(list(read_paragraphs(data)))), False
    lines = [line for page in document_pages(data) for line in page]
    return list(_counted(lines)), True


def _counted(texts: list[str]) -> Iterator[_Paragraph]:
    after_blank = True
    for row, text in enumerate(texts, 1):
        if text.strip():
            yield _Paragraph(row, text.strip(), after_blank)
        after_blank = not text.strip()


def _read_paragraph(reading: _Reading, paragraph: _Paragraph) -> None:
    """Titles and State names may share a paragraph with what follows, a soft line break between them."""
    lines = [line for line in paragraph.text.splitlines() if tidy(line)]
    while lines and (
        _read_title(reading, lines[0]) or (_may_open(reading, paragraph, lines[0]) and _open_state(reading, lines[0]))
    ):
        lines.pop(0)
        reading.fresh = True
    text = "\n".join(lines)
    if not text or (reading.is_printed and _PAGE_SIGN.match(tidy(text))):
        return
    if reading.asking is None and not _opens_within(reading, text):
        reading.warnings.append(ReadWarning("no_asking_state", paragraph.row, "", tidy(text)[:_LONGEST_DETAIL]))
    else:
        _add(reading, paragraph, text)


def _read_title(reading: _Reading, line: str) -> bool:
    """``ADVANCE QUESTIONS TO SLOVENIA``, ``Generated on 22 Jan 2025 14:31``."""
    plain = tidy(line)
    generated = _GENERATED.match(plain)
    if generated:
        reading.generated = read_date(generated[1])
        reading.header = f"{reading.header} {plain}".strip()
        return True
    title = _TITLE.match(_ADDENDUM.sub("", plain))
    if title is None or reading.questions:
        return False
    name = title[1].strip(_HEADING_ENDS)
    reading.state = reading.names.closest(name) or reading.names.closest(re.split(r"\s+[-–—(]", name)[0])
    reading.header = plain
    return True


def _may_open(reading: _Reading, paragraph: _Paragraph, line: str) -> bool:
    """A printed line may hold nothing but "Germany" because the line before it was full."""
    if not reading.is_printed or reading.fresh or not reading.questions or paragraph.after_blank:
        return True
    return tidy(line).isupper() or bool(_SENTENCE_END.search(tidy(reading.questions[-1].lines[-1])))


def _open_state(reading: _Reading, line: str) -> bool:
    """Begin the questions of the State that the line names, if it is nothing but a name."""
    plain = tidy(line)
    bare = without_bullet(plain)[0]
    name = _FROM.sub("", bare, count=1) if _FROM.match(bare) else bare
    behalf = _BEHALF.match(name)
    if behalf and behalf.end() == len(name):
        state = _asking_state(reading, behalf[1])
        if state:
            reading.asking, reading.on_behalf_of = state, tidy(behalf[2])
        return state is not None
    state = _asking_state(reading, name.strip(_HEADING_ENDS)) if _is_heading(bare) else None
    if state is None:
        return False
    reading.asking, reading.on_behalf_of = state, ""
    return True


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_NAME and "?" not in line and not line.endswith((".", ",", ";"))


def _asking_state(reading: _Reading, name: str) -> ReadState | None:
    """The State of that name, misspelt ones with a warning, unknown ones only where they are printed in capitals."""
    name = tidy(name).strip(_HEADING_ENDS)
    iso3 = reading.names.resolve(name)
    if iso3:
        return ReadState(iso3, name, 1)
    if not name.isupper() or len(name) > _LONGEST_NAME or len(name.split()) > _MOST_UNKNOWN_WORDS or len(name) < 4:
        return None
    iso3 = reading.names.closest(name)
    if iso3:
        spoken = f"{name} → {reading.names.spoken_name(iso3)}"
        reading.warnings.append(ReadWarning("state_name_corrected", None, "", spoken))
    else:
        reading.warnings.append(ReadWarning("unknown_state", None, "", name))
    return ReadState(iso3, name, 1)


def _opens_within(reading: _Reading, text: str) -> bool:
    """``PORTUGAL on behalf of …: Could the State …`` names its State where no heading did."""
    behalf = _BEHALF.match(text)
    iso3 = reading.names.resolve(behalf[1]) if behalf and behalf[3] else None
    if behalf and iso3:
        reading.asking = ReadState(iso3, tidy(behalf[1]), 1)
    return bool(iso3)


def _add(reading: _Reading, paragraph: _Paragraph, text: str) -> None:
    bare, has_bullet = _without_mark(text)
    last = None if reading.fresh or not reading.questions else reading.questions[-1]
    if last and _goes_on(reading, last, paragraph, bare, has_bullet):
        last.lines.extend(bare.split("\n"))
        return
    on_behalf_of = reading.on_behalf_of
    behalf = _BEHALF.match(bare)
    if behalf and behalf[3] and reading.names.resolve(behalf[1]):
        on_behalf_of, bare = tidy(behalf[2]), bare[behalf.end() :]
    state = reading.asking or ReadState(None, "", 1)
    reading.questions.append(_Question(paragraph.row, state, on_behalf_of, bare.split("\n"), has_bullet))
    reading.fresh = False


def _without_mark(text: str) -> tuple[str, bool]:
    """The text without the bullet or number in front of it, and whether there was one."""
    bare, has_bullet = without_bullet(text.lstrip())
    numbering = _NUMBERING.match(bare)
    return (bare[numbering.end() :], True) if numbering else (bare, has_bullet)


def _goes_on(reading: _Reading, last: _Question, paragraph: _Paragraph, text: str, has_bullet: bool) -> bool:
    """Whether the text belongs to the question before: its translation, a note on it, or its next printed line."""
    ending = tidy(last.lines[-1])
    if text.startswith("/") or ending.endswith("/") or _NOTE.match(tidy(text)):
        return True
    if not reading.is_printed or has_bullet:
        return False
    if last.has_bullet:
        return not (paragraph.after_blank and _SENTENCE_END.search(ending))
    return not (paragraph.after_blank or _SENTENCE_END.search(ending))


def _finished(reading: _Reading) -> Iterator[ReadQuestion]:
    for order, question in enumerate(reading.questions, 1):
        yield ReadQuestion(order, question.row, question.state, question.on_behalf_of, join_lines(question.lines))


def _warnings(reading: _Reading) -> Iterator[ReadWarning]:
    if reading.state is None:
        yield ReadWarning("no_source_state", None, "", reading.header)
    if not reading.questions:
        yield ReadWarning("no_questions", None, "", "")
    yield from reading.warnings
