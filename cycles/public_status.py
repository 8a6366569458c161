"""What became of a review's recommendations, as those who publish their ratings say it. Never one merged verdict."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.functional import Promise

from cycles.models import PublishedRating, Review, Voice
from cycles.models.recommendations import RatingLevel


@dataclass
class Publisher:
    """One organisation or coalition, and how many recommendations it rates at each level."""

    key: UUID
    name: str
    voice: str = Voice.CSO
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def voice_name(self) -> str | Promise:
        """In whose voice it speaks, where that is not civil society's."""
        return Voice(self.voice).label if self.voice != Voice.CSO else ""

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def levels(self) -> list[int]:
        """A figure for each level, in the order in which every chart shows them."""
        return [self.counts[level] for level in RatingLevel.values]


@dataclass(frozen=True)
class Status:
    """The published ratings of one review: who publishes, and the rows that were asked for."""

    publishers: list[Publisher]
    rows: list[PublishedRating]
    recommendations: int


def public_status(review: Review, *, level: str = "", publisher: str = "") -> Status:
    """Counts of everybody who publishes on the review; its rows narrowed to a level and to one of them."""
    found = list(
        PublishedRating.objects.filter(recommendation__review=review)
        .select_related("recommendation__review")
        .order_by("recommendation__paragraph", "recommendation__item", "recommendation_id", "publisher_name", "pk")
    )
    publishers: dict[UUID, Publisher] = {}
    for row in found:
        publishers.setdefault(row.publisher_id, Publisher(row.publisher_id, row.publisher_name, row.voice)).counts[
            row.level
        ] += 1
    rows = [row for row in found if level in ("", row.level) and publisher in ("", str(row.publisher_id))]
    ordered = sorted(publishers.values(), key=lambda one: (one.name, one.key))
    return Status(ordered, rows, len({row.recommendation_id for row in found}))


def published_ratings(recommendations: Collection[int]) -> defaultdict[int, list[PublishedRating]]:
    """By recommendation: what everybody who publishes says of it, the oldest first."""
    said: defaultdict[int, list[PublishedRating]] = defaultdict(list)
    rows = PublishedRating.objects.filter(recommendation__in=recommendations)
    for row in rows.order_by("since", "publisher_name", "pk"):
        said[row.recommendation_id].append(row)
    return said
