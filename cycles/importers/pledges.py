"""The voluntary pledges and commitments that a State made at its review, as the report lists them.

Reports of the first cycle have a part for them ("III. Voluntary pledges and commitments"), others an annex. A pledge is
a numbered paragraph, or each point (a), (b) or bullet under one that ends in a colon; its last sentence, which says who
promises, opens each of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from cycles.importers.records import ReadPledge
from cycles.importers.report_lines import Line
from cycles.importers.text import join_lines, without_bullet

_ROMAN = r"(?:[IVX]{1,4}|[A-Z])\s?[.)]?\s+"
_WORDS = (
    r"(?:additional\s+)?(?:voluntary\s+(?:pledges?|commitments?|undertakings?)|pledges?\s+and\s+(?:voluntary\s+)?"
    r"commitments?|commitments?\s+and\s+(?:voluntary\s+)?pledges?)(?:\s*(?:and|/|&)\s*(?:voluntary\s+)?(?:pledges?|"
    r"commitments?))?",
    r"(?:engagements?|annonces?|promesses?)(?:\s+et\s+(?:annonces?|engagements?|promesses?))?\s+volontaires?"
    r"|engagements?\s+et\s+contributions?\s+volontaires?",
    r"(?:promesas?|compromisos?|contribuciones)(?:\s+y\s+(?:promesas?|compromisos?))?\s+voluntari[oa]s?",
)
_HEADING = re.compile(
    rf"(?:(?:annexe?|anexo)\s*[IVX\d]*\s*[.:–-]?\s*)?(?:{_ROMAN})?(?:{'|'.join(_WORDS)})"
    r"(?P<rest>(?:\s+(?:made|by|of|from|expressed|du|de|de la|formul\w+|pris|del)\b[^.:;]{0,80})?)\s*[*:]*",
    re.IGNORECASE,
)
_OTHER_HEADING = re.compile(
    r"(?:annexe?|anexo)(?:\s+[IVX\d]+)?\W*|(?:[IVX]{1,4}\s?[.)]\s+)[A-ZÀ-Þ][^.;:]{3,100}"
    r"|(?:[A-Z]\.\s+)?(?:Composition (?:of the delegation|de la délégation)|Composición de la delegación)\W*"
    r"|\[(?:English|French|Spanish|Original|Anglais|Inglés|Français|Español)[^\]]*\]",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"(\d{1,3})\s?[.)]\s*(?=[^\W\d_]|[“\"«‘'(\[])")
_POINT = re.compile(r"\(?([a-z]{1,2}|[ivx]{1,4})\)\s*(?=\S)")
_SMALL_ROMAN = re.compile(r"[ivx]+")
# Not behind "Mr." or "No.".
_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_A-Z]{2}[.!?])(?<!Mrs\.)|(?<=\w\)[.!?]))\s+(?=\W*[^\W\d_])")
# A list of pledges has one to sixty points; a text without end is none.
MAX_PLEDGES = 300
_LONGEST = 10_000
# What is longer announces nothing.
_LONGEST_OPENING = 1000


def find_pledges(lines: Sequence[Line]) -> tuple[ReadPledge, ...]:
    """The pledges under each heading that announces them; in the table of contents a page number stands behind it."""
    found: list[ReadPledge] = []
    at = 0
    while at < len(lines):
        if _HEADING.fullmatch(lines[at].text):
            end = _end(lines, at + 1)
            found += _points(lines[at + 1 : end])
            at = end
        else:
            at += 1
    return _in_order(found)


def read_points(lines: Sequence[Line]) -> tuple[ReadPledge, ...]:
    """Lines that are nothing but pledges: each point, whatever stands above the first; else each paragraph."""
    first = next((at for at, line in enumerate(lines) if _is_point(line.text)), None)
    if first is None:
        return _in_order(ReadPledge(0, "", text) for text in _paragraphs(lines))
    above = list(_paragraphs(lines[:first]))
    opening = _parted(above[-1])[1] if above and above[-1].endswith(":") else ""
    return _in_order(_points(lines[first:], opening))


def is_pledge_heading(text: str) -> bool:
    """Whether a line announces pledges."""
    return pledge_heading(text) is not None


def pledge_heading(text: str) -> re.Match[str] | None:
    """The line where it announces pledges; ``rest`` is what it says of whose they are."""
    return _HEADING.fullmatch(text)


def _in_order(found: Iterable[ReadPledge]) -> tuple[ReadPledge, ...]:
    return tuple(replace(one, order=order) for order, one in enumerate(islice(found, MAX_PLEDGES), start=1))


def _end(lines: Sequence[Line], start: int) -> int:
    """The line of the next heading, or the end of the document; the same heading may be printed again."""
    for at in range(start, len(lines)):
        if is_pledge_heading(lines[at].text) or at > start and _OTHER_HEADING.fullmatch(lines[at].text):
            return at
    return len(lines)


@dataclass(slots=True)
class _Point:
    """A point as it is printed; ``level`` is how deep it stands, 0 for a paragraph."""

    place: str
    lines: list[str]
    level: int = 0

    @property
    def text(self) -> str:
        return join_lines(self.lines)[:_LONGEST]


@dataclass(slots=True)
class _Reader:
    """The points of a list on their way."""

    points: list[_Point] = field(default_factory=list)
    paragraph: str = ""
    label: str = ""
    # The kinds of points under the paragraph, (a), (i) and bullets, the outermost first.
    kinds: list[str] = field(default_factory=list)

    def read(self, text: str) -> None:
        numbered, lettered = _PARAGRAPH.match(text), _POINT.match(text)
        bare, has_bullet = without_bullet(text)
        if numbered and _follows(self.paragraph, int(numbered[1])):
            self.paragraph, self.label, self.kinds = numbered[1], "", []
            self.points.append(_Point(self.paragraph, [text[numbered.end() :]]))
        elif lettered:
            kind = "i" if _SMALL_ROMAN.fullmatch(lettered[1]) and not _comes_next(self.label, lettered[1]) else "a"
            self.label = lettered[1] if kind == "a" else self.label
            self.add(kind, f"{self.paragraph} ({lettered[1]})".strip(), text[lettered.end() :])
        elif has_bullet:
            self.add("•", self.paragraph, bare)
        elif self.points:
            self.points[-1].lines.append(text)
        else:
            self.points.append(_Point("", [text]))

    def add(self, kind: str, place: str, text: str) -> None:
        if kind not in self.kinds:
            self.kinds.append(kind)
        level = self.kinds.index(kind)
        del self.kinds[level + 1 :]
        self.points.append(_Point(place, [text], level + 1))


def _points(lines: Sequence[Line], opening: str = "") -> Iterator[ReadPledge]:
    """Places are ``96`` and ``96 (a)``, empty where nothing is numbered; ``opening`` stands above them all."""
    reader = _Reader()
    for line in lines:
        reader.read(line.text)
    return _opened(reader.points, opening)


def _opened(points: Sequence[_Point], opening: str) -> Iterator[ReadPledge]:
    """The points, each with the sentences above it that only announce what stands below them.

    One that is followed by a point of its own level announces all of that level; at the end of a point, it takes the
    place of what announced that.
    """
    openings: list[tuple[float, str]] = [(-1, opening)] if opening else []
    for index, point in enumerate(points):
        below = points[index + 1].level if index + 1 < len(points) else -1
        openings = [(level, words) for level, words in openings if level < point.level]
        text, announcing = _parted(point.text) if below >= point.level else (point.text, "")
        if text:
            yield ReadPledge(0, point.place, text, " ".join(words for _, words in openings))
        if announcing:
            of_level = point.level - 0.5
            openings = [(level, words) for level, words in openings if level < of_level]
            if text and below == point.level:
                openings = openings[:-1]
            openings.append((point.level if below > point.level else of_level, announcing))


def _parted(text: str) -> tuple[str, str]:
    """What a text says, and its last sentence where that announces what follows."""
    if not text.endswith(":"):
        return text, ""
    start = max((end.end() for end in _SENTENCE_END.finditer(text)), default=0)
    return (text[:start].rstrip(), text[start:]) if len(text) - start <= _LONGEST_OPENING else (text, "")


def _comes_next(before: str, label: str) -> bool:
    """Whether (i) is the letter behind (h)."""
    return len(before) == len(label) == 1 and ord(label) == ord(before) + 1


def _is_point(text: str) -> bool:
    return bool(_PARAGRAPH.match(text) or _POINT.match(text) or without_bullet(text)[1])


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Lines that follow each other in one text; a blank line lies between two paragraphs."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and line.place > paragraph[-1].place + 1:
            yield join_lines([one.text for one in paragraph])[:_LONGEST]
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield join_lines([one.text for one in paragraph])[:_LONGEST]


def _follows(paragraph: str, number: int) -> bool:
    return not paragraph or int(paragraph) < number <= int(paragraph) + 3
