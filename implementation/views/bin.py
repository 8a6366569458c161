"""What was deleted in a workspace, for as long as it can be taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from implementation.models import Evidence
from implementation.services import evidence


@require_GET
def bin_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    rows = Evidence.objects.in_bin_of(request.user).filter(workspace=workspace)
    context = {
        "workspace": workspace,
        "here": "bin",
        "rows": rows.select_related("binned_by"),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/bin_list.html", context)


@require_POST
def bin_restore(request: UserRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Evidence.objects.in_bin_of(request.user).select_related("workspace"), pk=pk)
    require(can_edit_workspace(request.user, row.workspace))
    evidence.restore_evidence(evidence=row, by=request.user, at=timezone.now())
    messages.success(request, _("It is back where it was."))
    return redirect("implementation:bin_list", row.workspace_id)


@require_http_methods(["GET", "POST"])
def bin_erase(request: UserRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(
        Evidence.objects.in_bin_of(request.user).select_related("workspace__review__state_under_review"), pk=pk
    )
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        evidence.erase_evidence(evidence=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is deleted for good."))
        return redirect("implementation:bin_list", row.workspace_id)
    return render(request, "implementation/bin_erase.html", {"workspace": row.workspace, "row": row, "here": "bin"})
