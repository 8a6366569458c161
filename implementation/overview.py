"""What a workspace's ratings say as a whole: the finding, the tables by theme and by position."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from implementation import midterm_words as words
from implementation.charts import Tally
from implementation.midterm import MidTermReport
from implementation.midterm_words import LEVELS, Mark
from implementation.sitting import NO_THEME
from implementation.trend import Step

HEAD = (
    LEVELS["fully"],
    LEVELS["partially"],
    LEVELS["not_implemented"],
    LEVELS["regressed"],
    LEVELS["no_information"],
    LEVELS["not_rated"],
)
NO_VERDICT = pgettext_lazy("rating", "No information or too early")


@dataclass(frozen=True)
class OverviewLine:
    """One line of a table: a theme or a position, and what became of its recommendations."""

    name: str | Promise
    tally: Tally
    query: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Overview:
    """The same figures as in the mid-term report, with what is not rated yet counted apart."""

    report: MidTermReport
    # Keys of the themes by their names, for the way to their recommendations.
    themes: dict[str, int]
    # How many went better, stayed, or went worse since the rating before.
    steps: list[tuple[Step, int]] = field(default_factory=list)
    head = HEAD

    @cached_property
    def tally(self) -> Tally:
        return Tally.of(self.report.counts)

    @property
    def finding(self) -> str:
        """The title: of everything when everything is rated, of what is rated so far until then."""
        tally, state = self.tally, self.report.state_name
        if not tally.rated:
            return _("The recommendations to %(state)s are not rated yet") % {"state": state}
        if not tally.not_rated:
            return self.report.headline
        return ngettext(
            "%(full)d of the %(rated)d recommendation to %(state)s rated so far is fully implemented",
            "%(full)d of the %(rated)d recommendations to %(state)s rated so far are fully implemented",
            tally.rated,
        ) % {"full": tally.fully, "rated": tally.rated, "state": state}

    @property
    def figures(self) -> str:
        """The other figures, in sentences."""
        tally = self.tally
        return words.rest_of_the_finding(
            partially=tally.partially,
            not_implemented=tally.not_implemented,
            regressed=tally.regressed,
            unknown=tally.no_verdict,
            unrated=tally.not_rated,
            total=tally.total,
        )

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of a rating."""
        days = sorted(row.rating.date for row in self.report.rows if row.rating)
        return (days[0], days[-1]) if days else None

    @property
    def too_early(self) -> int:
        return self.report.counts.by_level["too_early"]

    @property
    def evidence_count(self) -> int:
        """Items of evidence, one for each recommendation that they stand for."""
        return sum(len(row.evidence) for row in self.report.rows)

    @property
    def legend(self) -> list[tuple[Mark, str | Promise, int]]:
        """Each mark with its word and its figure; what does not occur is left out."""
        names = [NO_VERDICT if mark.kind == "no_information" else mark.label for mark in HEAD]
        return [row for row in zip(HEAD, names, self.tally.columns, strict=True) if row[2]]

    @cached_property
    def by_theme(self) -> list[OverviewLine]:
        """The themes of which something is rated, the least implemented first."""
        return sorted((line for line in self._themes if line.tally.rated), key=lambda line: line.tally.share_done)

    @cached_property
    def untouched(self) -> list[OverviewLine]:
        """The themes of which nothing is rated yet, in the order of the recommendations."""
        return [line for line in self._themes if not line.tally.rated]

    @property
    def untouched_total(self) -> int:
        return sum(line.tally.total for line in self.untouched)

    @cached_property
    def _themes(self) -> list[OverviewLine]:
        return [
            OverviewLine(theme.name, Tally.of(theme.counts), f"?theme={self.themes.get(theme.name, NO_THEME)}")
            for theme in self.report.themes
        ]

    @cached_property
    def by_position(self) -> list[OverviewLine]:
        return [
            OverviewLine(line.mark.label, Tally.of(line.counts), f"?position={line.mark.kind}", line.mark)
            for line in self.report.by_position
        ]

    def table(self) -> Iterator[tuple[str | int | Promise, ...]]:
        """Both tables as rows of a file; here no information and too early stand apart."""
        for theme in self.report.themes:
            yield (_("Theme"), theme.name, *theme.counts.by_level.values(), theme.counts.total)
        for line in self.report.by_position:
            yield (_("Position"), line.mark.label, *line.counts.by_level.values(), line.counts.total)

    def table_head(self) -> list[str]:
        levels = [str(mark.label) for mark in LEVELS.values()]
        return [_("Counted by"), _("Name"), *levels, _("All recommendations")]
