"""The steps of a workspace: ticked, changed, added, left out, set back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import rules
from accounts.http import UserRequest
from accounts.models import AdaptedStep, Workspace
from accounts.services.steps import NotInWorkspace
from common.access import require
from cycles.cycle_steps import NAMES, STAGES
from impact import standing
from impact.checklist import checklist
from impact.forms import StepForm
from impact.services import steps as services


@require_GET
def workspace_steps(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    today = timezone.localdate()
    dates = standing.timelines_of(review=workspace.review, user=request.user)
    context = {
        "workspace": workspace,
        "here": "steps",
        "stages": checklist(workspace=workspace, user=request.user, dates=dates.get(workspace.review_id, ()), on=today),
        "can_edit": rules.can_edit_workspace(request.user, workspace),
    }
    return render(request, "impact/workspace_steps.html", context)


@require_POST
def step_tick(request: UserRequest, pk: UUID, step: str) -> HttpResponse:
    """Tick a step; ``undo`` takes the tick back."""
    workspace, _row = _step_to_change(request, pk, step)
    change = services.untick_step if "undo" in request.POST else services.tick_step
    change(workspace=workspace, step=step, by=request.user, at=timezone.now())
    return redirect(_place(workspace, step))


@require_http_methods(["GET", "POST"])
def step_edit(request: UserRequest, pk: UUID, step: str) -> HttpResponse:
    workspace, row = _step_to_change(request, pk, step)
    standard = str(NAMES.get(step, ""))
    form = StepForm(request.POST or None, workspace=workspace, user=request.user, row=row, standard=standard)
    if request.method == "POST" and form.is_valid():
        try:
            services.adapt_step(workspace=workspace, step=step, words=form.words, by=request.user, at=timezone.now())
        except NotInWorkspace:
            form.add_error("person", _("This person is not in that organisation. Choose another, or no person."))
        else:
            messages.success(request, _("The step is saved."))
            return redirect(_place(workspace, step))
    context = {"workspace": workspace, "here": "steps", "form": form, "row": row, "step": step, "standard": standard}
    return render(request, "impact/step_edit.html", context)


@require_http_methods(["GET", "POST"])
def step_create(request: UserRequest, pk: UUID, stage: int) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_edit_workspace(request.user, workspace))
    if stage not in STAGES:
        raise Http404
    form = StepForm(request.POST or None, workspace=workspace, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.add_step(
                workspace=workspace, stage=stage, words=form.words, by=request.user, at=timezone.now()
            )
        except NotInWorkspace:
            form.add_error("person", _("This person is not in that organisation. Choose another, or no person."))
        else:
            messages.success(request, _("The step is added."))
            return redirect(_place(workspace, row.step))
    context = {"workspace": workspace, "here": "steps", "form": form, "stage_name": STAGES[stage]}
    return render(request, "impact/step_create.html", context)


@require_POST
def step_leave_out(request: UserRequest, pk: UUID, step: str) -> HttpResponse:
    workspace, _row = _step_to_change(request, pk, step)
    if step not in NAMES:
        raise Http404
    services.leave_out_step(workspace=workspace, step=step, by=request.user, at=timezone.now())
    messages.success(request, _("The step is left out. It stands at the end of its stage, and can come back."))
    return redirect(_place(workspace, step))


@require_POST
def step_reset(request: UserRequest, pk: UUID, step: str) -> HttpResponse:
    workspace, row = _step_to_change(request, pk, step)
    services.reset_step(workspace=workspace, step=step, by=request.user, at=timezone.now())
    is_gone = row is not None and row.is_own
    messages.success(request, _("The step is taken away.") if is_gone else _("The step is as it is everywhere again."))
    return redirect(_place(workspace, step))


def _step_to_change(request: UserRequest, pk: UUID, step: str) -> tuple[Workspace, AdaptedStep | None]:
    """The workspace, and what it made of the step; a step is one of the cycle's or one of its own."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_edit_workspace(request.user, workspace))
    row = AdaptedStep.objects.visible_to(request.user).filter(workspace=workspace, step=step).first()
    if step not in NAMES and row is None:
        raise Http404
    return workspace, row


def _place(workspace: Workspace, step: str) -> str:
    return f"{reverse('impact:workspace_steps', args=[workspace.pk])}#step-{step}"
