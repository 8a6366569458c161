"""Where a workspace stands with its review, and the one thing to do next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import User, Workspace
from cycles.dates import When, day_in_words, deadline_when, review_when
from cycles.models import ImportRun, Recommendation, Review
from implementation.midterm_words import LEVELS, Mark
from implementation.models import Rating

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


@dataclass(frozen=True)
class KeyDate:
    """What happens in a review, when, and how sure that is."""

    what: str | Promise
    cycle: int
    day: date
    when: When


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


def key_dates(*, review: Review, user: User, on: date) -> list[KeyDate]:
    """The days of this review and of the State's next one, in order; a deadline only while it can be met."""
    reviews = Review.objects.visible_to(user).with_parts()
    reviews = reviews.filter(
        state_under_review=review.state_under_review_id, cycle__in=(review.cycle_id, review.cycle_id + 1)
    )
    days = (day for each in reviews for day in _days_of(each, on))
    return sorted(days, key=lambda found: (found.cycle, found.day))


def _days_of(review: Review, on: date) -> Iterator[KeyDate]:
    session = review.current_session
    deadline = session.submission_deadline if session else None
    can_be_met = deadline is not None and deadline >= on
    days = [
        (gettext_lazy("Stakeholder submissions"), deadline, deadline_when(session) if can_be_met else None),
        (gettext_lazy("Review"), review.review_date or (session and session.start_date), review_when(review)),
        (gettext_lazy("Outcome adopted"), review.adoption_date, _adoption_when(review)),
    ]
    return (KeyDate(what, review.cycle_id, day, when) for what, day, when in days if day and when)


def _adoption_when(review: Review) -> When | None:
    day = review.adoption_date
    return When(day_in_words(day), review.confidence, review.source) if day else None
