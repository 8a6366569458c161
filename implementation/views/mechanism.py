"""The State's follow-up mechanism: its page, its words, and its meetings with what is done in parliament and media."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from implementation.forms.mechanism import MechanismForm, OccasionForm
from implementation.mechanism_lines import OccasionLine, mechanism_page, occasion_line
from implementation.models import FollowUpMechanism, Occasion
from implementation.services import mechanism as services
from implementation.services.kept_rows import ChangedMeanwhile


@require_GET
def mechanism_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    context = {
        "workspace": workspace,
        "here": "mechanism",
        "page": mechanism_page(workspace=workspace, user=request.user, on=timezone.localdate()),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/mechanism_detail.html", context)


@require_http_methods(["GET", "POST"])
def mechanism_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    row = FollowUpMechanism.objects.visible_to(request.user).filter(workspace=workspace).first()
    form = MechanismForm(request.POST or None, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "seen": form.cleaned_data["seen"]}
        try:
            services.save_mechanism(workspace=workspace, **said, by=request.user, at=timezone.now())
        except ChangedMeanwhile as conflict:
            newer = conflict.current
            form.go_on_after(newer.version)
        else:
            messages.success(request, _("It is kept."))
            return redirect("implementation:mechanism_detail", pk=workspace.pk)
    context = {"workspace": workspace, "here": "mechanism", "form": form, "newer": newer}
    return render(request, "implementation/mechanism_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def occasion_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    initial: dict[str, Any] = {"numbers": request.GET.get("recommendation", "")[:30]}
    if request.GET.get("kind") in Occasion.Kind.values:
        initial["kind"] = request.GET["kind"]
    form = OccasionForm(request.POST or None, user=request.user, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = services.create_occasion(
            workspace=workspace,
            words=form.words,
            recommendations=form.cleaned_data["numbers"],
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It is kept."))
        return redirect(made)
    context = {"workspace": workspace, "here": "mechanism", "form": form}
    return render(request, "implementation/occasion_create.html", context)


@require_GET
def occasion_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    occasion = _occasion(request, pk)
    context = {
        "workspace": occasion.workspace,
        "here": "mechanism",
        "occasion": occasion,
        "line": _line(request, occasion),
        "can_edit": can_edit_workspace(request.user, occasion.workspace),
    }
    return render(request, "implementation/occasion_detail.html", context)


@require_http_methods(["GET", "POST"])
def occasion_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    occasion = _occasion(request, pk)
    require(can_edit_workspace(request.user, occasion.workspace))
    form = OccasionForm(request.POST or None, user=request.user, workspace=occasion.workspace, occasion=occasion)
    newer = None
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "recommendations": form.cleaned_data["numbers"], "seen": form.cleaned_data["seen"]}
        try:
            services.change_occasion(occasion=occasion, **said, by=request.user, at=timezone.now())
        except ChangedMeanwhile:
            newer = _line(request, occasion)
            form.go_on_after(occasion.version)
        else:
            messages.success(request, _("It is changed; its deadline follows."))
            return redirect(occasion)
    context = {
        "workspace": occasion.workspace,
        "here": "mechanism",
        "occasion": occasion,
        "form": form,
        "newer": newer,
    }
    return render(request, "implementation/occasion_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def occasion_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    occasion = _occasion(request, pk)
    require(can_edit_workspace(request.user, occasion.workspace))
    if request.method == "POST":
        services.delete_occasion(occasion=occasion, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("implementation:mechanism_detail", pk=occasion.workspace_id)
    context = {"workspace": occasion.workspace, "here": "mechanism", "occasion": occasion}
    return render(request, "implementation/occasion_delete.html", context)


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _occasion(request: UserRequest, pk: UUID) -> Occasion:
    rows = Occasion.objects.visible_to(request.user).with_all()
    return get_object_or_404(rows.select_related("workspace__review__state_under_review"), pk=pk)


def _line(request: UserRequest, occasion: Occasion) -> OccasionLine:
    return occasion_line(occasion, user=request.user, on=timezone.localdate())
