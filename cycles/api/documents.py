"""What documents say of a review beside its recommendations, over the API."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from cycles.api.dates import ReviewWithDatesViewSet
from cycles.models import AdvanceQuestion, Stakeholder, SummaryCitation, SummaryParagraph
from cycles.summary_page import stored_summary


class QuestionSerializer(serializers.ModelSerializer):
    """An advance question. ``state`` is null where the record knows no State of the name in ``heading``."""

    state = serializers.CharField(source="state_id", allow_null=True)

    class Meta:
        model = AdvanceQuestion
        fields = ["order", "state", "heading", "on_behalf_of", "text"]
        read_only_fields = fields


class ReferenceField(serializers.ListField):
    """Pairs such as ["para", "3.2"] and ["page", "4-5"]."""

    child = serializers.ListField(child=serializers.CharField(), min_length=2, max_length=2)


class CitationSerializer(serializers.ModelSerializer):
    """A stakeholder cited in a note; ``stakeholder`` is its ``order`` in the list, null where no entry is meant."""

    stakeholder = serializers.IntegerField(source="stakeholder.order", allow_null=True, default=None)
    refs = ReferenceField()

    class Meta:
        model = SummaryCitation
        fields = ["note", "code", "role", "stakeholder", "refs"]
        read_only_fields = fields


class ParagraphSerializer(serializers.ModelSerializer):
    """A paragraph of the summary with those whom it cites."""

    citations = CitationSerializer(many=True)

    class Meta:
        model = SummaryParagraph
        fields = ["number", "heading", "text", "citations"]
        read_only_fields = fields


class StakeholderSerializer(serializers.ModelSerializer):
    """An entry of the summary's list of stakeholders."""

    other_codes = serializers.ListField(child=serializers.CharField())
    members = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Stakeholder
        fields = [
            "order",
            "code",
            "other_codes",
            "category",
            "name",
            "place",
            "members",
            "attachment_of",
            "has_a_status",
        ]
        read_only_fields = fields


class SummarySerializer(serializers.Serializer):
    """OHCHR's summary of stakeholders' submissions; ``unplaced`` are citations of notes without a paragraph."""

    symbol = serializers.CharField()
    published_date = serializers.DateField(allow_null=True)
    paragraphs = ParagraphSerializer(many=True)
    stakeholders = StakeholderSerializer(many=True)
    unplaced = CitationSerializer(many=True)


class ReviewWithDocumentsViewSet(ReviewWithDatesViewSet):
    """Reviews of all cycles, past and to come. A review goes by State and cycle, SVN-4.

    One comes with its key dates; its advance questions and stakeholder summary have addresses of their own.
    """

    @extend_schema(responses=QuestionSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def questions(self, request: Request, code: str) -> Response:
        """The advance questions of one review, in the order of the files."""
        rows = self.get_object().advance_questions.order_by("order", "pk")
        return Response(QuestionSerializer(rows, many=True).data)

    @extend_schema(responses=SummarySerializer, filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def summary(self, request: Request, code: str) -> Response:
        """OHCHR's summary of stakeholders' submissions on one review; 404 where the record does not have it."""
        document = stored_summary(self.get_object())
        if document is None:
            raise Http404
        citations = SummaryCitation.objects.select_related("stakeholder").order_by("note", "order")
        paragraphs = document.summary_paragraphs.order_by("number").prefetch_related(Prefetch("citations", citations))
        parts: dict[str, Any] = {
            "symbol": document.symbol,
            "published_date": document.published_date,
            "paragraphs": paragraphs,
            "stakeholders": document.stakeholders.order_by("order"),
            "unplaced": citations.filter(document=document, paragraph=None),
        }
        return Response(SummarySerializer(parts).data)
