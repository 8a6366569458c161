"""OHCHR's summary of stakeholders' submissions on a review (A/HRC/WG.6/<session>/<State>/3), PDF or pasted text."""

import re
from collections.abc import Iterable, Sequence

from cycles.importers.addendum_front import document_pages
from cycles.importers.pdf_text import looks_like_pdf, read_pdf
from cycles.importers.raised_numbers import text_with_raised_numbers
from cycles.importers.records import (
    ReadCitation,
    ReadStakeholder,
    ReadSummary,
    ReadSummaryParagraph,
    ReadWarning,
    UnreadableFile,
)
from cycles.importers.rising_numbers import missing_numbers
from cycles.importers.state_names import StateNames
from cycles.importers.summary_citations import CitationReader, CodeBook
from cycles.importers.summary_notes import Note, list_note, place_notes, split_notes
from cycles.importers.summary_pages import SummaryPages, read_pages
from cycles.importers.summary_paragraphs import Segment, heading_paths, read_segments
from cycles.importers.summary_stakeholders import cited_names, read_stakeholders
from cycles.importers.text import join_lines, tidy

# Of each cycle the first and the last session of the Working Group, from the calendars of OHCHR.
_CYCLES = ((1, 1, 12), (2, 13, 26), (3, 27, 40), (4, 41, 54), (5, 55, 68))
_TITLE = re.compile(r"\bsummary (?:of|prepared by)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:submissions?|information)\s+(?:on|for|concerning)\s+([^*]{2,80})", re.IGNORECASE)
_REPORT_OF = re.compile(r"\s*\breport of the office\b.*", re.IGNORECASE)
_DECLARED = re.compile(r"\bsummary of (\d{1,3})\W", re.IGNORECASE)
_OWN_SECTION = re.compile(r"\bfull compliance with the Paris Principles\b", re.IGNORECASE)


def read_stakeholder_summary(data: bytes | str, names: StateNames) -> ReadSummary:
    """Paragraphs, stakeholders and citations of a summary: a PDF, or its text, in bytes or not.

    Raises UnreadableFile: as ``read_pdf`` and ``document_pages`` do, ``not_a_stakeholder_summary``,
    ``summary_in_other_language``, ``summary_without_paragraphs``. Notes that cannot be placed are in the citations,
    without a paragraph.
    """
    pages = read_pages(_lines(data))
    body, notes = split_notes(pages.lines)
    opening, segments = read_segments(body)
    if not any(segment.number for segment in segments):
        raise UnreadableFile("summary_without_paragraphs")
    header, state = _title(opening, pages, names)
    listing = list_note(notes)
    stakeholders = _stakeholders(listing, notes, segments, names)
    codes = [code for stakeholder in stakeholders for code in stakeholder.codes]
    segments, placed = place_notes(segments, notes, codes)
    reader = CitationReader(CodeBook(codes))
    citations: list[ReadCitation] = []
    unplaced: list[ReadWarning] = []
    for note in notes:
        segment = placed.get(note.number)
        found = reader.read(note, segment.number if segment else None) if note is not listing else []
        citations += found
        if found and (segment is None or segment.number is None):
            unplaced.append(_unplaced(note, segment))
    warnings = [
        *([] if state else [ReadWarning("no_source_state", None, "", header)]),
        *_gaps(segments, notes, listing),
        *_differing_count(segments, stakeholders),
        *reader.warnings,
        *unplaced,
    ]
    return ReadSummary(
        "stakeholder_summary",
        state,
        _cycle(pages.session),
        pages.session,
        header,
        pages.symbol,
        _paragraphs(segments),
        stakeholders,
        tuple(citations),
        len(notes),
        tuple(warnings),
        pages.published_date,
    )


def _lines(data: bytes | str) -> Sequence[Sequence[str]]:
    if isinstance(data, bytes) and looks_like_pdf(data):
        return read_pdf(data, page_text=text_with_raised_numbers).pages
    return document_pages(data)


def _title(opening: Sequence[str], pages: SummaryPages, names: StateNames) -> tuple[str, str | None]:
    """The title, and the State: named in the title, on a line of its own, or else by the symbol."""
    first = next((index for index, line in enumerate(opening) if _TITLE.search(line)), 0)
    title = _REPORT_OF.sub("", join_lines(opening[first:])).replace("*", "").strip()[:1000]
    subject = _SUBJECT.search(title)
    named = [subject[1]] if subject else []
    named += [tidy(line).strip("* ") for line in opening]
    found = (names.closest(name) if name is named[0] else names.resolve(name) for name in named)
    return title, next(filter(None, found), pages.iso3)


def _cycle(session: int | None) -> int | None:
    return next((number for number, first, last in _CYCLES if session and first <= session <= last), None)


def _stakeholders(
    listing: Note | None, notes: Iterable[Note], segments: Iterable[Segment], names: StateNames
) -> tuple[ReadStakeholder, ...]:
    if listing is None:
        return ()
    cited = cited_names(note.text for note in notes if note is not listing)
    has_own_section = any(segment.number is None and _OWN_SECTION.search(segment.text) for segment in segments)
    return read_stakeholders(listing.lines, cited, names, has_own_section=has_own_section)


def _paragraphs(segments: Sequence[Segment]) -> tuple[ReadSummaryParagraph, ...]:
    return tuple(
        ReadSummaryParagraph(segment.number, heading, segment.text)
        for segment, heading in zip(segments, heading_paths(segments), strict=True)
        if segment.number
    )


def _unplaced(note: Note, segment: Segment | None) -> ReadWarning:
    code = "summary_note_on_heading" if segment else "summary_note_not_placed"
    return ReadWarning(code, None, str(note.number), (segment.text if segment else note.text)[:200])


def _gaps(segments: Iterable[Segment], notes: Sequence[Note], listing: Note | None) -> list[ReadWarning]:
    warnings = []
    paragraphs = missing_numbers(segment.number for segment in segments if segment.number)
    if paragraphs:
        warnings.append(ReadWarning("summary_paragraphs_missing", None, "", ", ".join(map(str, paragraphs[:30]))))
    if listing is None:
        code = "summary_without_list" if notes else "summary_without_notes"
        warnings.append(ReadWarning(code, None, "", ""))
    missing = missing_numbers(note.number for note in notes)
    if missing:
        warnings.append(ReadWarning("summary_notes_missing", None, "", ", ".join(map(str, missing[:30]))))
    return warnings


def _differing_count(segments: Sequence[Segment], stakeholders: Sequence[ReadStakeholder]) -> list[ReadWarning]:
    """The first paragraph says how many submissions the summary is of; attachments are not counted."""
    match = next((match for segment in segments[:5] if (match := _DECLARED.search(segment.text))), None)
    listed = sum(not stakeholder.attachment_of for stakeholder in stakeholders)
    if match is None or int(match[1]) == listed:
        return []
    return [ReadWarning("summary_count_differs", None, "", f"{match[1]} / {listed}")]
