"""Who covers what, and what nobody covers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_coordinate_workspace
from implementation.coverage import coverage_of


@require_GET
def coverage(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    context = {
        "workspace": workspace,
        "here": "coverage",
        "page": coverage_of(workspace, request.user),
        "can_coordinate": can_coordinate_workspace(request.user, workspace),
    }
    return render(request, "implementation/coverage.html", context)
