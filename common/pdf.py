"""HTML to tagged PDF (PDF/UA-1). A document draws with our own fonts and the marks of our own sprite, and nothing else."""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree import ElementTree as ET

from common.sprite import mark_picture

HERE = Path(__file__).resolve().parent
STYLESHEET = HERE / "print.css"
# A made-up address: `.invalid` never resolves (RFC 2606), so nothing could leave even without the fetcher.
BASE_URL = "https://print.invalid/"
FONTS = {f"{BASE_URL}fonts/{path.name}": path for path in sorted((HERE / "fonts").glob("*.ttf"))}
# The address of a mark in the stylesheet: a symbol of the sprite and its colour.
MARK = re.compile(r"marks/(?P<symbol>[a-z-]+)-(?P<colour>[0-9a-f]{6})\.svg")
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


@dataclass(frozen=True)
class Engine:
    """What is read and parsed once per process."""

    html: Any
    fetcher: Any
    stylesheet: Any
    fonts: Any
    mark: Any
    pictures: dict[str, str]

    def marks(self) -> dict[str, Any]:
        """The marks that the stylesheet names, ready to draw; made anew for each document."""
        return {address: self.mark(ET.fromstring(svg), None, None, None) for address, svg in self.pictures.items()}  # noqa: S314


class PageCounter(logging.Handler):
    """Tells whoever asked for the document which page is being laid out."""

    def emit(self, record: logging.LogRecord) -> None:
        tell = _progress.get()
        if tell and record.args and str(record.msg).endswith("Creating layout - Page %d"):
            tell(int(record.args[0]))  # type: ignore[arg-type]


def render(html: str, *, progress: Callable[[int], None] | None = None) -> bytes:
    """The document as PDF/UA-1. ``html`` says its language, direction and title; dates come from its meta tags.

    ``progress`` is called with the number of each page as it is laid out; pages that later ones change come twice.
    Raises ``PdfUnavailable`` where Pango is missing, ``RefusedFetch`` for a document that asks for a foreign file.
    """
    with _lock:
        engine = load_engine()
        fetcher = engine.fetcher()
        token = _progress.set(progress)
        try:
            source = engine.html(html, fetcher)
            pdf: bytes = source.write_pdf(
                stylesheets=[engine.stylesheet], font_config=engine.fonts, cache=engine.marks(), pdf_variant="pdf/ua-1"
            )
        finally:
            _progress.reset(token)
    if fetcher.refused:
        raise RefusedFetch(fetcher.refused)
    return pdf


@cache
def load_engine() -> Engine:
    """WeasyPrint with our stylesheet and fonts. Imported here, since the import itself needs Pango."""
    try:
        from cssselect2 import ElementWrapper  # noqa: PLC0415
        from weasyprint import CSS, HTML  # noqa: PLC0415
        from weasyprint.images import SVGImage  # noqa: PLC0415
        from weasyprint.logger import PROGRESS_LOGGER  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise PdfUnavailable(APT_LINE) from error

    class FontsOnly(URLFetcher):
        """Hands out the font files and nothing else; remembers what it refused.

        Raising is not enough: WeasyPrint goes on without a missing picture, and while it draws an SVG it
        swallows even its own fatal error.
        """

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.refused: list[str] = []

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url not in FONTS:
                self.refused.append(url)
                raise ValueError(f"refused: {url}")
            return URLFetcherResponse(url, FONTS[url].read_bytes(), {"Content-Type": "font/ttf"})

    class OwnMarkup(HTML):
        """Our templates are well-formed, so the parser of the standard library reads them, in a tenth of the time."""

        def __init__(self, string: str, fetcher: FontsOnly) -> None:
            try:
                root = ET.fromstring(string)  # noqa: S314 our own markup; expat opens no external entity
            except ET.ParseError:
                super().__init__(string=string, base_url=BASE_URL, url_fetcher=fetcher)
                return
            self.base_url, self.url_fetcher, self.media_type = BASE_URL, fetcher, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    class SharedMark(SVGImage):
        """A mark that is drawn once per size; each further use only points to that drawing."""

        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            self.drawings: dict[tuple[float, float], str] = {}

        def get_intrinsic_size(self, image_resolution: float, font_size: float) -> tuple[float, float, float]:
            return font_size, font_size, 1.0

        def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
            if (width, height) not in self.drawings:
                group = stream.add_group(0, 0, width, height)
                super().draw(group, width, height, style)
                self.drawings[width, height] = group.id
            stream.draw_x_object(self.drawings[width, height])

    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False
    PROGRESS_LOGGER.addHandler(PageCounter())
    css, fonts = STYLESHEET.read_text("utf-8"), FontConfiguration()
    stylesheet = CSS(string=css, base_url=BASE_URL, font_config=fonts, url_fetcher=FontsOnly())
    return Engine(OwnMarkup, FontsOnly, stylesheet, fonts, SharedMark, registered_pictures(css))


def registered_pictures(css: str) -> dict[str, str]:
    """The marks that a stylesheet names, by address; a symbol that the sprite lacks is left out."""
    found = {f"{BASE_URL}{mark[0]}": mark_picture(mark["symbol"], mark["colour"]) for mark in MARK.finditer(css)}
    return {address: svg for address, svg in found.items() if svg}
