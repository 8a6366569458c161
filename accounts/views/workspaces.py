"""Pages of workspaces."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import rules
from accounts.forms.coalitions import AnswerForm
from accounts.forms.workspaces import WorkspaceForm
from accounts.http import UserRequest
from accounts.models import (
    CoalitionNotice,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Workspace,
    WorkspaceMember,
)
from accounts.part_words import SENTENCES
from accounts.services import workspaces


@require_http_methods(["GET", "POST"])
def workspace_create(request: UserRequest) -> HttpResponse:
    form = WorkspaceForm(request.POST or None, user=request.user, initial=_asked_review(request))
    if request.method == "POST" and form.is_valid():
        organisation = form.chosen_organisation()
        review, name = form.cleaned_data["review"], form.cleaned_data["name"]
        try:
            workspace = workspaces.open_workspace(
                review=review, organisation=organisation, name=name, by=request.user, at=timezone.now()
            )
        except workspaces.AlreadyOpen as error:
            messages.info(request, _("Your organisation has this workspace already."))
            return redirect(error.workspace)
        return redirect(workspace)
    return render(request, "accounts/workspace_create.html", {"form": form})


def _asked_review(request: HttpRequest) -> dict[str, str]:
    """``?review=SVN-4`` marks that State and cycle in the form."""
    state, _dash, cycle = request.GET.get("review", "").partition("-")
    return {"state": state, "cycle": cycle} if cycle else {}


@require_GET
def workspace_members(request: UserRequest, pk: UUID) -> HttpResponse:
    """The place of the coalition: who takes part as what, who is invited, who asks."""
    user = request.user
    workspace = get_object_or_404(Workspace.objects.visible_to(user).with_parts(), pk=pk)
    parts = WorkspaceMember.objects.visible_to(user).filter(workspace=workspace).select_related("organisation__state")
    people = Membership.objects.visible_to(user).filter(organisation__workspaces=workspace)
    people = people.select_related("user", "organisation")
    can_coordinate = rules.can_coordinate_workspace(user, workspace)
    context = {
        "workspace": workspace,
        "here": "members",
        "parts": parts.in_order(),
        "people": people.order_by("organisation__name", "organisation", "user__name", "pk"),
        "owned": set(Organisation.objects.visible_to(user).held_by(user).values_list("pk", flat=True)),
        "can_edit": can_coordinate or rules.can_edit_workspace(user, workspace),
        "can_publish": rules.can_publish_workspace(user, workspace),
        "can_coordinate": can_coordinate,
        "sentences": SENTENCES.items(),
    }
    if can_coordinate:
        context |= _for_coordinators(request, workspace)
    return render(request, "accounts/workspace_members.html", context)


def _for_coordinators(request: UserRequest, workspace: Workspace) -> dict[str, Any]:
    invitations = Invitation.objects.visible_to(request.user).filter(workspace=workspace)
    waiting = JoinRequest.objects.visible_to(request.user).filter(workspace=workspace).waiting()
    return {
        "invitations": invitations.open(at=timezone.now()).order_by("expires_at", "pk"),
        "waiting": waiting.select_related("organisation__state"),
        "answer": AnswerForm(auto_id=False),
        "notice": CoalitionNotice.objects.visible_to(request.user).filter(workspace=workspace).first(),
    }
