"""States to be won and what they are asked, over the API: read by members and their keys, written by writers."""

from http import HTTPStatus
from typing import Any, cast
from uuid import uuid4

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
from accounts.rules import can_edit_workspace
from advocacy.api.pipeline_rows import (
    AskAnswerSerializer,
    AskFilter,
    AskSerializer,
    ByLastChangePagination,
    LastChangePagination,
    NewTargetSerializer,
    TargetChangeSerializer,
    TargetFilter,
    TargetSerializer,
)
from advocacy.api.writing import MEANWHILE, as_typed, changed_meanwhile, checked
from advocacy.forms.pipeline import TargetForm
from advocacy.models import Ask, Target
from advocacy.rules import can_edit_advocacy
from advocacy.services import pipeline as services
from common.api_private import conflict
from common.api_versions import IF_MATCH, IF_NONE_MATCH, UNCHANGED, VersionedMixin, tag_of
from reminders.deadline_lines import colleagues_of
from submissions.services.preparing import PreparedMeanwhile

_WORKSPACE = OpenApiParameter("workspace", OpenApiTypes.UUID, OpenApiParameter.PATH)


@extend_schema(parameters=[_WORKSPACE])
@extend_schema_view(
    list=extend_schema(parameters=[IF_NONE_MATCH], responses={200: TargetSerializer(many=True), 304: UNCHANGED}),
    retrieve=extend_schema(parameters=[IF_NONE_MATCH], responses={200: TargetSerializer, 304: UNCHANGED}),
)
class TargetViewSet(VersionedMixin, InWorkspaceMixin, ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """The pipeline of a workspace, State by State, in the order in which it last changed.

    Give `as_of` as `changed_since` the next time; `removed` names each that was taken away since. Needs a sign-in or a
    key with read_advocacy, or write_advocacy.
    Send a State to take it in (409 with its row where it stands there already), or what changes with the version that
    you have read in If-Match. A program gives a State to organisations; who of its people has it, people say.
    Notes on a State, and contacts, are not given to programs.
    """

    serializer_class = TargetSerializer
    filterset_class = TargetFilter
    pagination_class = ByLastChangePagination
    lookup_value_regex = UUID
    read_scope = "read_advocacy"
    write_scope = "write_advocacy"
    rules = {"create": can_edit_workspace, "partial_update": can_edit_advocacy}  # noqa: RUF012

    def get_queryset(self) -> QuerySet[Target]:
        rows = Target.objects.visible_to(self.request.user).filter(workspace=self.kwargs.get("workspace"))
        return rows.with_last_change().select_related("workspace", "person").with_asks()

    def get_serializer_context(self) -> dict[str, Any]:
        colleagues = SimpleLazyObject(lambda: colleagues_of(cast("User", self.request.user)))
        return {**super().get_serializer_context(), "colleagues": colleagues}

    @extend_schema(
        request=NewTargetSerializer,
        responses={
            201: OpenApiResponse(TargetSerializer, "It stands in the pipeline."),
            409: OpenApiResponse(description="It stands there already; `current` is its row."),
        },
    )
    def create(self, request: Request, workspace: str) -> Response:
        self.check_object_permissions(request, self.workspace)
        sent = self._sent(NewTargetSerializer)
        user = cast("User", request.user)
        typed = self._typed({"status": Target.Status.IDENTIFIED} | sent) | {"key": str(uuid4())}
        form = TargetForm(typed, user=user, workspace=self.workspace)
        data = checked(form, {"holder": "organisation"})
        said = {"words": form.words, "proposals": data["proposals"], "key": data["key"]}
        try:
            made = services.add_target(
                workspace=self.workspace, state=data["state"], **said, by=user, at=timezone.now()
            )
        except services.AlreadyThere as error:
            detail = _("This State stands in the pipeline already.")
            return conflict(detail, current=self._read(error.target))
        return self._answer(made, HTTPStatus.CREATED)

    @extend_schema(
        parameters=[IF_MATCH],
        request=TargetChangeSerializer,
        responses={200: OpenApiResponse(TargetSerializer, "Noted."), **MEANWHILE},
    )
    def partial_update(self, request: Request, workspace: str, pk: str) -> Response:
        target = self.get_object()
        seen, sent = self.seen(target.version), self._sent(TargetChangeSerializer)
        user = cast("User", request.user)
        kept = {name: getattr(target, name) for name in ("status", "next_step", "next_date")}
        form = TargetForm(self._typed(kept | sent), user=user, workspace=self.workspace, target=target)
        data = checked(form, {"holder": "organisation"})
        words = {name: value for name, value in form.words.items() if name in sent}
        if "organisation" in sent:
            words |= form.holders
        asked = data["proposals"] if "proposals" in sent else [ask.proposal for ask in target.asks.all()]
        try:
            services.change_target(target=target, words=words, proposals=asked, by=user, at=timezone.now(), seen=seen)
        except PreparedMeanwhile:
            return changed_meanwhile(self._read(target))
        return self._answer(target)

    def _sent(self, serializer_class: type[TargetChangeSerializer]) -> dict[str, Any]:
        words = serializer_class(data=self.request.data)
        words.is_valid(raise_exception=True)
        return words.validated_data

    def _typed(self, said: dict[str, Any]) -> dict[str, Any]:
        holder = f"organisation:{said['organisation']}" if said.get("organisation") else ""
        return as_typed(said) | {"holder": holder, "key": str(uuid4())}

    def _read(self, target: Target) -> Any:
        return self.get_serializer(self.get_queryset().get(pk=target.pk)).data

    def _answer(self, target: Target, status: int = HTTPStatus.OK) -> Response:
        data = self._read(target)
        return Response(data, status, headers={"ETag": tag_of(data)})


@extend_schema(parameters=[_WORKSPACE])
@extend_schema_view(
    list=extend_schema(parameters=[IF_NONE_MATCH], responses={200: AskSerializer(many=True), 304: UNCHANGED}),
    retrieve=extend_schema(parameters=[IF_NONE_MATCH], responses={200: AskSerializer, 304: UNCHANGED}),
)
class AskViewSet(VersionedMixin, InWorkspaceMixin, ListModelMixin, RetrieveModelMixin, GenericViewSet):
    """Which proposed recommendation each State is asked to make, whether it was presented, when, and what came of it.

    In the order in which it was last noted on. To note it, send `status` and the day, with the version that you have
    read in If-Match. Needs a sign-in or a key with read_advocacy; to write, write_advocacy.
    """

    serializer_class = AskSerializer
    filterset_class = AskFilter
    pagination_class = LastChangePagination
    lookup_value_regex = UUID
    read_scope = "read_advocacy"
    write_scope = "write_advocacy"
    rules = {"partial_update": can_edit_advocacy}  # noqa: RUF012

    def get_queryset(self) -> QuerySet[Ask]:
        rows = Ask.objects.visible_to(self.request.user).filter(workspace=self.kwargs.get("workspace"))
        return rows.select_related("workspace", "target")

    @extend_schema(
        parameters=[IF_MATCH],
        request=AskAnswerSerializer,
        responses={200: OpenApiResponse(AskSerializer, "Noted."), **MEANWHILE},
    )
    def partial_update(self, request: Request, workspace: str, pk: str) -> Response:
        ask = self.get_object()
        words = AskAnswerSerializer(data=request.data)
        words.is_valid(raise_exception=True)
        said = words.validated_data
        day = said["presented_date"] if said.get("presented_date") else ask.presented_date or timezone.localdate()
        noted = {"status": said["status"], "presented_date": day, "seen": self.seen(ask.version)}
        try:
            services.answer_ask(ask=ask, **noted, by=cast("User", request.user), at=timezone.now())
        except services.AnsweredMeanwhile:
            return changed_meanwhile(AskSerializer(self.get_object()).data)
        data = AskSerializer(self.get_object()).data
        return Response(data, headers={"ETag": tag_of(data)})
