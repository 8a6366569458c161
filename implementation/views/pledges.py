"""The State's voluntary pledges: what became of each, said and approved as it is of recommendations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from implementation import rules
from implementation.forms.ratings import RatingForm
from implementation.forms.reviewing import ReturnForm, VoiceForm
from implementation.midterm_counts import Counts
from implementation.midterm_words import LEVELS
from implementation.models import PledgeRating
from implementation.pledges import PledgeTold, pledges_told
from implementation.services import reviewing
from implementation.services.counting import rules_of
from implementation.services.ratings import PledgeConflict, rate_pledge
from implementation.viewpoint import viewpoint_of
from implementation.views.ratings import today


@require_GET
def pledge_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    told = _told(request, workspace)
    context = {
        "workspace": workspace,
        "here": "pledges",
        "told": told,
        "counts": Counts.of(one.counted.level if one.counted else "not_rated" for one in told),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/pledge_list.html", context)


@require_http_methods(["GET", "POST"])
def pledge_rate(request: UserRequest, pk: UUID) -> HttpResponse:
    """One pledge with all that was said of it; whoever writes in the workspace rates it."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    can_edit = can_edit_workspace(request.user, workspace)
    if request.method == "POST":
        require(can_edit)
    one = _opened(request, workspace)
    form = RatingForm(request.POST, today=today()) if request.method == "POST" else _form(one)
    theirs = None
    if request.method == "POST" and form.is_valid():
        how: dict[str, Any] = {"by": request.user, "at": timezone.now(), "is_draft": request.POST.get("as") == "draft"}
        try:
            rate_pledge(workspace=workspace, pledge=one.pledge, **how, **form.cleaned_data)
        except PledgeConflict as conflict:
            theirs = conflict.current
            form = RatingForm.with_words(request.POST, today=today(), replaces=theirs.pk)
        else:
            messages.success(request, _("Saved. What was said before stays in the history."))
            return redirect("implementation:pledge_list", pk=workspace.pk)
    context = {
        "workspace": workspace,
        "here": "pledges",
        "one": one,
        "form": form,
        "theirs": theirs,
        "rules": viewpoint_of(workspace, request.user).rules,
        "can_edit": can_edit,
        "decidable": rules.decidable(one.current, by=request.user, workspace=workspace),
    }
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "implementation/pledge_rate.html", context, status=status)


@require_http_methods(["GET", "POST"])
def pledge_voice(request: UserRequest, pk: UUID) -> HttpResponse:
    """Writes down what the government or the national institution says became of a pledge."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    one = _opened(request, workspace)
    row: dict[str, Any] = {"today": today(), "voices": rules_of(workspace).others}
    form = VoiceForm(request.POST or None, initial={"rated_date": today()}, **row)
    if request.method == "POST" and form.is_valid():
        replaces = next((row.pk for row in one.voices if row.voice == form.cleaned_data["voice"]), None)
        row = {"by": request.user, "at": timezone.now(), "replaces": replaces}
        rate_pledge(workspace=workspace, pledge=one.pledge, **row, **form.cleaned_data)
        messages.success(request, _("It stands beside your rating now, and changes nothing of it."))
        return redirect("implementation:pledge_list", pk=workspace.pk)
    context = {"workspace": workspace, "here": "pledges", "one": one, "form": form}
    return render(request, "implementation/pledge_voice.html", context, status=422 if form.errors else 200)


@require_POST
def pledge_rating_approve(request: UserRequest, pk: UUID) -> HttpResponse:
    rating = get_object_or_404(PledgeRating.objects.visible_to(request.user).select_related("workspace"), pk=pk)
    require(rules.can_decide_rating(request.user, rating))
    try:
        reviewing.decide_pledge_rating(rating=rating, note="", by=request.user, at=timezone.now())
    except reviewing.NotWaiting:
        messages.warning(request, _("It waits no longer: somebody decided, or its author has written anew."))
    else:
        messages.success(request, _("The rating is approved."))
    return redirect("implementation:pledge_list", pk=rating.workspace_id)


@require_http_methods(["GET", "POST"])
def pledge_rating_return(request: UserRequest, pk: UUID) -> HttpResponse:
    rating = get_object_or_404(
        PledgeRating.objects.visible_to(request.user).select_related("pledge", "rated_by", "organisation"), pk=pk
    )
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=rating.workspace_id)
    require(rules.can_decide_rating(request.user, rating))
    form = ReturnForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            note = form.cleaned_data["note"]
            reviewing.decide_pledge_rating(rating=rating, note=note, by=request.user, at=timezone.now())
        except reviewing.NotWaiting:
            form.add_error(None, _("It waits no longer: somebody decided, or its author has written anew."))
            status = 409
        else:
            messages.success(request, _("It is back with its author, with your note."))
            return redirect("implementation:pledge_list", pk=workspace.pk)
    context = {"workspace": workspace, "here": "pledges", "rating": rating, "form": form}
    context["mark"] = LEVELS[rating.level]
    return render(request, "implementation/pledge_rating_return.html", context, status=status)


def _told(request: UserRequest, workspace: Workspace) -> list[PledgeTold]:
    rows = PledgeRating.objects.visible_to(request.user).filter(workspace=workspace)
    rows = rows.select_related("rated_by", "organisation", "decided_by")
    return pledges_told(viewpoint_of(workspace, request.user), rows)


def _opened(request: UserRequest, workspace: Workspace) -> PledgeTold:
    """The pledge that the address names."""
    at = request.GET.get("at", "")
    for one in _told(request, workspace):
        if str(one.pledge.pk) == at:
            return one
    raise Http404


def _form(one: PledgeTold) -> RatingForm:
    return RatingForm.for_rating(one.own, today=today())
