"""The first page: what this is, and the way to one's own State."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cycles.covered import covered_sessions, sessions_held
from cycles.models import PositionKind, Recommendation, Review, State, WorkingGroupSession
from cycles.statistics import percent
from cycles.views.sessions import session_rows, today

COMING_SESSIONS = 3
LATEST_CHANGES = 4


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    on = today()
    sessions = WorkingGroupSession.objects.order_by("number")
    open_sessions = sessions.filter(submission_deadline__gte=on).order_by("submission_deadline")[:1]
    coming = sessions.filter(Q(end_date__gte=on) | Q(end_date=None, start_date__gte=on))[:COMING_SESSIONS]
    deadline = next(iter(session_rows(open_sessions, user=request.user, on=on)), None)
    context = {
        "deadline": deadline,
        "coming": session_rows(coming, user=request.user, on=on),
        "figures": figures(request.user),
        "state_count": State.objects.visible_to(request.user).real().filter(is_member=True).count(),
        "latest": latest(request.user),
    }
    return render(request, "cycles/home.html", context)


def figures(user: Any) -> list[dict[str, Any]]:
    """What the record holds, cycle by cycle and of which sessions, the invented State left out."""
    real = Recommendation.objects.visible_to(user).filter(review__state_under_review__is_invented=False)
    rows = real.order_by("-review__cycle").values("review__cycle")
    sessions = sessions_held()
    return [
        row
        | {
            "share": percent(row["supported"], row["answered"]),
            "sessions": covered_sessions(one for one in sessions if one.cycle == row["review__cycle"]),
        }
        for row in rows.annotate(
            count=Count("pk"),
            reviews=Count("review", distinct=True),
            answered=Count("pk", filter=~Q(position=PositionKind.PENDING)),
            supported=Count("pk", filter=Q(position=PositionKind.SUPPORTED)),
        )
    ]


def latest(user: Any) -> QuerySet[Review]:
    """The reviews whose recommendations came into the record last."""
    reviews = Review.objects.visible_to(user).select_related("state_under_review")
    return (
        reviews.annotate(added_at=Max("recommendations__created_at"), count=Count("recommendations"))
        .filter(count__gt=0)
        .order_by("-added_at", "pk")[:LATEST_CHANGES]
    )
