"""Theme groups of a coalition."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import rules
from accounts.forms.coalitions import ThemeGroupForm
from accounts.http import UserRequest
from accounts.models import ThemeGroup, Workspace
from accounts.services import coalitions
from common.access import require


@require_http_methods(["GET", "POST"])
def theme_group_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_coordinate_workspace(request.user, workspace))
    return _form_page(request, ThemeGroup(workspace=workspace), workspace, "accounts/theme_group_create.html")


@require_http_methods(["GET", "POST"])
def theme_group_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    group = get_object_or_404(
        ThemeGroup.objects.visible_to(request.user).select_related("workspace__review__state_under_review"), pk=pk
    )
    require(rules.can_coordinate_workspace(request.user, group.workspace))
    return _form_page(request, group, group.workspace, "accounts/theme_group_edit.html")


def _form_page(request: UserRequest, group: ThemeGroup, workspace: Workspace, template: str) -> HttpResponse:
    title = group.name
    form = ThemeGroupForm(request.POST or None, user=request.user, instance=group)
    if request.method == "POST" and form.is_valid():
        try:
            coalitions.save_theme_group(group=group, **form.cleaned_data, by=request.user, at=timezone.now())
        except coalitions.NameTaken:
            form.add_error("name", _("Another group has this name. Choose one that tells them apart."))
        else:
            messages.success(request, _("The group is saved."))
            return redirect("impact:who_does_what", workspace.pk)
    context = {"workspace": workspace, "here": "groups", "group": group, "group_name": title, "form": form}
    return render(request, template, context)


@require_POST
def theme_group_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    group = get_object_or_404(ThemeGroup.objects.visible_to(request.user).select_related("workspace"), pk=pk)
    require(rules.can_coordinate_workspace(request.user, group.workspace))
    coalitions.delete_theme_group(group=group, by=request.user, at=timezone.now())
    messages.success(request, _("The group is taken apart. What its organisations wrote stays."))
    return redirect("impact:who_does_what", group.workspace_id)
