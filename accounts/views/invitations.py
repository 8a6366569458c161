"""Invitations: opening a door, shutting it again, and coming in through it.

The link carries its secret to one address, which keeps the digest in the session and leads on at once: so the secret
stands in no history, no referrer and no log line of an error.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import rules
from accounts.forms.organisations import ROLES, InvitationForm, JoiningForm
from accounts.http import UserRequest
from accounts.models import Invitation, Organisation, Workspace, WorkspaceMember
from accounts.part_words import PARTS
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services import invitations, workspaces
from common.access import require
from common.keys import digest

SESSION_KEY = "invitation"


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def organisation_invite(request: UserRequest, pk: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(rules.can_change_organisation(request.user, organisation))
    form = InvitationForm(request.POST or None, roles=ROLES, initial={"role": ROLES[0][0]})
    page = {"organisation": organisation, "form": form}
    return _opened(request, form, organisation, page) or render(request, "accounts/organisation_invite.html", page)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def workspace_invite(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_coordinate_workspace(request.user, workspace))
    form = InvitationForm(request.POST or None, roles=PARTS, initial={"role": WorkspaceMember.Role.CONTRIBUTOR})
    page = {"workspace": workspace, "here": "members", "form": form}
    return _opened(request, form, workspace, page) or render(request, "accounts/workspace_invite.html", page)


def _opened(request: UserRequest, form: InvitationForm, into: Any, page: dict[str, Any]) -> HttpResponse | None:
    """The page that shows the link, once: it is kept nowhere, so this answer to a POST cannot redirect."""
    if request.method != "POST" or not form.is_valid():
        return None
    address = request.build_absolute_uri(reverse("accounts:invitation_open", args=["SECRET"]))
    try:
        invitation, secret = invitations.invite(
            into=into, **form.cleaned_data, by=request.user, at=timezone.now(), accept_url=address
        )
    except invitations.TooManyOpen:
        form.add_error(None, _("So many invitations are open that no other fits. Withdraw some first."))
        return None
    page |= {"invitation": invitation, "link": address.replace("SECRET", secret), "into": into}
    response = render(request, "accounts/invitation_link.html", page)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def invitation_withdraw(request: UserRequest, pk: UUID) -> HttpResponse:
    invitation = get_object_or_404(
        Invitation.objects.visible_to(request.user).select_related("organisation", "workspace"), pk=pk
    )
    require(rules.can_withdraw_invitation(request.user, invitation))
    invitations.withdraw_invitation(invitation=invitation, by=request.user, at=timezone.now())
    messages.success(request, _("The invitation is withdrawn: its link opens nothing any more."))
    if invitation.organisation:
        return redirect(invitation.organisation)
    return redirect("accounts:workspace_members", invitation.workspace_id)


@login_not_required
@never_cache
@require_GET
def invitation_open(request: HttpRequest, secret: str) -> HttpResponse:
    request.session[SESSION_KEY] = digest(secret)
    response = redirect("accounts:invitation_accept")
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Who is not signed in learns nothing of what the door leads into."""
    if not request.user.is_authenticated:
        is_open = SESSION_KEY in request.session
        page = "accounts/invitation_stranger.html" if is_open else "accounts/invitation_gone.html"
        return render(request, page, status=200 if is_open else 404)
    try:
        invitation = invitations.find_invitation(
            key=request.session.get(SESSION_KEY, ""), by=request.user, at=timezone.now()
        )
        answer = _into_organisation if invitation.organisation else _into_workspace
        return answer(request, invitation)  # type: ignore[arg-type]
    except invitations.InvitationGone:
        request.session.pop(SESSION_KEY, None)
        return render(request, "accounts/invitation_gone.html", status=404)
    except invitations.AlreadyInside:
        request.session.pop(SESSION_KEY, None)
        messages.info(request, _("You are in already. The invitation stays open for whom it was meant."))
        return redirect("accounts:account")


@login_not_required
@require_POST
def invitation_forget(request: HttpRequest) -> HttpResponse:
    """Not now: the link still works, this browser forgets it."""
    request.session.pop(SESSION_KEY, None)
    return redirect("impact:start" if request.user.is_authenticated else "cycles:home")


def _into_organisation(request: UserRequest, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        organisation = invitations.join_organisation(key=invitation.key_hash, by=request.user, at=timezone.now())
        del request.session[SESSION_KEY]
        messages.success(request, _("You are a member now."))
        return redirect(organisation)
    may = next(words for role, words in ROLES if role == invitation.role)
    return render(request, "accounts/invitation_accept.html", {"invitation": invitation, "may": may})


def _into_workspace(request: UserRequest, invitation: Invitation) -> HttpResponse:
    form = JoiningForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        workspace = workspaces.bring_into_workspace(
            key=invitation.key_hash, organisation=form.chosen_organisation(), by=request.user, at=timezone.now()
        )
        del request.session[SESSION_KEY]
        messages.success(request, _("Your organisation takes part now."))
        return redirect(workspace)
    return render(request, "accounts/invitation_join.html", {"invitation": invitation, "form": form})
