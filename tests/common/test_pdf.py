import io
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from pypdf import PdfReader

from common import pdf
from common.sprite import mark_picture

MARK = '<embed type="image/svg+xml" src="marks/r-full-17653a.svg"/>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
# Where a document may try to load something from. {url} is the address that must never be asked.
FETCHED = {
    "img": '<img src="{url}" alt="x"/>',
    "picture": '<picture><source srcset="{url}"/><img src="{url}" alt="x"/></picture>',
    "embed": '<embed src="{url}" type="image/svg+xml"/>',
    "object": '<object data="{url}" type="image/svg+xml"></object>',
    "object without a type": '<object data="{url}"></object>',
    "stylesheet": '<link rel="stylesheet" href="{url}"/>',
    "stylesheet for print": '<link rel="stylesheet" media="print" href="{url}"/>',
    "import": "<style>@import url({url});</style>",
    "import as text": '<style>@import "{url}";</style>',
    "font": "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style><p>x</p>",
    "second font": "<style>@font-face {{ font-family: x; src: url(data:,x), url({url}) }}</style><p>x</p>",
    "background": '<p style="background: url({url})">x</p>',
    "background image in quotes": "<p style=\"background-image: url('{url}')\">x</p>",
    "second background": '<p style="background: linear-gradient(red, blue), url({url})">x</p>',
    "page background": "<style>@page {{ background: url({url}) }}</style><p>x</p>",
    "margin box": "<style>@page {{ @top-left {{ content: url({url}) }} }}</style><p>x</p>",
    "content": "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    "content after": "<style>p::after {{ content: 'x' url({url}) }}</style><p>x</p>",
    "list mark": '<ul style="list-style-image: url({url})"><li style="display: list-item">x</li></ul>',
    "border image": '<p style="border: 9px solid; border-image: url({url}) 3">x</p>',
    "mask": '<p style="border: 9px solid; mask-border: url({url}) 3">x</p>',
    "variable": '<p style="--x: url({url}); background: var(--x)">x</p>',
    "svg image": SVG + '<image href="{url}" width="9" height="9"/></svg>',
    "svg image, old link": (
        SVG + '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}" width="9" height="9"/></svg>'
    ),
    "attachment": '<link rel="attachment" href="{url}"/>',
    "attachment with a title": '<link rel="attachment" title="x" href="{url}"/>',
    "attached link": '<p><a rel="attachment" href="{url}">x</a></p>',
    "picture behind a base": '<base href="{url}"/><img src="x.png" alt="x"/>',
}
IGNORED = {
    "img in capitals": '<IMG SRC="{url}" ALT="x"/>',
    "link": '<p><a href="{url}">x</a></p>',
    "script": '<script src="{url}"></script>',
    "frame": '<iframe src="{url}"></iframe>',
    "video": '<video src="{url}" poster="{url}"></video>',
    "audio": '<audio src="{url}"></audio>',
    "refresh": '<meta http-equiv="refresh" content="0; url={url}"/>',
    "icon": '<link rel="icon" href="{url}"/>',
    "preload": '<link rel="preload" href="{url}"/>',
    "form": '<form action="{url}"><input type="image" src="{url}"/></form>',
    "attribute of a table": '<table background="{url}"><tr><td background="{url}">x</td></tr></table>',
    "body": '<div background="{url}">x</div>',
    "svg use": SVG + '<use href="{url}#a"/></svg>',
    "svg style": (SVG + '<style>@import url({url});</style><rect width="9" height="9"/></svg>'),
    "svg link": SVG + '<a href="{url}"><rect width="9" height="9"/></a></svg>',
    "svg script": SVG + '<script href="{url}"></script></svg>',
    "namespace": '<div xmlns:x="{url}">x</div>',
    "processing instruction": '<?xml-stylesheet href="{url}"?><p>x</p>',
}


@pytest.fixture(scope="module")
def outside():
    """A server outside the platform that counts who asks it."""
    asked = []

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/x.svg", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def addresses(outside, tmp_path):
    """One address of each kind; the file holds a word that must not get into any document."""
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'><title>canary</title></svg>")
    http, _asked = outside
    return [
        http,
        http.replace("http:", "https:"),
        http.replace("http:", "ftp:"),
        secret.as_uri(),
        secret.as_uri().replace("file:", "FILE:"),
        "data:image/svg+xml,canary",
        "//127.0.0.1:9/x.svg",
        "/etc/hostname",
        "https://print.invalid/fonts/../print.css",
    ]


def page(markup):
    return f'<!DOCTYPE html><html lang="en" dir="ltr"><head><title>Test</title></head><body>{markup}</body></html>'


def text_of(document):
    return "".join(part.extract_text() for part in PdfReader(io.BytesIO(document)).pages)


@pytest.mark.parametrize("name", FETCHED)
def test_render_refuses_a_document_that_asks_for_a_foreign_file(name, addresses, outside):
    for address in addresses:
        markup = page(FETCHED[name].format(url=address))

        with pytest.raises(pdf.RefusedFetch):
            pdf.render(markup)

    assert outside[1] == []


@pytest.mark.parametrize("name", [*FETCHED, *IGNORED])
def test_render_fetches_nothing_when_the_markup_is_not_well_formed(name, addresses, outside):
    for address in addresses[::3]:
        markup = page("<br>" + (FETCHED | IGNORED)[name].format(url=address))

        try:
            document = pdf.render(markup)
        except pdf.RefusedFetch:
            continue

        assert b"/EmbeddedFile" not in document
        assert "canary" not in text_of(document)
    assert outside[1] == []


@pytest.mark.parametrize("name", IGNORED)
def test_render_ignores_what_paper_cannot_load(name, addresses, outside):
    for address in addresses[::3]:
        document = pdf.render(page(IGNORED[name].format(url=address)))

        assert b"/EmbeddedFile" not in document
        assert "canary" not in text_of(document)
    assert outside[1] == []


def test_render_refusal_names_the_address():
    with pytest.raises(pdf.RefusedFetch) as refusal:
        pdf.render(page('<img src="file:///etc/hostname" alt="x"/>'))

    assert refusal.value.addresses == ["file:///etc/hostname"]


def test_render_opens_no_external_entity(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("canary")
    markup = page("<p>&x;</p>").replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>')

    document = pdf.render(markup)

    assert "canary" not in text_of(document)


def test_render_writes_a_tagged_document_with_title_and_language():
    document = PdfReader(io.BytesIO(pdf.render(page("<main><h1>Heading</h1><p>Words</p></main>"))))

    assert document.metadata.title == "Test"
    assert document.trailer["/Root"]["/Lang"] == "en"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(rb"pdfuaid:part\W+1\W", document.trailer["/Root"]["/Metadata"].get_data())


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ('<p dir="auto">عام 2025 (الأول)</p>', '<p dir="rtl">عام 2025 (الأول)</p>'),
        ("<p>Ministry, <bdi>27 تموز 2025</bdi></p>", '<p>Ministry, <bdi dir="rtl">27 تموز 2025</bdi></p>'),
        (
            '<p dir="rtl">أيضا: <bdi>Ratification (of &amp;</bdi></p>',
            '<p dir="rtl">أيضا: <bdi dir="ltr">Ratification (of &amp;</bdi></p>',
        ),
        ('<p dir="rtl"><bdi>140.1</bdi></p>', '<p dir="rtl"><bdi dir="rtl">140.1</bdi></p>'),
    ],
)
def test_render_lets_words_run_their_own_way_as_a_browser_does(said, meant):
    assert pdf.render(page(said)) == pdf.render(page(meant))


def test_render_twice_gives_the_same_bytes():
    markup = page(f"<p>{MARK} Fully implemented</p>")

    assert pdf.render(markup) == pdf.render(markup)


def test_render_names_the_pages_while_it_lays_them_out():
    pages = []

    pdf.render(page('<p>One</p><p style="break-before: page">Two</p>'), progress=pages.append)

    assert pages == [1, 2]


def test_render_tells_only_the_one_who_asked():
    pages = []
    pdf.render(page("<p>One</p>"), progress=pages.append)

    pdf.render(page("<p>Two</p>"))

    assert pages == [1]


def test_render_embeds_our_own_fonts_for_each_script():
    document = PdfReader(io.BytesIO(pdf.render(page('<p>Words</p><p dir="rtl">كلمات</p>'))))

    fonts = {font["/BaseFont"].split("+")[1] for font in document.pages[0]["/Resources"]["/Font"].get_object().values()}
    assert fonts == {"UPR-Latin", "UPR-Arabic"}


def test_render_draws_a_mark_once_however_often_it_is_used():
    one = len(pdf.render(page(f"<p>{MARK} x</p>")))

    many = len(pdf.render(page(f"<p>{MARK} x</p>" * 20)))

    assert many - one < 3000


def test_render_refuses_a_mark_that_the_sprite_lacks():
    with pytest.raises(pdf.RefusedFetch):
        pdf.render(page(f"<p>{MARK.replace('r-full', 'r-unheard-of')} x</p>"))


def test_render_says_what_to_install_when_the_libraries_are_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.delitem(sys.modules, "common.pdf_engine", raising=False)
    pdf.load_engine.cache_clear()

    with pytest.raises(pdf.PdfUnavailable, match="apt-get install -y --no-install-recommends libpango-1.0-0"):
        pdf.render(page("<p>x</p>"))

    pdf.load_engine.cache_clear()


def test_mark_picture_of_a_symbol_that_the_sprite_lacks_is_nothing():
    assert mark_picture("r-unheard-of", "000000") is None
