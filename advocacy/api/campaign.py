"""The digital campaign over the API: where each message stands and what came of it; none of its words."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import RetrieveModelMixin

from accounts.api.workspaces import UUID
from advocacy.api.pipeline_rows import ByLastChange, ByLastChangePagination
from advocacy.api.views import InAdvocacy
from advocacy.campaign_querysets import last_known
from advocacy.models import CampaignMessage, MessageResult
from advocacy.speaking import LANGUAGE_NAMES
from common.api_versions import IF_NONE_MATCH, UNCHANGED, VersionedMixin


class CampaignFilter(ByLastChange):
    """Messages by channel, language, status and the day that is meant."""

    channel = django_filters.MultipleChoiceFilter(
        choices=CampaignMessage.Channel.choices, label=gettext_lazy("Channel")
    )
    language = django_filters.MultipleChoiceFilter(choices=list(LANGUAGE_NAMES.items()), label=gettext_lazy("Language"))
    status = django_filters.MultipleChoiceFilter(choices=CampaignMessage.Status.choices, label=gettext_lazy("Status"))
    date = django_filters.DateFilter(field_name="date", label=gettext_lazy("Day"))


class MessageFiguresSerializer(serializers.ModelSerializer):
    """What the channel counted since it was posted, as last known on `day`; what nobody entered is null."""

    class Meta:
        model = MessageResult
        fields = ["day", *MessageResult.FIGURES]
        read_only_fields = fields


class CampaignMessageSerializer(serializers.ModelSerializer):
    """A message on one channel in one language: when it is meant to be posted, whether it is approved and posted.

    Never here: its words, hashtags, link and picture, and who wrote, approved or posted it.
    """

    channel = serializers.CharField(help_text=", ".join(CampaignMessage.Channel.values))
    language = serializers.CharField()
    status = serializers.CharField(help_text=", ".join(CampaignMessage.Status.values))
    variant_of = serializers.UUIDField(source="variant_of_id", allow_null=True)
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    priority_issue = serializers.UUIDField(source="priority_issue_id", allow_null=True)
    proposal = serializers.UUIDField(source="proposal_id", allow_null=True)
    factsheet = serializers.UUIDField(source="factsheet_id", allow_null=True)
    figures = serializers.SerializerMethodField()
    changed_at = serializers.DateTimeField(source="last_change_at")
    version = serializers.CharField()

    class Meta:
        model = CampaignMessage
        fields = [
            *("id", "channel", "language", "variant_of", "status", "date", "time", "zone", "organisation"),
            *("priority_issue", "proposal", "factsheet", "approved_at", "posted_at", "post_address", "figures"),
            *("created_at", "changed_at", "version"),
        ]
        read_only_fields = fields

    @extend_schema_field(MessageFiguresSerializer(allow_null=True))
    def get_figures(self, message: CampaignMessage) -> Any:
        found = last_known(message.results.all()).get(message.pk)
        return MessageFiguresSerializer(found).data if found else None


@extend_schema(parameters=[OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)])
@extend_schema_view(
    list=extend_schema(
        parameters=[IF_NONE_MATCH], responses={200: CampaignMessageSerializer(many=True), 304: UNCHANGED}
    ),
    retrieve=extend_schema(parameters=[IF_NONE_MATCH], responses={200: CampaignMessageSerializer, 304: UNCHANGED}),
)
class CampaignViewSet(VersionedMixin, RetrieveModelMixin, InAdvocacy):
    """The messages of a workspace's digital campaign, in the order in which they or their figures last changed.

    Read only: people approve, and people post. Give `as_of` as `changed_since` the next time. Needs a sign-in or a key
    with read_advocacy. The words of a message, and who wrote and approved them, are never given to programs.
    """

    serializer_class = CampaignMessageSerializer
    filterset_class = CampaignFilter
    pagination_class = ByLastChangePagination
    lookup_value_regex = UUID

    def get_queryset(self) -> QuerySet[CampaignMessage]:
        return self.of_workspace(CampaignMessage.objects).with_last_change().for_programs()
