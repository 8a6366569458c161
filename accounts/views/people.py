"""Pages of a person, of the record's editors, and of the server itself."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import rules
from accounts.forms.workspaces import AccountForm, DeleteAccountForm, RecordEditorForm
from accounts.http import UserRequest, works_without_second_factor
from accounts.models import ApiToken, MachineClient, Membership, ShareLink, User, Workspace
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services import erasure, people
from accounts.shares import label_of
from accounts.trying_out import shows_mails
from common.access import require


@login_not_required
@require_GET
def server(request: HttpRequest) -> HttpResponse:
    return render(
        request, "accounts/server.html", {"leave_url": settings.LEAVE_URL, "shows_mails": shows_mails(request)}
    )


@works_without_second_factor
@require_http_methods(["GET", "POST"])
def account(request: UserRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved."))
        return redirect("accounts:account")
    memberships = (
        Membership.objects.visible_to(request.user).filter(user=request.user).select_related("organisation__state")
    )
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
@require_recent_sign_in
def account_delete(request: UserRequest) -> HttpResponse:
    form = DeleteAccountForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            erasure.delete_account(user=request.user, by=request.user, at=timezone.now())
        except erasure.LastOwnerOf:
            return redirect("accounts:account_delete")
        logout(request)
        messages.success(request, _("Your account is deleted."))
        return redirect("cycles:home")
    alone = erasure.organisations_owned_alone(request.user)
    context = {"form": form, "alone": alone, **_ending_with(request.user)}
    return render(request, "accounts/account_delete.html", context)


def _ending_with(user: User) -> dict[str, Any]:
    """What works in the name of ``user`` and ends with the account."""
    made = {"created_by": user}
    now = timezone.now()
    machines = MachineClient.objects.visible_to(user).filter(**made).open(at=now).select_related("workspace")
    links = ShareLink.objects.visible_to(user).filter(**made).open(at=now).select_related("workspace")
    return {
        "machines": machines.order_by("created_at", "pk"),
        "links": [(label_of(link), link) for link in links.order_by("created_at", "pk")],
        "tokens": ApiToken.objects.visible_to(user).filter(**made).open(at=now).order_by("created_at", "pk"),
    }


@require_http_methods(["GET", "POST"])
def record_editor_list(request: UserRequest) -> HttpResponse:
    require(rules.can_edit_record(request.user))
    form = RecordEditorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.name_record_editor(user=form.user, by=request.user, at=timezone.now())
        messages.success(request, _("%(person)s edits the record from now on.") % {"person": form.user})
        return redirect("accounts:record_editor_list")
    editors = User.objects.filter(is_record_editor=True, is_active=True).order_by("name", "email")
    return render(request, "accounts/record_editor_list.html", {"form": form, "editors": editors})
