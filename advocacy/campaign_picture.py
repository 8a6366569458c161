"""The picture of a message as PNG: a title, a sentence, who says it and where to read more, in any of six languages."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import qrcode
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont, features

from advocacy.models import CampaignMessage
from common.languages import language_of_pages
from common.letters import FONTS, signs_without_letters
from implementation.printed_names import aliases_in, printed

# Our own two for Arabic hold the letters and figures of Noto Sans as well: one run of text has one font.
_FACES = {
    "ar": ("NotoSansArabicLatin-Regular.ttf", "NotoSansArabicLatin-Bold.ttf"),
    "zh": ("NotoSansSC-gb2312-400Regular.ttf", "NotoSansSC-gb2312-700Bold.ttf"),
}
_USUAL = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
SIZES = {"wide": (1200, 675), "square": (1080, 1080)}
# Of static/css/tokens.css: paper, ink, ink-2, accent, band, on-band.
_PAPER, _INK, _SOFT, _ACCENT, _BAND, _ON_BAND = "#ffffff", "#14212a", "#46545d", "#0b4f6c", "#0e2e3c", "#f2f8fa"
_MARGIN, _FOOT, _RULE = 64, 132, 14
_LEAD = 1.32
# The letters of title and sentence at most, and at least, in points of the picture.
_LARGEST, _SMALLEST = {"wide": (80, 48), "square": (112, 64)}, 16
_COLOURS = 200
# What begins no line, and what ends none, in Chinese (GB/T 15834).
_NOT_FIRST, _NOT_LAST = "，。、；：？！”’）》〉】…,.!?;:)%", "“‘（《〈【("
APT_LINE = "apt-get install -y --no-install-recommends libfribidi0"


class LettersUnavailable(Exception):
    """The libraries that join Arabic letters are missing on this machine; the message says how to install them."""


@dataclass(frozen=True)
class Placard:
    """What a picture says."""

    shape: str
    language: str
    title: str
    words: str
    sender: str
    link: str = ""
    note: str = ""
    logo: bytes = b""

    @property
    def is_rtl(self) -> bool:
        return self.language == "ar"


def placard_of(message: CampaignMessage, *, shape: str = "") -> Placard:
    """What the picture of a message says; in the other shape, if ``shape`` asks for it."""
    state = message.workspace.review.state_under_review
    with translation.override(language_of_pages(message.language)):
        invented = _("%(state)s is an invented State. Everything said of it here is an example.")
        return Placard(
            shape=shape or message.picture,
            language=message.language,
            title=message.picture_title,
            words=message.picture_words,
            sender=printed(message.organisation, aliases_in(message.workspace_id)),
            link=message.link,
            note=invented % {"state": state.name} if state.is_invented else "",
            logo=message.factsheet.first_logo if message.factsheet else b"",
        )


def undrawable(text: str, language: str) -> list[str]:
    """Signs that our fonts do not have, such as emoji; a picture with them would show boxes."""
    return sorted(signs_without_letters(text, _face(language, is_bold=True)))


def render_png(placard: Placard) -> bytes:
    """The picture. Raises ``LettersUnavailable`` where Arabic letters would stand apart and the wrong way round."""
    if placard.is_rtl and not (features.check("raqm") and features.check("fribidi")):
        raise LettersUnavailable(APT_LINE)
    width, height = SIZES[placard.shape]
    picture = Image.new("RGB", (width, height), _PAPER)
    board = _Board(picture, placard)
    board.draw.rectangle((0, 0, width, _RULE), fill=_ACCENT)
    board.foot()
    board.words(_RULE + _MARGIN, height - _FOOT - _RULE - 2 * _MARGIN)
    out = io.BytesIO()
    picture.quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


@dataclass(frozen=True)
class _Block:
    """Lines of one size."""

    lines: list[str]
    font: ImageFont.FreeTypeFont

    @property
    def step(self) -> int:
        return int(self.font.size * _LEAD)

    @property
    def height(self) -> int:
        return len(self.lines) * self.step


class _Board:
    """The picture while it is drawn, from the side on which its language begins."""

    def __init__(self, picture: Image.Image, placard: Placard) -> None:
        self.picture, self.placard = picture, placard
        self.draw = ImageDraw.Draw(picture)
        self.width, self.height = picture.size

    def words(self, top: int, room: int) -> None:
        """The title and the sentence, in the middle of the room that there is."""
        largest, smaller = _LARGEST[self.placard.shape]
        gap = _MARGIN // 2 if self.placard.title and self.placard.words else 0
        # The title may take two thirds where there is a sentence as well.
        title = self._fitted(self.placard.title, (room - gap) * 2 // 3 if gap else room, largest, is_bold=True)
        below = self._fitted(self.placard.words, room - title.height - gap, smaller, is_bold=False)
        y = top + (room - title.height - gap - below.height) // 2
        self._block(title, y, _INK)
        self._block(below, y + title.height + gap, _SOFT)

    def _fitted(self, text: str, room: int, largest: int, *, is_bold: bool) -> "_Block":
        """A text as large as there is room for."""
        block = _Block([], _font(self.placard.language, largest, is_bold=is_bold))
        for size in range(largest, _SMALLEST, -2):
            font = _font(self.placard.language, size, is_bold=is_bold)
            block = _Block(list(_wrapped(text, font, self.width - 2 * _MARGIN, self.placard.language)), font)
            if block.height <= room:
                break
        return block

    def _block(self, block: "_Block", top: float, colour: str) -> None:
        for number, line in enumerate(block.lines):
            self._line(line, _MARGIN, top + number * block.step, block.font, colour)

    def foot(self) -> None:
        """The band with who says it, where to read more, and that an invented State is one."""
        top = self.height - _FOOT
        self.draw.rectangle((0, top, self.width, self.height), fill=_BAND)
        begin = _MARGIN + self._logo(top)
        end = self._code(top)
        link = self.placard.link.partition("://")[2].rstrip("/")
        said = [(self.placard.sender, 30, True), (link, 24, False), (self.placard.note, 20, False)]
        rows = [(text, _font(self.placard.language, size, is_bold=bold)) for text, size, bold in said if text]
        y = top + (_FOOT - sum(int(font.size * _LEAD) for _text, font in rows)) / 2
        for text, font in rows:
            room = self.width - begin - end
            self._line(_shortened(text, font, room, self.placard.language), begin, y, font, _ON_BAND)
            y += int(font.size * _LEAD)

    def _line(self, text: str, begin: float, top: float, font: ImageFont.FreeTypeFont, colour: str) -> None:
        is_rtl = self.placard.is_rtl
        x = self.width - begin if is_rtl else begin
        how = {"direction": "rtl", "language": "ar"} if is_rtl else {}
        self.draw.text((x, top), text, font=font, fill=colour, anchor="ra" if is_rtl else "la", **how)  # type: ignore[arg-type]

    def _logo(self, top: int) -> int:
        """The logo on a white ground; how much room it takes."""
        if not self.placard.logo:
            return 0
        logo = Image.open(io.BytesIO(self.placard.logo)).convert("RGBA")
        edge = _FOOT - 2 * 20
        logo.thumbnail((edge * 2, edge))
        ground = Image.new("RGB", (logo.width + 16, edge + 16), _PAPER)
        ground.paste(logo, (8, 8 + (edge - logo.height) // 2), logo)
        x = self.width - _MARGIN - ground.width if self.placard.is_rtl else _MARGIN
        self.picture.paste(ground, (x, top + (_FOOT - ground.height) // 2))
        return ground.width + 24

    def _code(self, top: int) -> int:
        """The QR code of the link at the other end; how much room is to be left there."""
        if not self.placard.link:
            return _MARGIN
        code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
        code.add_data(self.placard.link)
        edge = _FOOT - 16
        made = code.make_image().get_image().convert("RGB").resize((edge, edge), Image.Resampling.NEAREST)
        x = _MARGIN if self.placard.is_rtl else self.width - _MARGIN - edge
        self.picture.paste(made, (x, top + (_FOOT - edge) // 2))
        return _MARGIN + edge + 24


@cache
def _font(language: str, size: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / _face(language, is_bold=is_bold), size)


def _face(language: str, *, is_bold: bool) -> str:
    return _FACES.get(language, _USUAL)[is_bold]


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: float, language: str) -> Iterator[str]:
    """The lines of a text, each no longer than there is room for."""
    line = ""
    for part in _parts(text, language):
        if line and font.getlength((line + part).rstrip()) > room:
            yield line.rstrip()
            line = ""
        while font.getlength(part.rstrip()) > room:
            # One word that is longer than a line, such as an address.
            fits = next(end for end in range(len(part) - 1, 0, -1) if font.getlength(part[:end]) <= room)
            yield part[:fits]
            part = part[fits:]
        line += part
    if line.strip():
        yield line.rstrip()


def _parts(text: str, language: str) -> Iterator[str]:
    """Where a line may end: after words, in Chinese after each character but where a sign belongs to its neighbour."""
    for word in text.split():
        if language != "zh":
            yield f"{word} "
            continue
        part = ""
        for letter in word:
            is_latin = part[-1:].isascii() and letter.isascii()
            if part and not (letter in _NOT_FIRST or part[-1] in _NOT_LAST or is_latin):
                yield part
                part = ""
            part += letter
        # The next word may be a figure, which is set apart.
        yield f"{part} " if part[-1:].isascii() else part


def _shortened(text: str, font: ImageFont.FreeTypeFont, room: float, language: str) -> str:
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
