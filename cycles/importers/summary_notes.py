"""The notes at the end of a summary, and the places in its text that bear their numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cycles.importers.raised_numbers import RAISED_DIGITS, lower_digits
from cycles.importers.rising_numbers import MAX_NUMBER, Candidate, rising_chain
from cycles.importers.summary_paragraphs import Segment
from cycles.importers.text import join_lines, tidy

_NOTES_HEADING = re.compile(r"\W*(?:end)?notes?\W*", re.IGNORECASE)
_LISTED_BELOW = re.compile(r"\bstakeholders? listed below\b", re.IGNORECASE)
_LIST = re.compile(
    r"\bstakeholders? listed below\b|^\W*(?:individual|joint) submissions?\W*$|^\W*civil society\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_START = re.compile(rf"\s*\[?([{RAISED_DIGITS}]{{1,4}}|\d{{1,3}}(?=[\s\].]))[\].]?\s*(?=\S)")
# What a wrapped line goes on with after a number: a date, or the rest of a sentence.
_GOES_ON = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"and|or|to|of|in|on|the|for|at|per|percent|years?|[A-Z][^ ]* Street)"
)
_CITES = re.compile(r"\b(?:pp?|paras?|pages?)\b[.,]?\s?\d|\bA/HRC/|\bIbid|\bSee\b|listed below", re.IGNORECASE)
# Lines after "Notes" among which the first note must begin, and notes that may be missing between two.
_FIRST_NOTE_WITHIN, _LEAP = 15, 8
# Numbers in a row that the text method may fail to find.
_TEXT_LEAP = 100
_RAISED = re.compile(f"[{RAISED_DIGITS}]+")
_DIGITS = re.compile(r"(?<![\d/–-])\d{1,3}(?![\d\w%°/–-])(?![.,]\d)")
_CLOSING = frozenset(".,;:!?)]’”\"'»")
_MARKED, _GLUED, _SPACED, _DOUBTFUL = 12, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Note:
    """A note as printed; its lines without the number."""

    number: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The note on one line."""
        return join_lines(self.lines)


def split_notes(lines: Sequence[str]) -> tuple[list[str], list[Note]]:
    """The lines of the text, and the notes behind them."""
    start = _notes_start(lines)
    behind = lines[start:]
    starts = rising_chain(_note_starts(behind), _LEAP)
    notes = []
    stops = [*(found.start for found in starts[1:]), len(behind)]
    for found, stop in zip(starts, stops, strict=False):
        first = behind[found.start][found.end :]
        notes.append(Note(found.number, (first, *behind[found.start + 1 : stop])))
    has_heading = start > 0 and _NOTES_HEADING.fullmatch(lines[start - 1][:60])
    return list(lines[: start - 1 if has_heading else start]), notes


def list_note(notes: Iterable[Note]) -> Note | None:
    """The note that lists the stakeholders: the first or the second one."""
    return next((note for note in notes if _LIST.search("\n".join(note.lines))), None)


def place_notes(
    segments: Sequence[Segment], notes: Sequence[Note], codes: Iterable[str]
) -> tuple[list[Segment], dict[int, Segment]]:
    """The segments without the numbers of notes, and for each note that was found the segment it stands in.

    Numbers are raised in a PDF and known for sure. In plain text they are told from others by the sign before
    them and by their order; the digits of the codes, such as ``JS2``, are none.
    """
    text = "\n".join(segment.text for segment in segments)
    offsets = [0]
    for segment in segments:
        offsets.append(offsets[-1] + len(segment.text) + 1)
    numbers = {note.number for note in notes}
    candidates = [*_raised(text, numbers), *_plain(_masked(text, codes), numbers)]
    chain = rising_chain(sorted(candidates, key=lambda found: found.start), _TEXT_LEAP)
    placed: dict[int, int] = {}
    cuts: dict[int, list[Candidate]] = {}
    for found in chain:
        index = bisect_right(offsets, found.start) - 1
        placed[found.number] = index
        cuts.setdefault(index, []).append(found)
    clean = [
        replace(segment, text=_without(segment.text, offsets[index], cuts.get(index, ())))
        for index, segment in enumerate(segments)
    ]
    return clean, {number: clean[index] for number, index in placed.items()}


def _notes_start(lines: Sequence[str]) -> int:
    """The line after ``Notes``, or where there is none the note that begins the list of stakeholders."""
    headings = [index + 1 for index, line in enumerate(lines) if _NOTES_HEADING.fullmatch(line[:60])]
    for start in reversed(headings):
        if any(_START.match(line) for line in lines[start : start + _FIRST_NOTE_WITHIN]):
            return start
    for index, line in enumerate(lines):
        match = _START.match(line) if _LISTED_BELOW.search(line) else None
        if match:
            first = int(lower_digits(match[1]))
            before = lines[index - 1] if index and first > 1 else ""
            return index - bool(_START.match(before))
    return len(lines)


def _note_starts(lines: Sequence[str]) -> Iterator[Candidate]:
    """Lines that begin with a number and then words, a date apart."""
    for index, line in enumerate(lines):
        match = _START.match(line)
        if match is None:
            continue
        rest = tidy(line[match.end() : match.end() + 300])
        number = int(lower_digits(match[1]))
        if match[1][0] in RAISED_DIGITS:
            yield Candidate(index, match.end(), number, _MARKED)
        elif not _GOES_ON.match(rest):
            is_plain = not rest[:1].islower() and _CITES.search(rest)
            yield Candidate(index, match.end(), number, _GLUED if is_plain else _DOUBTFUL)


def _raised(text: str, numbers: set[int]) -> Iterator[Candidate]:
    for match in _RAISED.finditer(text):
        digits = lower_digits(match[0])
        if len(digits) <= 3 and int(digits) in numbers:
            yield Candidate(match.start(), match.end(), int(digits), _MARKED)
            continue
        # Two notes side by side: ¹⁷¹⁸.
        middle = len(digits) // 2
        first, second = int(digits[:middle] or 0), int(digits[middle:][:4])
        if first in numbers and second == first + 1:
            yield Candidate(match.start(), match.start() + middle, first, _MARKED)
            yield Candidate(match.start() + middle, match.end(), second, _MARKED)


def _plain(text: str, numbers: set[int]) -> Iterator[Candidate]:
    for match in _DIGITS.finditer(text):
        number = int(match[0])
        if number in numbers and number <= MAX_NUMBER:
            weight = _weight(text, match.start(), match.end())
            if weight:
                yield Candidate(match.start(), match.end(), number, weight)


def _weight(text: str, start: int, end: int) -> int:
    """How much a number looks like that of a note: ``strategy.3``, ``in 2008. 8``, ``rules4``; 0 for not at all."""
    before = text[max(0, start - 2) : start]
    behind = text[end : end + 2]
    ends_sentence = not behind.strip() or not behind[0].isalnum() and behind[1:].isupper() or behind[0] == "\n"
    if not before:
        return 0
    if before[-1] in _CLOSING:
        return _GLUED if ends_sentence or not before[0].isdigit() else _DOUBTFUL
    if before[-1] == " " and before[0] in _CLOSING:
        return _SPACED if ends_sentence else 0
    if before[-1].isalpha():
        return _DOUBTFUL if before[-1].isupper() else _SPACED
    return 0


def _masked(text: str, codes: Iterable[str]) -> str:
    """The text, as long as before, with the codes that hold digits made unreadable."""
    numbered = sorted({code for code in codes if re.search(r"\d", code)}, key=len, reverse=True)
    if not numbered:
        return text
    names = re.compile("|".join(map(re.escape, numbered)) + r"|\bJS\s?\d{1,2}")
    return names.sub(lambda match: "_" * len(match[0]), text)


def _without(text: str, offset: int, cuts: Iterable[Candidate]) -> str:
    """The text without the pieces at the cuts, which count from the start of the whole."""
    pieces = []
    start = 0
    for cut in cuts:
        piece = text[start : cut.start - offset]
        start = cut.end - offset
        pieces.append(piece if text[start : start + 1].isalnum() else piece.rstrip())
    return tidy("".join([*pieces, text[start:]]))
