"""Between the review and the adoption: what is still pending, and who pushes whom for it."""

from collections import defaultdict
from typing import Any
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
from advocacy.forms.pushes import PushForm
from advocacy.models import Push
from advocacy.rules import can_see_confided
from advocacy.services import pushes as services
from common.access import require
from cycles.models import Position, Recommendation
from cycles.views.reviews import unclear_count
from submissions.views import prepared

HERE = "pushes"


@require_GET
def push_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    rows = Recommendation.objects.visible_to(request.user).filter(review=workspace.review)
    pending = list(rows.filter(position=Position.Kind.PENDING).with_parts().in_order())
    pushes = list(Push.objects.visible_to(request.user).filter(workspace=workspace).with_all().in_order())
    require(bool(pushes) or can_see_confided(request.user, workspace))
    of: dict[int, list[Push]] = defaultdict(list)
    for push in pushes:
        for recommendation in push.recommendations.all():
            of[recommendation.pk].append(push)
    keys = {row.pk for row in pending}
    is_alone = request.GET.get("show") == "alone"
    context = {
        "workspace": workspace,
        "here": HERE,
        "lines": [(row, of[row.pk]) for row in pending if not (is_alone and of[row.pk])],
        "pending": len(pending),
        "alone": sum(not of[row.pk] for row in pending),
        "is_alone": is_alone,
        "pushes": pushes,
        # What they were pushed for is answered meanwhile.
        "answered": [push for push in pushes if not any(one.pk in keys for one in push.recommendations.all())],
        "unclear": unclear_count(workspace.review),
        "has_record": workspace.review.recommendations.exists(),
        "today": timezone.localdate(),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/push_list.html", context)


@require_http_methods(["GET", "POST"])
def push_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"numbers": request.GET.get("number", "").replace("\0", "")[:12]}
    form = PushForm(request.POST or None, user=request.user, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.add_push(
            workspace=workspace,
            words=form.words,
            recommendations=form.cleaned_data["numbers"],
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It is kept; its next step stands among the deadlines."))
        return redirect("advocacy:push_list", pk=workspace.pk)
    return render(request, "advocacy/push_create.html", {"workspace": workspace, "here": HERE, "form": form})


@require_http_methods(["GET", "POST"])
def push_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    push = _push(request, pk)
    require(can_edit_workspace(request.user, push.workspace))
    form = PushForm(request.POST or None, user=request.user, workspace=push.workspace, push=push)
    newer = None
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"recommendations": form.cleaned_data["numbers"], "seen": form.cleaned_data["seen"]}
        newer = prepared.attempt(form, services.change_push, push=push, words=form.words, **sent, by=request.user)
        if newer is None:
            messages.success(request, _("It is changed."))
            return redirect("advocacy:push_list", pk=push.workspace_id)
    context = {"workspace": push.workspace, "here": HERE, "push": push, "form": form, "newer": newer}
    return render(request, "advocacy/push_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def push_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    push = _push(request, pk)
    require(can_edit_workspace(request.user, push.workspace))
    if request.method == "POST":
        services.delete_push(push=push, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:push_list", pk=push.workspace_id)
    return render(request, "advocacy/push_delete.html", {"workspace": push.workspace, "here": HERE, "push": push})


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _push(request: UserRequest, pk: UUID) -> Push:
    return get_object_or_404(Push.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)
