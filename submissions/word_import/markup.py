"""Pieces of a Word file as the marks that paragraphs are written with: **bold**, *italic*, [^1] for a note."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from submissions.rendering import MARKDOWN
from submissions.word_import.pieces import Piece

# At the head of a line these would begin a list.
_LIST = re.compile(r"^(\s*)([-+*]|\d{1,9}[.)])(?=\s|$)")
_MARK = re.compile(r"\[\^(?=[\w-]{1,20}\])")
_STARS = re.compile(r"\*|_")
_SLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_BLANKS = re.compile(r"[^\S\n]+")
Look = tuple[bool, bool]
PLAIN: Look = (False, False)


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces cut at their line ends, blanks at the ends of lines left out; empty lines are none."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(replace(piece, text=first))
        lines += [[replace(piece, text=text, note="")] for text in others]
    return [kept for line in lines if (kept := _trimmed(line))]


def _trimmed(line: Sequence[Piece]) -> list[Piece]:
    kept = [replace(piece, text=_BLANKS.sub(" ", piece.text)) for piece in line if piece.text or piece.note]
    while kept and not kept[0].note and (text := kept[0].text.lstrip()) != kept[0].text:
        kept = [replace(kept[0], text=text), *kept[1:]] if text else kept[1:]
    while kept and not kept[-1].note and (text := kept[-1].text.rstrip()) != kept[-1].text:
        kept = [*kept[:-1], replace(kept[-1], text=text)] if text else kept[:-1]
    return kept


def written(line: Sequence[Piece], mark_of: Callable[[str], str]) -> str:
    """One line with its marks; bold and italic are left out where they could not be read again."""
    text = _with_marks(_looks(line), mark_of)
    if shown(text) == list(_signs(line)):
        return _head(text)
    plain = _with_marks([(replace(piece, bold=False, italic=False), PLAIN) for piece in line], mark_of)
    return _head(plain)


def _head(text: str) -> str:
    """A line that only looks like the entry of a list says so."""
    return _LIST.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)


def _escaped(text: str) -> str:
    text = _SLASH.sub(r"\\\\", text)
    return _MARK.sub(r"[\\^", _STARS.sub(_star, text))


def _star(found: re.Match[str]) -> str:
    """Stars and underscores mean nothing between blanks, underscores nothing between letters."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    is_apart = before.isspace() and after.isspace()
    is_inside = found[0] == "_" and before.isalnum() and after.isalnum()
    return found[0] if is_apart or is_inside else f"\\{found[0]}"


def _looks(line: Sequence[Piece]) -> list[tuple[Piece, Look]]:
    """Each piece with its look; blanks and notes take what both their neighbours have, so that marks touch words."""
    cut: list[Piece] = []
    for piece in line:
        parts = re.split(r"(\s+)", piece.text) if piece.text else [""]
        cut += [replace(piece, text=part) for part in parts if part or piece.note]
    solid = [place for place, piece in enumerate(cut) if piece.text.strip()]
    looks = []
    for place, piece in enumerate(cut):
        if piece.text.strip():
            looks.append((piece, (piece.bold, piece.italic)))
            continue
        before = next((cut[one] for one in reversed(solid) if one < place), None)
        after = next((cut[one] for one in solid if one > place), None)
        both = before and after
        bold = bool(both and before and before.bold and after and after.bold)
        italic = bool(both and before and before.italic and after and after.italic)
        looks.append((piece, (bold, italic)))
    return looks


def _with_marks(looks: Sequence[tuple[Piece, Look]], mark_of: Callable[[str], str]) -> str:
    out: list[str] = []
    open_ones: list[str] = []
    for look, group in groupby(looks, key=lambda one: one[1]):
        wanted = [mark for mark, is_on in zip(("**", "*"), look, strict=True) if is_on]
        while any(mark not in wanted for mark in open_ones):
            out.append(open_ones.pop())
        for mark in wanted:
            if mark not in open_ones:
                out.append(mark)
                open_ones.append(mark)
        run: list[str] = []
        for piece, _look in group:
            if piece.note:
                out.append(_escaped("".join(run)))
                run = []
                out.append(f"[^{mark_of(piece.note)}]")
            run.append(piece.text)
        out.append(_escaped("".join(run)))
    out += reversed(open_ones)
    return "".join(out)


def shown(text: str) -> list[tuple[str, Look]]:
    """How a line is read: every sign that is not blank, with its look; places of notes are none."""
    found: list[tuple[str, Look]] = []
    for token in MARKDOWN.parseInline(re.sub(r"\[\^[\w-]{1,20}\]", "", text)):
        bold = italic = 0
        for part in token.children or []:
            bold += part.nesting if part.type.startswith("strong") else 0
            italic += part.nesting if part.type.startswith("em_") else 0
            found += [(sign, (bold > 0, italic > 0)) for sign in part.content if not sign.isspace()]
    return found


def _signs(line: Sequence[Piece]) -> Iterator[tuple[str, Look]]:
    for piece in line:
        for sign in piece.text:
            if not sign.isspace():
                yield sign, (piece.bold, piece.italic)
