"""The key dates of a review over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from cycles.api.serializers import ReviewSerializer
from cycles.api.source_field import SourceWordsField
from cycles.api.views import ReviewViewSet
from cycles.dates import GENEVA
from cycles.key_date_rows import Basis
from cycles.key_dates import timeline
from cycles.models import Confidence, DeadlineRule


class RuleRowSerializer(serializers.Serializer):
    """The rule by which a date is counted: so many days before (below zero) or after its anchor."""

    anchor = serializers.ChoiceField(choices=DeadlineRule.Anchor.choices)
    offset_days = serializers.IntegerField()
    in_working_days = serializers.BooleanField()
    precision = serializers.ChoiceField(choices=DeadlineRule.Precision.choices)
    source = SourceWordsField()  # type: ignore[assignment]


class KeyDateRowSerializer(serializers.Serializer):
    """A moment of a review. ``date`` is null where it cannot be known; ``how`` says why, in the language asked for."""

    milestone = serializers.CharField()
    name = serializers.CharField(source="what")
    actors = serializers.ListField(child=serializers.CharField())
    date = serializers.DateField(source="day", allow_null=True)
    end_date = serializers.DateField(source="end", allow_null=True)
    moment = serializers.DateTimeField(allow_null=True, default_timezone=GENEVA)
    is_month = serializers.BooleanField()
    basis = serializers.ChoiceField(choices=[one.value for one in Basis])
    status = serializers.ChoiceField(source="confidence", choices=Confidence.choices)
    counted_from = serializers.DateField(source="anchor", allow_null=True)
    how = serializers.CharField()
    source = SourceWordsField()  # type: ignore[assignment]
    rule = RuleRowSerializer(allow_null=True)


class ReviewWithDatesSerializer(ReviewSerializer):
    """A review with its key dates."""

    key_dates = serializers.SerializerMethodField()

    class Meta(ReviewSerializer.Meta):
        fields = [*ReviewSerializer.Meta.fields, "key_dates"]
        read_only_fields = fields

    @extend_schema(responses=KeyDateRowSerializer(many=True))
    def get_key_dates(self, review: Any) -> Any:
        return KeyDateRowSerializer(timeline(review), many=True).data


class ReviewWithDatesViewSet(ReviewViewSet):
    """Reviews of all cycles, past and to come. One goes by State and cycle, SVN-4, and has its key dates."""

    def get_serializer_class(self) -> Any:
        return ReviewWithDatesSerializer if self.action == "retrieve" else super().get_serializer_class()

    @extend_schema(responses=KeyDateRowSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def dates(self, request: Request, code: str) -> Response:
        """The key dates of one review, published or counted, each with its basis, status and rule."""
        return Response(KeyDateRowSerializer(timeline(self.get_object()), many=True).data)
