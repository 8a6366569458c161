"""The evidence of a workspace in one place: found, read, changed, used once more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from cycles.models import Recommendation
from implementation.forms.library import LibraryForm
from implementation.line_chart import line_chart
from implementation.models import Evidence
from implementation.services.evidence import add_evidence, attach_evidence, change_evidence

PAGE = 50


@require_GET
def evidence_list(request: UserRequest, pk: UUID) -> HttpResponse:
    """Everything that the ratings rest on: by words, kind, and whether it is sensitive. ``for``: to be used there."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    asked = {name: request.GET.get(name, "")[:100] for name in ("q", "kind", "sensitive", "for")}
    rows = Evidence.objects.visible_to(request.user).filter(workspace=workspace)
    if asked["q"]:
        words = Q()
        for name in ("title", "source", "place", "text", "unit"):
            words |= Q(**{f"{name}__icontains": asked["q"]})
        rows = rows.filter(words)
    if asked["kind"] in Evidence.Kind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked["sensitive"] in {"1", "0"}:
        rows = rows.filter(is_sensitive=asked["sensitive"] == "1")
    page = Paginator(rows.order_by("-created_at", "pk").prefetch_related("recommendations"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "workspace": workspace,
        "here": "evidence",
        "page": page,
        "asked": asked,
        "query": "&".join(f"{name}={value}" for name, value in asked.items() if value and name != "for"),
        "target": _recommendation(request, workspace, asked["for"]) if asked["for"] else None,
        "kinds": Evidence.Kind.choices,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/evidence_list.html", context)


@require_http_methods(["GET", "POST"])
def evidence_new(request: UserRequest, pk: UUID) -> HttpResponse:
    """Evidence of every kind, with all that is known of it."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    kind = request.GET.get("kind", "")
    initial = {
        "numbers": request.GET.get("recommendation", "")[:30],
        "kind": kind if kind in Evidence.Kind.values else Evidence.Kind.LINK,
        "is_sensitive": kind == Evidence.Kind.TESTIMONY,
    }
    form = LibraryForm(request.POST or None, request.FILES or None, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        how: dict[str, Any] = {"by": request.user, "at": timezone.now()}
        first, *others = form.cleaned_data["numbers"]
        made = add_evidence(
            workspace=workspace,
            recommendation=first,
            file=form.cleaned_data["file"],
            key=form.cleaned_data["key"],
            **form.words,
            **how,
        )
        for one in others:
            attach_evidence(evidence=made, recommendation=one, **how)
        messages.success(request, _("The evidence is kept."))
        return redirect("implementation:evidence_detail", pk=made.pk)
    return render(
        request, "implementation/evidence_new.html", {"workspace": workspace, "here": "evidence", "form": form}
    )


@require_GET
def evidence_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("created_by"), pk=pk)
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=evidence.workspace_id)
    context = {
        "workspace": workspace,
        "here": "evidence",
        "item": evidence,
        "recommendations": evidence.recommendations.select_related("review").in_order(),
        "chart": line_chart([value for _when, value in evidence.points]) if evidence.series else None,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/evidence_detail.html", context)


@require_http_methods(["GET", "POST"])
def evidence_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=evidence.workspace_id)
    require(can_edit_workspace(request.user, workspace))
    form = LibraryForm(request.POST or None, request.FILES or None, workspace=workspace, evidence=evidence)
    if request.method == "POST" and form.is_valid():
        change_evidence(
            evidence=evidence,
            words=form.words,
            recommendations=form.cleaned_data["numbers"],
            file=form.cleaned_data["file"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The evidence is changed."))
        return redirect("implementation:evidence_detail", pk=evidence.pk)
    context = {"workspace": workspace, "here": "evidence", "item": evidence, "form": form}
    return render(request, "implementation/evidence_edit.html", context)


@require_POST
def evidence_attach(request: UserRequest, pk: UUID) -> HttpResponse:
    """Uses evidence that is there for one more recommendation: ``?for=140.7``; back to where that one is rated."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("workspace__review"), pk=pk)
    require(can_edit_workspace(request.user, evidence.workspace))
    found = _recommendation(request, evidence.workspace, request.GET.get("for", ""))
    attach_evidence(evidence=evidence, recommendation=found, by=request.user, at=timezone.now())
    messages.success(request, _("The evidence stands for this recommendation too."))
    return redirect(f"{reverse('implementation:rating_list', args=[evidence.workspace_id])}?at={found.number}")


def _recommendation(request: UserRequest, workspace: Workspace, number: str) -> Recommendation:
    rows = Recommendation.objects.visible_to(request.user).filter(review=workspace.review_id).select_related("review")
    found = rows.by_key(f"{workspace.review.code}-{number}"[:40]).first()
    if found is None:
        raise Http404
    return found
