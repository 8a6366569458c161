"""Of which sessions the record has recommendations, and of which of them not from all reviews."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import ngettext

from cycles.models import Recommendation, Review


class SessionHeld(NamedTuple):
    """A session with recommendations in the record: of how many of its reviews they are."""

    number: int
    cycle: int
    held: int
    reviews: int


def sessions_held() -> list[SessionHeld]:
    """The sessions in their order, in one query; invented States are in none."""
    reviews = Review.objects.filter(state_under_review__is_invented=False, current_session__gt=0)
    is_held = Exists(Recommendation.objects.filter(review=OuterRef("pk")))
    counted = reviews.values_list("current_session", "cycle").annotate(
        held=Count("pk", filter=Q(is_held)), reviews=Count("pk")
    )
    return [SessionHeld(*row) for row in counted.order_by("current_session", "cycle") if row[2]]


def covered_sessions(sessions: Iterable[SessionHeld]) -> list[str]:
    """Sessions as a sentence names them: 6–9, 13 (1 of 14 reviews), 14–20."""
    found: list[str] = []
    whole: list[int] = []
    for one in sessions:
        if one.held == one.reviews:
            whole.append(one.number)
        else:
            found += [*ranges(whole), _part(one)]
            whole = []
    return found + ranges(whole)


def ranges(numbers: list[int]) -> list[str]:
    """Numbers in order with their gaps left out: 1–20, 41, 48."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return [str(first) if first == last else f"{first}–{last}" for first, last in found]


def _part(one: SessionHeld) -> str:
    words = ngettext(
        "%(session)s (%(held)s of %(all)s review)", "%(session)s (%(held)s of %(all)s reviews)", one.reviews
    )
    return words % {"session": one.number, "held": one.held, "all": one.reviews}
