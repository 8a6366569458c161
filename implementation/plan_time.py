"""The time line of a plan: one bar for each action, drawn by the server, shapes only (design.md, section 7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from implementation.models import Action

WIDTH, HEIGHT, THICK, LEAST = 400, 16, 10, 4
_CSS = {
    Action.Status.PLANNED: "f-open",
    Action.Status.UNDER_WAY: "f-psup",
    Action.Status.DONE: "f-sup",
    Action.Status.DROPPED: "f-none",
}


@dataclass(frozen=True)
class Bar:
    """From where to where an action goes, and where today is."""

    css: str
    outline: str
    today: str
    # A line through what was given up.
    strike: str


@dataclass(frozen=True)
class Scale:
    """The days that a time line shows."""

    first: date
    last: date
    on: date

    def place(self, day: date) -> float:
        """Where on the line ``day`` begins."""
        return WIDTH * (day - self.first).days / max((self.last - self.first).days + 1, 1)

    def bar(self, action: Action, *, is_late: bool) -> Bar | None:
        """The bar of one action; one that has only one of its two days is as short as can be, none has no bar."""
        days = [day for day in (action.start_date, action.end_date) if day]
        if not days:
            return None
        start = self.place(days[0])
        end = max(self.place(days[-1]), start + LEAST)
        if is_late:
            # What is late goes on until today.
            end = max(end, self.place(self.on))
        top, bottom = (HEIGHT - THICK) / 2, (HEIGHT + THICK) / 2
        is_dropped = action.status == Action.Status.DROPPED
        return Bar(
            css="f-not" if is_late else _CSS[Action.Status(action.status)],
            outline=f"M{start:.1f} {top:g}H{end:.1f}V{bottom:g}H{start:.1f}z",
            today=f"M{self.place(self.on):.1f} 0V{HEIGHT}",
            strike=f"M{start:.1f} {HEIGHT / 2:g}H{end:.1f}" if is_dropped else "",
        )


def scale_of(actions: Collection[Action], on: date) -> Scale | None:
    """From the first day of all to the last, with today among them; None where no action has a day."""
    days = [day for action in actions for day in (action.start_date, action.end_date) if day]
    return Scale(min(*days, on), max(*days, on), on) if days else None
