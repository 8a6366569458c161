"""The overview's pictures: the bars of the mid-term report, and beside them what is not rated yet.

Shapes only. What is not rated is a thin line behind the bar, so that the length of the bar says how much is rated.
"""

from dataclasses import dataclass, replace
from typing import Self

from common.bars import GAP, Bar
from implementation.midterm_charts import stacked_bar
from implementation.midterm_counts import NOT_RATED, Counts

WIDE, NARROW = (600, 22), (240, 18)
# A piece narrower than this would be lost between its gaps.
LEAST_PIECE = 4


@dataclass(frozen=True)
class Tally:
    """The figures of one line of the overview. No information and too early are one column: nobody can judge."""

    fully: int
    partially: int
    not_implemented: int
    regressed: int
    no_verdict: int
    not_rated: int

    @classmethod
    def of(cls, counts: Counts) -> Self:
        levels = counts.by_level
        return cls(
            fully=levels["fully"],
            partially=levels["partially"],
            not_implemented=levels["not_implemented"],
            regressed=levels["regressed"],
            no_verdict=levels["no_information"] + levels["too_early"],
            not_rated=levels[NOT_RATED],
        )

    @property
    def rated(self) -> int:
        return self.fully + self.partially + self.not_implemented + self.regressed + self.no_verdict

    @property
    def total(self) -> int:
        return self.rated + self.not_rated

    @property
    def share_done(self) -> tuple[float, float]:
        """How much of what is rated is done, and how much is begun: sorts what is least implemented first."""
        return (self.fully / self.rated, self.partially / self.rated) if self.rated else (0.0, 0.0)

    @property
    def columns(self) -> tuple[int, ...]:
        """In the order of the table's head; the sum stands behind them."""
        return (
            self.fully,
            self.partially,
            self.not_implemented,
            self.regressed,
            self.no_verdict,
            self.not_rated,
        )

    @property
    def wide(self) -> "Picture":
        return self._picture(*WIDE)

    @property
    def narrow(self) -> "Picture":
        return self._picture(*NARROW)

    def _picture(self, width: int, height: int) -> "Picture":
        shares = dict(zip(("full", "part", "not", "back", "open"), self.columns, strict=False))
        least = LEAST_PIECE * sum(1 for share in shares.values() if share)
        drawn = max(width * self.rated / max(self.total, 1), least)
        bar = stacked_bar(shares, width=drawn, height=height)
        start = drawn + GAP if self.rated else 0
        rest = f"M{start:.1f} {height / 2:.1f}H{width}" if self.not_rated and start < width else ""
        return Picture(replace(bar, width=width), rest)


@dataclass(frozen=True)
class Picture:
    """A bar, and the line where the ratings are missing: the mark of "not rated" is a plain line everywhere."""

    bar: Bar
    rest: str
