"""What the record holds of some reviews, read in a dozen queries, as an export is held against it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from cycles.models import (
    ImportRun,
    PersonGroup,
    Position,
    Recommendation,
    RecommendationSource,
    RecommendationText,
    RecommendationTheme,
    RecommendingState,
    Theme,
)
from cycles.services.bulk_rows import among

_WORDS = {kind: order for order, kind in enumerate(RecommendationSource.Kind.values)}
_OWN = (
    "pk",
    "review",
    "document",
    "document__symbol",
    "paragraph",
    "item",
    "serial",
    "language",
    "text",
    "raw_text",
    "position",
    "action_category",
    "action_basis",
)
_OF_A_STEP = ("recorded_by_id", "pk", "stage", "kind", "source", "note", "stated_date")


@dataclass(frozen=True, slots=True)
class HeldSource:
    """A source of a recommendation; ``text`` is empty where it prints what the record has."""

    pk: int
    kind: str
    key: str
    text: str


@dataclass(slots=True)
class HeldStep:
    """A step of the history of a position, as ``positions.Recorded`` asks for it, with the import that brought it."""

    import_run: ImportRun | None
    recorded_at: datetime
    recorded_by_id: int | None
    pk: int
    stage: str
    kind: str
    source: str
    note: str
    stated_date: date | None


@dataclass(slots=True)
class HeldRow:
    """A recommendation of the record with all that an export may add to."""

    pk: int
    review: int
    document: int
    symbol: str
    paragraph: int | None
    item: int | None
    serial: int | None
    language: str
    text: str
    raw_text: str
    position: str
    action: int | None
    basis: str
    states: list[tuple[str, int, int]] = field(default_factory=list)
    themes: list[tuple[int, int]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    goals: list[int] = field(default_factory=list)
    positions: list[HeldStep] = field(default_factory=list)
    sources: list[HeldSource] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """As ``Recommendation.number`` has it."""
        return f"u{self.serial}" if self.paragraph is None else f"{self.paragraph}.{self.item}"

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the recommending States."""
        return frozenset(iso3 for iso3, _, _ in self.states)

    @property
    def first_word(self) -> int:
        """The order of the source whose word goes first, as ``reconcile.first_word`` has it."""
        words = [_WORDS[one.kind] for one in self.sources if one.kind != RecommendationSource.Kind.ADDENDUM]
        return min(words, default=_WORDS[RecommendationSource.Kind.THEMATIC_LIST])

    def in_language(self, language: str) -> str:
        """The text in that language as far as it is known, else as the record has it."""
        return self.text if self.language == language else self.texts.get(language, self.text)


def word(kind: str) -> int:
    """The order of a kind of source, 0 the first."""
    return _WORDS[kind]


class Labels:
    """Themes and groups of persons of the record by key: scheme, version, code, label; version, label."""

    def __init__(self) -> None:
        themes = Theme.objects.values_list("pk", "scheme", "version", "code", "label")
        self.themes = {pk: (scheme, version, code, label) for pk, scheme, version, code, label in themes}
        groups = PersonGroup.objects.values_list("pk", "version", "label")
        self.groups = {pk: (version, label) for pk, version, label in groups}


def held_rows(reviews: Collection[int]) -> dict[int, list[HeldRow]]:
    """The recommendations of these reviews, by review, in the order of their numbers."""
    rows = {
        values[0]: HeldRow(*values)
        for values in Recommendation.objects.filter(review__in=reviews).in_order().values_list(*_OWN)
    }
    if rows:
        _add_labels(rows)
        _add_history(rows)
    found: dict[int, list[HeldRow]] = defaultdict(list)
    for row in rows.values():
        found[row.review].append(row)
    return found


def _add_labels(rows: dict[int, HeldRow]) -> None:
    for key, *state in _of(RecommendingState, rows, "order", "pk").values_list(
        "recommendation", "state", "order", "clause"
    ):
        rows[key].states.append((state[0], state[1], state[2]))
    for key, *theme in _of(RecommendationTheme, rows, "order", "pk").values_list("recommendation", "theme", "order"):
        rows[key].themes.append((theme[0], theme[1]))
    for key, group in _of(Recommendation.groups.through, rows, "pk").values_list("recommendation", "persongroup"):
        rows[key].groups.append(group)
    for key, goal in _of(Recommendation.goals.through, rows, "pk").values_list("recommendation", "goal"):
        rows[key].goals.append(goal)


def _add_history(rows: dict[int, HeldRow]) -> None:
    for key, language, text in _of(RecommendationText, rows, "pk").values_list("recommendation", "language", "text"):
        rows[key].texts[language] = text
    for key, *source in _of(RecommendationSource, rows, "pk").values_list(
        "recommendation", "pk", "kind", "external_key", "text"
    ):
        rows[key].sources.append(HeldSource(*source))
    moment = Cast("recorded_at", TextField())
    steps = list(_of(Position, rows, "pk").values_list("recommendation", "import_run_id", moment, *_OF_A_STEP))
    runs = ImportRun.objects.only("pk", "format").in_bulk({run for _, run, *_ in steps} - {None})
    for key, run, at, *step in steps:
        rows[key].positions.append(HeldStep(runs.get(run), _moment(at), *step))


# An import records all of its steps at one moment: the driver would read it anew for each.
_moment = lru_cache(maxsize=100)(datetime.fromisoformat)


def _of(model: Any, recommendations: Iterable[int], *order: str) -> Any:
    """By key: a join with thousands of rows that were written a moment ago, and never counted, takes minutes."""
    return model._default_manager.filter(recommendation__in=among(recommendations)).order_by(*order)
