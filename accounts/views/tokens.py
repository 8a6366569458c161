"""Pages of the keys that people make for programs."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import rules
from accounts.forms.keys import TokenForm
from accounts.http import UserRequest
from accounts.models import ApiToken, Workspace
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services.tokens import AlreadyMade, create_token, revoke_token
from common.access import require

ENDED_SHOWN = 20


@require_GET
def token_list(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    workspaces = Prefetch("workspaces", Workspace.objects.visible_to(request.user).order_by("name", "pk"))
    tokens = ApiToken.objects.visible_to(request.user).with_maker(request.user).prefetch_related(workspaces)
    still_open = list(tokens.open(at=now).order_by("-created_at", "pk"))
    context = {
        "own": [token for token in still_open if token.created_by_id == request.user.pk],
        "others": [token for token in still_open if token.created_by_id != request.user.pk],
        "ended": tokens.ended(at=now).filter(created_by=request.user).order_by("-created_at", "pk")[:ENDED_SHOWN],
    }
    return render(request, "accounts/token_list.html", context)


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def token_create(request: UserRequest) -> HttpResponse:
    """Makes a key and shows its secret: in this answer, and never again."""
    require(rules.can_make_token(request.user))
    form = TokenForm(request.POST or None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/token_create.html", {"form": form})
    try:
        token, secret = create_token(**form.cleaned_data, by=request.user, at=timezone.now())
    except AlreadyMade:
        messages.info(
            request, _("This key was made already. Its secret is shown only once; if it is lost, end the key.")
        )
        return redirect("accounts:token_list")
    context = {"token": token, "secret": secret, "header": f"Authorization: Bearer {token}"}
    response = render(request, "accounts/token_made.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def token_revoke(request: UserRequest, pk: UUID) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
    require(rules.can_revoke_token(request.user, token))
    revoke_token(token=token, by=request.user, at=timezone.now())
    messages.success(request, _("The key is ended. The program that has it gets nothing any more."))
    return redirect("accounts:token_list")
