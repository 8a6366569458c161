"""What came of the work over the API: uptake, strategies, statements, factsheets, pushes. Read only.

Contacts have no route: they are private persons, and it is the workspace that keeps their addresses, no program.
"""

from typing import Any, cast
from uuid import UUID as Key

import django_filters
from django.db.models import QuerySet
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.api.workspaces import InWorkspaceMixin
from accounts.models import User
from accounts.querysets import workspace_keys
from advocacy import uptake_page
from advocacy.api.pipeline_rows import ByLastChange, ByLastChangePagination, LastChangePagination, SinceFilter
from advocacy.api.rows import (
    FactsheetSerializer,
    PushSerializer,
    SharedStrategySerializer,
    StatementSerializer,
    StrategySerializer,
    UptakeDecisionSerializer,
    UptakeFilter,
    UptakePagination,
    UptakeRatesSerializer,
)
from advocacy.models import Factsheet, Push, Statement, Strategy, UptakeMatch
from advocacy.uptake_put import PutBefore
from common.api_versions import IF_NONE_MATCH, unless_known
from implementation.models import Rating
from reminders.deadline_lines import colleagues_of
from submissions.models import ProposedRecommendation

_LISTED = extend_schema_view(
    list=extend_schema(
        parameters=[OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH), IF_NONE_MATCH]
    )
)


class InAdvocacy(InWorkspaceMixin, ListModelMixin, GenericViewSet):
    """For what a workspace does to win recommendations: read by its members, and by keys that may read advocacy."""

    read_scope = "read_advocacy"

    def get_serializer_context(self) -> dict[str, Any]:
        # Asked for only where somebody without a name is to be named.
        colleagues = SimpleLazyObject(lambda: colleagues_of(cast("User", self.request.user)))
        return {**super().get_serializer_context(), "colleagues": colleagues}

    def of_workspace(self, rows: Any) -> Any:
        """Those of ``rows`` that are the workspace's, as far as whoever asks sees them."""
        return rows.visible_to(self.request.user).filter(workspace=self.kwargs.get("workspace"))


class ListedInAdvocacy(InAdvocacy):
    """For what is read as a list alone: a page that is known is not sent again."""

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        return unless_known(request, super().list(request, *args, **kwargs))


@_LISTED
class UptakeViewSet(ListedInAdvocacy):
    """What people decided about proposals and recommendations, in the order in which they decided it. Read only.

    What the machine only guesses is not here. `rates` has the shares by priority issue, State, meeting and
    organisation. Needs a sign-in or a key with read_advocacy.
    """

    serializer_class = UptakeDecisionSerializer
    filterset_class = UptakeFilter
    pagination_class = UptakePagination

    def get_queryset(self) -> QuerySet[UptakeMatch]:
        rows = self.of_workspace(UptakeMatch.objects)
        return rows.select_related("recommendation__review").prefetch_related("recommendation__state_rows")

    @extend_schema(
        parameters=[OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)],
        responses=UptakeRatesSerializer,
        filters=False,
    )
    @action(detail=False, pagination_class=None, filterset_class=None)
    def rates(self, request: Request, workspace: str) -> Response:
        """Of the proposals, how many were taken up: all, by priority issue, State, meeting and organisation."""
        proposals = self.of_workspace(ProposedRecommendation.objects)
        kept = proposals.exclude(status=ProposedRecommendation.Status.DROPPED).with_all().in_order()
        lines = uptake_page.decided_lines(kept, self.of_workspace(UptakeMatch.objects).with_recommendation())
        put = PutBefore.of(self.workspace.pk, cast("User", request.user))
        shares = {
            "overall": uptake_page.overall(lines),
            "by_issue": uptake_page.shares_by_issue(lines, _("without a priority issue")),
            "by_state": uptake_page.shares_by_state(lines),
            "by_meeting": put.shares_by_meeting(lines),
            "by_organisation": put.shares_by_organisation(lines),
        }
        return Response(UptakeRatesSerializer(shares).data)


class SharedStrategyFilter(django_filters.FilterSet):
    """Strategies by stage and issue; when those of others were written is not told."""

    stage = django_filters.NumberFilter(field_name="stage", label=gettext_lazy("Stage of the cycle: 1, 2 or 3"))
    issue = django_filters.CharFilter(field_name="issue__code", max_length=10, label=gettext_lazy("Code of an issue"))


class StrategyFilter(SharedStrategyFilter, ByLastChange):
    """Also by when they last changed or a proposal of theirs went; what became of these moves none of it."""


class SharedPagination(CursorPagination):
    """Pages of 50, at most 200, in an order that tells nothing of when they were written."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("pk",)

    def decode_cursor(self, request: Any) -> Any:
        cursor = super().decode_cursor(request)
        try:
            Key(str(cursor.position) if cursor and cursor.position else "0" * 32)
        except ValueError:
            raise NotFound(self.invalid_cursor_message) from None
        return cursor


@_LISTED
class StrategyViewSet(ListedInAdvocacy):
    """The strategies of a workspace with what became of their proposals, in the order in which they last changed.

    Read only. `shared` has what others share, to those who are signed in; what is shared with “everybody who is signed
    in” is no reading for programs, so a key finds none there. Needs a sign-in or a key with read_advocacy.
    """

    serializer_class = StrategySerializer
    filterset_class = StrategyFilter
    pagination_class = ByLastChangePagination

    def get_queryset(self) -> QuerySet[Strategy]:
        rows = self.of_workspace(Strategy.objects)
        return rows.with_last_change().select_related("issue").prefetch_related("proposals")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "results": SimpleLazyObject(self._results)}

    def _results(self) -> dict[Key, list[dict[str, Any]]]:
        """By proposal: what was decided on it, and how the recommendation is rated now."""
        matches = self.of_workspace(UptakeMatch.objects).select_related("recommendation__review")
        rated = self.of_workspace(Rating.objects).counted()
        levels = dict(rated.values_list("recommendation", "level"))
        found: dict[Key, list[dict[str, Any]]] = {}
        for match in matches.order_by("decided_at", "pk"):
            made = match.recommendation
            result = {
                "proposal": match.proposal_id,
                "recommendation": made.key if made else None,
                "verdict": match.verdict,
                "level": levels.get(match.recommendation_id),
            }
            found.setdefault(match.proposal_id, []).append(result)
        return found

    @extend_schema(
        parameters=[OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)],
        responses=SharedStrategySerializer(many=True),
    )
    @action(
        detail=False,
        serializer_class=SharedStrategySerializer,
        pagination_class=SharedPagination,
        filterset_class=SharedStrategyFilter,
    )
    def shared(self, request: Request, workspace: str) -> Any:
        """What other workspaces share with your organisations, or with everybody who is signed in."""
        user = cast("User", request.user)
        rows = Strategy.objects.visible_to(user).exclude(workspace__in=workspace_keys(user)).select_related("issue")
        page = self.paginate_queryset(self.filter_queryset(rows))
        return self.get_paginated_response(SharedStrategySerializer(page, many=True).data)


@_LISTED
class StatementViewSet(ListedInAdvocacy):
    """The statements of a workspace: on which occasion, on what, in whose name, in which languages. Read only.

    In the order in which they or their texts last changed. Needs a sign-in or a key with read_advocacy.
    """

    serializer_class = StatementSerializer
    filterset_class = ByLastChange
    pagination_class = ByLastChangePagination

    def get_queryset(self) -> QuerySet[Statement]:
        rows = self.of_workspace(Statement.objects).select_related("issue")
        return rows.with_last_change().with_languages()


@_LISTED
class FactsheetViewSet(ListedInAdvocacy):
    """The factsheets of a workspace with the public addresses of their editions. Read only.

    In the order in which they changed, were published or withdrawn, or a row that they name went. Needs a sign-in or a
    key with read_advocacy.
    """

    serializer_class = FactsheetSerializer
    filterset_class = ByLastChange
    pagination_class = ByLastChangePagination

    def get_queryset(self) -> QuerySet[Factsheet]:
        return self.of_workspace(Factsheet.objects).with_last_change().with_public()


@_LISTED
class PushViewSet(ListedInAdvocacy):
    """Whom a workspace pushes between the review and the adoption, in the order in which it last changed. Read only.

    Needs a sign-in or a key with read_advocacy.
    """

    serializer_class = PushSerializer
    filterset_class = SinceFilter
    pagination_class = LastChangePagination

    def get_queryset(self) -> QuerySet[Push]:
        rows = self.of_workspace(Push.objects).select_related("person")
        return rows.prefetch_related("recommendations__review")
