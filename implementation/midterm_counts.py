"""The figures of a mid-term report: how many recommendations have which rating."""

from collections.abc import Iterable
from dataclasses import dataclass

from common.bars import Bar
from implementation import midterm_words as words
from implementation.midterm_charts import stacked_bar
from implementation.midterm_words import LEVELS, Mark

NOT_RATED = "not_rated"
# Bars are drawn in these units and scaled to their place.
WIDE_BAR, TABLE_BAR, THEME_BAR = (600, 24), (240, 14), (600, 14)


@dataclass(frozen=True)
class Counts:
    """How many recommendations have which rating."""

    by_level: dict[str, int]

    @classmethod
    def of(cls, levels: Iterable[str]) -> "Counts":
        by_level = dict.fromkeys(LEVELS, 0)
        for level in levels:
            by_level[level] += 1
        return cls(by_level)

    @property
    def total(self) -> int:
        return sum(self.by_level.values())

    @property
    def unrated(self) -> int:
        return self.by_level[NOT_RATED]

    @property
    def rated(self) -> int:
        return self.total - self.unrated

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
