"""Proposed recommendations of a workspace over the API. Read only."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin
from rest_framework.viewsets import GenericViewSet

from accounts.api.workspaces import InWorkspaceMixin
from common.api_private import ChangePagination
from submissions.models import ProposedRecommendation
from submissions.smart import check

_WORKSPACE = OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)


class ProposalFilter(django_filters.FilterSet):
    """Proposed recommendations by status, priority issue and when they last changed."""

    since = django_filters.IsoDateTimeFilter(
        field_name="changed_at", lookup_expr="gte", label=gettext_lazy("Changed at this moment or later")
    )
    status = django_filters.MultipleChoiceFilter(
        choices=ProposedRecommendation.Status.choices, label=gettext_lazy("Status")
    )
    priority_issue = django_filters.UUIDFilter(
        field_name="priority_issue_id", label=gettext_lazy("Key of a priority issue")
    )


class ProposalPagination(ChangePagination):
    """In the order in which they last changed."""

    ordering = ("changed_at", "pk")


class ProposalSerializer(serializers.ModelSerializer):
    """A proposed recommendation: `texts` by language, `states` as ISO codes, `smart` for the text it is checked in."""

    priority_issue = serializers.UUIDField(source="priority_issue_id", allow_null=True)
    texts = serializers.DictField(child=serializers.CharField())
    status = serializers.CharField(help_text=", ".join(ProposedRecommendation.Status.values))
    states = serializers.SerializerMethodField()
    smart = serializers.SerializerMethodField()

    class Meta:
        model = ProposedRecommendation
        fields = [
            "id",
            "priority_issue",
            "texts",
            "addressee",
            "states",
            "status",
            "smart",
            "created_at",
            "changed_at",
        ]
        read_only_fields = fields

    def get_states(self, proposal: ProposedRecommendation) -> list[str]:
        return [state.pk for state in proposal.states.all()]

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_smart(self, proposal: ProposedRecommendation) -> dict[str, str | bool | int | None]:
        found = check(proposal.text, proposal.language, year=timezone.localdate().year)
        return {"language": proposal.language} | found.as_json()


@extend_schema_view(list=extend_schema(parameters=[_WORKSPACE]))
class ProposalViewSet(InWorkspaceMixin, ListModelMixin, GenericViewSet):
    """The recommendations that a workspace proposes, in the order in which they last changed. Read only."""

    serializer_class = ProposalSerializer
    filterset_class = ProposalFilter
    pagination_class = ProposalPagination

    def get_queryset(self) -> QuerySet[ProposedRecommendation]:
        rows = ProposedRecommendation.objects.visible_to(self.request.user)
        return rows.filter(workspace=self.kwargs.get("workspace")).with_all()
