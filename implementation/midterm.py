"""What a mid-term report says, as plain values: no models, no queries. All its figures are counted here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from common.bidi import text_direction
from implementation import midterm_words as words
from implementation.midterm_charts import Bar, Grid, cover_grid, stacked_bar
from implementation.midterm_words import LEVELS, POSITIONS, Mark

NOT_RATED = "not_rated"
OPENING_LENGTH = 80
# Bars are drawn in these units and scaled to their place.
WIDE_BAR, TABLE_BAR, THEME_BAR = (600, 24), (240, 14), (600, 14)


@dataclass(frozen=True)
class EvidenceLine:
    """One item of evidence: what it is, who says so, when, and where it can be read."""

    title: str
    source: str = ""
    date_text: str = ""
    url: str = ""

    @property
    def link(self) -> str:
        """The address, if it is one that a reader may safely follow."""
        return self.url if urlsplit(self.url).scheme in {"http", "https"} else ""

    @property
    def link_text(self) -> str:
        return re.sub(r"^https?://(www\.)?|/$", "", self.link)

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
        return words.day_in_words(self.date)

    @property
    def note_direction(self) -> str:
        return text_direction(self.note)


@dataclass(frozen=True)
class ReportRow:
    """One recommendation: what was said, by whom, the State's position, and what became of it."""

    number: str
    text: str
    recommending_states: tuple[str, ...]
    position: str
    themes: tuple[str, ...] = ()
    rating: RatingLine | None = None
    evidence: tuple[EvidenceLine, ...] = ()

    @property
    def anchor(self) -> str:
        return "rec-" + re.sub(r"[^0-9a-zA-Z]+", "-", self.number)

    @property
    def order(self) -> tuple[int, ...]:
        """Numbers sort by their parts: 140.9 stands before 140.10."""
        return tuple(int(part) for part in re.findall(r"\d+", self.number))

    @property
    def level(self) -> str:
        return self.rating.level if self.rating else NOT_RATED

    @property
    def level_mark(self) -> Mark:
        return LEVELS[self.level]

    @property
    def position_mark(self) -> Mark:
        return POSITIONS[self.position]

    @property
    def other_themes(self) -> tuple[str, ...]:
        return self.themes[1:]

    @property
    def direction(self) -> str:
        return text_direction(self.text)

    @property
    def states_text(self) -> str:
        return words.in_a_row(self.recommending_states)

    @property
    def other_themes_text(self) -> str:
        return "; ".join(self.other_themes)

    @property
    def opening(self) -> str:
        """The first words of the text, cut between two words."""
        if len(self.text) <= OPENING_LENGTH:
            return self.text
        return self.text[:OPENING_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


@dataclass(frozen=True)
class Counts:
    """How many recommendations have which rating."""

    by_level: dict[str, int]

    @classmethod
    def of(cls, rows: Iterable[ReportRow]) -> "Counts":
        by_level = dict.fromkeys(LEVELS, 0)
        for row in rows:
            by_level[row.level] += 1
        return cls(by_level)

    @property
    def total(self) -> int:
        return sum(self.by_level.values())

    @property
    def rated(self) -> int:
        return self.total - self.by_level[NOT_RATED]

    @property
    def fully(self) -> int:
        return self.by_level["fully"]

    @property
    def partially(self) -> int:
        return self.by_level["partially"]

    @property
    def not_implemented(self) -> int:
        return self.by_level["not_implemented"]

    @property
    def regressed(self) -> int:
        return self.by_level["regressed"]

    @property
    def unknown(self) -> int:
        """No information, too early, or not rated."""
        return self.total - self.fully - self.partially - self.not_implemented - self.regressed

    @property
    def columns(self) -> tuple[int, ...]:
        """The figures of one row of a table, in the order of its head."""
        return (self.fully, self.partially, self.not_implemented, self.regressed, self.unknown, self.total)

    @property
    def lines(self) -> list[tuple[Mark, int]]:
        """Each level that occurs, with its number of recommendations."""
        return [(LEVELS[level], count) for level, count in self.by_level.items() if count]

    @property
    def in_words(self) -> str:
        """The figures as one line, for those who do not see the bar."""
        return words.in_a_row(f"{mark.label} {count}" for mark, count in self.lines)

    @property
    def share_done(self) -> tuple[float, float]:
        """Sorts what is least implemented first."""
        return (self.fully / self.total, self.partially / self.total) if self.total else (0.0, 0.0)

    def bar(self, size: tuple[int, int]) -> Bar:
        shares = zip(("full", "part", "not", "back", "open"), self.columns, strict=False)
        return stacked_bar(dict(shares), width=size[0], height=size[1])

    @property
    def wide_bar(self) -> Bar:
        return self.bar(WIDE_BAR)

    @property
    def theme_bar(self) -> Bar:
        return self.bar(THEME_BAR)

    @property
    def table_bar(self) -> Bar:
        return self.bar(TABLE_BAR)


@dataclass(frozen=True)
class ThemeSection:
    """The recommendations whose first theme this is."""

    name: str
    place: int
    rows: tuple[ReportRow, ...]

    @property
    def anchor(self) -> str:
        return f"theme-{self.place}"

    @cached_property
    def counts(self) -> Counts:
        return Counts.of(self.rows)

    @property
    def finding(self) -> str:
        return words.theme_finding(full=self.counts.fully, total=self.counts.total)

    @property
    def positions_text(self) -> str:
        kinds = [row.position for row in self.rows]
        return words.in_a_row(f"{mark.label} {kinds.count(kind)}" for kind, mark in POSITIONS.items() if kind in kinds)


@dataclass(frozen=True)
class PositionLine:
    """The recommendations that got one answer from the State."""

    mark: Mark
    counts: Counts


@dataclass(frozen=True)
class MidTermReport:
    """A mid-term report on one review, in one language, as of one day."""

    title: str
    state_name: str
    cycle_label: str
    workspace_name: str
    as_of: date
    language: str
    rows: tuple[ReportRow, ...]
    state_is_invented: bool = False
    session_label: str = ""
    review_date: date | None = None
    organisations: tuple[str, ...] = ()
    # What the workspace itself says about its method, before what holds for every report.
    method: tuple[str, ...] = ()
    # Symbols of the documents that recommendations and positions come from, as A/HRC/59/15.
    sources: tuple[str, ...] = ()
    # Where the report can be read on the platform.
    address: str = ""
    levels = tuple(LEVELS.values())
    positions = tuple(POSITIONS.values())

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def as_of_text(self) -> str:
        return words.day_in_words(self.as_of)

    @property
    def review_date_text(self) -> str:
        return words.day_in_words(self.review_date) if self.review_date else ""

    @property
    def invented_text(self) -> str:
        if not self.state_is_invented:
            return ""
        return _("%(state)s is an invented State. Everything said of it here is an example.") % {
            "state": self.state_name
        }

    @property
    def foot_text(self) -> str:
        parts = [_("Ratings as of %(date)s.") % {"date": self.as_of_text}]
        if self.state_is_invented:
            parts.insert(0, _("%(state)s is an invented State.") % {"state": self.state_name})
        return " ".join(parts)

    @property
    def organisations_text(self) -> str:
        return words.in_a_row(self.organisations)

    @cached_property
    def counts(self) -> Counts:
        return Counts.of(self.rows)

    @property
    def headline(self) -> str:
        counts = self.counts
        return words.headline(state=self.state_name, full=counts.fully, rated=counts.rated, total=counts.total)

    @property
    def headline_tied(self) -> str:
        return words.tied(self.headline)

    @property
    def rest_of_the_finding(self) -> str:
        counts = self.counts
        if not counts.rated:
            return ""
        return words.rest_of_the_finding(
            partially=counts.partially,
            not_implemented=counts.not_implemented,
            regressed=counts.regressed,
            unknown=counts.unknown,
        )

    @cached_property
    def themes(self) -> tuple[ThemeSection, ...]:
        """The sections in the order of the recommendations; each recommendation stands in one of them only."""
        by_theme: dict[str, list[ReportRow]] = {}
        for row in self.rows:
            by_theme.setdefault(row.themes[0] if row.themes else "", []).append(row)
        without = by_theme.pop("", [])
        named = [(name, rows) for name, rows in by_theme.items()]
        if without:
            named.append((_("Without a theme"), without))
        return tuple(ThemeSection(name, place, tuple(rows)) for place, (name, rows) in enumerate(named, 1))

    @property
    def themes_least_first(self) -> list[ThemeSection]:
        return sorted(self.themes, key=lambda theme: (*theme.counts.share_done, theme.place))

    @property
    def themes_headline(self) -> str:
        without = sum(1 for theme in self.themes if not theme.counts.fully)
        return words.themes_headline(without=without, total=len(self.themes))

    @cached_property
    def by_position(self) -> tuple[PositionLine, ...]:
        """One line for each position that occurs."""
        lines = (
            PositionLine(mark, Counts.of(row for row in self.rows if row.position == kind))
            for kind, mark in POSITIONS.items()
        )
        return tuple(line for line in lines if line.counts.total)

    @property
    def positions_headline(self) -> str:
        supported = Counts.of(row for row in self.rows if row.position == "supported")
        if not supported.total:
            return _("The State's positions and what became of the recommendations")
        return words.positions_headline(full=supported.fully, total=supported.total)

    @property
    def method_paragraphs(self) -> list[str]:
        days = [row.rating.date for row in self.rows if row.rating]
        general = words.how_it_was_rated(
            workspace=self.workspace_name,
            organisations=max(len(self.organisations), 1),
            first=min(days, default=None),
            last=max(days, default=None),
        )
        return [*self.method, *general]

    @property
    def matrix(self) -> list[tuple[ReportRow, ThemeSection]]:
        """Every recommendation by its number, with the section it stands in."""
        placed = [(row, theme) for theme in self.themes for row in theme.rows]
        return sorted(placed, key=lambda pair: pair[0].order)

    @cached_property
    def cover_grid(self) -> Grid:
        """One mark for each recommendation, ordered by rating, so that the picture is the share."""
        return cover_grid(self.counts.lines, from_the_right=self.direction == "rtl")
