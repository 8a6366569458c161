"""Where a workspace stands with its review, and the one thing to do next."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from accounts.models import User, Workspace
from cycles.key_date_rows import KeyDateRow
from cycles.key_dates import timelines
from cycles.models import ImportRun, Recommendation, Review
from implementation.midterm_words import LEVELS, Mark
from implementation.models import Rating

# Of the last review's recommendations; the rest is one click away.
FIRST_SHOWN = 10
MET = (Review.Status.REVIEWED, Review.Status.ADOPTED)


class Step(StrEnum):
    """What comes next; each has its words in ``impact/_next.html``."""

    WAIT = "wait"
    PROPOSED = "proposed"
    IMPORT = "import"
    FIRST = "first"
    CONTINUE = "continue"
    REPORT = "report"


@dataclass(frozen=True)
class LevelCount:
    """How many recommendations have this rating."""

    mark: Mark
    number: int


@dataclass(frozen=True)
class Standing:
    """How far the ratings of a workspace are, and what comes next."""

    total: int
    levels: tuple[LevelCount, ...]
    next_recommendation: Recommendation | None
    step: Step

    @property
    def rated(self) -> int:
        return sum(level.number for level in self.levels)

    @property
    def unrated(self) -> int:
        return self.total - self.rated


def workspace_standing(*, workspace: Workspace, user: User) -> Standing:
    """Count the current ratings that ``user`` may see against the recommendations of the review."""
    recommendations = Recommendation.objects.visible_to(user).filter(review=workspace.review_id)
    ratings = Rating.objects.visible_to(user).filter(workspace=workspace).of_each()
    by_level = Counter(ratings.values_list("level", flat=True))
    total = recommendations.count()
    unrated = recommendations.exclude(pk__in=ratings.values("recommendation_id"))
    following = unrated.in_order().first() if total else None
    return Standing(
        total=total,
        levels=tuple(LevelCount(mark, by_level[kind]) for kind, mark in LEVELS.items() if kind in by_level),
        next_recommendation=following,
        step=_rating_step(by_level, following) if total else _empty_step(workspace.review, user),
    )


def _rating_step(by_level: dict[str, int], following: Recommendation | None) -> Step:
    if following is None:
        return Step.REPORT
    return Step.CONTINUE if by_level else Step.FIRST


def _empty_step(review: Review, user: User) -> Step:
    if review.status not in MET:
        return Step.WAIT
    waiting = ImportRun.objects.visible_to(user).waiting().filter(review=review)
    return Step.PROPOSED if waiting.exists() else Step.IMPORT


def last_review_met(*, review: Review, user: User) -> Review | None:
    """The latest review of the same State that took place before this one."""
    earlier = Review.objects.visible_to(user).filter(
        state_under_review=review.state_under_review_id, cycle__lt=review.cycle_id, status__in=MET
    )
    return earlier.select_related("state_under_review").order_by("-cycle").first()


def timelines_of(*, review: Review, user: User) -> dict[int, list[KeyDateRow]]:
    """Every moment of this review and of the State's next one, by review."""
    reviews = Review.objects.visible_to(user).with_parts()
    reviews = reviews.filter(
        state_under_review=review.state_under_review_id, cycle__in=(review.cycle_id, review.cycle_id + 1)
    )
    return timelines(reviews.order_by("cycle"))


@dataclass(frozen=True)
class Before:
    """The State's last review before this one, and what was recommended there."""

    review: Review
    total: int
    # The first of them, where this review has not taken place and has none of its own.
    recommendations: list[Recommendation]


def before(*, review: Review, user: User) -> Before | None:
    """The latest review of the same State that took place before this one, with its recommendations."""
    last = last_review_met(review=review, user=user)
    if last is None:
        return None
    found = Recommendation.objects.visible_to(user).filter(review=last)
    waits = review.status not in MET
    return Before(last, found.count(), list(found.in_order()[:FIRST_SHOWN]) if waits else [])
