"""Lines of a mid-term report as plain values: evidence, a rating, a voluntary pledge."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from common.bidi import text_direction
from cycles.dates import day_in_words
from implementation import midterm_words as words
from implementation.midterm_counts import NOT_RATED
from implementation.midterm_words import LEVELS, Mark


def readable_address(address: str) -> str:
    """An address as people write it, without its ends, which right-to-left lines would move about."""
    return re.sub(r"^https?://(www\.)?|/$", "", address)


@dataclass(frozen=True)
class EvidenceLine:
    """One item of evidence: what it is, who says so, when, and where it can be read."""

    title: str
    source: str = ""
    date_text: str = ""
    url: str = ""

    @property
    def where(self) -> str:
        return words.in_a_row(part for part in (self.source, self.date_text) if part)

    @property
    def link(self) -> str:
        """The address, if it is one that a reader may safely follow."""
        return self.url if urlsplit(self.url).scheme in {"http", "https"} else ""

    @property
    def link_text(self) -> str:
        return readable_address(self.link)

    @property
    def direction(self) -> str:
        return text_direction(self.title)


@dataclass(frozen=True)
class RatingLine:
    """The latest rating of a recommendation: a level of ``LEVELS``, its date, and why."""

    level: str
    date: date
    note: str = ""

    @property
    def date_text(self) -> str:
        return day_in_words(self.date)

    @property
    def note_direction(self) -> str:
        return text_direction(self.note)


@dataclass(frozen=True)
class VoiceLine:
    """What another voice itself says, and where: beside our rating, never merged."""

    who: str
    level: str
    date: date
    source: str = ""

    @property
    def level_mark(self) -> Mark:
        return LEVELS[self.level]

    @property
    def date_text(self) -> str:
        return day_in_words(self.date)


@dataclass(frozen=True)
class PledgeLine:
    """A voluntary pledge of the State, where it stands, and what became of it."""

    text: str
    place: str = ""
    symbol: str = ""
    rating: RatingLine | None = None

    @property
    def level(self) -> str:
        return self.rating.level if self.rating else NOT_RATED

    @property
    def level_mark(self) -> Mark:
        return LEVELS[self.level]

    @property
    def direction(self) -> str:
        return text_direction(self.text)

    @property
    def where(self) -> str:
        """The document and the paragraph."""
        place = _("paragraph %(number)s") % {"number": self.place} if self.place else ""
        return words.in_a_row(part for part in (self.symbol, place) if part)
