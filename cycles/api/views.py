"""The public record over the API: read by everybody, written by nobody."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from cycles.api.answers import record_answer, version_of
from cycles.api.changes import asks_for_changes, refuse_narrow_changes, removed_keys
from cycles.api.filters import RecommendationFilter, ReviewFilter
from cycles.api.keyset import page_size, read_changes, read_page
from cycles.api.serializers import (
    RecommendationPageSerializer,
    RecommendationRowSerializer,
    ReviewSerializer,
    StateSerializer,
)
from cycles.models import Recommendation, RecordVersion, Review, State
from cycles.querysets import RecommendationQuerySet, ReviewQuerySet, StateQuerySet

_PAGING = [
    OpenApiParameter("cursor", str, description="Where the page before ended; take it from its `next`."),
    OpenApiParameter("page_size", int, description="Rows of a page: 50 unless told, at most 200."),
    OpenApiParameter("count", bool, description="1 adds the number of all rows found."),
]


class StateViewSet(ReadOnlyModelViewSet):
    """States with their names in six languages. One goes by its ISO code: SVN."""

    serializer_class = StateSerializer
    lookup_value_regex = "[A-Za-z]{3}"

    def get_queryset(self) -> StateQuerySet:
        return State.objects.visible_to(self.request.user).order_by("iso3")


class ReviewViewSet(ReadOnlyModelViewSet):
    """Reviews of all cycles, past and to come. A review goes by State and cycle: SVN-4."""

    serializer_class = ReviewSerializer
    filterset_class = ReviewFilter
    lookup_field = "code"
    lookup_value_regex = r"[A-Za-z]{3}-\d{1,2}"

    def get_queryset(self) -> ReviewQuerySet:
        reviews = Review.objects.visible_to(self.request.user).with_parts().with_counts()
        return reviews.order_by("cycle", "state_under_review")

    def get_object(self) -> Review:
        return get_object_or_404(self.get_queryset().by_code(self.kwargs["code"]))


class RecommendationViewSet(GenericViewSet):
    """Recommendations with their sources, recommending States, position, themes and published ratings.

    One goes by SVN-4-140.7. Every answer has an ETag: send it back in If-None-Match, and an unchanged answer is a 304
    without a body. `since=<version>` or `updated_since=<time>` gives what changed, the oldest change first.
    """

    serializer_class = RecommendationRowSerializer
    filterset_class = RecommendationFilter
    # The pages are those of keyset.py.
    pagination_class = None
    lookup_field = "key"
    lookup_value_regex = r"[A-Za-z]{3}-\d{1,2}-(?:\d{1,4}\.\d{1,4}|[uU]\d{1,6})"

    def get_queryset(self) -> RecommendationQuerySet:
        return Recommendation.objects.visible_to(self.request.user)

    @extend_schema(responses=RecommendationPageSerializer, parameters=_PAGING)
    def list(self, request: Request) -> HttpResponse:
        query = request.query_params
        version = version_of(review=query.get("review", ""), state=query.get("state_under_review", ""))
        return record_answer(request, version, lambda: self._page(request))

    @extend_schema(responses=RecommendationRowSerializer)
    def retrieve(self, request: Request, key: str) -> HttpResponse:
        return record_answer(request, version_of(state=key[:3]), lambda: self._row(key))

    def _page(self, request: Request) -> str:
        query = request.query_params
        refuse_narrow_changes(query)
        # Before the rows: what changes in between is told again the next time, and never missed.
        version = RecordVersion.objects.filter(pk=1).first()
        rows = self.filter_queryset(self.get_queryset())
        read = read_changes if asks_for_changes(query) else read_page
        page = read(rows, cursor=query.get("cursor", ""), size=page_size(query.get("page_size", "")))
        following = replace_query_param(request.build_absolute_uri(), "cursor", page.next_cursor)
        head: dict[str, Any] = {
            "version": version.version if version else 0,
            "as_of": version.changed_at.isoformat() if version else None,
            "next": following if page.next_cursor else None,
        }
        if query.get("count") == "1":
            head["count"] = rows.count()
        if asks_for_changes(query):
            head["removed"] = removed_keys(query)
        return f'{json.dumps(head)[:-1]}, "results": [{",".join(page.rows)}]}}'

    def _row(self, key: str) -> str:
        return get_object_or_404(self.get_queryset().by_key(key).values_list("row_json", flat=True))
