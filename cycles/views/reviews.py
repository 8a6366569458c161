"""A review with its recommendations, and one recommendation."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, Max, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from common.http import csv_response
from cycles import rules
from cycles.filters import Facets, RecommendationFilter
from cycles.models import (
    Confidence,
    Explanation,
    Position,
    PublishedRating,
    Recommendation,
    RecommendationSource,
    RecommendationTheme,
    RecommendingState,
    Review,
)
from cycles.position_days import told_history
from cycles.querysets import RecommendationQuerySet
from cycles.review_contents import contents, origins
from cycles.search_filter import WORDS
from cycles.search_hints import too_common, unsearchable
from cycles.views.search_files import refused
from cycles.views.sessions import today
from cycles.views.states import review_row

PAGE_SIZE = 50
STATES_IN_ORDER = Prefetch("state_rows", RecommendingState.objects.select_related("state").order_by("order", "pk"))
THEMES_IN_ORDER = Prefetch("theme_rows", RecommendationTheme.objects.select_related("theme").order_by("order", "pk"))
RATINGS_IN_ORDER = Prefetch("published_ratings", PublishedRating.objects.order_by("publisher_name", "pk"))


@login_not_required
@require_safe
def review_detail(request: HttpRequest, iso3: str, cycle: int) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    asked = RecommendationFilter.from_address(request.GET)
    rows = Recommendation.objects.visible_to(request.user).filter(review=review)
    held = rows.aggregate(total=Count("pk"), since=Max("created_at"))
    context = {
        "review": review,
        "state": review.state_under_review,
        "row": review_row(review, today()),
        "asked": asked,
        "total": held["total"],
        "since": held["since"],
        "here": "states",
    }
    if held["total"]:
        context |= list_context(request, review, asked, rows)
    return render(request, "cycles/review_detail.html", context)


@login_not_required
@require_safe
def review_csv(request: HttpRequest, iso3: str, cycle: int) -> HttpResponseBase:
    review = find_review(request, iso3, cycle)
    asked = RecommendationFilter.from_address(request.GET)
    rows = asked.narrow(Recommendation.objects.visible_to(request.user).filter(review=review))
    if words := unsearchable(request.GET.get(WORDS, ""), asked.search, rows.exists):
        return refused(words)
    parts = (
        rows.in_order()
        .select_related("document")
        .prefetch_related(STATES_IN_ORDER, THEMES_IN_ORDER, RATINGS_IN_ORDER, "groups", "goals")
    )
    return csv_response(f"recommendations-{review.code}.csv", csv_head(), csv_rows(parts))


@login_not_required
@require_safe
def recommendation_detail(request: HttpRequest, iso3: str, cycle: int, number: str) -> HttpResponse:
    review = find_review(request, iso3, cycle)
    # Where a draft and the report use the same number, the document that came last holds.
    rows = Recommendation.objects.visible_to(request.user).filter(review=review).by_number(number)
    recommendation = get_object_or_404(
        rows.filter(document=rows.order_by("-document").values("document")[:1])
        .select_related("document", "action_suggestion")
        .prefetch_related(
            STATES_IN_ORDER,
            THEMES_IN_ORDER,
            RATINGS_IN_ORDER,
            "positions",
            Prefetch("explanations", Explanation.objects.select_related("document").order_by("document", "order")),
            Prefetch("sources", RecommendationSource.objects.order_by("pk")),
            "texts",
            "groups",
            "goals",
            "changes",
        )
    )
    if recommendation.number != number:
        # It had no number when the link was made, or the link was written by hand.
        return redirect(recommendation)
    context = {
        "review": review,
        "state": review.state_under_review,
        "row": review_row(review, today()),
        "recommendation": recommendation,
        "history": told_history(in_stages(recommendation.positions.all()), _dated(review), _adopted(review)),
        "sources": by_word(recommendation.sources.all()),
        "can_record": rules.can_record_position(request.user),
        "here": "states",
    }
    return render(request, "cycles/recommendation_detail.html", context)


def unclear_count(review: Review) -> int:
    """How many recommendations are pending although an addendum has answered the others."""
    rows = review.recommendations.filter(position=Position.Kind.PENDING)
    answered = Position.objects.filter(recommendation__review=review, stage=Position.Stage.ADDENDUM)
    return rows.filter(Exists(answered)).count()


def in_stages(positions: Iterable[Position]) -> list[Position]:
    """The history in the order of its stages, then of what was said and recorded when."""
    stages = list(Position.Stage.values)
    return sorted(
        positions, key=lambda row: (stages.index(row.stage), row.stated_date or date.min, row.recorded_at, row.pk)
    )


def _dated(review: Review) -> list[tuple[str, date]]:
    """The documents of the review on which a day stands."""
    documents = review.documents.exclude(symbol="").values_list("symbol", "published_date")
    return [(symbol, day) for symbol, day in documents if day]


def _adopted(review: Review) -> date | None:
    """The day of the adoption, where it is sure."""
    return review.adoption_date if review.adoption_confidence == Confidence.CONFIRMED else None


def by_word(sources: Iterable[RecommendationSource]) -> list[RecommendationSource]:
    """The sources in the order of their word, of each kind the latest reading."""
    kinds = list(RecommendationSource.Kind.values)
    latest = {source.kind: source for source in sources}
    return sorted(latest.values(), key=lambda source: kinds.index(source.kind))


def find_review(request: HttpRequest, iso3: str, cycle: int) -> Review:
    """The review of the address with its State and sessions, or 404."""
    return get_object_or_404(
        Review.objects.visible_to(request.user).with_parts().annotate(**contents()),
        state_under_review=iso3,
        cycle=cycle,
    )


def list_context(
    request: HttpRequest, review: Review, asked: RecommendationFilter, rows: RecommendationQuerySet
) -> dict[str, Any]:
    """One page of the rows that were asked for, what else could be asked for, and the figures of it all."""
    found = asked.narrow(rows)
    paginator = Paginator(
        found.in_order().prefetch_related(STATES_IN_ORDER, THEMES_IN_ORDER, RATINGS_IN_ORDER), PAGE_SIZE
    )
    page = paginator.get_page(request.GET.get("page"))
    publishers = PublishedRating.objects.filter(recommendation__review=review).values("publisher_name")
    api = asked.api_address(review.code)
    return {
        "facets": Facets(asked, rows),
        "unclear": unclear_count(review),
        "page": page,
        "refusal": asked.search.refusal or ("" if page.object_list else too_common(asked.search)),
        "mentions": RecommendingState.objects.filter(recommendation__in=found.values("pk")).count(),
        "origins": origins(review),
        "publishers": publishers.annotate(since=Max("since"), count=Count("pk")).order_by("publisher_name"),
        "address": asked.address(),
        "api_address": f"{reverse('recommendation-list')}?{api}" if api else "",
    }


def csv_head() -> list[str]:
    return [
        _("Number"),
        _("Recommendation"),
        _("Recommending States"),
        _("Codes of the recommending States"),
        pgettext("position of the State", "Position"),
        _("Themes"),
        _("Groups of persons"),
        _("Sustainable Development Goals"),
        _("Comment"),
        _("Document"),
        _("Published ratings"),
    ]


def csv_rows(rows: QuerySet[Recommendation]) -> Iterator[list[str]]:
    for row in rows:
        states = [one.state for one in row.state_rows.all()]
        ratings = [f"{one.publisher_name}: {one.get_level_display()}" for one in row.published_ratings.all()]
        yield [
            row.number,
            row.text,
            "; ".join(state.name for state in states),
            "; ".join(state.iso3 for state in states),
            row.get_position_display(),
            "; ".join(str(one.theme) for one in row.theme_rows.all()),
            "; ".join(sorted(group.label for group in row.groups.all())),
            "; ".join(str(number) for number in sorted(goal.number for goal in row.goals.all())),
            row.comment,
            row.report_symbol,
            "; ".join(ratings),
        ]
