"""Pages about the members of an organisation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import rules
from accounts.forms.organisations import HandOverForm, RoleForm
from accounts.http import UserRequest
from accounts.models import Membership, Organisation
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services import organisations
from common.access import require


def _membership(request: UserRequest, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.visible_to(request.user).select_related("organisation", "user"), pk=pk)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def membership_edit(request: UserRequest, pk: int) -> HttpResponse:
    membership = _membership(request, pk)
    require(rules.can_own_organisation(request.user, membership.organisation))
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    is_last = False
    if request.method == "POST" and form.is_valid():
        try:
            organisations.change_role(
                membership=membership, role=form.cleaned_data["role"], by=request.user, at=timezone.now()
            )
        except organisations.LastOwner:
            is_last = True
        else:
            messages.success(request, _("The role is changed, from now on."))
            return redirect(membership.organisation)
    context = {"membership": membership, "organisation": membership.organisation, "form": form, "is_last": is_last}
    return render(request, "accounts/membership_edit.html", context)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def membership_remove(request: UserRequest, pk: int) -> HttpResponse:
    """Taking a person out, and leaving by oneself."""
    membership = _membership(request, pk)
    require(rules.can_remove_member(request.user, membership))
    is_own = membership.user_id == request.user.pk
    is_last = organisations.is_last_owner(membership)
    if request.method == "POST" and not is_last:
        try:
            organisations.remove_member(membership=membership, by=request.user, at=timezone.now())
        except organisations.LastOwner:
            is_last = True
        else:
            messages.success(request, _("You have left.") if is_own else _("This person is no member any more."))
            return redirect("accounts:account") if is_own else redirect(membership.organisation)
    context = {
        "membership": membership,
        "organisation": membership.organisation,
        "is_own": is_own,
        "is_last": is_last,
    }
    return render(request, "accounts/membership_remove.html", context)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def organisation_hand_over(request: UserRequest, pk: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(rules.can_change_organisation(request.user, organisation))
    members = Membership.objects.visible_to(request.user).filter(organisation=organisation)
    others = members.exclude(user=request.user)
    form = HandOverForm(request.POST or None, members=others)
    if request.method == "POST" and form.is_valid():
        organisations.hand_over(
            membership=members.get(user=request.user), **form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, _("The organisation is handed over."))
        return redirect(organisation)
    context = {"organisation": organisation, "form": form, "has_others": others.exists()}
    return render(request, "accounts/organisation_hand_over.html", context)
