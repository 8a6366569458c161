"""The public record over the API: read by everybody, written by nobody."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from cycles.api.filters import RecommendationFilter, ReviewFilter
from cycles.api.serializers import RecommendationRowSerializer, ReviewSerializer, StateSerializer
from cycles.models import Recommendation, Review, State
from cycles.querysets import RecommendationQuerySet, ReviewQuerySet, StateQuerySet


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


class RecommendationViewSet(ReadOnlyModelViewSet):
    """Recommendations with recommending States, position, themes and published ratings. One goes by SVN-4-140.7."""

    serializer_class = RecommendationRowSerializer
    filterset_class = RecommendationFilter
    lookup_field = "key"
    lookup_value_regex = r"[A-Za-z]{3}-\d{1,2}-(?:\d{1,4}\.\d{1,4}|[uU]\d{1,6})"

    def get_queryset(self) -> RecommendationQuerySet:
        return Recommendation.objects.visible_to(self.request.user).in_order()

    @extend_schema(responses=RecommendationRowSerializer(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        # Rows are rendered when they are written: a page of them is joined, not built.
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()).values_list("row_json", flat=True))
        page = self.paginator.get_paginated_response([]).data  # type: ignore[union-attr]
        head = json.dumps({name: page[name] for name in ("count", "next", "previous")})
        return json_response(f'{head[:-1]}, "results": [{",".join(rows or [])}]}}')

    @extend_schema(responses=RecommendationRowSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        return json_response(self.get_object().row_json)

    def get_object(self) -> Recommendation:
        return get_object_or_404(self.get_queryset().by_key(self.kwargs["key"]))


def json_response(body: str) -> HttpResponse:
    """Text that is JSON already."""
    return HttpResponse(body, content_type="application/json")
