"""Lists of recommendation numbers as States print them: ``140.7, 140.9-12; 140.35. 140.36 and 87``.

A number is ``PPP.N`` or ``N``; a number alone belongs to the paragraph that was named last. Ranges are written with any
dash or with "to", and may go on in the next line. Numbers are parted by commas, semicolons, line ends, "and", or a full
stop before a blank. Everything else is a doubt: it is reported with its place and never read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cycles.importers.text import tidy, unique

Number = tuple[int | None, int]

# The largest review so far has some 350 recommendations.
MOST_IN_RANGE = 500
UNREAD = "unread_list"
_LONGEST_RAW = 300
BACKWARDS = "range_backwards"
TOO_LONG = "range_too_long"

# Signs of the same width, so that places stay what they are.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00a0\u202f", " "),
        **dict.fromkeys("،，、", ","),
        **dict.fromkeys("؛；", ";"),
        "：": ":",
    }
)
_ONE = r"(?:(\d{1,3})\.)?(\d{1,3})"
_BETWEEN = r"(?:\s*-\s*|\s+(?:to|through|until|à|au|aux|a|al|hasta|até|до|по|إلى)\s+)"
_PIECE = re.compile(rf"{_ONE}(?:{_BETWEEN}{_ONE})?(?![^\W和و]|%|\.\d|{_BETWEEN}\d)", re.IGNORECASE)
_AND = r"(?:and|et|y|e|и|or|ou|as\s+well\s+as|ainsi\s+que|así\s+como)\b|و|&|和"
_LABEL = (
    r"(?:recommendations?\b|rec(?:omm?)?s?\b\.?|recommandations?\b|recomendaci(?:ón|ones)\b|рекомендаци[ияйю]\b"
    r"|n(?:o|os|[°ºo]s?)\b\.?|numbers?\b|№|para(?:graph)?s?\b\.?(?=\s*\d{1,3}\.\d))"
)
_GAP = re.compile(
    rf"(?:[\s,;:([{{•·*▪●◦‣]|\.(?=[\s,;]|$)|(?:{_AND})(?=[\s\d])|{_LABEL}(?=[\s\d:(])|[)\]])*", re.IGNORECASE
)
# What may follow a number of a list: a sign that parts, the end, "and", or another whole number.
_END = re.compile(
    rf"\s*(?:$|[,;)\]\n]|\.(?=[\s,;]|$)|(?=[和و])|\s(?:{_AND})|\s(?:{_LABEL})|(?<=\s)(?=\d{{1,3}}\.\d))", re.IGNORECASE
)
# Words behind a number: not those that make it a part of a recommendation, as in "140.7 (a)" or "140.7 bis".
_WORDS = re.compile(
    r"(?!\s*(?:bis|ter)\b|\s*\(\s*(?:[a-h]|[ivx]{1,4}|in\s+part|part\w*|first|second|last|latter|former)\b)(?:\s|[.:(]|-\s)",
    re.IGNORECASE,
)
_SIGN_OR_AND = re.compile(rf"[;,]|(?:^|\s)(?:{_AND})", re.IGNORECASE)
_ONLY_AND = re.compile(rf"[\s,]*(?:{_AND})\s*$", re.IGNORECASE)
_FULL = re.compile(r"(?<![\d.])(\d{1,3})\.\d{1,3}(?!\d)")
_TORN = re.compile(r"(\d{1,3})\.\s{1,9}\d{1,3}(?![\d.])")
_STRETCH = re.compile(r"(?:[^,;\n.]|\.(?!\s|$))+|.", re.DOTALL)
_LEAD_IN = re.compile(rf"[^,;\n\d]{{1,300}}?(?:{_LABEL}|:)\s*(?=\d)", re.IGNORECASE)
_CROSS_REFERENCE = re.compile(r"\b(?:see|voir|véase|cf)\b", re.IGNORECASE)
_DASHES = re.compile(r"^([^\S\n]*)-(?=\s)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NumberPiece:
    """One piece of a list, such as ``16-19``: the numbers it stands for, and its first and last place in the text."""

    raw: str
    start: int
    stop: int
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class NumberDoubt:
    """A part of a list that was not read; ``code`` is one of the warnings, ``at`` its place, from 0."""

    code: str
    raw: str
    at: int


@dataclass(frozen=True, slots=True)
class NumberList:
    """What a list says: its pieces in order, and the parts that could not be read."""

    pieces: tuple[NumberPiece, ...] = ()
    doubts: tuple[NumberDoubt, ...] = ()

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Every number in its order, as often as it is named."""
        return tuple(number for piece in self.pieces for number in piece.numbers)


@dataclass(frozen=True, slots=True)
class ListCheck:
    """Lists held against the recommendations of a review; ``repeated`` names the lists a number stands in.

    ``totals`` counts each number once in each list; ``ambiguous`` are numbers alone that several paragraphs have.
    """

    totals: dict[str, int]
    expected: int
    missing: tuple[tuple[int, int], ...]
    repeated: tuple[tuple[tuple[int, int], tuple[str, ...]], ...]
    unknown: tuple[tuple[str, Number], ...]
    ambiguous: tuple[tuple[str, int], ...]
    doubts: tuple[tuple[str, NumberDoubt], ...]

    @property
    def total(self) -> int:
        """The sum of all lists: 254 for 217 + 37."""
        return sum(self.totals.values())

    @property
    def is_complete(self) -> bool:
        """Whether every recommendation stands in one list, once, and everything was read."""
        return not (self.missing or self.repeated or self.unknown or self.ambiguous or self.doubts)


@dataclass(slots=True)
class _Reading:
    """One list on its way through."""

    text: str
    prefix: int | None
    at: int = 0
    before_words: bool = False
    prefixes: frozenset[int] = frozenset()
    pieces: list[NumberPiece] = field(default_factory=list)
    doubts: list[NumberDoubt] = field(default_factory=list)

    def skip_gap(self) -> None:
        gap = _GAP.match(self.text, self.at)
        self.at = gap.end() if gap else self.at

    def take_piece(self) -> bool:
        """Read the piece that stands here; False where none does."""
        match = _PIECE.match(self.text, self.at)
        if match is None or not self._ends(match) or self._torn():
            return False
        self.at = match.end()
        raw = tidy(match[0])
        code, numbers = self._numbers(match)
        if code:
            self.doubts.append(NumberDoubt(code, raw, match.start()))
        else:
            self.pieces.append(NumberPiece(raw, match.start(), match.end(), numbers))
        return True

    def _ends(self, match: re.Match[str]) -> bool:
        """Whether the number is whole; words may follow it where it is full, the first of the list, or behind "and"."""
        gap = self.text[self.pieces[-1].stop : match.start()] if self.pieces else ""
        is_bare = match[1] is None
        if self.before_words and self.pieces and is_bare and not _SIGN_OR_AND.search(gap):
            return False
        if _END.match(self.text, match.end()):
            return True
        may = self.before_words and (not is_bare or not self.pieces or bool(_ONLY_AND.match(gap)))
        return may and bool(_WORDS.match(self.text, match.end()))

    def _torn(self) -> re.Match[str] | None:
        """``140. 7`` among full numbers of paragraph 140: one number or two, nobody can tell."""
        match = _TORN.match(self.text, self.at)
        return match if match and (int(match[1]) == self.prefix or int(match[1]) in self.prefixes) else None

    def _numbers(self, match: re.Match[str]) -> tuple[str, tuple[Number, ...]]:
        """A code where the range makes no sense, and the numbers where it does."""
        prefix = int(match[1]) if match[1] else self.prefix
        first, last = int(match[2]), int(match[4] or match[2])
        last_prefix = int(match[3]) if match[3] else prefix
        if last_prefix != prefix or last < first or first == 0:
            return BACKWARDS, ()
        if last - first >= MOST_IN_RANGE:
            return TOO_LONG, ()
        self.prefix = prefix
        return "", tuple((prefix, item) for item in range(first, last + 1))

    def doubt(self) -> None:
        """Pass over what cannot be read, up to the next sign that parts; doubts side by side are one."""
        stretch = self._torn() or _STRETCH.match(self.text, self.at)
        stop = stretch.end() if stretch else len(self.text)
        start, last = self.at, self.doubts[-1] if self.doubts else None
        if last and last.code == UNREAD and not (self.pieces and self.pieces[-1].start > last.at):
            start = self.doubts.pop().at
        self.doubts.append(NumberDoubt(UNREAD, tidy(self.text[start : min(stop, start + _LONGEST_RAW)]), start))
        self.at = stop


def read_numbers(text: str, paragraph: int | None = None) -> NumberList:
    """The numbers of a list that somebody pasted; numbers alone belong to ``paragraph`` until another is named."""
    plain = _without_line_dashes(text)
    prefixes = frozenset(int(match[1]) for match in _FULL.finditer(plain))
    reading = _Reading(plain, paragraph, prefixes=prefixes)
    _skip_lead_in(reading)
    reading.skip_gap()
    while reading.at < len(reading.text):
        if not reading.take_piece():
            reading.doubt()
        reading.skip_gap()
    return NumberList(tuple(reading.pieces), tuple(reading.doubts))


def read_run(text: str, at: int = 0) -> tuple[NumberList, int]:
    """The list that begins at ``at`` in running text, and where it ends: at the first thing that is no number.

    Words may follow the last number: ``Recs. 6–13 The Government``. A last number that may be one is a doubt.
    ``text`` has ``plain_signs`` already.
    """
    reading = _Reading(text, None, at, before_words=True)
    stop = at
    reading.skip_gap()
    while reading.take_piece():
        stop = reading.at
        reading.skip_gap()
    gap = reading.text[stop : reading.at]
    follows = _PIECE.match(reading.text, reading.at)
    if reading.pieces and follows and (_SIGN_OR_AND.search(gap) or follows[1]):
        reading.doubts.append(NumberDoubt(UNREAD, tidy(reading.text[reading.at : follows.end() + 20]), reading.at))
    return NumberList(tuple(reading.pieces), tuple(reading.doubts)), stop


def check_lists(lists: Mapping[str, NumberList], numbers: Iterable[tuple[int, int]]) -> ListCheck:
    """What the lists leave out, name twice or name in vain; ``numbers`` are all recommendations of the review."""
    known = unique(numbers)
    paragraphs: dict[int, list[int]] = {}
    for paragraph, item in known:
        paragraphs.setdefault(item, []).append(paragraph)
    named: dict[tuple[int, int], list[str]] = {}
    totals: dict[str, int] = {}
    unknown: list[tuple[str, Number]] = []
    ambiguous: list[tuple[str, int]] = []
    for name, listed in lists.items():
        found = Counter(_resolved(listed.numbers, paragraphs))
        totals[name] = len(found)
        for (holder, item), times in found.items():
            if holder is not None and holder in paragraphs.get(item, ()):
                named.setdefault((holder, item), []).extend([name] * times)
            elif holder is None and len(paragraphs.get(item, ())) > 1:
                ambiguous.append((name, item))
            else:
                unknown.append((name, (holder, item)))
    return ListCheck(
        totals=totals,
        expected=len(known),
        missing=tuple(number for number in known if number not in named),
        repeated=tuple((number, tuple(names)) for number, names in named.items() if len(names) > 1),
        unknown=tuple(unknown),
        ambiguous=tuple(ambiguous),
        doubts=tuple((name, doubt) for name, listed in lists.items() for doubt in listed.doubts),
    )


def _resolved(numbers: Iterable[Number], paragraphs: Mapping[int, list[int]]) -> Iterator[Number]:
    """Numbers alone with their paragraph, where the review has that number only once."""
    for paragraph, item in numbers:
        holders = paragraphs.get(item, [])
        yield (holders[0] if paragraph is None and len(holders) == 1 else paragraph, item)


def plain_signs(text: str) -> str:
    """The text with one kind of dash, comma and blank, every sign in its place."""
    return text.translate(_PLAIN)


def _without_line_dashes(text: str) -> str:
    """Dashes in front of lines are no ranges where the first line has one too."""
    plain = plain_signs(text)
    return _DASHES.sub(r"\1 ", plain) if re.match(r"\s*-\s", plain) else plain


def _skip_lead_in(reading: _Reading) -> None:
    """Words before the list, up to a colon or "recommendations", are a doubt of their own."""
    reading.skip_gap()
    lead_in = _LEAD_IN.match(reading.text, reading.at)
    if lead_in and not _CROSS_REFERENCE.search(lead_in[0]):
        reading.doubts.append(NumberDoubt(UNREAD, tidy(lead_in[0]), lead_in.start()))
        reading.at = lead_in.end()
