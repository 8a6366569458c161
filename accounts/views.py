"""Pages of a person, of organisations and workspaces, of the record's editors, and of the server itself."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import rules, services
from accounts.forms.workspaces import AccountForm, OrganisationForm, RecordEditorForm, WorkspaceForm
from accounts.http import UserRequest
from accounts.models import Membership, User, Workspace, WorkspaceMember
from common.access import require


@login_not_required
@require_GET
def server(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/server.html", {"leave_url": settings.LEAVE_URL})


@require_http_methods(["GET", "POST"])
def account(request: UserRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved."))
        return redirect("accounts:account")
    memberships = Membership.objects.filter(user=request.user).select_related("organisation__state")
    workspaces = Workspace.objects.visible_to(request.user).with_parts()
    waiting = User.objects.filter(is_active=False, last_login=None).count() if request.user.is_staff else 0
    context = {
        "form": form,
        "memberships": memberships.order_by("organisation__name", "pk"),
        "workspaces": workspaces.order_by("name", "pk"),
        "waiting": waiting,
    }
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "POST"])
def organisation_create(request: UserRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        services.create_organisation(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The organisation is here. Only its members see it."))
        return redirect("accounts:workspace_create")
    return render(request, "accounts/organisation_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def workspace_create(request: UserRequest) -> HttpResponse:
    form = WorkspaceForm(request.POST or None, user=request.user, initial=_asked_review(request))
    if request.method == "POST" and form.is_valid():
        organisation = form.chosen_organisation()
        review, name = form.cleaned_data["review"], form.cleaned_data["name"]
        try:
            workspace = services.open_workspace(
                review=review, organisation=organisation, name=name, by=request.user, at=timezone.now()
            )
        except services.AlreadyOpen as error:
            messages.info(request, _("Your organisation has this workspace already."))
            return redirect(error.workspace)
        return redirect(workspace)
    return render(request, "accounts/workspace_create.html", {"form": form})


def _asked_review(request: HttpRequest) -> dict[str, str]:
    """``?review=SVN-4`` marks that State and cycle in the form."""
    state, _dash, cycle = request.GET.get("review", "").partition("-")
    return {"state": state, "cycle": cycle} if cycle else {}


@require_GET
def workspace_members(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    parts = WorkspaceMember.objects.filter(workspace=workspace).select_related("organisation__state")
    people = Membership.objects.filter(
        organisation__in=request.user.organisation_keys(), organisation__workspaces=workspace
    ).select_related("user", "organisation")
    context = {
        "workspace": workspace,
        "here": "members",
        "parts": parts.order_by("organisation__name", "pk"),
        "people": people.order_by("organisation__name", "organisation", "user__name", "pk"),
        "can_edit": rules.can_edit_workspace(request.user, workspace),
        "can_publish": rules.can_publish_workspace(request.user, workspace),
    }
    return render(request, "accounts/workspace_members.html", context)


@require_http_methods(["GET", "POST"])
def record_editor_list(request: UserRequest) -> HttpResponse:
    require(rules.can_edit_record(request.user))
    form = RecordEditorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.name_record_editor(user=form.user, by=request.user, at=timezone.now())
        messages.success(request, _("%(person)s edits the record from now on.") % {"person": form.user})
        return redirect("accounts:record_editor_list")
    editors = User.objects.filter(is_record_editor=True, is_active=True).order_by("name", "email")
    return render(request, "accounts/record_editor_list.html", {"form": form, "editors": editors})
