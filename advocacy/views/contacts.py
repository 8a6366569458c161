"""Contacts of a workspace: the list, one of them, its form."""

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
from advocacy import contact_lines
from advocacy.forms.contacts import ContactForm
from advocacy.models import Contact, Meeting
from advocacy.rules import can_see_confided
from common.access import require
from submissions.services import preparing as services
from submissions.views import prepared

HERE = "contacts"


@require_GET
def contact_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    today = timezone.localdate()
    rows = list(Contact.objects.visible_to(request.user).filter(workspace=workspace).with_state())
    require(bool(rows) or can_see_confided(request.user, workspace))
    kind = request.GET.get("kind", "")
    words = request.GET.get("q", "").replace("\0", " ").strip()[:100]
    chosen = [row for row in rows if row.kind == kind] if kind in Contact.Kind.values else rows
    context = {
        "workspace": workspace,
        "here": HERE,
        "lines": contact_lines.lines(chosen, on=today, words=words),
        "total": len(rows),
        "soon": sum(row.goes_soon(on=today) for row in rows),
        "doubles": len(contact_lines.pairs(rows)),
        "kind": kind,
        "kinds": Contact.Kind.choices,
        "words": words,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/contact_list.html", context)


@require_http_methods(["GET", "POST"])
def contact_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"state": request.GET.get("state", "")[:3]}
    form = ContactForm(
        request.POST or None, user=request.user, workspace=workspace, today=timezone.localdate(), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        made = prepared.keep(form, by=request.user)
        messages.success(request, _("The contact is kept, sealed, for your workspace alone."))
        return redirect(made)
    return render(request, "advocacy/contact_create.html", {"workspace": workspace, "here": HERE, "form": form})


@require_GET
def contact_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _contact(request, pk)
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "meetings": Meeting.objects.visible_to(request.user).filter(contacts=row).with_all().in_order().reverse(),
        "goes_soon": row.goes_soon(on=timezone.localdate()),
        "can_edit": can_edit_workspace(request.user, row.workspace),
    }
    return render(request, "advocacy/contact_detail.html", context)


@require_http_methods(["GET", "POST"])
def contact_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _contact(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = ContactForm(
        request.POST or None, user=request.user, workspace=row.workspace, row=row, today=timezone.localdate()
    )
    newer = None
    if request.method == "POST" and form.is_valid():
        newer = prepared.change(form, by=request.user)
        if newer is None:
            messages.success(request, _("The contact is changed."))
            return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/contact_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def contact_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _contact(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_prepared(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:contact_list", pk=row.workspace_id)
    return render(request, "advocacy/contact_delete.html", {"workspace": row.workspace, "here": HERE, "row": row})


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _contact(request: UserRequest, pk: UUID) -> Contact:
    return get_object_or_404(Contact.objects.visible_to(request.user).with_workspace().with_state(), pk=pk)
