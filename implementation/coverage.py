"""Which organisation covers which issue, what nobody covers, and what stands beside a noted recommendation."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from accounts.models import Organisation, ThemeGroup, User, Workspace
from cycles.issue_names import issue_name
from cycles.models import PositionKind, Recommendation, SearchFacets
from implementation.clusters import in_clusters
from implementation.models import Rating, RatingCluster

# How many supported ones stand beside a noted one, and how long a word must be to say something of the subject.
NEIGHBOURS, SHORTEST_WORD = 3, 5


@dataclass(frozen=True)
class Noted:
    """A recommendation that the State noted, with supported ones on the same issue, the most alike first."""

    recommendation: Recommendation
    neighbours: list[Recommendation]


@dataclass(frozen=True)
class CoverageLine:
    """An issue, who covers it by a theme group or by having rated, and how many of its recommendations are rated."""

    number: int
    name: str
    total: int
    rated: int
    by_group: list[Organisation]
    by_rating: list[Organisation]
    noted: list[Noted] = field(default_factory=list)
    # Clusters with at least one of its recommendations.
    clusters: list[RatingCluster] = field(default_factory=list)

    @property
    def is_covered(self) -> bool:
        return bool(self.by_group or self.by_rating)


@dataclass(frozen=True)
class Coverage:
    """The whole page; a recommendation on two issues stands under both."""

    lines: list[CoverageLine]
    without_issue: int

    @property
    def covered(self) -> list[CoverageLine]:
        return [line for line in self.lines if line.is_covered]

    @property
    def uncovered(self) -> list[CoverageLine]:
        return [line for line in self.lines if not line.is_covered]

    @property
    def with_noted(self) -> list[CoverageLine]:
        return [line for line in self.lines if line.noted]


def coverage_of(workspace: Workspace, user: User) -> Coverage:
    """Read it in a number of queries that does not grow; the issues with most recommendations first."""
    found = Recommendation.objects.visible_to(user).filter(review=workspace.review_id).in_order()
    recommendations = {row.pk: row for row in found}
    for row in recommendations.values():
        row.review = workspace.review
    by_issue = _by_issue(list(recommendations))
    raters = _raters(workspace, user)
    groups = _by_group(workspace, user)
    clusters = {key: one.cluster for key, one in in_clusters(workspace, user).items()}
    lines = [
        CoverageLine(
            number=number,
            name=issue_name(number),
            total=len(keys),
            rated=sum(1 for key in keys if key in raters),
            by_group=_in_order(groups.get(str(number), set())),
            by_rating=_in_order({one for key in keys for one in raters.get(key, set()) if one}),
            noted=_noted([recommendations[key] for key in keys]),
            clusters=sorted({clusters[key] for key in keys if key in clusters}, key=lambda one: one.name),
        )
        for number, keys in by_issue.items()
    ]
    placed = {key for keys in by_issue.values() for key in keys}
    return Coverage(sorted(lines, key=lambda line: (-line.total, line.name)), len(recommendations) - len(placed))


def _by_issue(keys: list[int]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    facets = dict(SearchFacets.objects.filter(recommendation__in=keys).values_list("recommendation", "issues"))
    for key in keys:
        for number in facets.get(key, ()):
            found[number].append(key)
    return found


def _raters(workspace: Workspace, user: User) -> dict[int, set[Organisation | None]]:
    """By recommendation: the organisations whose word stands there; none known for old ones, rated all the same."""
    rows = Rating.objects.visible_to(user).filter(workspace=workspace).current().ours()
    found: defaultdict[int, set[Organisation | None]] = defaultdict(set)
    for row in rows.select_related("organisation").only("recommendation", "organisation__name"):
        found[row.recommendation_id].add(row.organisation)
    return found


def _by_group(workspace: Workspace, user: User) -> dict[str, set[Organisation]]:
    """By the number of the issue: the organisations of the theme groups that have it."""
    groups = ThemeGroup.objects.visible_to(user).filter(workspace=workspace)
    found: defaultdict[str, set[Organisation]] = defaultdict(set)
    for group in groups.prefetch_related("issues", "organisations"):
        for issue in group.issues.all():
            found[issue.code] |= set(group.organisations.all())
    return found


def _in_order(organisations: set[Organisation]) -> list[Organisation]:
    return sorted(organisations, key=lambda one: one.name)


def _noted(rows: list[Recommendation]) -> list[Noted]:
    supported = [row for row in rows if row.position == PositionKind.SUPPORTED]
    words = {row.pk: _words(row.text) for row in rows}
    return [
        Noted(row, sorted(supported, key=lambda other: -len(words[row.pk] & words[other.pk]))[:NEIGHBOURS])
        for row in rows
        if row.position == PositionKind.NOTED
    ]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= SHORTEST_WORD}
