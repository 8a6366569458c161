"""What the State says in its own reports: one list, and each entry."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from implementation.forms.state_claims import StateClaimForm
from implementation.models import StateClaim
from implementation.services import state_claims as services
from implementation.services.kept_rows import ChangedMeanwhile

PAGE = 50
PARTS = ("recommendation__review", "workspace__review__state_under_review")


@require_GET
def state_claim_list(request: UserRequest, pk: UUID) -> HttpResponse:
    """By words, document and claim."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    asked = {name: request.GET.get(name, "")[:100] for name in ("q", "document", "claim")}
    rows = StateClaim.objects.visible_to(request.user).filter(workspace=workspace).select_related(*PARTS)
    if asked["q"]:
        rows = rows.filter(Q(words__icontains=asked["q"]) | Q(source__icontains=asked["q"]))
    for name, choices in (("document", StateClaim.Document), ("claim", StateClaim.Claim)):
        if asked[name] in choices.values:
            rows = rows.filter(**{name: asked[name]})
    rows = rows.order_by("recommendation__paragraph", "recommendation__item", "recommendation__serial", "date", "pk")
    context = {
        "workspace": workspace,
        "here": "state_claims",
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "documents": StateClaim.Document.choices,
        "claims": StateClaim.Claim.choices,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/state_claim_list.html", context)


@require_http_methods(["GET", "POST"])
def state_claim_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"number": request.GET.get("recommendation", "")[:30]}
    form = StateClaimForm(request.POST or None, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = services.create_state_claim(
            workspace=workspace,
            recommendation=form.cleaned_data["number"],
            words=form.as_words,
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It is kept."))
        return redirect(made)
    context = {"workspace": workspace, "here": "state_claims", "form": form}
    return render(request, "implementation/state_claim_edit.html", context)


@require_http_methods(["GET", "POST"])
def state_claim_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    claim = get_object_or_404(StateClaim.objects.visible_to(request.user).select_related(*PARTS), pk=pk)
    require(can_edit_workspace(request.user, claim.workspace))
    form = StateClaimForm(request.POST or None, workspace=claim.workspace, claim=claim)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            services.change_state_claim(
                claim=claim,
                recommendation=form.cleaned_data["number"],
                words=form.as_words,
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
        except ChangedMeanwhile as conflict:
            newer = conflict.current
            form.go_on_after(newer.version)
        else:
            messages.success(request, _("It is changed."))
            return redirect(claim)
    context = {"workspace": claim.workspace, "here": "state_claims", "claim": claim, "form": form, "newer": newer}
    return render(request, "implementation/state_claim_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def state_claim_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    claim = get_object_or_404(StateClaim.objects.visible_to(request.user).select_related(*PARTS), pk=pk)
    require(can_edit_workspace(request.user, claim.workspace))
    if request.method == "POST":
        services.delete_state_claim(claim=claim, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("implementation:state_claim_list", pk=claim.workspace_id)
    context = {"workspace": claim.workspace, "here": "state_claims", "claim": claim}
    return render(request, "implementation/state_claim_delete.html", context)
