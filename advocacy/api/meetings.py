"""Meetings over the API: read by members and their keys, planned and moved by writers; what was said is not here."""

from http import HTTPStatus
from typing import Any, cast
from uuid import uuid4, uuid5

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from accounts.api.workspaces import UUID, InWorkspaceMixin
from accounts.models import User
from accounts.rules import can_edit_workspace
from advocacy.api.pipeline_rows import (
    ByLastChangePagination,
    MeetingChangeSerializer,
    MeetingFilter,
    MeetingSerializer,
    NewMeetingSerializer,
)
from advocacy.api.writing import MEANWHILE, as_typed, changed_meanwhile, checked
from advocacy.forms.meetings import MeetingForm
from advocacy.models import Meeting
from advocacy.rules import can_edit_advocacy
from advocacy.services import meetings as services
from common.api_versions import IF_MATCH, IF_NONE_MATCH, UNCHANGED, VersionedMixin, tag_of
from reminders.moments import GENEVA
from submissions.services.preparing import PreparedMeanwhile

# Whom one meets is not read over the API, so it is not written there either.
_LINKS = ("proposals", "factsheets")


@extend_schema(parameters=[OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)])
@extend_schema_view(
    list=extend_schema(parameters=[IF_NONE_MATCH], responses={200: MeetingSerializer(many=True), 304: UNCHANGED}),
    retrieve=extend_schema(parameters=[IF_NONE_MATCH], responses={200: MeetingSerializer, 304: UNCHANGED}),
)
class MeetingViewSet(VersionedMixin, InWorkspaceMixin, ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """The meetings of a workspace, in the order in which they last changed.

    Give `as_of` as `changed_since` the next time; `removed` names each that was taken away since. Needs a sign-in or a
    key with read_advocacy, or write_advocacy.
    Plan one by sending it; change it, or call it off, with the version that you have read in If-Match. Whom one meets,
    what was said and promised there, and the draft of the mail are never given to programs, nor taken from them: a
    person writes a meeting down. Whoever only observes in a workspace finds none.
    """

    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    pagination_class = ByLastChangePagination
    lookup_value_regex = UUID
    read_scope = "read_advocacy"
    write_scope = "write_advocacy"
    rules = {"create": can_edit_workspace, "partial_update": can_edit_advocacy}  # noqa: RUF012

    def get_queryset(self) -> QuerySet[Meeting]:
        rows = Meeting.objects.visible_to(self.request.user).filter(workspace=self.kwargs.get("workspace"))
        sealed = ("said", "promise", "mail_subject", "mail_text")
        with_links = rows.with_last_change().with_factsheets().prefetch_related("proposals")
        return with_links.select_related("workspace").defer(*sealed)

    @extend_schema(
        request=NewMeetingSerializer,
        responses={
            200: OpenApiResponse(MeetingSerializer, "It was planned before, with the same `key`."),
            201: OpenApiResponse(MeetingSerializer, "It is planned, and stands among the deadlines."),
        },
    )
    def create(self, request: Request, workspace: str) -> Response:
        self.check_object_permissions(request, self.workspace)
        sent = self._sent(NewMeetingSerializer)
        # Of this workspace alone: the same key elsewhere is another meeting.
        key = uuid5(self.workspace.pk, str(sent.pop("key", None) or uuid4()))
        user, now = cast("User", request.user), timezone.now()
        form = MeetingForm(self._typed(sent), user=user, workspace=self.workspace)
        checked(form)
        made = services.plan_meeting(
            workspace=self.workspace, words=form.words, links=form.links, by=user, at=now, key=key
        )
        return self._answer(made, HTTPStatus.CREATED if made.created_at == now else HTTPStatus.OK)

    @extend_schema(
        parameters=[IF_MATCH],
        request=MeetingChangeSerializer,
        responses={200: OpenApiResponse(MeetingSerializer, "Noted."), **MEANWHILE},
    )
    def partial_update(self, request: Request, workspace: str, pk: str) -> Response:
        meeting = self.get_object()
        seen, sent = self.seen(meeting.version), self._sent(MeetingChangeSerializer)
        if "status" in sent and meeting.status == Meeting.Status.HELD:
            refused = _("It is written down: it can neither be planned again nor called off.")
            raise ValidationError({"status": [refused]})
        user = cast("User", request.user)
        # Neither is needed to check the others, and who went may have left the workspace.
        kept = {name: getattr(meeting, name) for name in MeetingForm.WORDS if name not in {"state", "organisation"}}
        form = MeetingForm(self._typed(kept | sent), user=user, workspace=self.workspace)
        checked(form)
        words = {name: value for name, value in form.words.items() if name in sent}
        words |= {"status": sent["status"]} if "status" in sent else {}
        links = {name: form.links[name] for name in _LINKS if name in sent}
        try:
            services.change_meeting(meeting=meeting, words=words, links=links, by=user, at=timezone.now(), seen=seen)
        except PreparedMeanwhile:
            return changed_meanwhile(self._read(meeting))
        return self._answer(meeting)

    def _sent(self, serializer_class: type[Serializer]) -> dict[str, Any]:
        words = serializer_class(data=self.request.data)
        words.is_valid(raise_exception=True)
        return words.validated_data

    def _typed(self, said: dict[str, Any]) -> dict[str, Any]:
        return as_typed({"zone": GENEVA, "language": "en"} | said) | {"key": str(uuid4())}

    def _read(self, meeting: Meeting) -> Any:
        return self.get_serializer(self.get_queryset().get(pk=meeting.pk)).data

    def _answer(self, meeting: Meeting, status: int = HTTPStatus.OK) -> Response:
        data = self._read(meeting)
        return Response(data, status, headers={"ETag": tag_of(data)})
