"""The pages that show where a workspace stands: the first door after signing in, and "What now"."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts import rules
from accounts.forms.workspaces import WorkspaceForm
from accounts.http import UserRequest
from accounts.models import Organisation, Workspace, WorkspaceMember
from accounts.recent_sign_in import require_recent_sign_in
from accounts.views.invitations import SESSION_KEY
from common.audit import record_event
from impact.now import read_now
from impact.open_steps import with_open_numbers
from impact.own_data import own_data
from impact.who_does_what import who_does_what as read_groups

# The coordinator first.
ROLES = WorkspaceMember.Role.values


@require_GET
def start(request: UserRequest) -> HttpResponse:
    """Through an invitation, if one brought this person here; to the one workspace; a choice; the first steps."""
    if SESSION_KEY in request.session:
        return redirect("accounts:invitation_accept")
    workspaces = list(Workspace.objects.visible_to(request.user).with_parts().order_by("name", "pk"))
    if len(workspaces) == 1:
        return redirect(workspaces[0])
    if workspaces:
        return render(request, "impact/start.html", {"workspaces": workspaces})
    organisations = Organisation.objects.visible_to(request.user).order_by("name", "pk")
    context = {"form": WorkspaceForm(user=request.user), "organisations": organisations}
    return render(request, "impact/first_steps.html", context)


@require_GET
def workspace_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    user = request.user
    found = Workspace.objects.visible_to(user).with_parts()
    workspace = get_object_or_404(with_open_numbers(found, user=user, on=timezone.localdate()), pk=pk)
    can_coordinate = rules.can_coordinate_workspace(user, workspace)
    # Whoever coordinates writes.
    can_edit = can_coordinate or rules.can_edit_workspace(user, workspace)
    now = read_now(workspace=workspace, user=user, at=timezone.now(), can_edit=can_edit, can_coordinate=can_coordinate)
    parts = WorkspaceMember.objects.visible_to(user).filter(workspace=workspace).select_related("organisation")
    context = {
        "workspace": workspace,
        "here": "now",
        "can_edit": can_edit,
        "today": timezone.localdate(),
        "parts": sorted(parts, key=lambda part: (ROLES.index(part.role), part.organisation.name)),
        **now.context(),
    }
    return render(request, "impact/workspace_detail.html", context)


@require_POST
@require_recent_sign_in
def own_data_download(request: UserRequest) -> JsonResponse:
    """Everything about oneself in one file. POST, so that no link on another page can start it."""
    record_event(verb="export_own_data", target=request.user, by=request.user, at=timezone.now())
    response = JsonResponse(own_data(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def who_does_what(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    can_coordinate = rules.can_coordinate_workspace(request.user, workspace)
    context = {
        "workspace": workspace,
        "here": "groups",
        "can_coordinate": can_coordinate,
        "page": read_groups(
            workspace=workspace, user=request.user, on=timezone.localdate(), with_activity=can_coordinate
        ),
    }
    return render(request, "impact/who_does_what.html", context)
