"""Where the organisations of a coalition give different levels, and what was settled."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from accounts.models import User, Workspace
from cycles.models import Recommendation
from implementation.differences import mark_insertions
from implementation.midterm_words import LEVELS, Mark
from implementation.models import Rating


@dataclass(frozen=True)
class Version:
    """What one organisation says, with the words that the first one does not have marked."""

    rating: Rating
    note: SafeString | str

    @property
    def mark(self) -> Mark:
        return LEVELS[self.rating.level]


@dataclass(frozen=True)
class Disagreement:
    """One recommendation with the current ratings of its organisations, the oldest first."""

    recommendation: Recommendation
    ratings: list[Rating]
    settled: Rating | None = None

    @property
    def differs(self) -> bool:
        return len({row.level for row in self.ratings}) > 1

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it, or an organisation has changed its mind since."""
        return self.differs and (self.settled is None or self.newest.rated_at > self.settled.rated_at)

    @property
    def newest(self) -> Rating:
        return max(self.ratings, key=lambda row: row.rated_at)

    @property
    def settled_mark(self) -> Mark | None:
        return LEVELS[self.settled.level] if self.settled else None

    @cached_property
    def versions(self) -> list[Version]:
        first = self.ratings[0].note
        return [Version(row, mark_insertions(first, row.note)) for row in self.ratings]


def disagreements(workspace: Workspace, user: User) -> list[Disagreement]:
    """Every recommendation on which organisations of the workspace differ, those that are open first."""
    found = [one for one in _by_recommendation(workspace, user).values() if one.differs]
    return sorted(found, key=lambda one: (not one.is_open, one.recommendation.paragraph, one.recommendation.item))


def disagreement_on(workspace: Workspace, user: User, recommendation: Recommendation) -> Disagreement | None:
    """What the organisations say of one recommendation, whether they differ or not."""
    return _by_recommendation(workspace, user, recommendation).get(recommendation.pk)


def _by_recommendation(
    workspace: Workspace, user: User, recommendation: Recommendation | None = None
) -> dict[int, Disagreement]:
    rows = Rating.objects.visible_to(user).filter(workspace=workspace).current().ours()
    if recommendation:
        rows = rows.filter(recommendation=recommendation)
    said: defaultdict[int, list[Rating]] = defaultdict(list)
    settled: dict[int, Rating] = {}
    recommendations: dict[int, Recommendation] = {}
    for row in rows.select_related("recommendation", "organisation", "rated_by").order_by("rated_at", "pk"):
        recommendations[row.recommendation_id] = row.recommendation
        if row.is_settled:
            settled[row.recommendation_id] = row
        else:
            said[row.recommendation_id].append(row)
    return {key: Disagreement(recommendations[key], found, settled.get(key)) for key, found in said.items()}
