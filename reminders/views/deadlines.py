"""Deadlines of a workspace: the list, one with its log, and the forms that set, give, close and open them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from common.access import require
from cycles.rules import can_edit_calendar
from reminders import rules
from reminders.deadline_lines import DeadlineLine, colleagues_of, deadline_line, deadline_lists, is_late
from reminders.deadline_log import log_of, rounds_of
from reminders.forms.deadlines import DeadlineForm, HolderForm
from reminders.models import Deadline
from reminders.services import deadlines
from reminders.words import what_is_due
from reminders.zones import zone_of

_CLOSED = {"done": Deadline.Status.DONE, "cancel": Deadline.Status.CANCELLED}


@require_GET
def deadline_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    now = timezone.now()
    context = {
        "workspace": workspace,
        "here": "deadlines",
        "lists": deadline_lists(workspace=workspace, user=request.user, at=now, everything="all" in request.GET),
        "can_edit": rules.can_set_deadline(request.user, workspace),
        "now": now,
    }
    return render(request, "reminders/deadline_list.html", context)


@require_http_methods(["GET", "POST"])
def deadline_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(rules.can_set_deadline(request.user, workspace))
    now = timezone.now()
    form = DeadlineForm(request.POST or None, user=request.user, workspace=workspace, at=now)
    if request.method == "POST" and form.is_valid():
        made = deadlines.set_deadline(
            workspace=workspace,
            key=f"{Deadline.OWN}{form.cleaned_data['key']}",
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            day=form.day,
            by=request.user,
            at=now,
            **form.holders,
        )
        messages.success(request, _("It stands among the deadlines; whoever has it is reminded in time."))
        return redirect(made)
    context = {"workspace": workspace, "here": "deadlines", "form": form}
    return render(request, "reminders/deadline_create.html", context)


@require_GET
def deadline_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    deadline = _deadline(request, pk)
    return _detail_page(
        request, deadline, HolderForm(user=request.user, workspace=deadline.workspace, deadline=deadline)
    )


def _detail_page(request: UserRequest, deadline: Deadline, form: HolderForm) -> HttpResponse:
    user, now = request.user, timezone.now()
    line = _line(request, deadline)
    context = {
        "workspace": deadline.workspace,
        "here": "deadlines",
        "deadline": deadline,
        "line": line,
        "log": log_of(deadline, user=user),
        "rounds": rounds_of(deadline, user=user, at=now),
        "can_edit": rules.can_change_deadline(user, deadline),
        "can_move": rules.can_move_deadline(user, deadline),
        "can_correct": can_edit_calendar(user),
        "form": form,
    }
    return render(request, "reminders/deadline_detail.html", context)


@require_http_methods(["GET", "POST"])
def deadline_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    deadline = _deadline(request, pk)
    require(rules.can_move_deadline(request.user, deadline))
    now, workspace = timezone.now(), deadline.workspace
    form = DeadlineForm(request.POST or None, user=request.user, workspace=workspace, at=now, deadline=deadline)
    newer: DeadlineLine | None = None
    if request.method == "POST" and form.is_valid():
        try:
            deadlines.set_deadline(
                workspace=workspace,
                key=deadline.key,
                kind=form.cleaned_data["kind"],
                title=form.cleaned_data["title"],
                path=deadline.path,
                day=form.day,
                by=request.user,
                at=now,
                seen=form.cleaned_data["seen"],
                **form.holders,
            )
        except deadlines.DeadlineChanged:
            newer = _line(request, deadline)
            form.go_on_after(deadline.version)
        else:
            messages.success(request, _("The deadline is changed; its reminders follow."))
            return redirect(deadline)
    context = {
        "workspace": workspace,
        "here": "deadlines",
        "deadline": deadline,
        "what": what_is_due(deadline),
        "form": form,
        "newer": newer,
    }
    return render(request, "reminders/deadline_edit.html", context, status=409 if newer else 200)


@require_POST
def deadline_assign(request: UserRequest, pk: UUID) -> HttpResponse:
    deadline = _deadline(request, pk)
    require(rules.can_change_deadline(request.user, deadline))
    form = HolderForm(request.POST, user=request.user, workspace=deadline.workspace, deadline=deadline)
    if not form.is_valid():
        return _detail_page(request, deadline, form)
    deadlines.assign_deadline(deadline=deadline, **form.holders, by=request.user, at=timezone.now())
    messages.success(request, _("It is noted who has it."))
    return redirect(deadline)


@require_POST
def deadline_close(request: UserRequest, pk: UUID) -> HttpResponse:
    """Done, called off, or open again: whichever button was pressed."""
    deadline = _deadline(request, pk)
    require(rules.can_change_deadline(request.user, deadline))
    now = timezone.now()
    status = _CLOSED.get(request.POST.get("to", ""))
    if status:
        deadlines.close_deadline(deadline=deadline, status=status, by=request.user, at=now)
        messages.success(request, _("Noted. Nobody is reminded of it any more."))
    elif request.POST.get("to") == "open":
        deadlines.reopen_deadline(deadline=deadline, by=request.user, at=now)
        messages.success(request, _("It is open again; its reminders come again."))
    else:
        raise Http404
    return redirect(deadline)


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _deadline(request: UserRequest, pk: UUID) -> Deadline:
    return get_object_or_404(Deadline.objects.visible_to(request.user).with_people(), pk=pk)


def _line(request: UserRequest, deadline: Deadline) -> DeadlineLine:
    user, now = request.user, timezone.now()
    return deadline_line(
        deadline,
        user=user,
        zone=zone_of(user),
        colleagues=colleagues_of(user),
        at=now,
        is_late=is_late(deadline, now),
    )
