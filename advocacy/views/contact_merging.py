"""Contacts that may be one person twice: found, looked at side by side, and made one by a person."""

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
from advocacy.forms.contact_merging import MergeForm
from advocacy.models import Contact
from advocacy.rules import can_see_confided
from advocacy.services import contacts as services
from advocacy.views.contacts import HERE
from common.access import require
from submissions.services.preparing import PreparedMeanwhile


@require_GET
def contact_duplicates(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    rows = Contact.objects.visible_to(request.user).filter(workspace=workspace).with_state()
    require(bool(rows) or can_see_confided(request.user, workspace))
    context = {
        "workspace": workspace,
        "here": HERE,
        "pairs": contact_lines.pairs(rows),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/contact_duplicates.html", context)


@require_http_methods(["GET", "POST"])
def contact_merge(request: UserRequest, pk: UUID) -> HttpResponse:
    """The contact of the address stays, the one that ``other`` names is erased."""
    first = get_object_or_404(Contact.objects.visible_to(request.user).with_workspace().with_state(), pk=pk)
    require(can_edit_workspace(request.user, first.workspace))
    second = get_object_or_404(
        Contact.objects.visible_to(request.user).filter(workspace=first.workspace_id).exclude(pk=first.pk).with_state(),
        pk=_key(request.GET.get("other", "")),
    )
    form = MergeForm(request.POST or None, first=first, second=second)
    if request.method == "POST" and form.is_valid():
        seen = (form.cleaned_data["first_seen"], form.cleaned_data["second_seen"])
        try:
            services.merge_contacts(
                kept=first, gone=second, words=form.words, seen=seen, by=request.user, at=timezone.now()
            )
        except PreparedMeanwhile:
            messages.warning(request, _("Somebody changed one of the two meanwhile. Look at them once more."))
            return redirect(request.get_full_path())
        messages.success(request, _("The two are one contact now."))
        return redirect(first)
    context = {"workspace": first.workspace, "here": HERE, "first": first, "second": second, "form": form}
    return render(request, "advocacy/contact_merge.html", context)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
