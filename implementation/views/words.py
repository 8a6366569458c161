"""An organisation takes its own words along."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.models import Organisation, Workspace
from accounts.rules import can_join_with
from common.access import require
from implementation.services import words


@require_http_methods(["GET", "POST"])
def words_copy(request: UserRequest, pk: UUID) -> HttpResponse:
    """Shows how much the reader's own organisations wrote here, and copies one's words into a workspace of its own."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    inside = Organisation.objects.visible_to(request.user).filter(workspace_rows__workspace=workspace)
    ours = {str(one.pk): one for one in inside.order_by("name", "pk") if can_join_with(request.user, one)}
    require(bool(ours))
    if request.method == "POST":
        chosen = request.POST.get("organisation", "")
        require(chosen in ours)
        own = words.copy_own_words(workspace=workspace, organisation=ours[chosen], by=request.user, at=timezone.now())
        messages.success(request, _("Here is your copy. Only your organisation sees it."))
        return redirect(own)
    rows = [words.own_words(workspace=workspace, organisation=one) for one in ours.values()]
    return render(request, "implementation/words_copy.html", {"workspace": workspace, "rows": rows, "here": "members"})
