"""The public record over the API: read by everybody, written by nobody."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from common.api import SameForAllMixin
from cycles.api.answers import Version, file_answer, record_answer, version_for, version_of
from cycles.api.asked import OF_PAGES, RefusingMixin, refuse_common, refuse_unknown, wants_count
from cycles.api.bulk import CSV_COLUMNS, rows_as_csv, rows_as_ndjson
from cycles.api.changes import asks_for_changes, refuse_changes, refuse_narrow_changes, removed_keys
from cycles.api.filters import RecommendationFilter, ReviewFilter, words_asked
from cycles.api.keyset import Page, page_answer, page_size, read_changes, read_page
from cycles.api.ranked import read_ranked
from cycles.api.serializers import (
    RecommendationPageSerializer,
    RecommendationRowSerializer,
    ReviewSerializer,
    StateSerializer,
)
from cycles.models import Recommendation, Review, State
from cycles.querysets import RecommendationQuerySet, ReviewQuerySet, StateQuerySet
from cycles.search_filter import WORDS

PAGING = [
    OpenApiParameter("cursor", str, description="Where the page before ended; take it from its `next`."),
    OpenApiParameter("page_size", int, description="Rows of a page: 50 unless told, at most 200."),
    OpenApiParameter("count", bool, description="1 adds the number of all rows found."),
]


@method_decorator(conditional_page, name="dispatch")
class StateViewSet(RefusingMixin, ReadOnlyModelViewSet):
    """States with their names in six languages. One goes by its ISO code: SVN."""

    serializer_class = StateSerializer
    lookup_value_regex = "[A-Za-z]{3}"

    def get_queryset(self) -> StateQuerySet:
        return State.objects.visible_to(self.request.user).order_by("iso3")


@method_decorator(conditional_page, name="dispatch")
class ReviewViewSet(RefusingMixin, ReadOnlyModelViewSet):
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


class RecommendationViewSet(SameForAllMixin, GenericViewSet):
    """Recommendations with their sources, recommending States, position, themes and published ratings.

    One goes by SVN-4-140.7. Every answer has an ETag: send it back in If-None-Match, and an unchanged answer is a 304
    without a body. `since=<version>` or `updated_since=<time>` gives what changed, the oldest change first; `search`
    gives the best fit first; everything else comes in the order of print.
    """

    serializer_class = RecommendationRowSerializer
    filterset_class = RecommendationFilter
    # The pages are those of keyset.py.
    pagination_class = None
    lookup_field = "key"
    lookup_value_regex = r"[A-Za-z]{3}-\d{1,2}-(?:\d{1,4}\.\d{1,4}|[uU]\d{1,6})"

    def get_queryset(self) -> RecommendationQuerySet:
        return Recommendation.objects.visible_to(self.request.user)

    @extend_schema(responses=RecommendationPageSerializer, parameters=PAGING)
    def list(self, request: Request) -> HttpResponse:
        version = version_for(request.query_params)
        return record_answer(request, version, lambda: self._page(request, version))

    @extend_schema(responses=RecommendationRowSerializer)
    def retrieve(self, request: Request, key: str) -> HttpResponse:
        return record_answer(request, version_of(key[:3]), lambda: self._row(key))

    @extend_schema(
        responses={(200, "application/x-ndjson"): OpenApiResponse(OpenApiTypes.STR, "One recommendation a line.")}
    )
    def bulk_ndjson(self, request: Request) -> HttpResponseBase:
        """Everything that the filters let through in one file, one recommendation a line, as `results` has it."""
        return self._file(request, lambda rows: rows_as_ndjson(rows, "recommendations.ndjson"))

    @extend_schema(
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, f"Columns: {', '.join(CSV_COLUMNS)}.")}
    )
    def bulk_csv(self, request: Request) -> HttpResponseBase:
        """Everything that the filters let through as a table. Cells with several values divide them by semicolons."""
        base = request.build_absolute_uri("/")[:-1]
        return self._file(request, lambda rows: rows_as_csv(rows, base, "recommendations.csv"))

    def _file(self, request: Request, write: Callable[[RecommendationQuerySet], HttpResponseBase]) -> HttpResponseBase:
        query = request.query_params
        refuse_unknown(query, self.filterset_class)
        refuse_changes(query)
        version, rows = version_for(query), self._rows(request)

        def begin() -> HttpResponseBase:
            if query.get(WORDS) and not rows.exists():
                refuse_common(words_asked(query))
            return write(rows)

        return file_answer(request, version, begin)

    def _rows(self, request: Request) -> RecommendationQuerySet:
        """All rows that the address asks for, in the order of print."""
        rows: Any = self.filter_queryset(self.get_queryset())
        asked = words_asked(request.query_params)
        if asked.needs_hits:
            rows = rows.filter(pk__in=asked.hits().values("recommendation"))
        return rows.in_order()

    def _page(self, request: Request, version: Version) -> str:
        query = request.query_params
        refuse_unknown(query, self.filterset_class, *OF_PAGES)
        refuse_narrow_changes(query)
        page = self._read(request)
        more: dict[str, Any] = {}
        if wants_count(query):
            more["count"] = self._rows(request).count()
        if asks_for_changes(query):
            more["removed"] = removed_keys(query)
        return page_answer(request, version, page, **more)

    def _read(self, request: Request) -> Page:
        query = request.query_params
        cursor, size = query.get("cursor", ""), page_size(query.get("page_size", ""))
        rows, asked = self.filter_queryset(self.get_queryset()), words_asked(query)
        if asks_for_changes(query):
            return read_changes(rows, cursor=cursor, size=size)
        if asked.needs_hits:
            page = read_ranked(rows, asked, cursor=cursor, size=size)
            if not page.rows and not cursor:
                refuse_common(asked)
            return page
        return read_page(rows, cursor=cursor, size=size)

    def _row(self, key: str) -> str:
        return get_object_or_404(self.get_queryset().by_key(key).values_list("row_json", flat=True))
