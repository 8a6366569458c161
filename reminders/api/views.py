"""Deadlines of a workspace over the API: read by its members and their keys, closed and opened by its writers."""

from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.api.workspaces import UUID, InWorkspaceMixin
from accounts.models import User
from common.api_private import conflict
from common.api_versions import IF_MATCH, IF_NONE_MATCH, UNCHANGED, VersionedMixin, tag_of
from reminders.api.rows import (
    DeadlineFilter,
    DeadlinePagination,
    DeadlineSerializer,
    DeadlineStatusSerializer,
)
from reminders.deadline_lines import colleagues_of
from reminders.models import Deadline
from reminders.rules import can_change_deadline
from reminders.services.deadlines import DeadlineChanged, close_deadline, reopen_deadline


@extend_schema(parameters=[OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)])
@extend_schema_view(
    list=extend_schema(parameters=[IF_NONE_MATCH], responses={200: DeadlineSerializer(many=True), 304: UNCHANGED}),
    retrieve=extend_schema(parameters=[IF_NONE_MATCH], responses={200: DeadlineSerializer, 304: UNCHANGED}),
)
class DeadlineViewSet(VersionedMixin, InWorkspaceMixin, ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """The deadlines of a workspace, in the order in which they last changed: its own and those of its review.

    Give `as_of` as `changed_since` the next time to have what changed meanwhile. Every answer has an ETag: send it
    back in If-None-Match, and an unchanged answer is a 304 without a body.

    To say that one is done, cancelled, or open again, send its `status`, and in If-Match which version you have read:
    nobody's change is overwritten unread. Needs a sign-in or a key with write_deadlines.
    """

    serializer_class = DeadlineSerializer
    filterset_class = DeadlineFilter
    pagination_class = DeadlinePagination
    lookup_value_regex = UUID
    write_scope = "write_deadlines"
    rules = {"partial_update": can_change_deadline}  # noqa: RUF012

    def get_queryset(self) -> QuerySet[Deadline]:
        rows = Deadline.objects.visible_to(self.request.user).with_people()
        return rows.filter(workspace=self.kwargs.get("workspace"))

    def get_serializer_context(self) -> dict[str, Any]:
        # Asked for only where somebody without a name has one of the deadlines.
        colleagues = SimpleLazyObject(lambda: colleagues_of(cast("User", self.request.user)))
        return {**super().get_serializer_context(), "colleagues": colleagues}

    @extend_schema(
        parameters=[IF_MATCH],
        request=DeadlineStatusSerializer,
        responses={
            200: OpenApiResponse(DeadlineSerializer, "Noted."),
            409: OpenApiResponse(description="Somebody changed it meanwhile; `current` is how it stands now."),
            428: OpenApiResponse(description="If-Match is missing, or names no version."),
        },
    )
    def partial_update(self, request: Request, workspace: str, pk: str) -> Response:
        deadline = self.get_object()
        words = DeadlineStatusSerializer(data=request.data)
        words.is_valid(raise_exception=True)
        seen = self.seen(deadline.version)
        try:
            self._set_status(deadline, words.validated_data["status"], seen)
        except DeadlineChanged:
            detail = _("Somebody changed this deadline after you had read it.")
            return conflict(detail, current=self.get_serializer(self.get_object()).data)
        data = self.get_serializer(self.get_object()).data
        return Response(data, headers={"ETag": tag_of(data)})

    def _set_status(self, deadline: Deadline, status: str, seen: str) -> None:
        user, now = cast("User", self.request.user), timezone.now()
        if status == Deadline.Status.OPEN:
            reopen_deadline(deadline=deadline, by=user, at=now, seen=seen)
        else:
            close_deadline(deadline=deadline, status=status, by=user, at=now, seen=seen)
