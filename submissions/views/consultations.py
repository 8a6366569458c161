"""Consultations of a workspace: the list, one of them, its form; and the map of who was heard."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from common.audit import record_event
from common.http import csv_response
from submissions.forms.preparing import ConsultationForm
from submissions.models import Consultation
from submissions.participation import participation_of
from submissions.services import preparing as services
from submissions.views import prepared

HERE = "consultations"


@require_GET
def consultation_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    rows = Consultation.objects.visible_to(request.user).filter(workspace=workspace).newest()
    context = {
        "workspace": workspace,
        "here": HERE,
        "rows": rows.prefetch_related("groups"),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "submissions/consultation_list.html", context)


@require_http_methods(["GET", "POST"])
def consultation_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = ConsultationForm(request.POST or None, user=request.user, workspace=workspace)
    if request.method == "POST" and form.is_valid():
        made = prepared.keep(form, by=request.user)
        messages.success(request, _("The consultation is kept."))
        return redirect(made)
    context = {"workspace": workspace, "here": HERE, "form": form}
    return render(request, "submissions/consultation_create.html", context)


@require_GET
def consultation_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _consultation(request, pk)
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "can_edit": can_edit_workspace(request.user, row.workspace),
    }
    return render(request, "submissions/consultation_detail.html", context)


@require_http_methods(["GET", "POST"])
def consultation_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _consultation(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = ConsultationForm(request.POST or None, user=request.user, workspace=row.workspace, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        newer = prepared.change(form, by=request.user)
        if newer is None:
            messages.success(request, _("The consultation is changed."))
            return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "submissions/consultation_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def consultation_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _consultation(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_prepared(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("submissions:consultation_list", pk=row.workspace_id)
    context = {"workspace": row.workspace, "here": HERE, "row": row}
    return render(request, "submissions/consultation_delete.html", context)


@require_GET
def participation(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    context = {
        "workspace": workspace,
        "here": "participation",
        "page": participation_of(workspace, request.user),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "submissions/participation.html", context)


@require_GET
def participation_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    page = participation_of(workspace, request.user)
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    return csv_response(f"participation-{workspace.review.code}.csv", page.table_head(), page.table())


def _consultation(request: UserRequest, pk: UUID) -> Consultation:
    rows = Consultation.objects.visible_to(request.user).with_workspace()
    return get_object_or_404(rows.prefetch_related("groups"), pk=pk)
