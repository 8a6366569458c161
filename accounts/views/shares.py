"""Links to one thing of a workspace: what a visitor sees, and the pages on which they are made and ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts import rules
from accounts.forms.keys import ShareForm
from accounts.http import UserRequest
from accounts.models import ShareLink, Workspace
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services.shares import (
    LinkAlreadyMade,
    LinkGone,
    count_opening,
    create_share,
    find_share,
    revoke_share,
)
from accounts.shares import Shared, ShareKind, kinds, label_of
from common.access import require
from common.actor import actor_for, assume

ENDED_SHOWN = 20
# A page that was shared is found by nobody else, kept by no browser, and tells no other site its address.
SEALED = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
}


@login_not_required
@require_safe
def shared(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The thing itself, read by whoever made the link, narrowed to its workspace."""
    kind, found = _opened(secret)
    response = _sealed(kind.show(request, found))
    if request.method == "GET":
        count_opening(link=found.link, at=timezone.now())
    return response


@login_not_required
@require_safe
def shared_file(request: HttpRequest, secret: str) -> HttpResponseBase:
    kind, found = _opened(secret)
    if kind.file is None:
        raise Http404
    return _sealed(kind.file(request, found))


@require_GET
def share_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    links = ShareLink.objects.visible_to(request.user).filter(workspace=workspace).select_related("created_by")
    still_open = links.open(at=timezone.now())
    context = {
        "workspace": workspace,
        "here": "shares",
        "links": [(link, label_of(link)) for link in still_open.order_by("-created_at", "pk")],
        "ended": [
            (link, label_of(link))
            for link in links.exclude(pk__in=still_open.values("pk")).order_by("-created_at", "pk")[:ENDED_SHOWN]
        ],
        "can_publish": rules.can_publish_workspace(request.user, workspace),
        "can_coordinate": rules.can_coordinate_workspace(request.user, workspace),
    }
    return render(request, "accounts/share_list.html", context)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def share_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Makes a link and shows it: in this answer, and never again. The address says to what: ``?kind=…&object=…``."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_publish_workspace(request.user, workspace))
    kind, object_id = _asked(request)
    thing = kind.find(request.user, workspace, object_id)
    if thing is None:
        raise Http404
    form = ShareForm(request.POST or None)
    context: dict[str, Any] = {"workspace": workspace, "here": "shares", "kind": kind, "form": form}
    context["back"] = kind.back(workspace, thing)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/share_create.html", context)
    row: dict[str, Any] = {"workspace": workspace, "kind": kind.code, "object_id": object_id}
    try:
        link, secret = create_share(**row, **form.cleaned_data, by=request.user, at=timezone.now())
    except LinkAlreadyMade:
        messages.info(request, _("This link was made already. It is shown only once; if it is lost, make a new one."))
        return redirect("accounts:share_list", pk=workspace.pk)
    address = request.build_absolute_uri(reverse("accounts:shared", args=[secret]))
    response = render(request, "accounts/share_made.html", context | {"link": link, "address": address})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def share_revoke(request: UserRequest, pk: UUID) -> HttpResponse:
    link = get_object_or_404(ShareLink.objects.visible_to(request.user), pk=pk)
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user), pk=link.workspace_id)
    require(rules.can_publish_workspace(request.user, workspace))
    revoke_share(link=link, by=request.user, at=timezone.now())
    messages.success(request, _("The link is ended. Whoever has it sees nothing any more."))
    return redirect("accounts:share_list", pk=workspace.pk)


def _opened(secret: str) -> tuple[ShareKind, Shared]:
    """What a secret opens; 404, and always the same, where it opens nothing."""
    try:
        link = find_share(secret=secret, at=timezone.now())
    except LinkGone as error:
        raise Http404 from error
    maker, kind = link.created_by, kinds().get(link.kind)
    assume(actor_for(maker))
    workspace = Workspace.objects.visible_to(maker).with_parts().filter(pk=link.workspace_id).first()
    if kind is None or workspace is None or not rules.can_publish_workspace(maker, workspace):
        raise Http404
    thing = kind.find(maker, workspace, link.object_id)
    if thing is None:
        raise Http404
    return kind, Shared(link, workspace, thing, reverse("accounts:shared", args=[secret]))


def _asked(request: HttpRequest) -> tuple[ShareKind, UUID | None]:
    kind, key = kinds().get(request.GET.get("kind", "")), request.GET.get("object", "")
    try:
        object_id = UUID(key) if key else None
    except ValueError as error:
        raise Http404 from error
    if kind is None:
        raise Http404
    return kind, object_id


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in SEALED.items():
        response.headers[name] = value
    return response
