"""The action strategy plan: its pages, its actions, and its files."""

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.pdf import APT_LINE, PdfUnavailable
from cycles.models import Recommendation
from implementation import plan_lines
from implementation.forms.plans import ActionForm, PlanForm
from implementation.funding_sums import Listed
from implementation.models import Action, ActionStrategyPlan, Spending
from implementation.plan_columns import facts_of
from implementation.plan_files import RENDERERS, PlanDocument
from implementation.printed_names import aliases_in
from implementation.services import plans
from implementation.services.kept_rows import ChangedMeanwhile
from implementation.views.downloads import as_download
from reminders.deadline_lines import colleagues_of


@require_GET
def action_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    return _list_page(request, workspace)


def _list_page(request: UserRequest, workspace: Workspace, **more: Any) -> HttpResponse:
    view = request.GET.get("view", "table")
    asked = request.GET.copy()
    asked.pop("view", None)
    context = {
        "workspace": workspace,
        "here": "plan",
        "page": _page(request, workspace),
        "view": view if view in plan_lines.VIEWS else "table",
        "query": asked.urlencode(),
        "can_edit": can_edit_workspace(request.user, workspace),
        "statuses": Action.Status.choices,
    }
    return render(request, "implementation/action_list.html", context | more, status=503 if more else 200)


@require_GET
def plan_file(request: UserRequest, pk: UUID, file_format: str) -> HttpResponse | FileResponse:
    """Exactly the actions that the filters show, with every column."""
    workspace = _workspace(request, pk)
    try:
        content = RENDERERS[file_format](PlanDocument(workspace, _page(request, workspace)))
    except PdfUnavailable:
        return _list_page(request, workspace, apt_line=APT_LINE)
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    filename = f"plan-{workspace.review.code}.{file_format}"
    return as_download(io.BytesIO(content), filename=filename, content_type=CONTENT_TYPES[file_format])


@require_http_methods(["GET", "POST"])
def plan_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    plan = ActionStrategyPlan.objects.visible_to(request.user).filter(workspace=workspace).first()
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        plans.save_plan(workspace=workspace, words=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The plan’s words are saved."))
        return redirect("implementation:action_list", pk=workspace.pk)
    return render(request, "implementation/plan_edit.html", {"workspace": workspace, "here": "plan", "form": form})


@require_http_methods(["GET", "POST"])
def action_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"numbers": request.GET.get("recommendation", "")[:30], "cluster": request.GET.get("cluster", "")[:120]}
    form = ActionForm(request.POST or None, user=request.user, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = plans.create_action(
            workspace=workspace,
            words=form.words,
            recommendations=form.cleaned_data["numbers"],
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The action stands in the plan."))
        return redirect(made)
    return render(request, "implementation/action_create.html", {"workspace": workspace, "here": "plan", "form": form})


@require_GET
def action_start(request: UserRequest) -> HttpResponse:
    """From a recommendation of the public record into the workspace where it is to be acted upon."""
    key = request.GET.get("recommendation", "")[:30]
    found = Recommendation.objects.visible_to(request.user).by_key(key).select_related("review").first()
    if found is None:
        raise Http404
    rows = Workspace.objects.visible_to(request.user).filter(review=found.review_id).with_parts().order_by("name", "pk")
    writable = [one for one in rows if can_edit_workspace(request.user, one)]
    if len(writable) == 1:
        address = reverse("implementation:action_create", args=[writable[0].pk])
        return redirect(f"{address}?recommendation={found.number}")
    context = {"recommendation": found, "workspaces": writable}
    return render(request, "implementation/action_start.html", context)


@require_GET
def action_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    action = _action(request, pk)
    line = _line(request, action)
    context = {
        "workspace": action.workspace,
        "here": "plan",
        "action": action,
        "line": line,
        "facts": facts_of(line),
        "spent": Spending.objects.visible_to(request.user).filter(action=action).by_currency(),
        "can_edit": can_edit_workspace(request.user, action.workspace),
        "statuses": Action.Status.choices,
    }
    return render(request, "implementation/action_detail.html", context)


@require_http_methods(["GET", "POST"])
def action_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    action = _action(request, pk)
    require(can_edit_workspace(request.user, action.workspace))
    form = ActionForm(request.POST or None, user=request.user, workspace=action.workspace, action=action)
    newer = None
    if request.method == "POST" and form.is_valid():
        words = {"words": form.words, "recommendations": form.cleaned_data["numbers"]}
        try:
            plans.change_action(
                action=action, **words, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now()
            )
        except ChangedMeanwhile:
            newer = _line(request, action)
            form.go_on_after(action.version)
        else:
            messages.success(request, _("The action is changed; its deadline follows."))
            return redirect(action)
    context = {
        "workspace": action.workspace,
        "here": "plan",
        "action": action,
        "form": form,
        "newer": newer,
        "newer_facts": facts_of(newer) if newer else [],
    }
    return render(request, "implementation/action_edit.html", context, status=409 if newer else 200)


@require_POST
def action_move(request: UserRequest, pk: UUID) -> HttpResponse:
    """Planned, under way, done or given up: whichever button was pressed; back to the page where it stands."""
    action = _action(request, pk)
    require(can_edit_workspace(request.user, action.workspace))
    status = request.POST.get("to", "")
    if status not in Action.Status.values:
        raise Http404
    plans.move_action(action=action, status=status, by=request.user, at=timezone.now())
    messages.success(request, _("Noted how far the action is."))
    if "board" in request.POST:
        return redirect(f"{reverse('implementation:action_list', args=[action.workspace_id])}?view=board")
    return redirect(action)


@require_http_methods(["GET", "POST"])
def action_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    action = _action(request, pk)
    require(can_edit_workspace(request.user, action.workspace))
    if request.method == "POST":
        plans.delete_action(action=action, by=request.user, at=timezone.now())
        messages.success(request, _("The action is out of the plan."))
        return redirect("implementation:action_list", pk=action.workspace_id)
    context = {"workspace": action.workspace, "here": "plan", "action": action}
    return render(request, "implementation/action_delete.html", context)


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _action(request: UserRequest, pk: UUID) -> Action:
    rows = Action.objects.visible_to(request.user).with_all()
    return get_object_or_404(
        rows.select_related("workspace__review__state_under_review", "organisation", "person", "plan"), pk=pk
    )


def _page(request: UserRequest, workspace: Workspace) -> plan_lines.PlanPage:
    asked = plan_lines.PlanFilter.from_address(request.GET.dict())
    return plan_lines.plan_page(workspace=workspace, user=request.user, on=timezone.localdate(), asked=asked)


def _line(request: UserRequest, action: Action) -> plan_lines.ActionLine:
    listed = Listed.of(request.user, workspace=action.workspace_id, action=action.pk)
    known = colleagues_of(request.user)
    return plan_lines.action_line(
        action, colleagues=known, on=timezone.localdate(), listed=listed, aliases=aliases_in(action.workspace_id)
    )
