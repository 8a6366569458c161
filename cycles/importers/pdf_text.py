"""The text of a PDF, page by page and line by line, as it is printed: page headers and footnotes are still in it."""

import io
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
from pypdf.generic import ArrayObject, ByteStringObject, FloatObject

from cycles.importers.records import UnreadableFile

MEGABYTE = 1024 * 1024
# The longest report of a review has some 45 pages, 200,000 signs, and 1,500 drawing operations on a page.
MAX_PAGES = 200
MAX_SIGNS = 1_500_000
MAX_OPERATIONS = 2_000_000
# A report of 27 pages takes two seconds on a busy machine.
MAX_SECONDS = 60
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 40 * MEGABYTE,
    "array_based_stream_maximum_output_length": 8 * MEGABYTE,
    "lzw_maximum_output_length": 8 * MEGABYTE,
    "run_length_maximum_output_length": 8 * MEGABYTE,
    "zlib_maximum_output_length": 8 * MEGABYTE,
    "stream_decoding_work_maximum_length": 32 * MEGABYTE,
    "stream_parsing_work_maximum_count": 500_000,
    "page_tree_maximum_entries": 5_000,
    "xform_maximum_invocations_per_extraction": 100,
}
# A scan may carry a stamp or a page number as text.
_FEWEST_LETTERS = 100
_FEWEST_LETTERS_ON_PAGE = 15
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PdfText:
    """The pages in order, each the lines printed on it; a page without text has no lines."""

    pages: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """All lines under each other, a form feed before each page but the first."""
        return "\n\f".join("\n".join(lines) for lines in self.pages)


_SPACING = frozenset({b"Q", b"Tw", b"Tf", b"TJ"})


class _TooMuch(Exception):
    """The file asks for more work than any document of ours."""


class _Budget:
    """What one file may cost."""

    def __init__(self) -> None:
        self.operations = MAX_OPERATIONS
        self.signs = MAX_SIGNS
        self.deadline = time.monotonic() + MAX_SECONDS

    def spend(self) -> None:
        self.operations -= 1
        if self.operations < 0 or time.monotonic() > self.deadline:
            raise _TooMuch

    def take(self, text: str) -> str:
        self.signs -= len(text)
        if self.signs < 0:
            raise _TooMuch
        return text


class _Visitor:
    """Sees each drawing operation of a page before pypdf does.

    pypdf does not count the room that a justified line gives to its blanks (``Tw``), takes the difference for a gap,
    and prints a blank inside a word. Said as offsets within the line (``TJ``), it does count it.
    """

    def __init__(self, budget: _Budget) -> None:
        self.budget = budget
        self.word_spacing = 0.0
        self.font_size = 1.0

    def __call__(self, operator: bytes, operands: list[Any], *_: object) -> None:
        self.budget.spend()
        if operator in _SPACING:
            # An operation without its numbers is left to pypdf, which passes over it.
            with suppress(IndexError, TypeError, ValueError):
                self._space(operator, operands)

    def _space(self, operator: bytes, operands: list[Any]) -> None:
        if operator == b"Q":
            self.word_spacing = 0.0
        elif operator == b"Tw":
            self.word_spacing = float(operands[0])
        elif operator == b"Tf":
            self.font_size = float(operands[1]) or 1.0
        elif operator == b"TJ" and self.word_spacing and isinstance(operands[0], ArrayObject):
            offset = FloatObject(-1000 * self.word_spacing / self.font_size)
            operands[0] = ArrayObject(_spaced(operands[0], offset))


def _spaced(pieces: ArrayObject, offset: FloatObject) -> Iterator[Any]:
    """The pieces of a line with the offset behind each blank. Two-byte text, which has zeros in it, knows no ``Tw``."""
    for piece in pieces:
        if not isinstance(piece, bytes) or b" " not in piece or b"\0" in piece:
            yield piece
            continue
        *spaced, last = piece.split(b" ")
        for word in spaced:
            yield ByteStringObject(word + b" ")
            yield offset
        yield ByteStringObject(last)


# Takes the text from a page; its second argument sees each drawing operation first.
PageText = Callable[[pypdf.PageObject, Callable[..., None]], str]


def plain_text(page: pypdf.PageObject, visit: Callable[..., None]) -> str:
    """The text of one page."""
    return page.extract_text(visitor_operand_before=visit)


def looks_like_pdf(data: bytes) -> bool:
    """Whether the bytes say that they are a PDF; its mark may stand a little behind the start."""
    return b"%PDF-" in data[:1024]


def read_pdf(data: bytes, first_pages: int | None = None, *, page_text: PageText = plain_text) -> PdfText:
    """The text of a PDF, or of its first pages.

    Raises UnreadableFile: ``not_a_pdf``, ``encrypted``, ``damaged``, ``too_long``, ``scanned`` (pictures, no text).
    """
    if not looks_like_pdf(data):
        raise UnreadableFile("not_a_pdf")
    try:
        with pypdf.apply_configuration(**_LIMITS):
            pages = _read_pages(data, first_pages, page_text)
    except (_TooMuch, LimitReachedError, MemoryError) as error:
        raise UnreadableFile("too_long") from error
    except (FileNotDecryptedError, DependencyError) as error:
        raise UnreadableFile("encrypted") from error
    except Exception as error:  # Whatever a broken file makes pypdf stumble over: it has no one exception for that.
        raise UnreadableFile("damaged") from error
    letters = sum(sign.isalpha() for lines in pages for line in lines for sign in line)
    if letters < max(_FEWEST_LETTERS, _FEWEST_LETTERS_ON_PAGE * len(pages)):
        raise UnreadableFile("scanned")
    return PdfText(pages)


def _read_pages(data: bytes, first_pages: int | None, page_text: PageText) -> tuple[tuple[str, ...], ...]:
    budget = _Budget()
    reader = pypdf.PdfReader(io.BytesIO(data))
    if len(reader.pages) > MAX_PAGES:
        raise _TooMuch
    texts = (budget.take(page_text(page, _Visitor(budget))) for page in reader.pages[:first_pages])
    return tuple(tuple(_CONTROL.sub("", line).rstrip() for line in text.splitlines()) for text in texts)
