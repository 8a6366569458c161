"""The voluntary pledges and commitments that a State made at its review, as the report lists them.

Reports of the first cycle have a part for them ("III. Voluntary pledges and commitments"), others an annex. A pledge is
a numbered paragraph, or each point (a), (b) or bullet under one that ends in a colon.
"""

import re
from collections.abc import Iterator, Sequence

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
# A list of pledges has one to sixty points; a text without end is none.
MAX_PLEDGES = 300
_LONGEST = 10_000


def find_pledges(lines: Sequence[Line]) -> tuple[ReadPledge, ...]:
    """The pledges under each heading that announces them; in the table of contents a page number stands behind it."""
    found: list[tuple[str, str]] = []
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
    return _in_order([("", text) for text in _paragraphs(lines)] if first is None else list(_points(lines[first:])))


def is_pledge_heading(text: str) -> bool:
    """Whether a line announces pledges."""
    return pledge_heading(text) is not None


def pledge_heading(text: str) -> re.Match[str] | None:
    """The line where it announces pledges; ``rest`` is what it says of whose they are."""
    return _HEADING.fullmatch(text)


def _in_order(found: list[tuple[str, str]]) -> tuple[ReadPledge, ...]:
    return tuple(ReadPledge(order, place, text) for order, (place, text) in enumerate(found[:MAX_PLEDGES], start=1))


def _end(lines: Sequence[Line], start: int) -> int:
    """The line of the next heading, or the end of the document; the same heading may be printed again."""
    for at in range(start, len(lines)):
        if is_pledge_heading(lines[at].text) or at > start and _OTHER_HEADING.fullmatch(lines[at].text):
            return at
    return len(lines)


def _points(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Pairs of place and text: ``("96", ...)``, ``("96 (a)", ...)``; the place is empty where nothing is numbered."""
    points: list[tuple[str, list[str]]] = []
    paragraph = ""
    for line in lines:
        numbered = _PARAGRAPH.match(line.text)
        lettered = _POINT.match(line.text)
        bare, has_bullet = without_bullet(line.text)
        if numbered and _follows(paragraph, int(numbered[1])):
            paragraph = numbered[1]
            points.append((paragraph, [line.text[numbered.end() :]]))
        elif lettered:
            points.append((f"{paragraph} ({lettered[1]})".strip(), [line.text[lettered.end() :]]))
        elif has_bullet:
            points.append((paragraph, [bare]))
        elif points:
            points[-1][1].append(line.text)
        else:
            points.append(("", [line.text]))
    return _without_openings([(place, join_lines(parts)[:_LONGEST]) for place, parts in points])


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


def _without_openings(points: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The points without the sentences that only announce those below them."""
    for index, (place, text) in enumerate(points):
        below = points[index + 1][0] if index + 1 < len(points) else None
        announces = text.endswith(":") and below is not None
        if text and not announces:
            yield place, text
