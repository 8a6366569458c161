"""From one cycle to the next: what would be taken along, taking it, and where the new workspace starts from."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import rules
from accounts.http import UserRequest
from accounts.models import Workspace
from common.access import require
from impact.baseline import baseline_of
from impact.forms import NextCycleForm
from impact.services.next_cycle import KINDS, next_review, owned_coordinator, start_next_cycle, workspace_on

PAGE = 25


@require_http_methods(["GET", "POST"])
def next_cycle(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_publish_workspace(request.user, workspace))
    review, organisation = next_review(workspace), owned_coordinator(workspace, request.user)
    form = NextCycleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and review and organisation and form.is_valid():
        new = start_next_cycle(
            workspace=workspace,
            review=review,
            organisation=organisation,
            kinds=form.cleaned_data["kinds"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("This is the workspace of the next cycle. What you chose is here."))
        return redirect(new)
    context = {
        "workspace": workspace,
        "here": "members",
        "form": form,
        "review": review,
        "organisation": organisation,
        "existing": workspace_on(review, organisation=organisation),
        "parts": [(choice, list(kind.rows(workspace))) for choice, kind in zip(form["kinds"], KINDS, strict=True)],
    }
    return render(request, "impact/next_cycle.html", context)


@require_GET
def baseline(request: UserRequest, pk: UUID) -> HttpResponse:
    """All of it, or what belongs to one ``issue``."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    found = baseline_of(workspace=workspace, user=request.user)
    asked = found.issue(request.GET.get("issue", ""))
    context = {
        "workspace": workspace,
        "here": "baseline",
        "baseline": found,
        "asked": asked,
        "page": Paginator(asked.lines if asked else found.lines, PAGE).get_page(request.GET.get("page")),
        "can_edit": rules.can_edit_workspace(request.user, workspace),
    }
    return render(request, "impact/baseline.html", context)
