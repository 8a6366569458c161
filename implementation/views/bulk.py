"""Many recommendations, one rating; the history of one; and where organisations differ."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_coordinate_workspace, can_edit_workspace
from common.access import require
from cycles.models import Recommendation
from implementation.disagreements import disagreement_on, disagreements
from implementation.forms.bulk import BulkForm
from implementation.forms.ratings import RatingForm
from implementation.midterm_words import POSITIONS
from implementation.models import Rating
from implementation.services.bulk import rate_many, take_back_batch
from implementation.services.counting import rules_of
from implementation.services.ratings import RatingConflict, rate_recommendation
from implementation.sitting import open_sitting
from implementation.trend import history
from implementation.viewpoint import viewpoint_of
from implementation.views.rating_page import rating_address
from implementation.views.ratings import today


@require_http_methods(["GET", "POST"])
def rating_bulk(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    viewpoint = viewpoint_of(workspace, request.user)
    sitting = open_sitting(workspace, request.GET, ratings=viewpoint.ratings)
    lines = [line for line in sitting.chosen if not (sitting.choice.unrated and line.level)]
    form = BulkForm(request.POST or None, lines=lines, today=today(), initial={"rated_date": today()})
    if request.method == "POST" and form.is_valid():
        row: dict[str, Any] = {"workspace": workspace, "by": request.user, "at": timezone.now()}
        batch = rate_many(**row, seen=form.seen(), **form.cleaned_data)
        said = ngettext("%(number)s recommendation is rated.", "%(number)s recommendations are rated.", batch.rated)
        messages.success(request, said % {"number": batch.rated})
        if batch.conflicts:
            numbers = ", ".join(rating.recommendation.number for rating in batch.conflicts)
            told = _("Left as they are, since somebody rated them after you had opened the page: %(numbers)s.")
            messages.warning(request, told % {"numbers": numbers})
        return redirect(request.path + sitting.choice.query(batch=str(batch.key)))
    texts = dict(
        Recommendation.objects.visible_to(request.user).filter(review=workspace.review_id).values_list("pk", "text")
    )
    context = {
        "workspace": workspace,
        "here": "ratings",
        "sitting": sitting,
        "positions": POSITIONS.items(),
        "form": form,
        "rows": [(line, texts[line.pk], line.tick in form.ticked) for line in lines],
        "batch": _own_batch(request, workspace),
    }
    return render(request, "implementation/rating_bulk.html", context, status=422 if form.errors else 200)


@require_POST
def rating_bulk_undo(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    batch = _own_batch(request, workspace)
    number = 0
    if batch:
        number = take_back_batch(workspace=workspace, batch=batch, by=request.user, at=timezone.now())
    if number:
        said = ngettext("%(number)s rating is taken back.", "%(number)s ratings are taken back.", number)
        messages.success(request, said % {"number": number} + " " + _("What stood before stands again."))
    else:
        messages.warning(request, _("There was nothing to take back any more."))
    return redirect("implementation:rating_bulk", pk=workspace.pk)


@require_GET
def rating_history(request: UserRequest, pk: UUID) -> HttpResponse:
    """Everything that was ever said of one recommendation here, and whether it went better or worse."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    recommendation = _opened(request, workspace)
    rows = Rating.objects.visible_to(request.user).filter(workspace=workspace, recommendation=recommendation)
    moments = history(
        list(rows.select_related("rated_by", "organisation", "decided_by", "cluster")),
        apart=rules_of(workspace).rates_apart,
    )
    context = {"workspace": workspace, "here": "ratings", "recommendation": recommendation, "moments": moments}
    context["back"] = rating_address(workspace, f"?at={recommendation.number}")
    return render(request, "implementation/rating_history.html", context)


@require_GET
def rating_differences(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    context = {
        "workspace": workspace,
        "here": "ratings",
        "rows": disagreements(workspace, request.user),
        "rates_apart": rules_of(workspace).rates_apart,
        "can_coordinate": can_coordinate_workspace(request.user, workspace),
    }
    return render(request, "implementation/rating_differences.html", context)


@require_http_methods(["GET", "POST"])
def rating_settle(request: UserRequest, pk: UUID) -> HttpResponse:
    """The coordinator's word where organisations differ; theirs stay beside it."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_coordinate_workspace(request.user, workspace))
    recommendation = _opened(request, workspace)
    found = disagreement_on(workspace, request.user, recommendation)
    if found is None:
        raise Http404
    form = RatingForm(request.POST, today=today()) if request.method == "POST" else _settle_form(found)
    status = 200
    if form.is_bound and form.is_valid():
        row: dict[str, Any] = {"workspace": workspace, "recommendation": recommendation, "by": request.user}
        try:
            rate_recommendation(**row, at=timezone.now(), is_settled=True, **form.cleaned_data)
        except RatingConflict as conflict:
            said = _("%(name)s settled this meanwhile. Look at what stands now; what you typed is still here.")
            messages.warning(request, said % {"name": conflict.current.rated_by})
            form = RatingForm.with_words(request.POST, today=today(), replaces=conflict.current.pk)
            found, status = disagreement_on(workspace, request.user, recommendation) or found, 409
        else:
            messages.success(request, _("Settled. What the organisations said stays beside it."))
            return redirect("implementation:rating_differences", pk=workspace.pk)
    context = {"workspace": workspace, "here": "ratings", "one": found, "form": form}
    context["recommendation"] = recommendation
    return render(request, "implementation/rating_settle.html", context, status=422 if form.errors else status)


def _settle_form(found: Any) -> RatingForm:
    """Open with what was settled, else with the newest of their ratings."""
    form = RatingForm.for_rating(found.settled or found.newest, today=today())
    form.initial["replaces"] = found.settled.pk if found.settled else None
    return form


def _opened(request: UserRequest, workspace: Workspace) -> Recommendation:
    paragraph, _sep, item = request.GET.get("at", "").partition(".")
    if not (paragraph.isdecimal() and item.isdecimal() and len(paragraph) < 6 and len(item) < 6):
        raise Http404
    found = get_object_or_404(
        Recommendation.objects.visible_to(request.user).filter(review=workspace.review_id),
        paragraph=int(paragraph),
        item=int(item),
    )
    found.review = workspace.review
    return found


def _own_batch(request: UserRequest, workspace: Workspace) -> UUID | None:
    """The ratings that this person made at one go, while they can still be taken back."""
    try:
        key = UUID(request.POST.get("batch") or request.GET.get("batch", ""))
    except ValueError:
        return None
    rows = Rating.objects.visible_to(request.user).current().filter(workspace=workspace, batch=key)
    return key if rows.filter(rated_by=request.user).exists() else None
