"""What a mid-term report says, as plain values: no models, no queries. All its figures are counted here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from common.bidi import text_direction
from cycles.dates import day_in_words
from implementation import midterm_words as words
from implementation.midterm_charts import Grid, cover_grid
from implementation.midterm_counts import NOT_RATED, Counts
from implementation.midterm_lines import EvidenceLine, PledgeLine, RatingLine, VoiceLine, readable_address
from implementation.midterm_words import LEVELS, POSITIONS, Mark

OPENING_LENGTH = 80
# What the cover holds in its large size, and in two lines of small type.
COVER_TITLE_LENGTH, COVER_NAMES_LENGTH = 24, 180
NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"


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
    voices: tuple[VoiceLine, ...] = ()

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
        return pgettext("between the names of themes", "; ").join(self.other_themes)

    @property
    def opening(self) -> str:
        """The first words of the text, cut between two words."""
        if len(self.text) <= OPENING_LENGTH:
            return self.text
        return self.text[:OPENING_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:،؛") + "…"


@dataclass(frozen=True)
class ThemeSection:
    """The recommendations whose first theme this is."""

    name: str
    place: int
    rows: tuple[ReportRow, ...]
    # What the workspace itself says of it.
    words: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        return f"theme-{self.place}"

    @cached_property
    def counts(self) -> Counts:
        return Counts.of(row.level for row in self.rows)

    @property
    def finding(self) -> str:
        return words.theme_finding(full=self.counts.fully, total=self.counts.total)

    @property
    def positions_text(self) -> str:
        kinds = [row.position for row in self.rows]
        return words.in_a_row(f"{mark.label} {kinds.count(kind)}" for kind, mark in POSITIONS.items() if kind in kinds)


@dataclass(frozen=True)
class Signatory:
    """An organisation that signed; ``logo`` is a PNG in base64, empty for one without."""

    name: str
    logo: str = ""

    @property
    def picture(self) -> str:
        """Under which address the document names its logo."""
        return f"logos/{sha256(self.logo.encode()).hexdigest()[:16]}.png" if self.logo else ""


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
    # The workspace's own texts: paragraphs, and those of a theme under its name.
    introduction: tuple[str, ...] = ()
    own_summary: tuple[str, ...] = ()
    conclusion: tuple[str, ...] = ()
    theme_texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signatories: tuple[Signatory, ...] = ()
    # What the report leaves out, in words; empty where it has everything.
    scope: tuple[str, ...] = ()
    # What the State promised of its own accord; counted in none of the figures.
    pledges: tuple[PledgeLine, ...] = ()
    order: str = "theme"
    # In whose voice the workspace speaks, as ``Voice`` has it.
    voice: str = "cso"
    has_charts: bool = True
    has_annex: bool = True
    levels = tuple(LEVELS.values())
    positions = tuple(POSITIONS.values())

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def kind_text(self) -> str:
        """Whose report it is."""
        if self.voice == "nhri":
            return _("Mid-term report by the national human rights institution")
        return _("Mid-term report by civil society")

    @property
    def as_of_text(self) -> str:
        return day_in_words(self.as_of)

    @property
    def review_date_text(self) -> str:
        return day_in_words(self.review_date) if self.review_date else ""

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
    def address_text(self) -> str:
        return readable_address(self.address)

    @property
    def organisations_text(self) -> str:
        return words.in_a_row(self.organisations)

    @property
    def organisations_fit(self) -> bool:
        """Whether the cover has room for their names; else they stand with the method alone."""
        return len(self.organisations_text) <= COVER_NAMES_LENGTH

    @property
    def title_unbroken(self) -> str:
        """The title for the cover: it turns over between words only."""
        return self.title.replace("-", NO_BREAK_HYPHEN)

    @property
    def title_is_long(self) -> bool:
        return len(self.title) > COVER_TITLE_LENGTH

    @cached_property
    def counts(self) -> Counts:
        return Counts.of(row.level for row in self.rows)

    @cached_property
    def pledge_counts(self) -> Counts:
        return Counts.of(line.level for line in self.pledges)

    @property
    def headline(self) -> str:
        counts = self.counts
        return words.headline(state=self.state_name, full=counts.fully, rated=counts.rated, total=counts.total)

    @property
    def headline_tied(self) -> str:
        return words.tied(self.headline)

    @property
    def process_text(self) -> str:
        return words.in_a_row((_("Universal Periodic Review"), self.cycle_label))

    @property
    def rest_of_the_finding(self) -> str:
        counts = self.counts
        if not counts.rated:
            return ""
        return words.rest_of_the_finding(
            partially=counts.partially,
            not_implemented=counts.not_implemented,
            regressed=counts.regressed,
            unknown=counts.unknown - counts.unrated,
            unrated=counts.unrated,
            total=counts.total,
        )

    @property
    def rest_tied(self) -> str:
        return words.tied(self.rest_of_the_finding)

    @cached_property
    def themes(self) -> tuple[ThemeSection, ...]:
        """The sections in the order that was asked for; each recommendation stands in one of them only."""
        sections = sections_of(self.rows, self.order)
        texts = self.theme_texts if self.order == "theme" else {}
        return tuple(
            ThemeSection(name, place, tuple(rows), tuple(texts.get(name, ())))
            for place, (name, rows) in enumerate(sections, 1)
        )

    @property
    def sections(self) -> words.SectionWords:
        """What the part with the recommendations is called in this order."""
        return words.SECTIONS[self.order]

    @property
    def themes_least_first(self) -> list[ThemeSection]:
        return sorted(self.themes, key=lambda theme: (*theme.counts.share_done, theme.place))

    @property
    def themes_headline(self) -> str:
        if self.order != "theme":
            return str(self.sections.title)
        without = sum(1 for theme in self.themes if not theme.counts.fully)
        return words.themes_headline(without=without, total=len(self.themes))

    @cached_property
    def by_position(self) -> tuple[PositionLine, ...]:
        """One line for each position that occurs."""
        lines = (
            PositionLine(mark, Counts.of(row.level for row in self.rows if row.position == kind))
            for kind, mark in POSITIONS.items()
        )
        return tuple(line for line in lines if line.counts.total)

    @property
    def positions_headline(self) -> str:
        supported = Counts.of(row.level for row in self.rows if row.position == "supported")
        if not supported.total:
            return _("The State's positions and what became of the recommendations")
        return words.positions_headline(full=supported.fully, total=supported.total)

    @property
    def method_paragraphs(self) -> list[str]:
        days = [row.rating.date for row in self.rows if row.rating]
        general = words.how_it_was_rated(
            workspace=self.workspace_name,
            voice=self.voice,
            organisations=max(len(self.organisations), 1),
            first=min(days, default=None),
            last=max(days, default=None),
        )
        beside = words.VOICES_BESIDE if any(row.voices for row in self.rows) else ""
        return [*self.method, *self.scope, *general, *([str(beside)] if beside else [])]

    @property
    def matrix(self) -> list[tuple[ReportRow, ThemeSection]]:
        """Every recommendation by its number, with the section it stands in."""
        placed = [(row, theme) for theme in self.themes for row in theme.rows]
        return sorted(placed, key=lambda pair: pair[0].order)

    @cached_property
    def cover_grid(self) -> Grid:
        """One mark for each recommendation, ordered by rating, so that the picture is the share."""
        return cover_grid(self.counts.lines, from_the_right=self.direction == "rtl")


def sections_of(rows: Iterable[ReportRow], order: str) -> list[tuple[str, list[ReportRow]]]:
    """The recommendations in sections: by first theme, by rating, by the State that is named first, or all in one."""
    if order == "number":
        return [(str(words.SECTIONS[order].first), sorted(rows, key=lambda row: row.order))]
    found: dict[str, list[ReportRow]] = {}
    for row in rows:
        found.setdefault(_section(row, order), []).append(row)
    without = found.pop("", [])
    named = list(found.items())
    if order == "level":
        labels = [str(mark.label) for mark in LEVELS.values()]
        named.sort(key=lambda one: labels.index(one[0]))
    elif order == "state":
        named.sort()
    return [*named, (str(words.SECTIONS[order].without), without)] if without else named


def _section(row: ReportRow, order: str) -> str:
    if order == "level":
        return str(row.level_mark.label)
    names = row.recommending_states if order == "state" else row.themes
    return names[0] if names else ""
