"""Clusters as pages show them: their members, what is said of each, and which of them go together."""

from dataclasses import dataclass

from accounts.models import User, Workspace
from cycles.models import Recommendation
from implementation.midterm_words import LEVELS, POSITIONS, Mark
from implementation.models import Rating, RatingCluster, RatingClusterMember
from implementation.viewpoint import Viewpoint


@dataclass(frozen=True)
class MemberLine:
    """One recommendation of a cluster with the rating that this person goes on from."""

    recommendation: Recommendation
    rating: Rating | None
    cluster: RatingCluster

    @property
    def mark(self) -> Mark:
        return LEVELS[self.rating.level if self.rating else "not_rated"]

    @property
    def position_mark(self) -> Mark:
        return POSITIONS[self.recommendation.position]

    @property
    def is_apart(self) -> bool:
        """Whether it was rated for itself, and not through the cluster."""
        return self.rating is not None and self.rating.cluster_id != self.cluster.pk

    @property
    def tick(self) -> str:
        """Which recommendation a tick is for, and which rating stood beside it."""
        return f"{self.recommendation.pk}:{self.rating.pk if self.rating else ''}"


@dataclass(frozen=True)
class ClusterPage:
    """A cluster with its members in the order of their numbers."""

    cluster: RatingCluster
    lines: list[MemberLine]

    @property
    def rated_together(self) -> Rating | None:
        """The latest of the ratings that were made through it."""
        found = [line.rating for line in self.lines if line.rating and not line.is_apart]
        return max(found, key=lambda rating: rating.rated_at, default=None)

    @property
    def marks(self) -> list[tuple[Mark, int]]:
        """How many of its members stand where."""
        marks = [line.mark for line in self.lines]
        return [(mark, marks.count(mark)) for mark in LEVELS.values() if mark in marks]

    @property
    def agrees(self) -> bool:
        """Whether all of its members stand at one level."""
        return len(self.marks) == 1


@dataclass(frozen=True)
class InCluster:
    """In which cluster a recommendation is, and with how many others."""

    cluster: RatingCluster
    number: int


def cluster_pages(viewpoint: Viewpoint, user: User, *, cluster: RatingCluster | None = None) -> list[ClusterPage]:
    """The clusters of a workspace, or one of them, with what is said of their members. Three queries."""
    workspace = viewpoint.workspace
    clusters = RatingCluster.objects.visible_to(user).filter(workspace=workspace).kept()
    if cluster:
        clusters = clusters.filter(pk=cluster.pk)
    rows = RatingClusterMember.objects.visible_to(user).filter(cluster__in=clusters)
    members: dict[object, list[Recommendation]] = {}
    for row in rows.select_related("recommendation"):
        row.recommendation.review = workspace.review
        members.setdefault(row.cluster_id, []).append(row.recommendation)
    keys = [one.pk for some in members.values() for one in some]
    said = {row.recommendation_id: row for row in viewpoint.ratings.filter(recommendation__in=keys)}
    return [
        ClusterPage(one, [MemberLine(row, said.get(row.pk), one) for row in in_order(members.get(one.pk, []))])
        for one in clusters
    ]


def in_clusters(workspace: Workspace, user: User) -> dict[int, InCluster]:
    """By recommendation: the cluster that it is in. One query."""
    rows = list(RatingClusterMember.objects.visible_to(user).filter(workspace=workspace).select_related("cluster"))
    sizes: dict[object, int] = {}
    for row in rows:
        sizes[row.cluster_id] = sizes.get(row.cluster_id, 0) + 1
    return {row.recommendation_id: InCluster(row.cluster, sizes[row.cluster_id]) for row in rows}


def in_order(rows: list[Recommendation]) -> list[Recommendation]:
    """As the report numbers them; what has no number comes last."""
    return sorted(rows, key=lambda row: (row.paragraph is None, row.paragraph or 0, row.item or 0, row.serial or 0))
