"""Ratings and evidence of a workspace over the API: read by its members and their keys, written by its writers."""

from http import HTTPStatus
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.api.workspaces import InWorkspaceMixin
from accounts.models import User
from accounts.rules import can_edit_workspace
from common.api_private import PreconditionRequired, conflict
from cycles.api.views import RecommendationViewSet
from cycles.models import Recommendation
from implementation.api.rows import (
    ActionFilter,
    ActionPagination,
    ActionSerializer,
    EvidenceFilter,
    EvidencePagination,
    EvidenceSerializer,
    FollowUpFilter,
    FollowUpSerializer,
    NewRatingSerializer,
    RatingChangeSerializer,
    RatingFilter,
    RatingPagination,
    RatingSerializer,
)
from implementation.funding_sums import Listed
from implementation.models import Action, Evidence, FollowUp, Rating
from implementation.services.ratings import RatingConflict, rate_recommendation
from implementation.viewpoint import viewpoint_of

_WORKSPACE = OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)
_WRITTEN = {
    200: OpenApiResponse(RatingSerializer, "The same stands there already."),
    201: OpenApiResponse(RatingSerializer, "Rated."),
    409: OpenApiResponse(description="Somebody rated it meanwhile; `current` is what they said."),
    428: OpenApiResponse(description="`replaces` is missing."),
}


@extend_schema(parameters=[_WORKSPACE])
class RatingViewSet(InWorkspaceMixin, ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """The ratings of a workspace as they stand, in the order in which they were made.

    Civil society, the government and the national institution stand side by side (`voice`; `is_ours` where the
    workspace speaks for itself); where each organisation rates for itself, one of each. `counts=true` leaves those
    that the overview and the reports use.

    To write, send the id of the rating that you have read as `replaces`, or null where there is none yet: nobody's
    words are overwritten unread. Needs a sign-in or a key with write_ratings; the earlier ratings stay in the history.
    """

    serializer_class = RatingSerializer
    filterset_class = RatingFilter
    pagination_class = RatingPagination
    lookup_field = "recommendation"
    lookup_value_regex = RecommendationViewSet.lookup_value_regex
    write_scope = "write_ratings"
    rules = {"create": can_edit_workspace, "update": can_edit_workspace}  # noqa: RUF012

    def get_queryset(self) -> QuerySet[Rating]:
        rows = Rating.objects.visible_to(self.request.user).current().filter(workspace=self.kwargs.get("workspace"))
        return rows.select_related("recommendation__review", "rated_by", "organisation")

    def get_object(self) -> Rating:
        recommendation = self._recommendation(self.kwargs["recommendation"])
        own = viewpoint_of(self.workspace, cast("User", self.request.user)).ratings.values("pk")
        rows = self.get_queryset().filter(recommendation=recommendation, pk__in=own)
        rating = rows.order_by("is_counted", "rated_at", "pk").last() if recommendation else None
        if rating is None:
            raise Http404
        return rating

    @extend_schema(request=NewRatingSerializer, responses=_WRITTEN)
    def create(self, request: Request, workspace: str) -> Response:
        self.check_object_permissions(request, self.workspace)
        words = self._words(NewRatingSerializer)
        recommendation = self._recommendation(words.pop("recommendation"))
        if recommendation is None:
            raise ValidationError({"recommendation": [_("No recommendation of this workspace’s review has this key.")]})
        return self._rate(recommendation, words)

    @extend_schema(request=RatingChangeSerializer, responses=_WRITTEN)
    def update(self, request: Request, workspace: str, recommendation: str) -> Response:
        self.check_object_permissions(request, self.workspace)
        found = self._recommendation(recommendation)
        if found is None:
            raise Http404
        return self._rate(found, self._words(RatingChangeSerializer))

    def _words(self, serializer_class: type[RatingChangeSerializer]) -> dict[str, Any]:
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        if "replaces" not in serializer.validated_data:
            raise PreconditionRequired
        return serializer.validated_data

    def _recommendation(self, key: str) -> Recommendation | None:
        rows = Recommendation.objects.visible_to(self.request.user).filter(review=self.workspace.review_id)
        return rows.by_key(key).select_related("review").first()

    def _rate(self, recommendation: Recommendation, words: dict[str, Any]) -> Response:
        row: dict[str, Any] = {"workspace": self.workspace, "recommendation": recommendation, "by": self.request.user}
        now = timezone.now()
        try:
            rating = rate_recommendation(**row, at=now, **words)
        except RatingConflict as error:
            error.current.recommendation = recommendation
            detail = _("Somebody rated this recommendation after you had read it.")
            return conflict(detail, current=RatingSerializer(error.current).data)
        rating.recommendation = recommendation
        is_new = rating.rated_at == now
        return Response(RatingSerializer(rating).data, HTTPStatus.CREATED if is_new else HTTPStatus.OK)


@extend_schema_view(list=extend_schema(parameters=[_WORKSPACE]))
class EvidenceViewSet(InWorkspaceMixin, ListModelMixin, GenericViewSet):
    """What the ratings of a workspace rest on, in the order in which it was added, but for what is sensitive.

    Read only.
    """

    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilter
    pagination_class = EvidencePagination

    def get_queryset(self) -> QuerySet[Evidence]:
        rows = Evidence.objects.visible_to(self.request.user).filter(workspace=self.kwargs.get("workspace"))
        return rows.may_leave().select_related("created_by").prefetch_related("recommendations__review")


@extend_schema_view(list=extend_schema(parameters=[_WORKSPACE]))
class ActionViewSet(InWorkspaceMixin, ListModelMixin, GenericViewSet):
    """The actions of a workspace's action strategy plan, in the order in which they last changed. Read only."""

    serializer_class = ActionSerializer
    filterset_class = ActionFilter
    pagination_class = ActionPagination

    def get_queryset(self) -> QuerySet[Action]:
        return Action.objects.visible_to(self.request.user).filter(workspace=self.kwargs.get("workspace")).with_all()

    @cached_property
    def listed(self) -> Listed:
        """The needs and the shares of grants from which the gaps follow."""
        return Listed.of(self.request.user, workspace=self.kwargs["workspace"])


@extend_schema_view(list=extend_schema(parameters=[_WORKSPACE]))
class FollowUpViewSet(InWorkspaceMixin, ListModelMixin, GenericViewSet):
    """What a workspace asked of the authorities, in the order in which it last changed. Read only."""

    serializer_class = FollowUpSerializer
    filterset_class = FollowUpFilter
    pagination_class = ActionPagination

    def get_queryset(self) -> QuerySet[FollowUp]:
        return FollowUp.objects.visible_to(self.request.user).filter(workspace=self.kwargs.get("workspace")).with_all()
