"""What the public record counts: recommendations by position, divided by issue, State, cycle and the like.

The unit is the recommendation, also where it stands under several issues, States or groups: then a line says how
many recommendations have to do with it, and the lines add up to more than the whole. Under recommending States the
lines add up to State mentions. Invented States are in no figure but their own (``SearchFilter.found``).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.cache import cache
from django.db.models import Case, CharField, Count, F, Func, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from cycles.covered import SessionHeld, covered_sessions, sessions_held
from cycles.models import RecordVersion, SearchFacets
from cycles.search_filter import ACTION, COLUMNS, SEVERAL, SUGGESTED, SearchFilter

THEME, TOTAL = "theme", ""
_KEPT_FOR = 60 * 60


class Partial(StrEnum):
    """Whether the share of supported recommendations takes in those supported in part; they are always shown apart."""

    APART = "apart"
    SUPPORTED = "supported"


@dataclass(frozen=True)
class Tally:
    """How many recommendations have which position."""

    supported: int = 0
    partially_supported: int = 0
    noted: int = 0
    pending: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(one + two for one, two in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """In the order of every chart: supported, partially supported, noted, pending."""
        return self.supported, self.partially_supported, self.noted, self.pending

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def answered(self) -> int:
        """Those that are not pending: the base of every share."""
        return self.total - self.pending

    def share(self, partial: Partial = Partial.APART) -> int | None:
        """Supported ones in a hundred that were answered; None where nothing was."""
        good = self.supported + (self.partially_supported if partial == Partial.SUPPORTED else 0)
        return percent(good, self.answered)


@dataclass(frozen=True)
class Coverage:
    """The whole record: what every ranking and every average is of."""

    held: list[SessionHeld] = field(default_factory=list)
    tally: Tally = Tally()
    # By action category, as search names it: ``5``, ``suggested-5``.
    actions: dict[str, int] = field(default_factory=dict)

    @property
    def sessions(self) -> list[str]:
        """The sessions that it is of, as a sentence names them."""
        return covered_sessions(self.held)

    @property
    def total(self) -> int:
        return self.tally.total


def percent(part: int, whole: int) -> int | None:
    """``part`` in a hundred of ``whole``, rounded half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def tally(rows: QuerySet[SearchFacets]) -> Tally:
    """These rows by position."""
    return Tally(**dict(rows.values_list("position").annotate(Count("pk"))))


def tallies(rows: QuerySet[SearchFacets], by: str) -> dict[str, Tally]:
    """These rows by position under each value of one kind (``cycles.search_filter``), or under each ``THEME``.

    Keys are the values that a search takes; of themes, their keys. Rows without a value are under none.
    """
    found: dict[str, dict[str, int]] = {}
    counted = rows.annotate(value=_value(by)).values_list("value", "position").annotate(Count("pk"))
    for value, position, count in counted:
        if value not in (None, ""):
            found.setdefault(str(value), {})[position] = count
    return {value: Tally(**counts) for value, counts in found.items()}


def kept_tallies(asked: SearchFilter, kinds: Iterable[str]) -> dict[str, dict[str, Tally]]:
    """``tallies`` of what one search finds for each of these kinds, and under ``TOTAL`` all of it.

    Kept until the record changes.
    """
    key = f"record-figures:{_version()}:{','.join(kinds)}:{asked.address()}"
    kept: dict[str, dict[str, Tally]] | None = cache.get(key)
    if kept is None:
        rows = asked.found().order_by()
        kept = {TOTAL: {TOTAL: tally(rows)}} | {kind: tallies(rows, kind) for kind in kinds}
        cache.set(key, kept, _KEPT_FOR)
    return kept


def coverage() -> Coverage:
    """The whole record without invented States; kept until the record changes."""
    key = f"record-held:{_version()}"
    kept: Coverage | None = cache.get(key)
    if kept is None:
        kept = _coverage()
        cache.set(key, kept, _KEPT_FOR)
    return kept


def _version() -> int:
    """The version of the record that is counted; 0 before anything was written."""
    return RecordVersion.objects.values_list("version", flat=True).first() or 0


def _coverage() -> Coverage:
    rows = SearchFacets.objects.filter(is_invented=False).annotate(value=_value(ACTION))
    positions: Counter[str] = Counter()
    actions: Counter[str] = Counter()
    for position, action, count in rows.values_list("position", "value").annotate(Count("pk")):
        positions[position] += count
        if action is not None:
            actions[action] += count
    return Coverage(sessions_held(), Tally(**positions), dict(actions))


def _value(by: str) -> Combinable:
    if by == ACTION:
        return Case(
            When(Q(action_category__isnull=False), then=Cast("action_category", CharField())),
            When(
                Q(suggested_action__isnull=False),
                then=Concat(Value(SUGGESTED), Cast("suggested_action", CharField())),
            ),
            output_field=CharField(),
        )
    if by == THEME:
        return Func(F("themes"), function="unnest")
    return Func(F(COLUMNS[by]), function="unnest") if by in SEVERAL else F(COLUMNS[by])
