"""Events of a workspace: the list, one of them with what to do by when, the sheet to print, results, costs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Organisation, Workspace
from accounts.rules import can_edit_workspace
from advocacy import event_page
from advocacy.event_leads import moments_of
from advocacy.forms.events import EventForm, EventResultsForm, EventSpeakerForm, EventTaskForm
from advocacy.models import Event
from advocacy.rules import can_see_delegates
from advocacy.services import events as services
from common.access import require
from cycles.key_dates import timeline
from submissions.views import prepared

HERE = "events"


@require_GET
def event_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    today = timezone.localdate()
    rows = list(Event.objects.visible_to(request.user).filter(workspace=workspace).with_tasks().in_order())
    context = {
        "workspace": workspace,
        "here": HERE,
        "lists": event_page.lists(rows, on=today),
        "calendar": event_page.calendar(timeline(workspace.review)),
        "today": today,
        "can_edit": can_edit_workspace(request.user, workspace),
        "can_see_delegates": can_see_delegates(request.user, workspace),
    }
    return render(request, "advocacy/event_list.html", context)


@require_GET
def event_budget(request: UserRequest, pk: UUID) -> HttpResponse:
    """What all events cost, planned and spent, currency by currency; to print as well."""
    workspace = _workspace(request, pk)
    found = Event.objects.visible_to(request.user).filter(workspace=workspace).exclude(currency="")
    rows = list(found.select_related("organisation").in_order())
    context = {"workspace": workspace, "here": HERE, "rows": rows, "sums": event_page.sums(rows)}
    return render(request, "advocacy/event_budget.html", context)


@require_http_methods(["GET", "POST"])
def event_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    kind = request.GET.get("kind", "")
    kind = kind if kind in Event.Kind.values else Event.Kind.PRESESSION
    moments = moments_of(timeline(workspace.review))
    ours = Organisation.objects.visible_to(request.user).speaking_in(workspace, user=request.user).first()
    initial = {"kind": kind, "organisation": ours} | event_page.beginning(kind, moments)
    form = EventForm(request.POST or None, user=request.user, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "links": form.links, "key": form.cleaned_data["key"]}
        made = services.plan_event(workspace=workspace, **said, by=request.user, at=timezone.now())
        messages.success(request, _("The event is kept. Its page says what is usually done for it by when."))
        return redirect(made)
    context = {"workspace": workspace, "here": HERE, "form": form, "usual": event_page.usual_day(kind, moments)}
    return render(request, "advocacy/event_create.html", context)


@require_GET
def event_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _event(request, pk)
    moments = moments_of(timeline(row.workspace.review))
    can_edit = can_edit_workspace(request.user, row.workspace)
    context: dict[str, Any] = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "day_words": event_page.day_words(row),
        "todos": event_page.todos(row, moments, on=timezone.localdate()),
        "programme": event_page.programme(row),
        "usual": None if row.date else event_page.usual_day(row.kind, moments),
        "can_edit": can_edit,
        "can_see_delegates": can_see_delegates(request.user, row.workspace),
    }
    if can_edit:
        context["speaker_form"] = EventSpeakerForm(user=request.user, event=row, today=timezone.localdate())
        context["task_form"] = EventTaskForm(user=request.user, workspace=row.workspace)
    return render(request, "advocacy/event_detail.html", context)


@require_GET
def event_sheet(request: UserRequest, pk: UUID) -> HttpResponse:
    """Who speaks when, for whoever leads the event; names only of those who agreed."""
    row = _event(request, pk)
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "day_words": event_page.day_words(row),
        "programme": event_page.programme(row),
    }
    return render(request, "advocacy/event_sheet.html", context)


@require_http_methods(["GET", "POST"])
def event_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _event(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = EventForm(request.POST or None, user=request.user, workspace=row.workspace, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        sent = {"words": form.words, "links": form.links, "seen": form.cleaned_data["seen"]}
        newer = prepared.attempt(form, services.change_event, event=row, **sent, by=request.user)
        if newer is None:
            messages.success(request, _("The event is changed; its deadline follows."))
            return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/event_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def event_results(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _event(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = EventResultsForm(request.POST or None, user=request.user, event=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        words = form.words | {"status": Event.Status.HELD}
        sent = {"words": words, "links": form.links, "seen": form.cleaned_data["seen"]}
        newer = prepared.attempt(form, services.change_event, event=row, **sent, by=request.user)
        if newer is None:
            messages.success(request, _("It is written down."))
            return redirect(row)
        # The same words a second time: the line dropped before the first answer came.
        if newer.says(words, form.links):
            return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/event_results.html", context, status=409 if newer else 200)


@require_POST
def event_cancel(request: UserRequest, pk: UUID) -> HttpResponse:
    """Call an event off, or plan it again: as the button said, however often it is pressed."""
    row = _event(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    is_off = request.POST.get("to") != Event.Status.PLANNED
    to = Event.Status.CANCELLED if is_off else Event.Status.PLANNED
    if row.status == to:
        return redirect(row)
    row = services.move_event(event=row, to=to, by=request.user, at=timezone.now())
    if row.status == Event.Status.HELD:
        messages.error(request, _("It is written down: it can neither be planned again nor called off."))
    elif is_off:
        messages.success(request, _("The event is called off; nobody is reminded of it."))
    else:
        messages.success(request, _("The event is planned again."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def event_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _event(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_event(event=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:event_list", pk=row.workspace_id)
    return render(request, "advocacy/event_delete.html", {"workspace": row.workspace, "here": HERE, "row": row})


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _event(request: UserRequest, pk: UUID) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).with_dates().with_all(request.user), pk=pk)
