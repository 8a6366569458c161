"""The strategy library: ours, what others share, and worked examples; one of them; its form; with whom it is shared."""

from collections.abc import Callable
from typing import Any
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
from advocacy.examples import examples_saying
from advocacy.forms.names import NamesForm
from advocacy.forms.strategies import SearchForm, SharingForm, StrategyForm
from advocacy.models import Strategy, UptakeMatch
from advocacy.naming import NamesUnconfirmed
from advocacy.services import strategies as services
from common.access import require
from submissions.services.preparing import delete_prepared
from submissions.views import prepared

HERE = "strategies"


@require_GET
def strategy_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    form = SearchForm(request.GET)
    said: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "stage": None}
    found = Strategy.objects.visible_to(request.user).saying(said["q"]).select_related("issue").newest()
    if said["stage"]:
        found = found.filter(stage=said["stage"])
    rows = list(found)
    context = {
        "workspace": workspace,
        "here": HERE,
        "form": form,
        "ours": [row for row in rows if row.workspace_id == workspace.pk],
        "shared": [row for row in rows if row.workspace_id != workspace.pk],
        "examples": examples_saying(said["q"], stage=said["stage"]),
        "is_narrow": bool(said["q"] or said["stage"]),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/strategy_list.html", context)


@require_http_methods(["GET", "POST"])
def strategy_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = StrategyForm(request.POST or None, user=request.user, workspace=workspace)
    if request.method == "POST" and form.is_valid():
        made = prepared.keep(form, by=request.user)
        messages.success(request, _("The strategy is kept, for your workspace alone."))
        return redirect(made)
    return render(request, "advocacy/strategy_create.html", {"workspace": workspace, "here": HERE, "form": form})


@require_GET
def strategy_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """To those of its workspace with its results; to others what is written on it and no more."""
    row = _strategy(request, pk)
    home = Workspace.objects.visible_to(request.user).with_parts().filter(pk=row.workspace_id).first()
    if home is None:
        return render(request, "advocacy/strategy_shared.html", {"row": row})
    matches = UptakeMatch.objects.visible_to(request.user).filter(proposal__in=row.proposals.all())
    by_proposal: dict[UUID, list[UptakeMatch]] = {}
    for match in matches.with_recommendation():
        by_proposal.setdefault(match.proposal_id, []).append(match)
    ratings = home.ratings.counted().filter(recommendation__in=[match.recommendation_id for match in matches])
    levels: dict[int | None, str] = {one.recommendation_id: one.get_level_display() for one in ratings}
    context = {
        "workspace": home,
        "here": HERE,
        "row": row,
        "results": [
            (proposal, [(match, levels.get(match.recommendation_id)) for match in by_proposal.get(proposal.pk, ())])
            for proposal in row.proposals.in_order()
        ],
        "can_edit": can_edit_workspace(request.user, home),
        "can_share": can_publish_workspace(request.user, home),
    }
    return render(request, "advocacy/strategy_detail.html", context)


@require_http_methods(["GET", "POST"])
def strategy_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row, home = _own(request, pk)
    require(can_edit_workspace(request.user, home))
    form = StrategyForm(request.POST or None, user=request.user, workspace=home, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "links": form.links, "seen": form.cleaned_data["seen"]}
        newer = _attempt(form, services.change_strategy, row=row, **said, by=request.user)
        if newer is None and form.named is None:
            messages.success(request, _("The strategy is changed."))
            return redirect(row)
    context = {"workspace": home, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/strategy_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def strategy_share(request: UserRequest, pk: UUID) -> HttpResponse:
    """Who else reads it: a decision of those who speak for the workspace."""
    row, home = _own(request, pk)
    require(can_publish_workspace(request.user, home))
    initial = {"sharing": row.sharing, "is_named": bool(row.told_by), "seen": row.version}
    form = SharingForm(request.POST or None, user=request.user, workspace=home, initial=initial)
    newer = None
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("sharing", "organisation", "is_named", "seen")}
        newer = _attempt(form, services.share_strategy, strategy=row, **said, by=request.user)
        if newer is None and form.named is None:
            messages.success(request, _("It is read by those whom you chose, from now on."))
            return redirect(row)
        row = newer or row
    if form.named is None:
        form.show_names(services.named_by(services.words_of(row), row, user=request.user))
    context = {"workspace": home, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/strategy_share.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def strategy_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row, home = _own(request, pk)
    require(can_edit_workspace(request.user, home))
    if request.method == "POST":
        delete_prepared(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:strategy_list", pk=home.pk)
    return render(request, "advocacy/strategy_delete.html", {"workspace": home, "here": HERE, "row": row})


def _attempt(form: NamesForm, service: Callable[..., object], **said: Any) -> Any:
    """Do what the form says; where somebody was quicker, how the row stands now; else the form may ask for names."""
    try:
        return prepared.attempt(form, service, **said, confirmed=form.confirmed)
    except NamesUnconfirmed as error:
        form.ask_for_names(error.named)
        return None


def _strategy(request: UserRequest, pk: UUID) -> Strategy:
    return get_object_or_404(Strategy.objects.visible_to(request.user).select_related("issue"), pk=pk)


def _own(request: UserRequest, pk: UUID) -> tuple[Strategy, Workspace]:
    """The strategy with its workspace; 404 for one that others only share."""
    row = get_object_or_404(Strategy.objects.visible_to(request.user).select_related("issue"), pk=pk)
    home = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=row.workspace_id)
    return row, home
