"""The recommending States of a text: they stand in brackets, mostly at its end.

``... (Maldives) (Portugal);`` in recent lists, ``(Spain, Tunisia, Portugal);`` in those of the second cycle,
``(Chile); (Estonia);`` in the first layout. Brackets around years, treaties and articles are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cycles.importers.note_marks import without_note_marks
from cycles.importers.records import ReadState
from cycles.importers.state_pieces import (
    Piece,
    correct_names,
    last_names,
    looks_like_name,
    looks_like_state,
    split_names,
)
from cycles.importers.text import tidy

if TYPE_CHECKING:
    from cycles.importers.state_names import StateNames

_BETWEEN = re.compile(r"(?:[\s,;.&/]|\band\b)*")
# "a) ratify", "ii) accede", "3) report": a list inside a text, not a bracket gone astray.
_LIST_LETTER = re.compile(r"(?:^|[\s(;,:])(?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,2})$")
_ABBREVIATION = re.compile(r"(?:\b(?:etc|e\.g|i\.e|No|Nos|art|arts|para|paras)|\.\.|\b[A-Z])\.$")
_SNIPPET = 60
# No recommendation has as many; a file that does wants to keep us busy.
_MOST_BRACKETS = 100
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class FoundStates:
    """The States of a text, what a person should look at, and the text without the brackets that end it.

    ``problems`` are pairs of a warning's code and its detail. A text of several clauses keeps its brackets.
    """

    states: tuple[ReadState, ...]
    problems: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A place with brackets: a pair, one that is never closed, or one that was never opened (``end`` is behind it)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    """A bracket that names States."""

    start: int
    end: int
    pieces: list[Piece]


@dataclass(slots=True)
class _Reading:
    """One text on its way through: what was found so far."""

    text: str
    names: StateNames
    brackets: list[_Bracket]
    words_end: int
    exact: dict[int, list[Piece]]
    groups: list[_Group] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def inside(self, bracket: _Bracket) -> str:
        return self.text[bracket.start + 1 : bracket.end - 1]

    def problem(self, code: str, detail: str) -> None:
        if (code, detail) not in self.problems and len(self.problems) < _MOST_PROBLEMS:
            self.problems.append((code, detail))

    def tell_marks(self, marked: list[str]) -> None:
        for one in marked:
            self.problem("note_mark", one)


def find_states(text: str, names: StateNames) -> FoundStates:
    """The States that a text names in brackets, in order, each with the clause it stands behind."""
    text = tidy(text)
    if text.count("(") + text.count(")") > 2 * _MOST_BRACKETS:
        return FoundStates((), (("unbalanced_bracket", text[:_SNIPPET]),), text)
    text, marked = without_note_marks(text, names)
    brackets = _brackets(text)
    exact = {b.start: pieces for b in brackets if b.kind == "pair" and (pieces := _exact(text, b, names))}
    reading = _Reading(text, names, brackets, _words_end(text, brackets), exact)
    reading.tell_marks(marked)
    done = 0
    for index, bracket in enumerate(brackets):
        if bracket.end <= done:
            continue
        group = _READERS[bracket.kind](reading, index, done)
        if group:
            reading.groups.append(group)
            done = group.end
    states = _states(reading)
    return FoundStates(states, tuple(reading.problems), _body(reading))


def list_states(text: str, names: StateNames) -> FoundStates:
    """The States of a text that is nothing but names, such as a cell of recommending States."""
    text, marked = without_note_marks(tidy(text), names, is_list=True)
    pieces = correct_names(split_names(text, names), names)
    reading = _Reading(text, names, [], 0, {}, [_Group(0, len(text), pieces)])
    reading.tell_marks(marked)
    states = _states(reading)
    return FoundStates(states, tuple(reading.problems), text)


def _brackets(text: str) -> list[_Bracket]:
    """Outermost pairs, and single brackets, in order. What an unclosed bracket holds is listed as well."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    found: list[_Bracket] = []
    for at, sign in enumerate(text):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, at + 1))
        elif sign == ")":
            found.append(_Bracket("lone", at, at + 1))
    found += [_Bracket("pair", start, end) for start, end in pairs]
    found += [_Bracket("open", start, _clause_end(text, start, pairs)) for start in opened]
    return sorted(found, key=lambda bracket: bracket.start)


def _clause_end(text: str, start: int, pairs: list[tuple[int, int]]) -> int:
    """Where the clause ends that an unclosed bracket stands in: at a semicolon outside of pairs, or with the text."""
    at = text.find(";", start)
    for pair_start, pair_end in pairs:
        if pair_start < at < pair_end:
            at = text.find(";", pair_end)
    return at if at >= 0 else len(text)


def _words_end(text: str, brackets: list[_Bracket]) -> int:
    """Behind the last letter or number that stands in no pair of brackets."""
    end = len(text)
    for bracket in reversed([bracket for bracket in brackets if bracket.kind == "pair"]):
        if not _BETWEEN.fullmatch(text, bracket.end, end):
            break
        end = bracket.start
    return end


def _exact(text: str, bracket: _Bracket, names: StateNames) -> list[Piece]:
    pieces = split_names(text[bracket.start + 1 : bracket.end - 1], names)
    return pieces if all(piece.iso3 for piece in pieces) else []


def _read_pair(reading: _Reading, index: int, done: int) -> _Group | None:
    bracket = reading.brackets[index]
    known = reading.exact.get(bracket.start)
    if known:
        return _Group(bracket.start, bracket.end, known)
    last = bracket.start >= reading.words_end
    ends_clause = last or reading.text[bracket.end : bracket.end + 2].lstrip().startswith(";")
    qualified = _read_qualifier(reading, bracket, ends_clause)
    if qualified:
        return qualified
    if not ends_clause and not _beside_states(reading, index):
        return None
    return _read_doubtful(reading, bracket, final=last and index == len(reading.brackets) - 1)


def _read_qualifier(reading: _Reading, bracket: _Bracket, ends_clause: bool) -> _Group | None:
    """``Iran (Islamic Republic of)`` without brackets around it, or split in two: ``(Iran) (Islamic Republic of)``."""
    inside, before = reading.inside(bracket), reading.text[: bracket.start].rstrip()
    if reading.groups and reading.groups[-1].end == len(before):
        piece = reading.groups[-1].pieces[-1]
        if piece.iso3 and reading.names.resolve(f"{piece.raw} ({inside})") == piece.iso3:
            group = reading.groups.pop()
            return _Group(group.start, bracket.end, group.pieces)
        return None
    words = before[-120:].split()
    for count in (3, 2, 1):
        name = " ".join(words[-count:])
        iso3 = reading.names.resolve(f"{name} ({inside})") if ends_clause and name[:1].isupper() else None
        if iso3 and reading.text.endswith(name, 0, len(before)):
            return _Group(len(before) - len(name), bracket.end, [Piece(f"{name} ({inside})", iso3)])
    return None


def _beside_states(reading: _Reading, index: int) -> bool:
    """Whether nothing stands between this pair and one that names States."""
    bracket = reading.brackets[index]
    before = reading.brackets[index - 1] if index else None
    after = reading.brackets[index + 1] if index + 1 < len(reading.brackets) else None
    if before and before.start in reading.exact and _BETWEEN.fullmatch(reading.text, before.end, bracket.start):
        return True
    return bool(after and after.start in reading.exact and _BETWEEN.fullmatch(reading.text, bracket.end, after.start))


def _read_doubtful(reading: _Reading, bracket: _Bracket, *, final: bool) -> _Group | None:
    """A pair where names of States are expected but not all are known: misspelt, run together, or unknown."""
    inside = tidy(reading.inside(bracket))
    pieces = correct_names(split_names(inside, reading.names), reading.names)
    if not any(piece.iso3 for piece in pieces):
        pieces = correct_names(split_names(inside.replace("(", ",").replace(")", ","), reading.names), reading.names)
    named = [piece for piece in pieces if piece.iso3]
    strangers = [piece for piece in pieces if not piece.iso3]
    if named and (pieces[0].iso3 or all(looks_like_name(piece.raw) for piece in strangers)):
        return _Group(bracket.start, bracket.end, pieces)
    if looks_like_name(inside) if final else looks_like_state(inside):
        return _Group(bracket.start, bracket.end, [Piece(inside, None)])
    return None


def _read_open(reading: _Reading, index: int, done: int) -> _Group | None:
    """A bracket that is never closed: ``(Iran (Islamic Republic of);``, ``(Paraguay (Argentina);``."""
    bracket = reading.brackets[index]
    inside = reading.text[bracket.start + 1 : bracket.end].rstrip(" ;.,")
    reading.problem("unbalanced_bracket", tidy(reading.text[bracket.start : bracket.end])[:_SNIPPET])
    for part in (inside, inside.replace("(", ",").replace(")", ",")):
        pieces = split_names(part, reading.names)
        if pieces and all(piece.iso3 for piece in pieces):
            return _Group(bracket.start, bracket.start + 1 + len(inside), pieces)
    return None


def _read_lone(reading: _Reading, index: int, done: int) -> _Group | None:
    """A bracket that was never opened: ``... Ghana);``."""
    bracket = reading.brackets[index]
    if _LIST_LETTER.search(reading.text, max(done, bracket.start - 8), bracket.start):
        return None
    start = max([done, *(other.end for other in reading.brackets[:index] if other.kind == "pair")])
    start = max(start, reading.text.rfind(";", start, bracket.start) + 1)
    reading.problem("unbalanced_bracket", tidy(reading.text[start : bracket.end])[-_SNIPPET:])
    found = last_names(reading.text[start : bracket.start], reading.names)
    if not found:
        return None
    return _Group(start + found[0][0], bracket.end, [piece for _, piece in found])


_READERS = {"pair": _read_pair, "open": _read_open, "lone": _read_lone}


def _states(reading: _Reading) -> tuple[ReadState, ...]:
    """Every State once, with its first clause; says what was corrected and what is unknown."""
    states: dict[str, ReadState] = {}
    misprints: dict[str, list[str]] = {}
    clause = 1
    for index, group in enumerate(reading.groups):
        if index and not _BETWEEN.fullmatch(reading.text, reading.groups[index - 1].end, group.start):
            clause += 1
        for piece in group.pieces:
            if piece.iso3 is None:
                reading.problem("unknown_state", piece.raw)
            if piece.misprint and piece.iso3:
                misprints.setdefault(piece.misprint, []).append(reading.names.spoken_name(piece.iso3))
            if piece.iso3 or looks_like_name(piece.raw):
                states.setdefault(piece.iso3 or f"?{piece.raw}", ReadState(piece.iso3, piece.raw, clause))
    for misprint, read_as in misprints.items():
        reading.problem("state_name_corrected", f"{misprint} → {', '.join(read_as)}")
    return tuple(states.values())


def _body(reading: _Reading) -> str:
    """The text without its last sign, and without the States that end it where it is one clause."""
    text, groups = reading.text, reading.groups
    known = groups and all(piece.iso3 for group in groups for piece in group.pieces)
    if known and _BETWEEN.fullmatch(text, groups[-1].end):
        gaps = zip(groups, groups[1:], strict=False)
        if all(_BETWEEN.fullmatch(text, one.end, other.start) for one, other in gaps):
            return _without_last_sign(text[: groups[0].start]) or text
    return _without_last_sign(text)


def _without_last_sign(text: str) -> str:
    text = text.rstrip(" ;,")
    if text.endswith(".") and not _ABBREVIATION.search(text):
        text = text[:-1].rstrip(" ;,")
    return text
