"""A sitting: the recommendations that a person goes through, the one that is open, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Workspace
from cycles.models import PositionKind, Recommendation, RecommendationTheme
from implementation.midterm_words import LEVELS, POSITIONS, Mark
from implementation.querysets import RatingQuerySet

BEFORE, AFTER = 2, 3
# Recommendations that no source has put under a theme.
NO_THEME = 0


@dataclass(frozen=True)
class Line:
    """One recommendation as it stands in the list."""

    pk: int
    number: str
    position: str
    theme: int
    level: str = ""
    rated_at: datetime | None = None
    state: str = ""
    rating: UUID | None = None

    @property
    def tick(self) -> str:
        """Which recommendation a tick is for, and which rating stood beside it."""
        return f"{self.pk}:{self.rating or ''}"

    @property
    def is_waiting(self) -> bool:
        """Whether another person has to look at the rating."""
        return self.state == "sent"

    @property
    def is_open(self) -> bool:
        """Whether its author has to go on with it: a draft, or one that came back."""
        return self.state in ("draft", "returned")

    @property
    def mark(self) -> Mark:
        return LEVELS[self.level or "not_rated"]

    @property
    def position_mark(self) -> Mark:
        return POSITIONS[self.position]


@dataclass(frozen=True)
class Choice:
    """Which recommendations to go through. The address holds it, so that it can be kept and shared."""

    theme: int | None = None
    position: str = ""
    unrated: bool = False

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> "Choice":
        """What the address says; values that mean nothing are left out."""
        theme, position = query.get("theme", ""), query.get("position", "")
        return cls(
            theme=int(theme) if theme.isdecimal() and len(theme) < 10 else None,
            position=position if position in PositionKind.values else "",
            unrated=query.get("rated") == "no",
        )

    @property
    def is_everything(self) -> bool:
        return self == Choice()

    def holds(self, line: Line) -> bool:
        return (self.theme is None or line.theme == self.theme) and self.position in ("", line.position)

    def query(self, **more: str) -> str:
        """The choice as an address's query."""
        chosen = {"theme": self.theme, "position": self.position or None, "rated": "no" if self.unrated else None}
        return "?" + urlencode({name: value for name, value in (chosen | more).items() if value is not None})


@dataclass(frozen=True)
class ThemeCount:
    """A theme with the number of recommendations whose first theme it is."""

    key: int
    label: str
    count: int


@dataclass(frozen=True)
class Sitting:
    """All lines of the review, the chosen ones, and the open one."""

    lines: tuple[Line, ...]
    choice: Choice
    themes: tuple[ThemeCount, ...]
    at: str = ""

    @cached_property
    def chosen(self) -> list[Line]:
        return [line for line in self.lines if self.choice.holds(line)]

    @cached_property
    def current(self) -> Line | None:
        """The one that the address names, else the first without a rating."""
        if self.at:
            return next((line for line in self.lines if line.number == self.at), None)
        return next((line for line in self.chosen if not line.level), None)

    @cached_property
    def place(self) -> int:
        """Where the open one stands among the chosen; behind the last where it is none of them."""
        return self.chosen.index(self.current) if self.current in self.chosen else len(self.chosen)

    @property
    def ordinal(self) -> int:
        return self.place + 1

    @property
    def before(self) -> list[Line]:
        """The ones before it, for a look back."""
        return self.chosen[max(self.place - BEFORE, 0) : self.place]

    @property
    def after(self) -> list[Line]:
        return self._to_come[:AFTER]

    @property
    def following(self) -> Line | None:
        return self._to_come[0] if self._to_come else None

    @property
    def next_unrated(self) -> Line | None:
        """Where saving leads: the next without a rating, round the end of the list if need be."""
        rest = self.chosen[self.place + 1 :] + self.chosen[: self.place]
        return next((line for line in rest if not line.level), None)

    @property
    def skip_to(self) -> Line | None:
        return self.next_unrated or self.following

    @cached_property
    def _to_come(self) -> list[Line]:
        rest = self.chosen[self.place + 1 :]
        return [line for line in rest if not line.level] if self.choice.unrated else rest

    @property
    def rated(self) -> int:
        return sum(1 for line in self.chosen if line.level)

    @property
    def rated_in_all(self) -> int:
        return sum(1 for line in self.lines if line.level)

    def line(self, number: str) -> Line | None:
        return next((line for line in self.lines if line.number == number), None)


def open_sitting(workspace: Workspace, query: Mapping[str, Any], *, ratings: RatingQuerySet | None = None) -> Sitting:
    """The sitting that an address names, on ``ratings`` where not all count alike. Three queries in all."""
    themes = _first_themes(workspace.review_id)
    rows = workspace.ratings.current().ours() if ratings is None else ratings
    levels = {row[0]: row[1:] for row in rows.values_list("recommendation_id", "level", "rated_at", "state", "pk")}
    found = Recommendation.objects.filter(review=workspace.review_id).in_order()
    lines = tuple(
        Line(pk, f"{paragraph}.{item}", position, themes.get(pk, (NO_THEME, ""))[0], *levels.get(pk, ()))
        for pk, paragraph, item, position in found.values_list("pk", "paragraph", "item", "position")
    )
    return Sitting(lines, Choice.of(query), _theme_counts(lines, themes), str(query.get("at", "")).strip(" ."))


def _first_themes(review_id: int) -> dict[int, tuple[int, str]]:
    """By recommendation: the theme that it is listed under."""
    rows = RecommendationTheme.objects.filter(recommendation__review=review_id)
    rows = rows.order_by("recommendation_id", "order", "pk").distinct("recommendation_id")
    return {
        pk: (theme, f"{code} {label}".strip())
        for pk, theme, code, label in rows.values_list("recommendation_id", "theme_id", "theme__code", "theme__label")
    }


def _theme_counts(lines: tuple[Line, ...], themes: dict[int, tuple[int, str]]) -> tuple[ThemeCount, ...]:
    labels = dict(themes.values()) | {NO_THEME: _("Without a theme")}
    counts: dict[int, int] = {}
    for line in lines:
        counts[line.theme] = counts.get(line.theme, 0) + 1
    return tuple(ThemeCount(key, labels[key], count) for key, count in counts.items())
