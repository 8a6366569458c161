"""What a workspace learnt in its cycle, by stage, and each lesson."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace, can_publish_workspace
from common.access import require
from cycles.cycle_steps import STAGES
from implementation.forms.lessons import LessonForm
from implementation.models import Lesson
from implementation.services import lessons as services
from implementation.services.kept_rows import ChangedMeanwhile

HERE = "lessons"
PARTS = ("review", "organisation", "workspace__review__state_under_review")


@require_GET
def lesson_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    rows = Lesson.objects.visible_to(request.user).filter(workspace=workspace).select_related("review", "organisation")
    rows = rows.order_by("stage", "learnt_date", "created_at", "pk")
    context = {
        "workspace": workspace,
        "here": HERE,
        "stages": [(STAGES[stage], list(found)) for stage, found in groupby(rows, key=lambda row: row.stage)],
        "can_edit": can_edit_workspace(request.user, workspace),
        "can_publish": can_publish_workspace(request.user, workspace),
    }
    return render(request, "implementation/lesson_list.html", context)


@require_http_methods(["GET", "POST"])
def lesson_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = LessonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = services.create_lesson(
            workspace=workspace,
            words=form.as_words,
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It is kept."))
        return redirect(made)
    context = {"workspace": workspace, "here": HERE, "form": form}
    return render(request, "implementation/lesson_edit.html", context)


@require_http_methods(["GET", "POST"])
def lesson_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    lesson = get_object_or_404(Lesson.objects.visible_to(request.user).select_related(*PARTS), pk=pk)
    require(can_edit_workspace(request.user, lesson.workspace))
    form = LessonForm(request.POST or None, lesson=lesson)
    newer = None
    if request.method == "POST" and form.is_valid():
        sent = {"words": form.as_words, "seen": form.cleaned_data["seen"]}
        try:
            services.change_lesson(lesson=lesson, **sent, by=request.user, at=timezone.now())
        except ChangedMeanwhile as conflict:
            newer = conflict.current
            form.go_on_after(newer.version)
        else:
            messages.success(request, _("It is changed."))
            return redirect(lesson)
    context = {"workspace": lesson.workspace, "here": HERE, "lesson": lesson, "form": form, "newer": newer}
    return render(request, "implementation/lesson_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def lesson_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    lesson = get_object_or_404(Lesson.objects.visible_to(request.user).select_related(*PARTS), pk=pk)
    require(can_edit_workspace(request.user, lesson.workspace))
    if request.method == "POST":
        services.delete_lesson(lesson=lesson, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("implementation:lesson_list", pk=lesson.workspace_id)
    context = {"workspace": lesson.workspace, "here": HERE, "lesson": lesson}
    return render(request, "implementation/lesson_delete.html", context)
