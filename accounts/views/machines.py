"""Pages of the machines that work in a workspace, and the one address at which they fetch their keys."""

from typing import Any
from uuid import UUID

from allauth.idp.oidc import views as oidc
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import rules
from accounts.forms.keys import MachineForm
from accounts.http import UserRequest
from accounts.models import MachineClient, Workspace
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services.machines import create_machine, revoke_machine
from accounts.services.tokens import AlreadyMade
from common.access import require
from common.api import WrongKeyThrottle

ENDED_SHOWN = 20


@csrf_exempt
@login_not_required
@require_POST
def machine_token(request: HttpRequest) -> HttpResponseBase:
    """A key for an hour, for a client's name and secret (RFC 6749, section 4.4); no other grant."""
    if not WrongKeyThrottle().allow_request(request, None):  # type: ignore[arg-type]
        response: HttpResponseBase = JsonResponse({"error": "slow_down"}, status=429)
    elif request.POST.get("grant_type") != "client_credentials":
        response = JsonResponse({"error": "unsupported_grant_type"}, status=400)
    else:
        response = oidc.token(request)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def machine_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_coordinate_workspace(request.user, workspace))
    machines = MachineClient.objects.visible_to(request.user).filter(workspace=workspace).select_related("created_by")
    still_open = machines.open(at=timezone.now())
    context = {
        "workspace": workspace,
        "here": "shares",
        "machines": still_open.order_by("-created_at", "pk"),
        "ended": machines.exclude(pk__in=still_open.values("pk")).order_by("-created_at", "pk")[:ENDED_SHOWN],
    }
    return render(request, "accounts/machine_list.html", context)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def machine_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Makes a client and shows its secret: in this answer, and never again."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_coordinate_workspace(request.user, workspace))
    form = MachineForm(request.POST or None)
    context: dict[str, Any] = {"workspace": workspace, "here": "shares", "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/machine_create.html", context)
    try:
        machine, secret = create_machine(workspace=workspace, **form.cleaned_data, by=request.user, at=timezone.now())
    except AlreadyMade:
        messages.info(request, _("This client was made already. Its secret is shown only once; if it is lost, end it."))
        return redirect("accounts:machine_list", pk=workspace.pk)
    address = request.build_absolute_uri(reverse("accounts:machine_token"))
    context |= {"machine": machine, "secret": secret, "address": address}
    response = render(request, "accounts/machine_made.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def machine_revoke(request: UserRequest, pk: UUID) -> HttpResponse:
    machine = get_object_or_404(MachineClient.objects.visible_to(request.user), pk=pk)
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user), pk=machine.workspace_id)
    require(rules.can_coordinate_workspace(request.user, workspace))
    revoke_machine(machine=machine, by=request.user, at=timezone.now())
    messages.success(request, _("The client is ended, with every key that it has fetched."))
    return redirect("accounts:machine_list", pk=workspace.pk)
