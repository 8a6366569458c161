"""Channels of a campaign: how long a message may be on each, counted as the channel itself counts."""

import csv
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import pgettext_lazy

CHANNELS = Path(__file__).resolve().parent / "refdata" / "channels.csv"
# What twitter-text counts as one; everything else is two (its configuration, version 3).
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_HEAVY_EMOJI = 2
_JOINER, _KEYCAP, _PICTURE_SIGN = "\u200d", "\u20e3", "\ufe0f"
# Skin tones, and the letters of which flags of regions are made, belong to the sign before them.
_MODIFIERS = re.compile("[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\ufe00-\ufe0f\u200c]")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff]")
# With a protocol, or a name that ends as names of sites do: of two letters only with a path, else "e.g" were one.
_ENDINGS = "com|org|net|int|info|edu|gov|ngo|eu|africa|asia"
_REST = r"[^\s<>\"”»）]"
_FULL_LINK = re.compile(rf"https?://{_REST}+", re.IGNORECASE)
_LINK = re.compile(
    rf"https?://{_REST}+|(?<![\w@.#/-])(?:[a-z0-9-]+\.)+(?:(?:{_ENDINGS})\b(?:/{_REST}*)?|[a-z]{{2}}/{_REST}+)",
    re.IGNORECASE,
)
_AFTER_LINK = ".,;:!?)]'’،؛؟。，；：！？"
_SERVER = re.compile(r"(?<![\w/])(@\w+)@[\w.-]+\w")
_TAG = re.compile(r"#(\w+)")
_VERIFIED = {
    "verified": pgettext_lazy("limit of a channel", "looked up"),
    "reported": pgettext_lazy("limit of a channel", "as others report it"),
}
# Bluesky's own app shows so much of what follows the site of a link (toShortUrl).
_LONGEST_PATH, _SHORT_PATH = 15, 13


@dataclass(frozen=True)
class Channel:
    """A place where messages are posted, and what it allows."""

    key: str
    limit: int | None
    limit_with_picture: int | None
    unit: str
    # "full", "short", or the number of characters that every link counts.
    links: str
    # Whether ohchr.org is a link there, or only https://ohchr.org.
    has_bare_links: bool
    hashtags: int | None
    source: str
    known_on: str
    verification: str

    @property
    def verified(self) -> str:
        """How sure the limit is, in words."""
        return str(_VERIFIED.get(self.verification, self.verification))


@dataclass(frozen=True)
class PostLength:
    """How long a message is on its channel, and how much of it is too much."""

    count: int
    limit: int | None
    tags: int
    most_tags: int | None

    @property
    def over(self) -> int:
        """How many characters have to go."""
        return max(self.count - self.limit, 0) if self.limit is not None else 0

    @property
    def left(self) -> int:
        """How many characters there is still room for."""
        return max(self.limit - self.count, 0) if self.limit is not None else 0

    @property
    def tags_over(self) -> int:
        """How many hashtags have to go."""
        return max(self.tags - self.most_tags, 0) if self.most_tags is not None else 0

    @property
    def fits(self) -> bool:
        return not self.over and not self.tags_over


@cache
def channels() -> dict[str, Channel]:
    with CHANNELS.open(encoding="utf-8", newline="") as file:
        return {
            row["channel"]: Channel(
                row["channel"],
                _number(row["limit"]),
                _number(row["limit_with_picture"]),
                row["unit"],
                row["links"],
                row["bare_links"] == "1",
                _number(row["hashtags"]),
                row["source"],
                row["known_on"],
                row["verification"],
            )
            for row in csv.DictReader(file)
        }


def compose(text: str, *, hashtags: Collection[str], link: str) -> str:
    """What is posted: the text; on lines of their own the hashtags that it does not hold already, and the link."""
    words = text.replace("\r\n", "\n").strip()
    said = {tag.casefold() for tag in _TAG.findall(words)}
    tags = " ".join(f"#{tag}" for tag in hashtags if tag.casefold() not in said)
    return "\n".join(filter(None, (words, tags, link if link not in words else "")))


def length_on(channel: str, post: str, *, has_picture: bool = False) -> PostLength:
    """How long ``post`` is on a channel, as that counts it."""
    rules = channels()[channel]
    limit = (rules.limit_with_picture if has_picture else None) or rules.limit
    return PostLength(_count(post, rules), limit, len(_TAG.findall(post)), rules.hashtags)


def graphemes(text: str) -> Iterator[str]:
    """What a reader takes for one sign each: a letter with its marks, a flag, a family (after Unicode's UAX 29)."""
    cluster = ""
    for letter in text:
        if cluster and _belongs(cluster, letter):
            cluster += letter
            continue
        if cluster:
            yield cluster
        cluster = letter
    if cluster:
        yield cluster


def _belongs(cluster: str, letter: str) -> bool:
    """Whether a letter goes on the sign before it."""
    if cluster in "\r\n":
        return cluster + letter == "\r\n"
    if letter == _JOINER or _MODIFIERS.match(letter) or unicodedata.category(letter) in ("Mn", "Me", "Mc"):
        return True
    if cluster[-1] == _JOINER:
        return bool(_EMOJI.match(letter) and _EMOJI.match(cluster))
    return bool(_REGIONAL.match(letter) and _REGIONAL.fullmatch(cluster))


def _count(post: str, rules: Channel) -> int:
    text = unicodedata.normalize("NFC", post)
    if rules.key == "mastodon":
        text = _SERVER.sub(r"\1", text)
    total, end = 0, 0
    for start, stop, link in _links(text, with_bare=rules.has_bare_links):
        total += _units(text[end:start], rules.unit)
        total += int(rules.links) if rules.links.isdecimal() else _units(_shown(link, rules.links), rules.unit)
        end = stop
    return total + _units(text[end:], rules.unit)


def _units(text: str, unit: str) -> int:
    if unit == "graphemes":
        return sum(1 for _ in graphemes(text))
    if unit == "weighted":
        return sum(_weight(cluster) for cluster in graphemes(text))
    # Where a channel does not say how it counts: the way that finds the most.
    return len(text.encode("utf-16-le")) // 2


def _weight(cluster: str) -> int:
    is_emoji = _EMOJI.match(cluster) or _KEYCAP in cluster or _PICTURE_SIGN in cluster or _REGIONAL.match(cluster)
    if is_emoji:
        return _HEAVY_EMOJI
    return sum(1 if any(first <= ord(letter) <= last for first, last in _LIGHT) else 2 for letter in cluster)


def _links(text: str, *, with_bare: bool) -> Iterator[tuple[int, int, str]]:
    for found in (_LINK if with_bare else _FULL_LINK).finditer(text):
        link = found[0].rstrip(_AFTER_LINK)
        # A bracket that was opened in the link belongs to it.
        if link.count("(") > link.count(")") and text[found.start() + len(link) :].startswith(")"):
            link += ")"
        yield found.start(), found.start() + len(link), link


def _shown(link: str, how: str) -> str:
    if how != "short":
        return link
    site, slash, path = link.partition("://")[2].partition("/") if "://" in link else link.partition("/")
    shown = slash + path if path else ""
    return site + (shown if len(shown) <= _LONGEST_PATH else f"{shown[:_SHORT_PATH]}...")


def _number(text: str) -> int | None:
    return int(text) if text else None
