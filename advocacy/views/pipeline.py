"""The pipeline: its board, table and recommendations; one State with what it is asked; and the ways along it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import pipeline_page
from advocacy.forms.pipeline import AskForm, TargetForm
from advocacy.meeting_page import handed
from advocacy.models import Ask, Contact, DiplomaticPost, Event, Meeting, Target
from advocacy.rules import can_see_confided
from advocacy.services import pipeline as services
from common.access import require
from common.audit import record_event
from common.http import csv_response
from cycles.models import State
from submissions.views import prepared

HERE = "pipeline"


@require_GET
def target_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    view = request.GET.get("view", "")
    view = view if view in pipeline_page.VIEWS else "board"
    board = _board(request, workspace)
    context = {
        "workspace": workspace,
        "here": HERE,
        "view": view,
        "board": board,
        "asked": pipeline_page.asked_lines(workspace=workspace, user=request.user) if view == "asks" else [],
        "statuses": Target.Status.choices,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/target_list.html", context)


@require_GET
def target_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = _workspace(request, pk)
    board = _board(request, workspace)
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    rows = [pipeline_page.table_row(line) for line in board.lines]
    return csv_response(f"pipeline-{workspace.review.code}.csv", pipeline_page.table_head(), rows)


@require_http_methods(["GET", "POST"])
def target_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"state": request.GET.get("state", "")[:3]}
    form = TargetForm(request.POST or None, user=request.user, workspace=workspace, initial=initial)
    context = {"workspace": workspace, "here": HERE, "form": form}
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "proposals": form.cleaned_data["proposals"], "key": form.cleaned_data["key"]}
        try:
            made = services.add_target(
                workspace=workspace, state=form.cleaned_data["state"], **said, by=request.user, at=timezone.now()
            )
        except services.AlreadyThere as error:
            context["known"] = _line(request, error.target)
            return render(request, "advocacy/target_create.html", context, status=409)
        messages.success(request, _("The State stands in the pipeline."))
        return redirect(made)
    return render(request, "advocacy/target_create.html", context)


@require_POST
def target_add(request: UserRequest, pk: UUID) -> HttpResponse:
    """One press beside a State of "Whom to lobby": it is identified, and whoever pressed has it."""
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    state = get_object_or_404(State.objects.visible_to(request.user), pk=request.POST.get("state", "")[:3])
    said: dict[str, Any] = {"words": {"person": request.user}, "proposals": [], "key": uuid4()}
    try:
        services.add_target(workspace=workspace, state=state, **said, by=request.user, at=timezone.now())
    except services.AlreadyThere as error:
        who = _line(request, error.target).who or _("nobody yet")
        told = _("%(state)s stands in the pipeline already. Who has it: %(who)s. Talk to each other first.")
        messages.warning(request, told % {"state": state.name, "who": who})
    else:
        messages.success(request, _("%(state)s stands in the pipeline, and you have it.") % {"state": state.name})
    return redirect(f"{reverse('advocacy:lobbying', args=[workspace.pk])}?{request.POST.get('question', '')}")


@require_GET
def target_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    target = _target(request, pk)
    workspace = target.workspace
    posts = DiplomaticPost.objects.visible_to(request.user).filter(state=target.state)
    contacts = Contact.objects.visible_to(request.user).filter(workspace=workspace, state=target.state)
    meetings = Meeting.objects.visible_to(request.user).filter(workspace=workspace, state=target.state)
    context = {
        "workspace": workspace,
        "here": HERE,
        "target": target,
        "line": _line(request, target),
        "handed": handed(meetings.with_factsheets().in_order()),
        "posts": posts.near(workspace.review.state_under_review).with_facts(request.user).in_order(),
        "contacts": contacts.order_by("created_at", "pk"),
        "events": Event.objects.visible_to(request.user).filter(invited=target).in_order(),
        "statuses": Target.Status.choices,
        "ask_statuses": Ask.Status.choices,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/target_detail.html", context)


@require_http_methods(["GET", "POST"])
def target_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    target = _target(request, pk)
    require(can_edit_workspace(request.user, target.workspace))
    form = TargetForm(request.POST or None, user=request.user, workspace=target.workspace, target=target)
    newer = None
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "proposals": form.cleaned_data["proposals"], "seen": form.cleaned_data["seen"]}
        newer = prepared.attempt(form, services.change_target, target=target, **said, by=request.user)
        if newer is None:
            messages.success(request, _("It is changed; its deadline follows."))
            return redirect(target)
    context = {"workspace": target.workspace, "here": HERE, "target": target, "form": form, "newer": newer}
    return render(request, "advocacy/target_edit.html", context, status=409 if newer else 200)


@require_POST
def target_move(request: UserRequest, pk: UUID) -> HttpResponse:
    target = _target(request, pk)
    require(can_edit_workspace(request.user, target.workspace))
    to = request.POST.get("to", "")
    if to not in Target.Status.values:
        raise Http404
    services.move_target(target=target, to=to, by=request.user, at=timezone.now())
    messages.success(request, _("Noted."))
    return redirect("advocacy:target_list", pk=target.workspace_id) if "board" in request.POST else redirect(target)


@require_POST
def target_ask(request: UserRequest, pk: UUID) -> HttpResponse:
    ask = get_object_or_404(Ask.objects.visible_to(request.user).select_related("target__workspace"), pk=pk)
    require(can_edit_workspace(request.user, ask.target.workspace))
    form = AskForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = {"status": form.cleaned_data["status"], "presented_date": ask.presented_date or timezone.localdate()}
    services.answer_ask(ask=ask, **said, by=request.user, at=timezone.now())
    messages.success(request, _("Noted."))
    return redirect("advocacy:target_detail", pk=ask.target_id)


@require_http_methods(["GET", "POST"])
def target_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    target = _target(request, pk)
    require(can_edit_workspace(request.user, target.workspace))
    if request.method == "POST":
        services.delete_target(target=target, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:target_list", pk=target.workspace_id)
    context = {"workspace": target.workspace, "here": HERE, "target": target}
    return render(request, "advocacy/target_delete.html", context)


def _board(request: UserRequest, workspace: Workspace) -> pipeline_page.Board:
    """The pipeline as the person sees it; 403 for who only observes."""
    board = pipeline_page.board(workspace=workspace, user=request.user, on=timezone.localdate())
    require(bool(board.lines) or can_see_confided(request.user, workspace))
    return board


def _line(request: UserRequest, target: Target) -> pipeline_page.TargetLine:
    on = timezone.localdate()
    return pipeline_page.target_lines([target], workspace=target.workspace, user=request.user, on=on)[0]


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _target(request: UserRequest, pk: UUID) -> Target:
    return get_object_or_404(Target.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)
