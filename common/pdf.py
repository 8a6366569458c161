"""HTML to tagged PDF (PDF/UA-1), with our own fonts and marks and nothing fetched from anywhere."""

import atexit
import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from common.pdf_engine import Engine

APT_LINE = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# Pango's font map is shared by the process: one document at a time.
_lock = Lock()


class PdfUnavailable(Exception):
    """The libraries that draw text are missing on this machine; the message says how to install them."""


class RefusedFetch(Exception):
    """A document asked for something that is not ours. It was not fetched, and there is no document."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__(", ".join(addresses))
        self.addresses = addresses


class TooLong(Exception):
    """A document of more pages than it may have; there is none."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


class TooWide(TooLong):
    """A document in which ``words`` reach beyond the edge of what is printed; there is none."""

    def __init__(self, words: str, pages: int) -> None:
        super().__init__(pages)
        self.words = words


def render(
    html: str,
    *,
    progress: Callable[[int], None] | None = None,
    most_pages: int | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """The document as PDF/UA-1. ``html`` says its language, direction and title; dates come from its meta tags.

    ``pictures`` are the PNGs that it names, by address; it gets no others.
    ``progress`` is called with the number of each page as it is laid out; pages that later ones change come twice.
    Raises ``PdfUnavailable`` where Pango is missing, ``RefusedFetch`` for a document that asks for a foreign file,
    ``TooLong`` for one of more than ``most_pages``; of such a one, ``TooWide`` where words stand beyond its edge.
    """
    with _lock, _no_collection():
        engine = load_engine()
        from common.pdf_engine import tell_page  # noqa: PLC0415

        token = tell_page.set(progress)
        try:
            pdf, pages, refused, wide = engine.write(html, most_pages, pictures)
        finally:
            tell_page.reset(token)
    if refused:
        raise RefusedFetch(refused)
    if wide:
        raise TooWide(wide, pages)
    if most_pages is not None and pages > most_pages:
        raise TooLong(pages)
    return pdf


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the collector: a layout is millions of objects that all live to its end, and looking through them again
    and again costs a fifth of the time, in a process that has made many documents half of it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def load_engine() -> "Engine":
    """The stylesheet and the fonts, parsed once per process; imported here, since the import itself needs Pango."""
    try:
        from common.pdf_engine import make_engine  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise PdfUnavailable(APT_LINE) from error
    # Fonts are given back to the system while Python still can.
    atexit.register(load_engine.cache_clear)
    return make_engine()
