"""WeasyPrint as we use it: our own fonts and marks, and no other file. Importing this needs Pango."""

import logging
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import weasyprint
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.formatting_structure.boxes import MarginBox, TextBox
from weasyprint.images import SVGImage
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from common.bidi import text_direction
from common.sprite import mark_picture

HERE = Path(__file__).resolve().parent
STYLESHEET = HERE / "print.css"
# Read only for documents in Chinese: its two fonts are three times as large as all others together.
CHINESE = HERE / "print_zh.css"
# Such a document, or a name in one of another language.
IN_CHINESE = re.compile(r'<(?:html|main)\b[^>]* lang="zh|[\u3400-\u9fff]')
# A made-up address: `.invalid` never resolves (RFC 2606), so nothing could leave even without the fetcher.
BASE_URL = "https://print.invalid/"
FONTS = {f"{BASE_URL}fonts/{path.name}": path for path in sorted((HERE / "fonts").glob("*.ttf"))}
# The address of a mark: a symbol of the sprite and its colour.
MARK = re.compile(r"marks/(?P<symbol>[a-z-]+)-(?P<colour>[0-9a-f]{6})\.svg")

# Signs that XML forbids. One of them spoils the text layer of the whole document.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

tell_page: ContextVar[Callable[[int], None] | None] = ContextVar("tell_page", default=None)


class FontsOnly(URLFetcher):
    """Hands out the font files, the ``pictures`` that came with the document, and nothing else; tells what it refused.

    Raising is not enough: WeasyPrint goes on without a missing picture, and while it draws an SVG it swallows
    even its own fatal error.
    """

    def __init__(self, pictures: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.pictures = {f"{BASE_URL}{name}": content for name, content in (pictures or {}).items()}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in self.pictures:
            return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/png"})
        if url not in FONTS:
            self.refused.append(url)
            raise ValueError(f"refused: {url}")
        return URLFetcherResponse(url, FONTS[url].read_bytes(), {"Content-Type": "font/ttf"})


@cache
def base_stylesheet() -> CSS:
    """WeasyPrint's own sheet without its pseudo-elements for marks of lists and notes.

    They give six more styles to each element, of which none is shared: a quarter of the memory of a report. Of notes we
    have none, and a mark looks the same without.
    """
    sheet = (Path(weasyprint.__file__).parent / "css" / "html5_ua.css").read_text("utf-8")
    return CSS(string=re.sub(r"^::.*$", "", sheet, flags=re.MULTILINE))


class OwnMarkup(HTML):
    """Our templates are well-formed, so the parser of the standard library reads them, in a tenth of the time."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [base_stylesheet()]

    def __init__(self, string: str, fetcher: FontsOnly) -> None:
        try:
            # As Django's filters write it where somebody began a new line: all else of our markup is well-formed.
            root = ET.fromstring(string.replace("<br>", "<br />"))  # noqa: S314 ours; expat opens no external entity
        except ET.ParseError:
            super().__init__(string=string, base_url=BASE_URL, url_fetcher=fetcher)
            return
        _say_directions(root)
        self.base_url, self.url_fetcher, self.media_type = BASE_URL, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def _say_directions(root: ET.Element) -> None:
    """What a browser tells by itself: which way ``bdi`` and ``dir="auto"`` run. WeasyPrint knows neither."""
    for element in root.iter():
        if element.get("dir", "auto" if element.tag == "bdi" else "") == "auto":
            element.attrib.pop("dir", None)
            if direction := text_direction("".join(element.itertext()), default=""):
                element.set("dir", direction)


class SharedMark(SVGImage):
    """A mark as large as the letters beside it. It is drawn once per size; each further use points to that drawing."""

    def __init__(self, svg: str) -> None:
        super().__init__(ET.fromstring(svg), None, None, None)  # noqa: S314 our own sprite
        self.drawings: dict[tuple[float, float], str] = {}

    def get_intrinsic_size(self, image_resolution: float, font_size: float) -> tuple[float, float, float]:
        return font_size, font_size, 1.0

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        if (width, height) not in self.drawings:
            group = stream.add_group(0, 0, width, height)
            super().draw(group, width, height, style)
            self.drawings[width, height] = group.id
        stream.draw_x_object(self.drawings[width, height])


class PageCounter(logging.Handler):
    """Tells whoever asked for the document which page is being laid out."""

    def emit(self, record: logging.LogRecord) -> None:
        tell = tell_page.get()
        if tell and isinstance(record.args, tuple) and record.msg.endswith("Creating layout - Page %d"):
            tell(int(str(record.args[0])))


@dataclass(frozen=True)
class Engine:
    """What is read and parsed once per process."""

    stylesheet: CSS
    fonts: FontConfiguration

    @cached_property
    def chinese(self) -> CSS:
        """The sheet with the fonts for Chinese."""
        return CSS(
            string=CHINESE.read_text("utf-8"), base_url=BASE_URL, font_config=self.fonts, url_fetcher=FontsOnly()
        )

    def write(
        self, html: str, most_pages: int | None = None, pictures: Mapping[str, bytes] | None = None
    ) -> tuple[bytes, int, list[str], str]:
        """The document, its pages, what it was refused, and the first words beyond its edge.

        One of more than ``most_pages`` is not written, nor one that has so many at most and is too wide.
        """
        fetcher = FontsOnly(pictures)
        marks = {address: SharedMark(svg) for address, svg in registered_pictures(html).items()}
        sheets = [self.stylesheet, *([self.chinese] if IN_CHINESE.search(html) else [])]
        how = DEFAULT_OPTIONS | {"stylesheets": sheets, "cache": marks, "pdf_variant": "pdf/ua-1"}
        laid_out = OwnMarkup(FORBIDDEN.sub("", html), fetcher).render(font_config=self.fonts, **how)
        pages = len(laid_out.pages)
        if 'id="foot"' in html and not any(_ends_above_its_foot(page.anchors) for page in laid_out.pages):
            pages += 1
        # Where the pages are counted, somebody is told that the sheet fits: then it has to fit in width, too.
        wide = "" if most_pages is None else next(filter(None, map(_beyond_the_edge, laid_out.pages)), "")
        fits = most_pages is None or (pages <= most_pages and not wide)
        return laid_out.write_pdf(**how) if fits else b"", pages, fetcher.refused, wide


def _ends_above_its_foot(anchors: dict[str, Any]) -> bool:
    """Whether the text of a page ends above its pinned foot; where it is far too long, both vanish without a word."""
    return {"foot", "end-of-text"} <= anchors.keys() and anchors["end-of-text"][1] <= anchors["foot"][1]


def _beyond_the_edge(page: Any) -> str:
    """The first words of a page that reach over half of its margin, where a printer may cut them off.

    Not all that stand in the margin: Arabic letters are wider where a word is broken than they were measured.
    """
    box = page._page_box  # noqa: SLF001 WeasyPrint tells it nowhere else
    left, right = box.margin_left / 2, box.margin_width() - box.margin_right / 2
    roots = [child for child in box.children if not isinstance(child, MarginBox)]
    for one in (one for root in roots for one in root.descendants()):
        is_text = isinstance(one, TextBox) and one.text.strip()
        if is_text and (one.position_x < left or one.position_x + one.width > right):
            return str(one.text.strip())
    return ""


def make_engine() -> Engine:
    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False
    PROGRESS_LOGGER.addHandler(PageCounter())
    fonts = FontConfiguration()
    stylesheet = CSS(
        string=STYLESHEET.read_text("utf-8"), base_url=BASE_URL, font_config=fonts, url_fetcher=FontsOnly()
    )
    return Engine(stylesheet, fonts)


def registered_pictures(html: str) -> dict[str, str]:
    """The marks that a document names, by address. One that the sprite lacks is left out, and refused when drawn."""
    named = {mark[0]: mark for mark in MARK.finditer(html)}
    pictures = {name: mark_picture(mark["symbol"], mark["colour"]) for name, mark in named.items()}
    return {f"{BASE_URL}{name}": svg for name, svg in pictures.items() if svg}
