"""What was recommended on an issue before, and what came of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from accounts.models import User, Workspace, WorkspaceMember
from cycles.models import PositionKind, RatingLevel, Recommendation
from implementation.models import BaselineLine, Rating
from submissions.models import ProposedRecommendation

# So many stand on the page; the others are counted.
SHOWN = 30


@dataclass(frozen=True)
class PastLine:
    """A recommendation of an earlier review, or of this one, and the level it was rated at; none if it was not.

    ``rated_date`` is the day as of which it holds, and ``source`` who says so where the workspace began with it.
    """

    recommendation: Recommendation
    level: str
    rated_date: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Past:
    """All that was recommended to the State on one issue, the newest review first."""

    lines: list[PastLine]

    @property
    def shown(self) -> list[PastLine]:
        return self.lines[:SHOWN]

    @property
    def more(self) -> int:
        """How many are only counted."""
        return len(self.lines) - len(self.shown)

    @cached_property
    def positions(self) -> list[tuple[str, int]]:
        """How many have which position, in the order of every chart."""
        found = Counter(line.recommendation.position for line in self.lines)
        return [(kind, found[kind]) for kind in PositionKind.values if found[kind]]

    @cached_property
    def levels(self) -> list[tuple[str, int]]:
        """How many were rated at which level."""
        found = Counter(line.level for line in self.lines)
        return [(level, found[level]) for level in RatingLevel.values if found[level]]

    @property
    def unrated(self) -> int:
        return sum(1 for line in self.lines if not line.level)


def past_of(workspace: Workspace, *, issue: str, user: User, leaves: bool = False) -> Past:
    """Recommendations on ``issue``, the number of one of our 54, to the State of the workspace, up to its review.

    Ratings are those that count in the workspaces of ``user`` and what this one began with. The latest day has the
    word, before it a rating of this workspace. On a paper that ``leaves`` the house stand only those of workspaces
    that the same organisation coordinates: another coalition's word is not ours to hand out.
    """
    review = workspace.review
    rows = Recommendation.objects.visible_to(user).filter(
        review__state_under_review=review.state_under_review_id,
        review__cycle__lte=review.cycle_id,
        search_facets__issues__contains=[int(issue)],
    )
    found = list(rows.select_related("review").order_by("-review__cycle", "paragraph", "item", "serial", "pk"))
    ratings = Rating.objects.visible_to(user).counted()
    if leaves:
        ratings = ratings.filter(workspace__in=_led_by_the_same(workspace))
    said = _said(workspace, found, user, ratings)
    return Past([said.get(row.pk, PastLine(row, "")) for row in found])


def _led_by_the_same(workspace: Workspace) -> QuerySet:
    """Keys of the workspaces that an organisation which coordinates this one coordinates."""
    leading = WorkspaceMember.objects.coordinators()
    return leading.filter(organisation__in=leading.filter(workspace=workspace).values("organisation")).values(
        "workspace"
    )


def _said(
    workspace: Workspace, found: list[Recommendation], user: User, ratings: QuerySet[Rating]
) -> dict[int, PastLine]:
    by_key = {row.pk: row for row in found}
    lines: list[tuple[bool, date, bool, PastLine]] = []
    for kept in BaselineLine.objects.visible_to(user).filter(workspace=workspace, recommendation__in=by_key):
        if kept.rated_date:
            line = PastLine(by_key[kept.recommendation_id], kept.level, kept.rated_date, kept.source)
            lines.append((False, kept.rated_date, False, line))
    for rating in ratings.filter(recommendation__in=by_key).order_by("rated_at"):
        line = PastLine(by_key[rating.recommendation_id], rating.level, rating.rated_date)
        lines.append((rating.workspace_id == workspace.pk, rating.rated_date, True, line))
    return {line.recommendation.pk: line for *_rank, line in sorted(lines, key=lambda one: one[:3])}


def proposed_before(workspace: Workspace, *, issue_id: int | None, user: User) -> list[ProposedRecommendation]:
    """What was proposed on an issue to the same State in other workspaces of ``user``, the latest review first."""
    if issue_id is None:
        return []
    rows = ProposedRecommendation.objects.visible_to(user).filter(
        priority_issue__issue=issue_id,
        workspace__review__state_under_review=workspace.review.state_under_review_id,
    )
    others = rows.exclude(workspace=workspace).select_related("workspace__review__cycle")
    return list(others.order_by("-workspace__review__cycle", "created_at", "pk")[:SHOWN])
