"""Where a workspace stands with its review, and the one thing to do next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count

from accounts.models import User, Workspace
from cycles.key_date_rows import KeyDateRow
from cycles.key_dates import ahead, timelines
from cycles.models import ImportRun, Recommendation, Review
from implementation.midterm_words import LEVELS, Mark
from implementation.models import Rating

# What the page of a workspace shows of the key dates; of deadlines only those that can still be met.
DEADLINES = ("stakeholder_submission",)
SHOWN = (*DEADLINES, "review", "adoption")
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
    ratings = Rating.objects.visible_to(user).filter(workspace=workspace).current()
    by_level = dict(ratings.values_list("level").annotate(Count("pk")).order_by())
    total = recommendations.count()
    unrated = recommendations.exclude(pk__in=ratings.values("recommendation"))
    following = unrated.in_order().first() if total else None
    return Standing(
        total=total,
        levels=tuple(LevelCount(mark, by_level.get(kind, 0)) for kind, mark in LEVELS.items() if kind in by_level),
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


def key_dates(*, review: Review, user: User, on: date) -> list[KeyDateRow]:
    """The main days of this review and of the State's next one, in order; a deadline only while it can be met."""
    reviews = Review.objects.visible_to(user).with_parts()
    reviews = reviews.filter(
        state_under_review=review.state_under_review_id, cycle__in=(review.cycle_id, review.cycle_id + 1)
    ).order_by("cycle")
    rows = [row for found in timelines(reviews).values() for row in found if row.day and row.milestone in SHOWN]
    return [row for row in rows if row.milestone not in DEADLINES or row in ahead([row], on, DEADLINES)]
