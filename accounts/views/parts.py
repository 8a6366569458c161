"""Pages about the parts of organisations in a workspace."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import rules
from accounts.forms.coalitions import CoordinationForm, PartForm
from accounts.http import UserRequest
from accounts.models import Organisation, Workspace, WorkspaceMember
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services import workspaces
from common.access import require


def _part(request: UserRequest, pk: int) -> WorkspaceMember:
    return get_object_or_404(
        WorkspaceMember.objects.visible_to(request.user).select_related(
            "organisation", "workspace__review__state_under_review"
        ),
        pk=pk,
    )


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def part_edit(request: UserRequest, pk: int) -> HttpResponse:
    part = _part(request, pk)
    require(rules.can_coordinate_workspace(request.user, part.workspace))
    form = PartForm(request.POST or None, initial={"role": part.role})
    is_last = False
    if request.method == "POST" and form.is_valid():
        try:
            workspaces.change_part(part=part, role=form.cleaned_data["role"], by=request.user, at=timezone.now())
        except workspaces.LastCoordinator:
            is_last = True
        else:
            messages.success(request, _("The part is changed, from now on."))
            return redirect("accounts:workspace_members", part.workspace_id)
    context = {"part": part, "workspace": part.workspace, "here": "members", "form": form, "is_last": is_last}
    return render(request, "accounts/part_edit.html", context)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def part_remove(request: UserRequest, pk: int) -> HttpResponse:
    """Taking an organisation out of a workspace, and leaving with one's own."""
    part = _part(request, pk)
    require(rules.can_remove_part(request.user, part))
    is_own = rules.can_own_organisation(request.user, part.organisation)
    is_last = workspaces.is_last_coordinator(part)
    if request.method == "POST" and not is_last:
        try:
            workspaces.remove_organisation(part=part, by=request.user, at=timezone.now())
        except workspaces.LastCoordinator:
            is_last = True
        else:
            messages.success(
                request, _("Your organisation has left.") if is_own else _("The organisation takes no part any more.")
            )
            stays = Workspace.objects.visible_to(request.user).filter(pk=part.workspace_id).exists()
            return redirect("accounts:workspace_members", part.workspace_id) if stays else redirect("impact:start")
    context = {
        "part": part,
        "workspace": part.workspace,
        "here": "members",
        "is_own": is_own,
        "is_last": is_last,
        "is_alone": is_last and part.workspace.member_rows.count() == 1,
    }
    return render(request, "accounts/part_remove.html", context)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def workspace_hand_over(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    parts = WorkspaceMember.objects.visible_to(request.user).filter(workspace=workspace)
    owned = Organisation.objects.visible_to(request.user).owned_by(request.user)
    own = parts.coordinators().filter(organisation__in=owned).order_by("pk").first()
    require(own is not None)
    others = parts.exclude(role=WorkspaceMember.Role.COORDINATOR)
    form = CoordinationForm(request.POST or None, parts=others)
    if request.method == "POST" and form.is_valid() and own:
        workspaces.hand_over_coordination(part=own, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The coordination is handed over."))
        return redirect("accounts:workspace_members", workspace.pk)
    context = {"workspace": workspace, "here": "members", "form": form, "has_others": others.exists()}
    return render(request, "accounts/workspace_hand_over.html", context)
