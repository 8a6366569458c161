"""Clauses of a list's rows that UPR Info holds as recommendations of their own: parts of one recommendation."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

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
from cycles.services.matching import Said, plain

W = TypeVar("W", bound=Hashable)
P = TypeVar("P", bound=Hashable)

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


@dataclass(frozen=True, slots=True)
class Whole(Generic[W]):
    """A recommendation that a source may hold in parts; ``clauses`` tell behind which clause each State stands."""

    key: W
    text: str
    clauses: Mapping[str | None, int]


def find_parts(wholes: Iterable[Whole[W]], parts: Sequence[Said[P]]) -> dict[W, list[P]]:
    """Which of the parts are clauses of a whole, whichever of the two the record met first.

    Sure where the words of a part stand in the whole, and its States behind one clause of it. What two wholes claim is
    neither's; parts that share a State are none; a whole of one clause has two parts at least.
    """
    by_state: dict[str, list[Said[P]]] = defaultdict(list)
    for part in parts:
        for iso3 in part.states:
            by_state[iso3].append(part)
    claims: dict[P, int] = defaultdict(int)
    found: list[tuple[Whole[W], list[Said[P]]]] = []
    for whole in wholes:
        near = {part.key: part for iso3 in whole.clauses if iso3 for part in by_state.get(iso3, ())}
        words = f" {plain(whole.text)} " if near else ""
        claimed = [part for part in near.values() if _is_part(part, whole.clauses, words)]
        for part in claimed:
            claims[part.key] += 1
        found.append((whole, claimed))
    sure = [(whole, [part for part in claimed if claims[part.key] == 1]) for whole, claimed in found]
    return {
        whole.key: [part.key for part in claimed]
        for whole, claimed in sure
        if claimed and (len(claimed) > 1 or len(set(whole.clauses.values())) > 1) and _are_apart(claimed)
    }


def find_clauses(
    rows: Iterable[ReadRecommendation], known: Sequence[Recommendation]
) -> dict[str, list[Recommendation]]:
    """The recommendations without a number that are parts of these rows, by the number of the row, in our order.

    Only what UPR Info alone knows. ``known`` have all their parts (``record_rows.with_all_parts``).
    """
    open_rows = {row.pk: row for row in known if _is_of_upr_info_alone(row)}
    wholes = [
        Whole(read.number, read.text, {state.iso3: state.clause for state in read.recommending_states}) for read in rows
    ]
    found = find_parts(wholes, [Said(row.pk, row.text, codes(row)) for row in open_rows.values()])
    return {
        number: sorted((open_rows[pk] for pk in parts), key=lambda row: row.serial or 0)
        for number, parts in found.items()
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


def _is_part(part: Said[P], clauses: Mapping[str | None, int], words: str) -> bool:
    if not part.states <= clauses.keys() or len({clauses[iso3] for iso3 in part.states}) > 1:
        return False
    own = plain(part.text)
    return len(own.split()) >= _FEWEST_WORDS and f" {own} " in words


def _are_apart(parts: Iterable[Said[P]]) -> bool:
    return all(one.states.isdisjoint(other.states) for one, other in combinations(parts, 2))


def codes(row: Recommendation) -> frozenset[str]:
    """The codes of the recommending States."""
    return frozenset(one.state_id for one in row.state_rows.all())


def without(known: Iterable[Recommendation], clauses: Mapping[str, Sequence[Recommendation]]) -> list[Recommendation]:
    """Those that are no part of any row."""
    taken = {row.pk for parts in clauses.values() for row in parts}
    return [row for row in known if row.pk not in taken]
