"""HTML to tagged PDF (PDF/UA-1). Fetches our own fonts and the marks of our own sprite, and nothing else."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from common.sprite import mark_picture

HERE = Path(__file__).resolve().parent
STYLESHEET = HERE / "print.css"
FONTS = {f"fonts/{path.name}": path for path in sorted((HERE / "fonts").glob("*.ttf"))}
# A made-up address: `.invalid` never resolves (RFC 2606), so nothing could leave even without the fetcher.
BASE_URL = "https://print.invalid/"
MARK_ADDRESS = re.compile(r"marks/(?P<symbol>[a-z-]+)-(?P<colour>[0-9a-f]{6})\.svg")
APT_LINE = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# Pango's font map is shared by the process: one document at a time.
_lock = Lock()
_progress: ContextVar[Callable[[int], None] | None] = ContextVar("progress", default=None)


class PdfUnavailable(Exception):
    """The libraries that draw text are missing on this machine; the message says how to install them."""


class RefusedFetch(Exception):
    """A document asked for something that is not ours. It was not fetched, and there is no document."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__(", ".join(addresses))
        self.addresses = addresses


def registered_file(url: str) -> tuple[bytes, str] | None:
    """The bytes and the type of one of our own fonts or marks, or nothing for any other address."""
    if not url.startswith(BASE_URL):
        return None
    name = url.removeprefix(BASE_URL)
    if name in FONTS:
        return FONTS[name].read_bytes(), "font/ttf"
    mark = MARK_ADDRESS.fullmatch(name)
    picture = mark and mark_picture(mark["symbol"], mark["colour"])
    return (picture.encode(), "image/svg+xml") if picture else None


def make_fetcher() -> Any:
    """A fetcher that keeps a list of what it refused.

    Raising is not enough: WeasyPrint goes on without a missing picture, and while it draws an SVG it swallows
    even its own fatal error.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 needs Pango

    class OwnFilesOnly(URLFetcher):
        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            found = registered_file(url)
            if found is None:
                self.refused.append(url)
                raise ValueError(f"refused: {url}")
            return URLFetcherResponse(url, found[0], {"Content-Type": found[1]})

    return OwnFilesOnly()


class PageCounter(logging.Handler):
    """Tells whoever asked for the document which page is being laid out."""

    def emit(self, record: logging.LogRecord) -> None:
        tell = _progress.get()
        if tell and record.args and "Creating layout - Page" in str(record.msg):
            tell(int(record.args[0]))  # type: ignore[arg-type]


@cache
def engine() -> tuple[Any, Any]:
    """The parsed stylesheet and the fonts, once per process."""
    try:
        from weasyprint import CSS  # noqa: PLC0415 needs Pango
        from weasyprint.logger import PROGRESS_LOGGER  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise PdfUnavailable(APT_LINE) from error
    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False
    PROGRESS_LOGGER.addHandler(PageCounter())
    fonts, fetcher = FontConfiguration(), make_fetcher()
    css = CSS(
        string=STYLESHEET.read_text("utf-8"), base_url=BASE_URL, font_config=fonts, url_fetcher=fetcher
    )
    if fetcher.refused:
        raise RefusedFetch(fetcher.refused)
    return css, fonts


def render(html: str, *, progress: Callable[[int], None] | None = None) -> bytes:
    """The document as PDF/UA-1. ``html`` says its language, direction and title; dates come from its meta tags.

    ``progress`` is called with the number of each page as it is laid out; a second pass counts from one again.
    Raises ``PdfUnavailable`` where Pango is missing, ``RefusedFetch`` for a document that asks for a foreign file.
    """
    with _lock:
        css, fonts = engine()
        from weasyprint import HTML  # noqa: PLC0415 needs Pango

        fetcher = make_fetcher()
        token = _progress.set(progress)
        try:
            source = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
            pdf: bytes = source.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")
        finally:
            _progress.reset(token)
    if fetcher.refused:
        raise RefusedFetch(fetcher.refused)
    return pdf
