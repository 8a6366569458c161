"""Recommendations that hang together: which ones, what the machine suggests, and rating them once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from cycles.models import Recommendation
from implementation.cluster_suggestions import suggestions
from implementation.clusters import ClusterPage, cluster_pages
from implementation.forms.clusters import ClusterForm, ClusterRatingForm, SuggestionForm
from implementation.models import RatingCluster
from implementation.services import clusters as services
from implementation.viewpoint import viewpoint_of
from implementation.views.ratings import today


@require_GET
def cluster_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    can_edit = can_edit_workspace(request.user, workspace)
    context = {
        "workspace": workspace,
        "here": "ratings",
        "pages": cluster_pages(viewpoint_of(workspace, request.user), request.user),
        "suggestions": suggestions(workspace, request.user) if can_edit else [],
        "can_edit": can_edit,
    }
    return render(request, "implementation/cluster_list.html", context)


@require_http_methods(["GET", "POST"])
def cluster_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """An own cluster, or one that the machine suggested: the address then holds its numbers."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    suggested = request.GET.get("numbers", "")[:4000]
    initial = {"numbers": suggested.replace(",", ", "), "name": request.GET.get("name", "")[:200]}
    form = ClusterForm(request.POST or None, review=workspace.review_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        row: dict[str, Any] = {"workspace": workspace, "by": request.user, "at": timezone.now()}
        row |= {"was_suggested": bool(suggested), "key": form.cleaned_data["key"]}
        row |= {"name": form.cleaned_data["name"], "recommendations": form.cleaned_data["numbers"]}
        try:
            made = services.create_cluster(**row)
        except services.InOtherCluster as error:
            form.say_taken(error.rows)
        else:
            messages.success(request, _("They are a cluster now: one rating here is the rating of each."))
            return redirect(made)
    context = {"workspace": workspace, "here": "ratings", "form": form, "is_suggested": bool(suggested)}
    return render(request, "implementation/cluster_create.html", context, status=422 if form.errors else 200)


@require_POST
def cluster_refuse(request: UserRequest, pk: UUID) -> HttpResponse:
    """What the machine suggested does not hang together."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = SuggestionForm(request.POST, review=workspace.review_id)
    if form.is_valid():
        found = form.cleaned_data["numbers"]
        services.refuse_cluster(workspace=workspace, recommendations=found, by=request.user, at=timezone.now())
        messages.success(request, _("They are not suggested together again."))
    else:
        messages.warning(request, _("This suggestion is gone already."))
    return redirect("implementation:cluster_list", pk=workspace.pk)


@require_http_methods(["GET", "POST"])
def cluster_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """Its members with what is said of each, and the form that rates them once."""
    cluster, workspace = _cluster(request, pk)
    can_edit = can_edit_workspace(request.user, workspace)
    viewpoint = viewpoint_of(workspace, request.user)
    page = next(iter(cluster_pages(viewpoint, request.user, cluster=cluster)), ClusterPage(cluster, []))
    form = ClusterRatingForm.for_page(page, today=today())
    if request.method == "POST":
        require(can_edit)
        form = ClusterRatingForm(request.POST, page=page, today=today())
        if form.is_valid():
            return _rate(request, cluster, form)
    context = {
        "workspace": workspace,
        "here": "ratings",
        "cluster": cluster,
        "page": page,
        "form": form,
        "rules": viewpoint.rules,
        "can_edit": can_edit and not cluster.dissolved_at,
    }
    return render(request, "implementation/cluster_detail.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def cluster_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    cluster, workspace = _cluster(request, pk)
    require(can_edit_workspace(request.user, workspace))
    if cluster.dissolved_at:
        return redirect(cluster)
    [page] = cluster_pages(viewpoint_of(workspace, request.user), request.user, cluster=cluster)
    numbers = ", ".join(line.recommendation.number for line in page.lines)
    initial = {"name": cluster.name, "numbers": numbers, "key": cluster.pk}
    form = ClusterForm(request.POST or None, review=workspace.review_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {"name": form.cleaned_data["name"], "recommendations": form.cleaned_data["numbers"]}
        try:
            services.edit_cluster(cluster=cluster, by=request.user, at=timezone.now(), **words)
        except services.InOtherCluster as error:
            form.say_taken(error.rows)
        else:
            messages.success(request, _("The cluster is changed. No rating is changed by that."))
            return redirect(cluster)
    context = {"workspace": workspace, "here": "ratings", "cluster": cluster, "form": form}
    return render(request, "implementation/cluster_edit.html", context, status=422 if form.errors else 200)


@require_POST
def cluster_take_out(request: UserRequest, pk: UUID) -> HttpResponse:
    """Lets one member stand alone again."""
    cluster, workspace = _cluster(request, pk)
    require(can_edit_workspace(request.user, workspace))
    key = request.POST.get("recommendation", "")
    found = get_object_or_404(
        Recommendation.objects.visible_to(request.user).filter(cluster_rows__cluster=cluster),
        pk=int(key) if key.isdecimal() and len(key) < 19 else None,
    )
    left = services.take_out_of_cluster(cluster=cluster, recommendation=found, by=request.user, at=timezone.now())
    if left.dissolved_at:
        messages.success(request, _("Only one was left: the cluster is dissolved, and both keep their ratings."))
        return redirect("implementation:cluster_list", pk=workspace.pk)
    messages.success(request, _("It stands alone again, with the rating that it has."))
    return redirect(cluster)


@require_http_methods(["GET", "POST"])
def cluster_dissolve(request: UserRequest, pk: UUID) -> HttpResponse:
    """Says what happens, and lets its members stand alone."""
    cluster, workspace = _cluster(request, pk)
    require(can_edit_workspace(request.user, workspace))
    if request.method == "POST":
        services.dissolve_cluster(cluster=cluster, by=request.user, at=timezone.now())
        messages.success(request, _("The cluster is dissolved; every rating stays."))
        return redirect("implementation:cluster_list", pk=workspace.pk)
    context = {"workspace": workspace, "here": "ratings", "cluster": cluster}
    return render(request, "implementation/cluster_dissolve.html", context)


def _rate(request: UserRequest, cluster: RatingCluster, form: ClusterRatingForm) -> HttpResponse:
    batch = services.rate_cluster(
        cluster=cluster,
        seen=form.seen(),
        words=form.cleaned_data,
        by=request.user,
        at=timezone.now(),
        is_draft=request.POST.get("as") == "draft",
    )
    said = ngettext("%(number)s recommendation is rated.", "%(number)s recommendations are rated.", batch.rated)
    messages.success(request, said % {"number": batch.rated})
    if batch.conflicts:
        numbers = ", ".join(rating.recommendation.number for rating in batch.conflicts)
        told = _("Left as they are, since somebody rated them after you had opened the page: %(numbers)s.")
        messages.warning(request, told % {"numbers": numbers})
    return redirect(cluster)


def _cluster(request: UserRequest, pk: UUID) -> tuple[RatingCluster, Workspace]:
    cluster = get_object_or_404(RatingCluster.objects.visible_to(request.user), pk=pk)
    cluster.workspace = get_object_or_404(
        Workspace.objects.visible_to(request.user).with_parts(), pk=cluster.workspace_id
    )
    return cluster, cluster.workspace
