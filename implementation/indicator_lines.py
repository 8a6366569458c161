"""How an indicator stands: its figures in order, its line, and how far it is, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from implementation.line_chart import LineChart, line_chart
from implementation.models import Indicator, Measurement
from implementation.models.indicators import plain


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator with the figures that stand under it, the earliest first."""

    indicator: Indicator
    measurements: Sequence[Measurement]

    @property
    def whole(self) -> list[Measurement]:
        """The figures for everybody: these make the line and the progress."""
        return [one for one in self.measurements if not one.group]

    @property
    def latest(self) -> Measurement | None:
        """The newest figure for everybody."""
        return self.whole[-1] if self.whole else None

    @property
    def baseline(self) -> Decimal | None:
        """Where it began."""
        return None if self.indicator.baseline is None else plain(self.indicator.baseline)

    @property
    def target(self) -> Decimal | None:
        """Where it is to go."""
        return None if self.indicator.target is None else plain(self.indicator.target)

    @property
    def progress(self) -> str:
        """How much of the way is done, in words; nothing where a figure is missing that it needs."""
        if self.latest is None or self.baseline is None or self.target is None or self.baseline == self.target:
            return ""
        share = (self.latest.value - self.baseline) / (self.target - self.baseline) * 100
        words = {"from": f"{self.baseline:f}", "to": f"{self.target:f}"}
        if share >= 100:
            return gettext("The target is reached: from %(from)s to %(to)s.") % words
        if share < 0:
            return gettext("Further from the target than at the start: %(from)s was to become %(to)s.") % words
        # Rounded down, so that nothing is called done before it is.
        words["share"] = str(int(share))
        return gettext("%(share)s %% of the way from %(from)s to %(to)s.") % words

    @property
    def chart(self) -> LineChart | None:
        """The figures for everybody over the days."""
        if not self.whole:
            return None
        target = None if self.target is None else float(self.target)
        days = [float(one.date.toordinal()) for one in self.whole]
        return line_chart([float(one.value) for one in self.whole], target=target, places=days)


def indicator_line(indicator: Indicator) -> IndicatorLine:
    """The indicator with its measurements, which may be prefetched."""
    rows = sorted(indicator.measurements.all(), key=lambda one: (one.date, one.group))
    return IndicatorLine(indicator, rows)
