"""Who comes to Geneva: the list, its rows, the sheet for a day, and the file. For those alone who organise it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from advocacy import delegate_page
from advocacy.forms.delegates import DelegateForm
from advocacy.models import Delegate, Event
from advocacy.rules import can_see_delegates, can_take_delegates_along
from advocacy.services import delegates as services
from advocacy.views.events import HERE
from common.access import require
from common.http import csv_response
from submissions.services import preparing
from submissions.views import prepared


@require_GET
def delegate_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    today = timezone.localdate()
    rows = delegate_page.by_name(Delegate.objects.visible_to(request.user).filter(workspace=workspace).with_all())
    context = {
        "workspace": workspace,
        "here": HERE,
        "rows": rows,
        "counts": delegate_page.counts(rows),
        "soon": sum(row.goes_soon(on=today) for row in rows),
        "today": today,
        "can_take_along": can_take_delegates_along(request.user, workspace),
    }
    return render(request, "advocacy/delegate_list.html", context)


@require_http_methods(["GET", "POST"])
def delegate_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    asked: dict[str, Any] = {"user": request.user, "workspace": workspace, "today": timezone.localdate()}
    form = DelegateForm(request.POST or None, **asked)
    if request.method == "POST" and form.is_valid():
        prepared.keep(form, by=request.user)
        messages.success(request, _("It is kept, sealed, for those alone who organise the journey."))
        return redirect("advocacy:delegate_list", pk=workspace.pk)
    return render(request, "advocacy/delegate_create.html", {"workspace": workspace, "here": HERE, "form": form})


@require_http_methods(["GET", "POST"])
def delegate_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _delegate(request, pk)
    asked: dict[str, Any] = {"user": request.user, "workspace": row.workspace, "today": timezone.localdate()}
    form = DelegateForm(request.POST or None, row=row, **asked)
    newer = None
    if request.method == "POST" and form.is_valid():
        newer = prepared.change(form, by=request.user)
        if newer is None:
            messages.success(request, _("It is changed."))
            return redirect("advocacy:delegate_list", pk=row.workspace_id)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/delegate_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def delegate_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _delegate(request, pk)
    if request.method == "POST":
        preparing.delete_prepared(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:delegate_list", pk=row.workspace_id)
    return render(request, "advocacy/delegate_delete.html", {"workspace": row.workspace, "here": HERE, "row": row})


@require_POST
def delegate_day(request: UserRequest, pk: UUID) -> HttpResponse:
    """A sheet to print for one day in Geneva; noted, since it is made to leave."""
    workspace = _workspace(request, pk)
    require(can_take_delegates_along(request.user, workspace))
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        day = timezone.localdate()
    found = Delegate.objects.visible_to(request.user).filter(workspace=workspace).there_on(day).with_all()
    events = Event.objects.visible_to(request.user).filter(workspace=workspace).on(day)
    services.note_list(workspace=workspace, verb="print_delegates", by=request.user, at=timezone.now())
    context = {
        "workspace": workspace,
        "here": HERE,
        "day": day,
        "rows": delegate_page.by_name(found),
        "events": events.exclude(status=Event.Status.CANCELLED).in_order(),
    }
    return render(request, "advocacy/delegate_day.html", context)


@require_POST
def delegate_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    """The list for whoever accredits; noted, and only by pressing a button."""
    workspace = _workspace(request, pk)
    require(can_take_delegates_along(request.user, workspace))
    rows = delegate_page.by_name(Delegate.objects.visible_to(request.user).filter(workspace=workspace).with_all())
    services.note_list(workspace=workspace, verb="export_delegates", by=request.user, at=timezone.now())
    lines = [delegate_page.table_row(row) for row in rows]
    return csv_response(f"geneva-{workspace.review.code}.csv", delegate_page.table_head(), lines)


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_see_delegates(request.user, workspace))
    return workspace


def _delegate(request: UserRequest, pk: UUID) -> Delegate:
    return get_object_or_404(Delegate.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)
