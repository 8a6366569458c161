"""The numbered paragraphs of a summary and the headings between them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cycles.importers.raised_numbers import RAISED_DIGITS
from cycles.importers.rising_numbers import Candidate, rising_chain
from cycles.importers.text import join_lines, tidy

_NUMBERED = re.compile(r"\s*(\d{1,3})\s?\.(?!\d)\s*\S")
_LABELS = (re.compile(r"\s*[IVX]{1,5}\.\s"), re.compile(r"\s*[A-Z]\.\s"), re.compile(r"\s*\d{1,2}\.\s"))
_LABEL = re.compile(r"\s*(?:[IVX]{1,5}|[A-Z]|\d{1,2})\.\s+")
_UNLABELLED = len(_LABELS) + 1
_NOTE_NUMBERS = rf"(?:\s*[{RAISED_DIGITS}\d][{RAISED_DIGITS}\d ,]*)?"
_SENTENCE_END = re.compile(r"[.!?:;…]['\"’”»)\]]*" + _NOTE_NUMBERS + "$")
_NOTE_AT_END = re.compile(rf"[{RAISED_DIGITS}]\s*$|[^\W\d]\d{{1,3}}\s*$")
# Headings wrap at some 55 signs where they are large, at 85 where they are small.
_FULL_LINE = 45
_LONGEST_HEADINGS = 500
_ENDING = 40
_LEAP = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph, or a heading (``number`` is None; ``level`` 1 for ``I.`` to 4 for one without a label)."""

    number: int | None
    level: int
    text: str


def read_segments(lines: Sequence[str]) -> tuple[list[str], list[Segment]]:
    """The lines before the first heading, and all headings and paragraphs in their order."""
    lines = [line for line in lines if line.strip()]
    starts = rising_chain(_paragraph_starts(lines), _LEAP)
    if not starts:
        return lines, []
    opening = lines[: starts[0].start]
    first = next((index for index, line in enumerate(opening) if _LABELS[0].match(f"{line} ")), len(opening))
    segments = list(_headings(opening[first:]))
    stops = [start.start for start in starts[1:]] + [len(lines)]
    for start, stop in zip(starts, stops, strict=True):
        block = lines[start.start : stop]
        rest = _first_heading(block) if stop < len(lines) else len(block)
        text = re.sub(r"^\s*\d{1,3}\s?\.\s*", "", join_lines(block[:rest]))
        segments.append(Segment(start.number, 0, text))
        segments.extend(_headings(block[rest:]))
    return opening[:first], segments


def heading_paths(segments: Iterable[Segment]) -> list[str]:
    """For each segment the headings above it, joined by a slash; for a heading itself, too."""
    path: dict[int, str] = {}
    paths = []
    for segment in segments:
        if segment.number is None:
            path = {level: text for level, text in path.items() if level < segment.level}
            path[segment.level] = segment.text
        paths.append(" / ".join(path.values()))
    return paths


def _paragraph_starts(lines: Sequence[str]) -> Iterable[Candidate]:
    """Numbered lines; a block without the end of a sentence is a numbered heading."""
    numbered = [index for index, line in enumerate(lines) if _NUMBERED.match(line)]
    for index, stop in zip(numbered, [*numbered[1:], len(lines)], strict=False):
        number = int(_NUMBERED.match(lines[index])[1])  # type: ignore[index]
        if any(_ends_sentence(line) for line in lines[index:stop]):
            before = lines[index - 1] if index else ""
            follows_end = not before or _ends_sentence(before) or _is_heading_line(before)
            yield Candidate(index, index, number, 3 if follows_end else 2)


def _ends_sentence(line: str) -> bool:
    return _SENTENCE_END.search(line.rstrip()[-_ENDING:]) is not None


def _is_heading_line(line: str) -> bool:
    return _LABEL.match(line) is not None


def _first_heading(block: Sequence[str]) -> int:
    """Where the headings begin that stand between the end of a paragraph and the next one."""
    first = len(block)
    while first > 1 and not _ends_sentence(block[first - 1]):
        first -= 1
    if first < len(block) and tidy(block[first])[:1].islower():
        # The paragraph lacks its full stop.
        ends = (index + 1 for index in range(first, len(block)) if _NOTE_AT_END.search(block[index]))
        labelled = (index for index in range(first, len(block)) if _is_heading_line(block[index]))
        first = next(ends, next(labelled, len(block)))
    return first if sum(map(len, block[first:])) <= _LONGEST_HEADINGS else len(block)


def _headings(lines: Sequence[str]) -> Iterable[Segment]:
    """The headings that the lines hold: one begins with a label, an indent, or after a line that was not full."""
    found: list[list[str]] = []
    for line in lines:
        bare = tidy(line)
        is_labelled = _is_heading_line(f"{line} ")
        goes_on = found and len(tidy(found[-1][-1])) >= _FULL_LINE and not line[:1].isspace()
        if found and not is_labelled and (goes_on or bare[:1].islower()):
            found[-1].append(line)
        else:
            found.append([line])
    for heading in found:
        text = join_lines(heading)
        level = next((level for level, label in enumerate(_LABELS, 1) if label.match(f"{text} ")), _UNLABELLED)
        yield Segment(None, level, _LABEL.sub("", f"{text} ").strip())
