"""What became of recommendations, as those who publish their ratings say it: read, and followed, by programs."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from common.api import SameForAllMixin
from cycles.api.answers import Version, record_answer, version_for, version_of
from cycles.api.asked import OF_PAGES, refuse_unknown, wants_count
from cycles.api.changes import asks_for_changes, refuse_narrow_changes, removed_ratings
from cycles.api.filters import StatusFilter
from cycles.api.keyset import Page, page_answer, page_size, read_changes, read_page
from cycles.api.views import PAGING, RecommendationViewSet
from cycles.models import PublishedRating, RatingLevel, Recommendation, Voice
from cycles.public_status import published_ratings
from cycles.querysets import RecommendationQuerySet

# What a row has of the recommendation, as the record answers it.
_OF_THE_RECORD = ("review", "state_under_review", "number", "position", "url", "is_invented", "version", "updated_at")


class SaidSerializer(serializers.Serializer):
    """Who says what, and since when."""

    publisher = serializers.CharField()
    publisher_id = serializers.UUIDField()
    voice = serializers.ChoiceField(choices=Voice.choices)
    level = serializers.ChoiceField(choices=RatingLevel.choices)
    since = serializers.DateField()


class StatusRowSerializer(serializers.Serializer):
    """A recommendation and every rating that is published of it. Several may differ; they are never merged."""

    recommendation = serializers.CharField()
    review = serializers.CharField()
    state_under_review = serializers.CharField()
    number = serializers.CharField()
    position = serializers.CharField()
    url = serializers.CharField()
    is_invented = serializers.BooleanField()
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()
    ratings = SaidSerializer(many=True)


class RemovedSerializer(serializers.Serializer):
    """A rating that is shown no longer; without a publisher, the recommendation itself left the record."""

    recommendation = serializers.CharField()
    publisher_id = serializers.UUIDField(allow_null=True)


class StatusPageSerializer(serializers.Serializer):
    """A page of recommendations with a published rating. `version` is what to give as `since` the next time."""

    version = serializers.IntegerField()
    as_of = serializers.DateTimeField(allow_null=True)
    next = serializers.URLField(allow_null=True)
    count = serializers.IntegerField(required=False)
    removed = RemovedSerializer(many=True, required=False)
    results = StatusRowSerializer(many=True)


class StatusViewSet(SameForAllMixin, GenericViewSet):
    """What became of recommendations: every published rating of each, with who says so, in whose voice, since when.

    One goes by SVN-4-140.7. Every answer has an ETag: send it back in If-None-Match, and an unchanged answer is a 304
    without a body. `since=<version>` or `updated_since=<time>` gives the recommendations whose row changed, each with
    all ratings that stand, the oldest change first; `removed` names each rating that was withdrawn. Ratings that an
    organisation has not published are never here.
    """

    serializer_class = StatusRowSerializer
    filterset_class = StatusFilter
    # The pages are those of keyset.py.
    pagination_class = None
    lookup_field = "key"
    lookup_value_regex = RecommendationViewSet.lookup_value_regex

    def get_queryset(self) -> RecommendationQuerySet:
        return Recommendation.objects.visible_to(self.request.user)

    @extend_schema(responses=StatusPageSerializer, parameters=PAGING)
    def list(self, request: Request) -> HttpResponse:
        version = version_for(request.query_params)
        return record_answer(request, version, lambda: self._page(request, version))

    @extend_schema(responses=StatusRowSerializer)
    def retrieve(self, request: Request, key: str) -> HttpResponse:
        return record_answer(request, version_of(key[:3]), lambda: self._row(key))

    def _page(self, request: Request, version: Version) -> str:
        query = request.query_params
        refuse_unknown(query, self.filterset_class, *OF_PAGES)
        refuse_narrow_changes(query)
        read = read_changes if asks_for_changes(query) else read_page
        rows = self.filter_queryset(self.get_queryset())
        page = read(rows, cursor=query.get("cursor", ""), size=page_size(query.get("page_size", "")))
        more: dict[str, Any] = {}
        if wants_count(query):
            more["count"] = rows.count()
        if asks_for_changes(query):
            more["removed"] = removed_ratings(query)
        return page_answer(request, version, Page(_with_ratings(page.keys, page.rows), page.next_cursor), **more)

    def _row(self, key: str) -> str:
        """Of one recommendation; where nobody publishes, its list of ratings is empty."""
        found, row = get_object_or_404(self.get_queryset().by_key(key).values_list("pk", "row_json"))
        return _with_ratings([found], [row])[0]


def _with_ratings(keys: Collection[int], rows: Collection[str]) -> list[str]:
    said = published_ratings(keys)
    return [_row(json.loads(row), said[key]) for key, row in zip(keys, rows, strict=True)]


def _row(of_the_record: dict[str, Any], said: Iterable[PublishedRating]) -> str:
    ratings = [
        {
            "publisher": one.publisher_name,
            "publisher_id": str(one.publisher_id),
            "voice": one.voice,
            "level": one.level,
            "since": one.since.isoformat(),
        }
        for one in said
    ]
    named = {name: of_the_record[name] for name in _OF_THE_RECORD}
    return json.dumps({"recommendation": of_the_record["id"], **named, "ratings": ratings})
