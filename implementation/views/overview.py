"""What the ratings say as a whole, and who may see them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace, can_publish_workspace
from common.access import require
from common.audit import record_event
from common.http import csv_response
from cycles.models import Theme
from implementation.midterm_content import midterm_report
from implementation.overview import Overview
from implementation.services.counting import rules_of
from implementation.services.ratings import publish_workspace_ratings, withdraw_workspace_ratings
from implementation.trend import step_counts
from implementation.viewpoint import Viewpoint


@require_GET
def overview(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    context = {
        "workspace": workspace,
        "here": "overview",
        "overview": overview_of(workspace),
        "can_edit": can_edit_workspace(request.user, workspace),
        "can_publish": can_publish_workspace(request.user, workspace),
    }
    return render(request, "implementation/overview.html", context)


@require_GET
def overview_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    shown = overview_of(workspace)
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    return csv_response(f"overview-{workspace.review.code}.csv", shown.table_head(), shown.table())


@require_http_methods(["GET", "POST"])
def ratings_publish(request: UserRequest, pk: UUID) -> HttpResponse:
    """Says what everybody will see, and lets them see it."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_publish_workspace(request.user, workspace))
    if request.method == "POST":
        publish_workspace_ratings(workspace=workspace, by=request.user, at=timezone.now())
        messages.success(request, _("Everybody can see your ratings now, in the public record and in the API."))
        return redirect("implementation:overview", pk=workspace.pk)
    context = {"workspace": workspace, "here": "overview", "rated": workspace.ratings.counted().count()}
    return render(request, "implementation/ratings_publish.html", context)


@require_http_methods(["GET", "POST"])
def ratings_withdraw(request: UserRequest, pk: UUID) -> HttpResponse:
    """Says what goes away, and takes it away."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_publish_workspace(request.user, workspace))
    if request.method == "POST":
        withdraw_workspace_ratings(workspace=workspace, by=request.user, at=timezone.now())
        messages.success(request, _("Your ratings are back in your workspace; nobody else sees them."))
        return redirect("implementation:overview", pk=workspace.pk)
    return render(request, "implementation/ratings_withdraw.html", {"workspace": workspace, "here": "overview"})


def overview_of(workspace: Workspace) -> Overview:
    report = midterm_report(workspace, language=get_language() or "en", on=timezone.localdate())
    themes = Theme.objects.filter(recommendation_rows__recommendation__review=workspace.review_id).distinct()
    steps = step_counts(Viewpoint(workspace, rules_of(workspace)))
    return Overview(report, {str(theme): theme.pk for theme in themes}, steps)
