"""Which recommendations seem to hang together: on the same issue, of the same kind of action, in like words."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from accounts.models import User, Workspace
from cycles.issue_names import issue_name
from cycles.models import ActionCategory, Recommendation, SearchFacets
from implementation.models import ClusterRefusal, RatingClusterMember

# Found on OHCHR's list of Slovenia's fourth review: below it, things come together that only share their subject.
LEAST_ALIKE = 0.4
# Shorter words say little; of longer ones the beginning, so that "ratify" and "ratifying" are one word.
SHORTEST_WORD, BEGINNING = 4, 6


@dataclass(frozen=True)
class Candidate:
    """A recommendation as it is compared: its words, its issues, the kind of action that it asks for."""

    key: int
    words: frozenset[str]
    issues: frozenset[int]
    action: int | None


@dataclass(frozen=True)
class Likeness:
    """Recommendations that seem to hang together, and how alike the two least alike ones are, from 0 to 1."""

    keys: frozenset[int]
    issues: frozenset[int]
    action: int | None
    least: float


@dataclass(frozen=True)
class Suggestion:
    """A cluster that the machine suggests: a guess, until a person decides."""

    recommendations: list[Recommendation]
    likeness: Likeness

    @property
    def numbers(self) -> str:
        return ",".join(one.number for one in self.recommendations)

    @property
    def issues(self) -> list[str]:
        return [issue_name(number) for number in sorted(self.likeness.issues)]

    @property
    def action(self) -> str:
        return str(ActionCategory(self.likeness.action).label) if self.likeness.action else ""

    @property
    def percent(self) -> int:
        """How much of their words the two least alike ones share."""
        return round(self.likeness.least * 100)


def words_of(text: str) -> frozenset[str]:
    """The words that say something, by their beginnings."""
    return frozenset(word[:BEGINNING] for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST_WORD)


def alike(candidates: Sequence[Candidate], *, refused: Iterable[frozenset[int]] = ()) -> list[Likeness]:
    """Sets of which every two are on one issue, of one kind of action, and alike; the most alike come together first.

    Rare words of the review weigh more than those that stand everywhere. What lies within a refused set is left out.
    """
    pairs, by_key = _alike_pairs(candidates), {one.key: one for one in candidates}
    sets: dict[int, frozenset[int]] = {}
    for (one, other), _score in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        first, second = (sets.get(key, frozenset([key])) for key in (one, other))
        both = first | second
        if first != second and all(_pair(a, b) in pairs for a in first for b in second) and _issues(both, by_key):
            sets |= dict.fromkeys(both, both)
    no = list(refused)
    found = (_likeness(keys, by_key, pairs) for keys in set(sets.values()) if not any(keys <= one for one in no))
    return sorted(found, key=lambda one: (-len(one.keys), -one.least, min(one.keys)))


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _alike_pairs(candidates: Sequence[Candidate]) -> dict[tuple[int, int], float]:
    met = Counter(word for one in candidates for word in one.words)
    weights = {word: math.log(len(candidates) / number) for word, number in met.items()}
    # Summed exactly: the order of a set must not decide which of two equal pairs comes first.
    whole = {one.key: math.fsum(weights[word] for word in one.words) for one in candidates}
    found = {}
    for one, other in combinations(candidates, 2):
        if one.action != other.action or not one.issues & other.issues:
            continue
        shared = math.fsum(weights[word] for word in one.words & other.words)
        both = whole[one.key] + whole[other.key]
        score = 2 * shared / both if both else 0.0
        if score >= LEAST_ALIKE:
            found[_pair(one.key, other.key)] = score
    return found


def _issues(keys: frozenset[int], by_key: dict[int, Candidate]) -> frozenset[int]:
    """The issues that all of them are on."""
    return frozenset.intersection(*(by_key[key].issues for key in keys))


def _likeness(keys: frozenset[int], by_key: dict[int, Candidate], pairs: dict[tuple[int, int], float]) -> Likeness:
    least = min(pairs[_pair(a, b)] for a, b in combinations(sorted(keys), 2))
    return Likeness(keys, _issues(keys, by_key), by_key[min(keys)].action, least)


def suggestions(workspace: Workspace, user: User) -> list[Suggestion]:
    """What the machine would put together of the recommendations that are in no cluster of ``workspace`` yet."""
    taken = RatingClusterMember.objects.visible_to(user).filter(workspace=workspace).values("recommendation")
    found = Recommendation.objects.visible_to(user).filter(review=workspace.review_id).exclude(pk__in=taken)
    rows = {row.pk: row for row in found.in_order()}
    facets = SearchFacets.objects.filter(recommendation__in=list(rows))
    candidates = [
        Candidate(one.recommendation_id, words_of(rows[one.recommendation_id].text), frozenset(one.issues), action)
        for one in facets.only("issues", "action_category", "suggested_action")
        for action in [one.action_category or one.suggested_action]
    ]
    refusals = ClusterRefusal.objects.visible_to(user).filter(workspace=workspace)
    refused = [frozenset(keys) for keys in refusals.values_list("recommendations", flat=True)]
    order = {key: place for place, key in enumerate(rows)}
    return [
        Suggestion([rows[key] for key in sorted(one.keys, key=order.__getitem__)], one)
        for one in alike(candidates, refused=refused)
    ]
