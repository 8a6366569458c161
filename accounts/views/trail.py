"""Who did what, for those who answer for it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts import rules, trail
from accounts.forms.trail import TrailForm
from accounts.http import UserRequest
from accounts.models import Organisation, Workspace
from common.access import require
from common.audit import record_event
from common.http import csv_response
from common.models import AuditEvent


@require_GET
def organisation_trail(request: UserRequest, pk: UUID) -> HttpResponse:
    organisation = _owned(request, pk)
    context = {"organisation": organisation}
    members = trail.named_members([organisation])
    return _show(request, "organisation", context, trail.organisation_events(organisation), members, {})


@require_GET
def organisation_trail_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    organisation = _owned(request, pk)
    members = trail.named_members([organisation])
    at = timezone.now()
    # What is shown, without the line about the file itself.
    events = TrailForm(request.GET, members=members).narrow(trail.organisation_events(organisation).filter(at__lt=at))
    lines = trail.in_words(events.iterator(chunk_size=2000), user=request.user, members=members)
    record_event(
        verb="export",
        target=organisation,
        by=request.user,
        at=at,
        organisation_id=organisation.pk,
        fields=["audit trail"],
    )
    response = csv_response("audit-trail.csv", trail.head(), (line.cells() for line in lines))
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def workspace_trail(request: UserRequest, pk: UUID) -> HttpResponse:
    """What shaped the workspace, for those who coordinate it: people of other organisations are not named."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_coordinate_workspace(request.user, workspace))
    ours = Organisation.objects.visible_to(request.user)
    others = trail.named_organisations(workspace)
    context = {"workspace": workspace, "here": "members"}
    return _show(request, "workspace", context, trail.workspace_events(workspace), trail.named_members(ours), others)


def _owned(request: UserRequest, pk: UUID) -> Organisation:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(rules.can_own_organisation(request.user, organisation))
    return organisation


def _show(
    request: UserRequest,
    name: str,
    context: dict[str, Any],
    events: QuerySet[AuditEvent],
    members: dict[UUID, str],
    others: dict[UUID, str],
) -> HttpResponse:
    form = TrailForm(request.GET, members=members)
    page, more = trail.one_page(form.narrow(events), form.cleaned_data.get("before"))
    context |= {
        "form": form,
        "head": trail.head(),
        "lines": list(trail.in_words(page, user=request.user, members=members, others=others)),
        "more": more,
        "address": form.address(),
    }
    return render(request, f"accounts/{name}_trail.html", context, status=200 if form.is_valid() else 422)
