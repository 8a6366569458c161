"""Priority issues of a workspace: the list, one of them with what was recommended before, and its form."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from implementation.models import Evidence
from submissions.forms.preparing import PriorityIssueForm
from submissions.models import PriorityIssue, ProposedRecommendation
from submissions.past import past_of
from submissions.services import preparing as services
from submissions.views import prepared

HERE = "priority_issues"


@require_GET
def priority_issue_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    rows = PriorityIssue.objects.visible_to(request.user).filter(workspace=workspace).named().select_related("issue")
    context = {
        "workspace": workspace,
        "here": HERE,
        "rows": rows.annotate(proposal_count=Count("proposals", distinct=True)),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "submissions/priority_issue_list.html", context)


@require_http_methods(["GET", "POST"])
def priority_issue_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"issue": request.GET.get("issue", "")[:20]}
    form = PriorityIssueForm(request.POST or None, user=request.user, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = prepared.keep(form, by=request.user)
        messages.success(request, _("The priority issue is kept."))
        return redirect(made)
    context = {"workspace": workspace, "here": HERE, "form": form}
    return render(request, "submissions/priority_issue_create.html", context)


@require_GET
def priority_issue_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _priority_issue(request, pk)
    is_ours = row.issue is not None and row.issue.code.isdecimal()
    proposals = ProposedRecommendation.objects.visible_to(request.user).filter(priority_issue=row).in_order()
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "past": past_of(row.workspace, issue=row.issue.code, user=request.user) if row.issue and is_ours else None,
        "proposals": proposals,
        "can_edit": can_edit_workspace(request.user, row.workspace),
    }
    return render(request, "submissions/priority_issue_detail.html", context)


@require_http_methods(["GET", "POST"])
def priority_issue_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _priority_issue(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = PriorityIssueForm(request.POST or None, user=request.user, workspace=row.workspace, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        newer = prepared.change(form, by=request.user)
        if newer is None:
            messages.success(request, _("The priority issue is changed."))
            return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "submissions/priority_issue_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def priority_issue_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _priority_issue(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_prepared(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("submissions:priority_issue_list", pk=row.workspace_id)
    context = {"workspace": row.workspace, "here": HERE, "row": row}
    return render(request, "submissions/priority_issue_delete.html", context)


def _priority_issue(request: UserRequest, pk: UUID) -> PriorityIssue:
    rows = PriorityIssue.objects.visible_to(request.user).with_workspace().select_related("issue")
    seen = Prefetch("evidence", queryset=Evidence.objects.visible_to(request.user).order_by("title", "pk"))
    return get_object_or_404(rows.prefetch_related("groups", seen), pk=pk)
