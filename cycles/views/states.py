"""States by letter, and one State with its reviews."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cycles.dates import When, deadline_when, has_passed, review_status, review_when
from cycles.key_dates import ahead, timeline
from cycles.models import Review, State, UnDocument
from cycles.state_index import MAX_QUERY, by_letter, find_states
from cycles.statistics import percent
from cycles.views.figure_pages import received_page
from cycles.views.sessions import today

# From here on, work on a submission begins (nine months before, and the time to find each other).
DEADLINE_IS_NEAR = 365
_PUT_OFF = frozenset({Review.Status.POSTPONED, Review.Status.SUSPENDED})


@dataclass(frozen=True)
class ReviewRow:
    """A review as the page of its State shows it."""

    # With its counts.
    review: Any
    when: When | None
    status: str
    is_held: bool

    @property
    def supported_share(self) -> int | None:
        """Supported recommendations in a hundred that were answered."""
        return percent(self.review.supported_count, self.review.recommendation_count - self.review.pending_count)


@login_not_required
@require_safe
def state_list(request: HttpRequest) -> HttpResponse:
    states = State.objects.visible_to(request.user).prefetch_related("aliases")
    words = request.GET.get("q", "").replace("\0", " ").strip()[:MAX_QUERY]
    context = {
        "words": words,
        "found": find_states(states, words) if words else None,
        "letters": [] if words else by_letter(states),
        "here": "states",
    }
    return render(request, "cycles/state_list.html", context)


@login_not_required
@require_safe
def state_detail(request: HttpRequest, iso3: str) -> HttpResponse:
    state = get_object_or_404(State.objects.visible_to(request.user), pk=iso3)
    on = today()
    reviews = Review.objects.visible_to(request.user).with_parts().with_counts()
    rows = [review_row(review, on) for review in reviews.filter(state_under_review=state).order_by("-cycle")]
    coming = next((row for row in reversed(rows) if not row.is_held and row.when), None)
    put_off = next((row for row in rows if row.review.status in _PUT_OFF), None)
    last = next((row for row in rows if row.is_held), None)
    days = days_to_deadline(coming.review, on) if coming else None
    documents = UnDocument.objects.filter(review__state_under_review=state).exclude(symbol="")
    context = {
        "state": state,
        "rows": rows,
        "coming": coming,
        "put_off": put_off,
        "last": last,
        "dates": ahead(timeline(coming.review), on) if coming else [],
        "deadline_days": days,
        "deadline": deadline_when(coming.review.current_session) if coming and days is not None else None,
        "documents": documents.select_related("review").order_by("-review__cycle", "kind"),
        "page": received_page(request, iso3),
        "here": "states",
    }
    return render(request, "cycles/state_detail.html", context)


def review_row(review: Review, on: date) -> ReviewRow:
    """The review with its words of that day."""
    return ReviewRow(review, review_when(review), review_status(review, on), is_held(review, on))


def is_held(review: Review, on: date) -> bool:
    """Whether the review has taken place, or should have by that day."""
    if review.status in {Review.Status.REVIEWED, Review.Status.ADOPTED}:
        return True
    is_planned = review.status in {Review.Status.SCHEDULED, Review.Status.RESCHEDULED}
    return is_planned and has_passed(review, on)


def days_to_deadline(review: Review, on: date) -> int | None:
    """Days until stakeholder submissions are due, within the year before; nothing earlier or later."""
    deadline = review.current_session.submission_deadline if review.current_session else None
    return (deadline - on).days if deadline and 0 <= (deadline - on).days <= DEADLINE_IS_NEAR else None
