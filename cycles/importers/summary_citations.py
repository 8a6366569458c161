"""Whom each note of a summary cites, and which paragraphs or pages of the submission.

Seen: ``JS2, para. 43.`` ``CoE-ECRI, pp. 4-5. See also JS2, paras. 34 and 38.`` ``CoE-ACFC, p. 4, para, 2``
``PTPR/JS3, paras. 2.3 and 3.1-3.11.`` ``VARUH, p.3.`` Links to earlier recommendations and other documents of the
United Nations (``A/HRC/28/15, paras. 115.1, 115.17``) cite no stakeholder.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from cycles.importers.records import ReadCitation, ReadWarning
from cycles.importers.summary_notes import Note
from cycles.importers.text import tidy, unique

MAIN, SEE_ALSO = "main", "see_also"
_NUMBER = r"\d{1,4}(?:\.\d{1,3}){0,3}(?:\s?\([a-z]{1,4}\))*"
_RANGE = rf"{_NUMBER}(?:\s*[-–—]\s*{_NUMBER})?"
_REFERENCE = re.compile(
    rf"\b(pp?|pages?|paras?|paragraphs?)\b\s?[.,:]{{0,2}}\s*({_RANGE}(?:(?:\s*[,&]\s*(?:and\s+)?|\s+and\s+){_RANGE})*)",
    re.IGNORECASE,
)
_ONE_RANGE = re.compile(_RANGE)
_SEE_ALSO = re.compile(r"\bsee (?:also|further)\b|\bcf\.", re.IGNORECASE)
_UN_DOCUMENT = re.compile(r"\b[A-Z]{1,5}(?:/[\w.()-]+){2,}")
_IBID = re.compile(r"\bibid(?:em)?\b", re.IGNORECASE)
_ABBREVIATIONS = re.compile(r"\bfollowing abbreviations\b", re.IGNORECASE)
_SPELT_OUT = re.compile(r"\bjoint submissions?\s(?:no\W{0,2})?(\d{1,2})\b(?:\s\(JS\s?\d{1,2}\))?", re.IGNORECASE)
# What may stand between the start of a piece of a note and the code in it.
_BEFORE_CODE = re.compile(r"(?:^|[.;,:(&]|\b(?:and|also|see|by|from|further|cf\.?|submission))\s*$", re.IGNORECASE)
_WORDS_AROUND = re.compile(
    r"^\W*(?:(?:and|see|also|further|cf|for|in|by|the)\b\W*)*|\W*(?:\b(?:and|submission|report)\W*)*$", re.IGNORECASE
)
_LIKE_ENOUGH = 0.75
_LONGEST_NAME, _LONGEST_LEAD = 60, 200
_MOST_GUESSES = 500


@dataclass(slots=True)
class _Cited:
    """A stakeholder in one note, from ``place`` on; no ``code``: a document of the United Nations, or nobody known."""

    code: str
    role: str
    place: int
    raw: str = ""
    refs: list[tuple[str, str]] = field(default_factory=list)


class CodeBook:
    """The codes of the list, and the nearest of them for one that is misprinted."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = unique(code for code in codes if code)
        names = "|".join(map(re.escape, sorted(self._codes, key=len, reverse=True)))
        self._pattern = re.compile(rf"(?<![\w/-])(?:{names})(?![\w/]|-\w)") if names else None
        self._plain = {code: _plain(code) for code in self._codes}
        self._guessed: dict[str, str | None] = {}

    def find(self, text: str) -> list[re.Match[str]]:
        """The codes in a text, where a code may stand: not as a word in the middle of a title."""
        matches = self._pattern.finditer(text) if self._pattern else ()
        return [match for match in matches if _BEFORE_CODE.search(text[max(0, match.start() - 30) : match.start()])]

    def nearest(self, name: str) -> str | None:
        """The one code that is most like a name and has its digits."""
        plain = _plain(name)
        if plain not in self._guessed and len(self._guessed) < _MOST_GUESSES and len(name) <= _LONGEST_NAME:
            self._guessed[plain] = self._guess(plain)
        return self._guessed.get(plain)

    def _guess(self, plain: str) -> str | None:
        digits = re.sub(r"\D", "", plain)
        ratios = sorted(
            (SequenceMatcher(None, plain, other).ratio(), code)
            for code, other in self._plain.items()
            if re.sub(r"\D", "", other) == digits
        )
        if not ratios or ratios[-1][0] < _LIKE_ENOUGH:
            return None
        is_alone = len(ratios) < 2 or ratios[-2][0] < ratios[-1][0]
        return ratios[-1][1] if is_alone else None


class CitationReader:
    """Reads the notes in their order; ``warnings`` gathers the misprinted and the unknown codes."""

    def __init__(self, book: CodeBook) -> None:
        self._book = book
        self._last = ""
        self.warnings: list[ReadWarning] = []

    def read(self, note: Note, paragraph: int | None) -> list[ReadCitation]:
        """The citations of one note, each stakeholder once for each role."""
        text = _SPELT_OUT.sub(r"JS\1", tidy(note.text))
        cited: dict[tuple[str, str], _Cited] = {}
        for found in self._cited(note.number, text):
            kept = cited.setdefault((found.code, found.role), found)
            if kept is not found:
                kept.refs += found.refs
                kept.raw += f" {found.raw}"
        if not cited and not _ABBREVIATIONS.search(text):
            self._warn("summary_unknown_code", note.number, text[:_LONGEST_NAME])
        self._last = next((found.code for found in reversed(cited.values()) if found.code), self._last)
        return [
            ReadCitation(note.number, paragraph, found.code, found.role, unique(found.refs), found.raw)
            for found in cited.values()
            if found.code
        ]

    def _cited(self, number: int, text: str) -> Iterator[_Cited]:
        """Each piece of the note up to a reference names whom the reference is to, or goes on with the one before."""
        start = 0
        current = None
        role = MAIN
        for reference in _REFERENCE.finditer(text):
            lead = text[start : reference.start()]
            for found in self._named(lead, role) or self._guessed(number, lead, role):
                if current:
                    yield current
                current, role = found, found.role
                found.place += start
            if current:
                current.refs += _references(reference)
                current.raw = text[current.place : reference.end()]
            start = reference.end()
        if current:
            yield current
        yield from self._named(text[start:], role)

    def _named(self, lead: str, role: str) -> list[_Cited]:
        """Who is named in a piece of a note: stakeholders of the list, documents of the United Nations."""
        turn = _SEE_ALSO.search(lead)
        named = []
        for match in self._book.find(lead):
            is_after = turn is not None and match.start() > turn.start()
            named.append(_Cited(match[0], SEE_ALSO if is_after else role, match.start(), match[0]))
        document = _UN_DOCUMENT.search(lead)
        if document and self._book.nearest(document[0]) is None:
            named.append(_Cited("", SEE_ALSO if turn else role, document.start()))
        return sorted(named, key=lambda cited: cited.place)

    def _guessed(self, number: int, lead: str, role: str) -> list[_Cited]:
        """The code that a misprint must mean; nobody where it may mean any."""
        name = _WORDS_AROUND.sub("", lead[-_LONGEST_LEAD:].strip(" ,;:.").rpartition("; ")[2])
        if not re.search(r"[^\W\d_]", name):
            return []
        role = SEE_ALSO if _SEE_ALSO.search(lead) else role
        place = lead.rfind(name)
        if _IBID.search(name):
            return [_Cited(self._last, role, place)]
        for guess in (name, name.partition(",")[0]):
            code = self._book.nearest(guess)
            if code:
                if _plain(guess) != _plain(code):
                    self._warn("summary_code_corrected", number, f"{guess} → {code}")
                return [_Cited(code, role, place)]
        self._warn("summary_unknown_code", number, name[:_LONGEST_NAME])
        return [_Cited("", role, place)]

    def _warn(self, code: str, number: int, detail: str) -> None:
        self.warnings.append(ReadWarning(code, None, str(number), detail))


def _plain(code: str) -> str:
    return re.sub(r"[\W_]+", "", code).casefold()


def _references(reference: re.Match[str]) -> Iterator[tuple[str, str]]:
    kind = "page" if reference[1][:3].casefold() in {"p", "pp", "pag"} else "para"
    for found in _ONE_RANGE.findall(reference[2]):
        yield kind, re.sub(r"\s*[-–—]\s*", "-", found)
