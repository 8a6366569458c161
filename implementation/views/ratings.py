"""Rating recommendations, one after another."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from cycles.models import Recommendation
from implementation.forms.evidence import EvidenceForm
from implementation.forms.ratings import RatingForm
from implementation.services.evidence import add_evidence
from implementation.services.ratings import RatingConflict, rate_recommendation
from implementation.sitting import Sitting, open_sitting
from implementation.viewpoint import Viewpoint, viewpoint_of
from implementation.views.rating_page import rating_address, show_rating_page


@require_GET
def rating_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    viewpoint = viewpoint_of(workspace, request.user)
    sitting = open_sitting(workspace, request.GET, ratings=viewpoint.ratings)
    if sitting.at and not sitting.current:
        raise Http404
    can_edit = can_edit_workspace(request.user, workspace)
    return show_rating_page(request, workspace, sitting, viewpoint=viewpoint, today=today(), can_edit=can_edit)


@require_POST
def rating_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Saves a rating, with the evidence that was typed beside it, and opens the next recommendation."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    viewpoint = viewpoint_of(workspace, request.user)
    sitting, recommendation = opened(request, viewpoint)
    form = RatingForm(request.POST, today=today())
    evidence_form = EvidenceForm(request.POST, request.FILES)
    page: dict[str, Any] = {"viewpoint": viewpoint, "today": today(), "can_edit": True, "form": form}
    page["evidence_form"] = evidence_form if evidence_form.is_filled else None
    if not form.is_valid() or (evidence_form.is_filled and not evidence_form.is_valid()):
        return show_rating_page(request, workspace, sitting, status=422, **page)
    row: dict[str, Any] = {"workspace": workspace, "recommendation": recommendation, "by": request.user}
    row["at"] = timezone.now()
    try:
        rate_recommendation(**row, **form.cleaned_data, is_draft=request.GET.get("as") == "draft")
    except RatingConflict as conflict:
        page |= {"conflict": conflict, "status": 409}
        return show_rating_page(request, workspace, sitting, **page)
    if evidence_form.is_filled:
        add_evidence(**row, **evidence_form.as_arguments())
    return redirect(address_after_saving(workspace, sitting))


def opened(request: UserRequest, viewpoint: Viewpoint) -> tuple[Sitting, Recommendation]:
    """The sitting that the form's address names, and its open recommendation."""
    sitting = open_sitting(viewpoint.workspace, request.GET, ratings=viewpoint.ratings)
    if not (sitting.at and sitting.current):
        raise Http404
    return sitting, Recommendation.objects.visible_to(request.user).get(pk=sitting.current.pk)


def address_after_saving(workspace: Workspace, sitting: Sitting) -> str:
    """The next without a rating; where all have one, the page that says so."""
    following = {"at": sitting.next_unrated.number} if sitting.next_unrated else {}
    return rating_address(workspace, sitting.choice.query(**following, saved=sitting.at))


def today() -> date:
    return timezone.localdate()
