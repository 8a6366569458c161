"""Figures of posts: read from a spreadsheet and matched by address, and written into one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook

from accounts.models import Workspace
from advocacy.brought_sheet import Columns, TooManyRows, WrongCell, in_each_language
from advocacy.campaign_page import figure_names
from advocacy.models import CampaignMessage, MessageResult
from cycles.dates import day_in_words
from cycles.importers.state_names import normalise
from cycles.importers.tables import open_table
from implementation.workbook import add_about, add_sheet, cell, saved

MOST_ROWS = 2000
LARGEST = 2_000_000_000
_FIGURES = MessageResult.FIGURES
# What the channels' own exports write above their columns besides our words.
_HEADINGS = {
    "address": ("address", "link", "url", "post link", "post url", "permalink", "tweet permalink", "post permalink",
                "lien", "enlace", "الرابط", "ссылка", "链接"),
    "impressions": ("views", "reach", "impression", "impressions (total)", "vues", "portée", "vistas", "المشاهدات",
                    "просмотры", "показы", "охват", "浏览量", "展示次数"),
    "likes": ("like", "favourites", "favorites", "reactions", "j’aime", "me gusta", "الإعجابات", "лайки",
              "нравится", "点赞"),
    "shares": ("share", "reposts", "retweets", "boosts", "repost", "partages", "compartidos", "إعادة النشر",
               "репосты", "转发", "分享"),
    "clicks": ("click", "link clicks", "url clicks", "clics", "النقرات", "клики", "点击量"),
    "replies": ("reply", "comments", "réponses", "commentaires", "respuestas", "comentarios", "التعليقات",
                "комментарии", "ответы", "评论", "回复"),
}  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
# Names under which the same site is met.
_SITES = {
    "twitter.com": "x.com",
    "mobile.twitter.com": "x.com",
    "mobile.x.com": "x.com",
    "m.facebook.com": "facebook.com",
}
# What only says where somebody came from; the rest of a question may be the post itself, as on Facebook and YouTube.
_TRACKS = re.compile(r"(utm_|mc_|__).*|s|t|igsh|igshid|fbclid|ref")
_NO_FIGURE = ("", "-", "–", "—", "n/a")


@dataclass(frozen=True)
class FigureRow:
    """A row that can be kept: where it stands in the file, of which message it is, and its figures."""

    line: int
    message: CampaignMessage
    figures: dict[str, int]

    @property
    def named(self) -> list[tuple[str, int | None]]:
        """Each figure with its name."""
        return [(MessageResult.name_of(figure), self.figures.get(figure)) for figure in _FIGURES]


@dataclass(frozen=True)
class FigureSheet:
    """What a file would bring."""

    rows: list[FigureRow]
    wrong: list[WrongCell]
    unknown: list[str]


class NoAddresses(Exception):
    """No column of the file is called after addresses of posts, or none after a figure."""


def post_key(address: str) -> str:
    """The same for each way in which the address of a post is written."""
    try:
        parts = urlsplit(address.strip() if "://" in address else f"https://{address.strip()}")
    except ValueError:
        # No address, such as https://[deleted].
        return address.strip()
    site = parts.netloc.lower().removeprefix("www.")
    asked = urlencode(sorted(one for one in parse_qsl(parts.query) if not _TRACKS.fullmatch(one[0])))
    return f"{_SITES.get(site, site)}{parts.path.rstrip('/')}{'?' if asked else ''}{asked}"


def read_figures(file: BinaryIO, *, messages: Iterable[CampaignMessage]) -> FigureSheet:
    """The rows of a .csv or .xlsx file. Raises ``UnreadableFile``, ``NoAddresses`` and ``TooManyRows``."""
    table = open_table(file)
    columns = Columns.of(table.headings, _columns())
    letters = columns.letters
    if "address" not in letters or not letters.keys() & set(_FIGURES):
        raise NoAddresses
    known = _by_address(messages)
    rows: dict[Any, FigureRow] = {}
    wrong: list[WrongCell] = []
    for number, (line, cells) in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            raise TooManyRows
        found = _row(line, columns.words(cells), known, letters)
        if isinstance(found, FigureRow) and found.message.pk in rows:
            found = WrongCell(line, letters["address"], _("This post stands in the file above already."))
        if isinstance(found, FigureRow):
            rows[found.message.pk] = found
        elif found:
            wrong.append(found)
    return FigureSheet(list(rows.values()), wrong, columns.unknown)


def _by_address(messages: Iterable[CampaignMessage]) -> dict[str, list[CampaignMessage]]:
    found: dict[str, list[CampaignMessage]] = {}
    for one in messages:
        if one.post_address:
            found.setdefault(post_key(one.post_address), []).append(one)
    return found


def _row(
    line: int, words: Mapping[str, str], known: Mapping[str, Sequence[CampaignMessage]], letters: Mapping[str, str]
) -> FigureRow | WrongCell | None:
    """What a row says; nothing for one without any words."""
    if not any(words.values()):
        return None
    found = known.get(post_key(words["address"]), ()) if words["address"] else ()
    if len(found) != 1:
        said = _("Several posted messages have this address: %(address)s")
        said = said if found else _("No posted message has this address: %(address)s")
        return WrongCell(line, letters["address"], said % {"address": words["address"][:80] or "–"})
    message = found[0]
    figures: dict[str, int] = {}
    for name in _FIGURES:
        text = words.get(name, "")
        if text.lower() in _NO_FIGURE:
            continue
        value = whole_number(text)
        if value is None:
            return WrongCell(line, letters[name], _("“%(text)s” is no whole number.") % {"text": text[:40]})
        figures[name] = value
    return FigureRow(line, message, figures) if figures else WrongCell(line, "", _("It has no figure."))


def whole_number(text: str) -> int | None:
    """A whole number as people and programs write it: 12500, 12,500, 12 500."""
    plain = _SPACES.sub("", text)
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "").replace(".", "")
    if not plain.isdecimal() or len(plain) > len(str(LARGEST)):
        return None
    return value if (value := int(plain)) <= LARGEST else None


def heads() -> list[str]:
    """What stands above the columns of a file of the campaign."""
    return [
        *(_("Channel"), _("Language"), _("Status"), _("Day"), _("Hour"), _("Time zone"), _("Who posts it")),
        *(_("Theme"), _("Text"), _("Address of the post"), _("Figures of")),
        *figure_names(),
    ]


def lines(messages: Iterable[CampaignMessage], results: Mapping[Any, MessageResult]) -> Iterator[list[Any]]:
    """Each message with its last figures."""
    for one in messages:
        result = results.get(one.pk)
        yield [
            *(one.get_channel_display(), one.language_name, one.get_status_display(), one.date),
            *(f"{one.time:%H:%M}" if one.time else "", one.zone if one.date else ""),
            *(
                one.organisation.name if one.organisation else "",
                one.priority_issue.title if one.priority_issue else "",
            ),
            *(one.post, one.post_address, result.day if result else None),
            *(getattr(result, name) if result else None for name in _FIGURES),
        ]


def render_xlsx(rows: Iterable[Sequence[Any]], *, workspace: Workspace, on: date) -> bytes:
    """The campaign as Excel; nothing in it is run as a formula."""
    book = Workbook(write_only=True)
    widths = (14, 12, 18, 12, 8, 18, 24, 28, 60, 40, 12, *[12] * len(_FIGURES))
    sheet = add_sheet(book, _("Digital campaign"), is_rtl=get_language_bidi(), widths=widths)
    sheet.append([cell(sheet, head, is_head=True) for head in heads()])
    for row in rows:
        # Figures are numbers, so that they can be added up.
        sheet.append([value if isinstance(value, int) else cell(sheet, value) for value in row])
    as_of = _("As of %(date)s") % {"date": day_in_words(on)}
    add_about(book, (_("Digital campaign"), workspace.name, workspace.review.name, as_of))
    return saved(book)


@cache
def _columns() -> dict[str, str]:
    """Which column a heading means: by our name for it, its label in each language, and what channels write."""
    known: dict[str, str] = {}
    for name, others in _HEADINGS.items():
        column: Any = CampaignMessage if name == "address" else MessageResult
        label = column._meta.get_field("post_address" if name == "address" else name).verbose_name
        known |= {normalise(words): name for words in (name, *others, *in_each_language(label))}
    return known
