"""Workspaces over the API: those of whoever asks, and what the routes of their rows share."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.models import Workspace
from accounts.querysets import WorkspaceQuerySet
from common.api_private import PrivateMixin

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class InWorkspaceMixin(PrivateMixin):
    """For rows under ``workspaces/{workspace}/``: who does not see the workspace learns nothing of it."""

    kwargs: dict[str, Any]
    workspace: Workspace

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        self.workspace = get_object_or_404(Workspace.objects.visible_to(request.user), pk=self.kwargs["workspace"])


class WorkspaceSerializer(serializers.ModelSerializer):
    """A workspace: its name, the review it works on, and since when its ratings are public, if they are."""

    review = serializers.CharField(source="review.code")
    url = serializers.SerializerMethodField()

    class Meta:
        model = Workspace
        fields = ["id", "name", "review", "ratings_published_at", "url"]
        read_only_fields = fields

    def get_url(self, workspace: Workspace) -> str:
        return self.context["request"].build_absolute_uri(reverse("workspace-detail", args=[workspace.pk]))


class WorkspaceViewSet(PrivateMixin, ReadOnlyModelViewSet):
    """Your workspaces; with a key, those that it was made for. Needs a sign-in or a key with read_workspace."""

    serializer_class: Any = WorkspaceSerializer
    lookup_value_regex = UUID

    def get_queryset(self) -> WorkspaceQuerySet:
        rows = Workspace.objects.visible_to(self.request.user).select_related("review")
        return rows.order_by("name", "pk")
