"""The text of a PDF page on which raised note numbers can be told from the numbers of the text."""

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from pypdf import PageObject

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISE = str.maketrans("0123456789", RAISED_DIGITS)
_LOWER = str.maketrans(RAISED_DIGITS, "0123456789")
_NUMBERS = re.compile(r"\s*\d[\d\s,;*–-]*")
# Word sets note numbers at two thirds of the size of the text; notes themselves stand in nine tenths of it.
_RAISED_SIZE = 0.75
# A sign is about half as wide as high: a piece that begins later than this after the one before it begins a column.
_SIGN_WIDTH = 0.6
_COLUMN_GAP = 1.5


class _Piece(NamedTuple):
    text: str
    size: float
    x: float
    y: float


def lower_digits(text: str) -> str:
    """The text with raised digits as plain ones."""
    return text.translate(_LOWER)


def text_with_raised_numbers(page: PageObject, spend: Callable[..., None]) -> str:
    """The lines of a page with its small numbers as ``¹²³`` and a tab where a new column begins on a line."""
    pieces: list[_Piece] = []

    def keep(text: str, user: list[float], matrix: list[float], _font: object, size: float) -> None:
        x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
        y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
        pieces.append(_Piece(text, abs(size * matrix[3] * user[3]), x, y))

    page.extract_text(visitor_operand_before=spend, visitor_text=keep)
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[piece.size] += len(piece.text.strip())
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    return "".join(_marked(pieces, usual))


def _marked(pieces: list[_Piece], usual: float) -> list[str]:
    texts = []
    before: _Piece | None = None
    for piece in pieces:
        if piece.text.strip():
            is_raised = piece.size < _RAISED_SIZE * usual and _NUMBERS.fullmatch(piece.text)
            text = piece.text.translate(_RAISE) if is_raised else piece.text
            texts.append(f"\t{text}" if _begins_column(before, piece) else text)
            before = piece
        else:
            texts.append(piece.text)
        if "\n" in piece.text:
            before = None
    return texts


def _begins_column(before: _Piece | None, piece: _Piece) -> bool:
    if before is None or abs(before.y - piece.y) > piece.size / 10:
        return False
    end = before.x + _SIGN_WIDTH * before.size * len(before.text)
    return piece.x - end > _COLUMN_GAP * piece.size
