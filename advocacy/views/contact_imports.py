"""Contacts from a spreadsheet: looked at row by row before any is kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import contact_import as importing
from advocacy.brought_sheet import keep, row_key, take_up
from advocacy.forms.contact_sheets import ContactRowForm, ContactSheetForm
from advocacy.models import Contact
from advocacy.services import contacts as services
from advocacy.views.contacts import HERE
from common.access import require
from common.sealing import NotReadable
from cycles.models import State
from cycles.services.imports import state_names


@require_http_methods(["GET", "POST"])
def contact_import(request: UserRequest, pk: UUID) -> HttpResponse:
    """Reads the file and shows what it would bring. Writes nothing."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    asked = {"user": request.user, "workspace": workspace, "today": timezone.localdate()}
    form = ContactSheetForm(request.POST or None, request.FILES or None, **asked)
    context: dict[str, Any] = {"workspace": workspace, "here": HERE, "form": form}
    if request.method == "POST" and form.is_valid():
        found = importing.preview(
            form.sheet,
            of_all=form.of_all,
            find_state=importing.state_of(state_names()),
            make_form=_maker(request, workspace),
            known=Contact.objects.visible_to(request.user).filter(workspace=workspace).with_state(),
        )
        at = timezone.now()
        kept = keep([row.plain for row in found.rows], purpose=_purpose(request, workspace), at=at)
        context |= {"found": found, "kept": kept, "unknown": form.sheet.unknown}
        return render(request, "advocacy/contact_import_review.html", context)
    return render(request, "advocacy/contact_import.html", context, status=422 if form.errors else 200)


@require_POST
def contact_import_apply(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keeps the rows that a person looked at and ticked."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    at, sealed = timezone.now(), request.POST.get("kept", "")
    try:
        kept = take_up(sealed, purpose=_purpose(request, workspace), at=at)
    except NotReadable:
        messages.warning(request, _("Nothing was kept: too much time has passed. Bring the file once more."))
        return redirect("advocacy:contact_import", pk=workspace.pk)
    rows = importing.chosen_words(kept, set(request.POST.getlist("line")), _maker(request, workspace))
    if not rows:
        messages.warning(request, _("No row was ticked, so nothing was kept."))
        return redirect("advocacy:contact_import", pk=workspace.pk)
    keyed = {row_key(sealed, line, within=workspace.pk): words for line, words in rows.items()}
    made = services.import_contacts(workspace=workspace, rows=keyed, by=request.user, at=at)
    said = ngettext("%(number)s contact is kept.", "%(number)s contacts are kept.", made)
    messages.success(request, said % {"number": made} if made else _("They were kept before. Nothing is new."))
    return redirect("advocacy:contact_list", pk=workspace.pk)


def _maker(request: UserRequest, workspace: Workspace) -> importing.MakeForm:
    states = {one.pk: one for one in State.objects.visible_to(request.user)}
    today = timezone.localdate()

    def make(data: dict[str, Any]) -> ContactRowForm:
        return ContactRowForm(data, user=request.user, workspace=workspace, today=today, states=states)

    return make


def _purpose(request: UserRequest, workspace: Workspace) -> str:
    """What was shown to one person in one workspace is good there only."""
    return f"advocacy.contact_import.{workspace.pk}.{request.user.pk}"
