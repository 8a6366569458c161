"""Clauses of a list's rows that UPR Info holds as recommendations of their own: parts of one recommendation."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from cycles.importers.records import ReadRecommendation
from cycles.models import (
    ActionSuggestion,
    Position,
    Recommendation,
    RecommendationChange,
    RecommendationSource,
    RecommendationTheme,
    RecommendingState,
    SearchFacets,
    SearchText,
)
from cycles.services.hanging import held
from cycles.services.matching import plain

# What hangs on a part and is joined to the whole; a part with anything else on it is in use and stays.
JOINED = (
    RecommendationTheme,
    RecommendingState,
    Position,
    RecommendationChange,
    RecommendationSource,
    ActionSuggestion,
    SearchFacets,
    SearchText,
)
_FEWEST_WORDS = 2


def find_clauses(
    rows: Iterable[ReadRecommendation], known: Sequence[Recommendation]
) -> dict[str, list[Recommendation]]:
    """The recommendations without a number that are parts of these rows, by the number of the row, in our order.

    Sure where UPR Info alone knows it, its words stand whole in the row, and its States stand behind one clause of it.
    What two rows claim is neither's. ``known`` have all their parts (``record_rows.with_all_parts``).
    """
    open_rows = [row for row in known if _is_of_upr_info_alone(row)]
    claims: dict[int, list[str]] = defaultdict(list)
    found: dict[str, list[Recommendation]] = {}
    several: set[str] = set()
    for read in rows:
        found[read.number] = [row for row in open_rows if _is_part(row, read)]
        if len({state.clause for state in read.recommending_states}) > 1:
            several.add(read.number)
        for row in found[read.number]:
            claims[row.pk].append(read.number)
    sure = {number: [row for row in parts if len(claims[row.pk]) == 1] for number, parts in found.items()}
    return {
        number: sorted(parts, key=lambda row: row.serial or 0)
        for number, parts in sure.items()
        if parts and (number in several or len(parts) > 1) and _are_apart(parts)
    }


def in_use(rows: Collection[Recommendation]) -> set[int]:
    """Those on which somebody's work hangs, or what an editor noted or decided: all, also what no editor may see."""
    keys = [row.pk for row in rows]
    if not keys:
        return set()
    used = {row.pk for row in rows if row.action_basis == Recommendation.ActionBasis.DECIDED}
    used |= {row.pk for row in rows if any(step.import_run_id is None for step in row.positions.all())}
    return used | held(Recommendation, keys, beside=JOINED)


def choose_whole(parts: Sequence[Recommendation], used: Collection[int]) -> Recommendation:
    """Which of the parts of a row becomes the whole: one that is in use, else the first."""
    return next((row for row in parts if row.pk in used), parts[0])


def _is_of_upr_info_alone(row: Recommendation) -> bool:
    sources = row.sources.all()
    return bool(sources) and all(source.kind == RecommendationSource.Kind.UPR_INFO for source in sources)


def _is_part(row: Recommendation, read: ReadRecommendation) -> bool:
    clauses = {state.iso3: state.clause for state in read.recommending_states}
    states = codes(row)
    if not states or not states <= clauses.keys() or len({clauses[iso3] for iso3 in states}) > 1:
        return False
    words = plain(row.text)
    return len(words.split()) >= _FEWEST_WORDS and f" {words} " in f" {plain(read.text)} "


def _are_apart(parts: Iterable[Recommendation]) -> bool:
    return all(codes(one).isdisjoint(codes(other)) for one, other in combinations(parts, 2))


def codes(row: Recommendation) -> frozenset[str]:
    """The codes of the recommending States."""
    return frozenset(one.state_id for one in row.state_rows.all())


def without(known: Iterable[Recommendation], clauses: Mapping[str, Sequence[Recommendation]]) -> list[Recommendation]:
    """Those that are no part of any row."""
    taken = {row.pk for parts in clauses.values() for row in parts}
    return [row for row in known if row.pk not in taken]
