"""Pages of organisations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import rules
from accounts.forms.organisations import UN_LANGUAGES, OrganisationEditForm
from accounts.forms.workspaces import OrganisationForm
from accounts.http import UserRequest
from accounts.models import Invitation, Membership, Organisation, WorkspaceMember
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services import organisations
from common.access import require


@require_http_methods(["GET", "POST"])
def organisation_create(request: UserRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        organisation = organisations.create_organisation(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The organisation is here. Only its members see it."))
        return redirect(organisation)
    return render(request, "accounts/organisation_create.html", {"form": form})


@require_GET
def organisation_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("state"), pk=pk)
    members = Membership.objects.visible_to(request.user).filter(organisation=organisation).select_related("user")
    parts = WorkspaceMember.objects.visible_to(request.user).filter(organisation=organisation)
    parts = parts.select_related("workspace__review__state_under_review")
    is_owner = rules.can_own_organisation(request.user, organisation)
    invitations = Invitation.objects.visible_to(request.user).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "languages": [name for code, name in UN_LANGUAGES if code in organisation.languages],
        "members": members.in_order(),
        "parts": parts.order_by("workspace__name", "pk"),
        "is_owner": is_owner,
        "can_change": is_owner and not organisation.is_closed,
        "invitations": invitations.open(at=timezone.now()).order_by("expires_at", "pk") if is_owner else (),
    }
    return render(request, "accounts/organisation_detail.html", context)


@require_http_methods(["GET", "POST"])
def organisation_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(rules.can_change_organisation(request.user, organisation))
    form = OrganisationEditForm(request.POST or None, user=request.user, instance=organisation)
    if request.method == "POST" and form.is_valid():
        organisations.change_organisation(
            organisation=form.instance, fields=form.changed_fields(), by=request.user, at=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect(organisation)
    return render(request, "accounts/organisation_edit.html", {"organisation": organisation, "form": form})


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def organisation_close(request: UserRequest, pk: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(rules.can_change_organisation(request.user, organisation))
    alone: list[WorkspaceMember] = []
    if request.method == "POST":
        try:
            organisations.close_organisation(organisation=organisation, by=request.user, at=timezone.now())
        except organisations.StillCoordinates as error:
            alone = error.parts
        else:
            messages.success(request, _("The organisation is closed. An owner can open it again."))
            return redirect(organisation)
    context = {"organisation": organisation, "alone": alone}
    return render(request, "accounts/organisation_close.html", context)


@require_POST
def organisation_reopen(request: UserRequest, pk: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(rules.can_own_organisation(request.user, organisation))
    organisations.reopen_organisation(organisation=organisation, by=request.user, at=timezone.now())
    messages.success(request, _("The organisation is open again."))
    return redirect(organisation)
