"""The page on which recommendations are rated: everything that it shows, gathered in one place."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_coordinate_workspace
from cycles.models import Position, Recommendation, RecommendationTheme, RecommendingState
from implementation.clusters import in_clusters
from implementation.differences import mark_insertions
from implementation.forms.evidence import EvidenceForm
from implementation.forms.ratings import RatingForm
from implementation.midterm_words import LEVELS, POSITIONS
from implementation.models import Evidence, Rating, StateClaim
from implementation.services.ratings import RatingConflict
from implementation.sitting import Line, Sitting
from implementation.trend import steps
from implementation.viewpoint import Viewpoint, told_of

HISTORY_LENGTH = 4


def show_rating_page(
    request: UserRequest,
    workspace: Workspace,
    sitting: Sitting,
    *,
    viewpoint: Viewpoint,
    today: date,
    can_edit: bool,
    form: RatingForm | None = None,
    evidence_form: EvidenceForm | None = None,
    conflict: RatingConflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with one recommendation open. ``form`` holds words that were typed and are not saved yet."""
    around = _with_texts(request, sitting, [*sitting.before, *sitting.after])
    context: dict[str, Any] = {
        "workspace": workspace,
        "here": "ratings",
        "sitting": sitting,
        "saved": sitting.line(request.GET.get("saved", "")),
        "can_edit": can_edit,
        "can_coordinate": can_edit and can_coordinate_workspace(request.user, workspace),
        "rules": viewpoint.rules,
        "waiting": workspace.ratings.to_be_approved().count() if viewpoint.rules.needs_approval else 0,
        "before": [around[line.pk] for line in sitting.before],
        "after": [around[line.pk] for line in sitting.after],
        "positions": POSITIONS.items(),
        "is_unsaved": form is not None,
    }
    in_cluster = in_clusters(workspace, request.user)
    here = [line.pk for line in (*sitting.before, *sitting.after, sitting.current) if line]
    went = steps(viewpoint, keys=here)
    for shown in (*context["before"], *context["after"]):
        shown["step"] = went.get(shown["line"].pk)
        shown["in_cluster"] = in_cluster.get(shown["line"].pk)
    if sitting.current:
        context |= _open(request, viewpoint, sitting.current)
        context["step"] = went.get(sitting.current.pk)
        context["in_cluster"] = in_cluster.get(sitting.current.pk)
        context["form"] = form or RatingForm.for_rating(context["rating"], today=today)
        context["evidence_form"] = evidence_form or EvidenceForm()
        context["query"] = sitting.choice.query(at=sitting.current.number)
        context["draft_query"] = sitting.choice.query(at=sitting.current.number, **{"as": "draft"})
        if sitting.skip_to:
            context["skip_address"] = sitting.choice.query(at=sitting.skip_to.number)
    if conflict and form:
        context |= _both_versions(conflict, form)
    return render(request, "implementation/rating_list.html", context, status=status)


def rating_address(workspace: Workspace, query: str) -> str:
    return reverse("implementation:rating_list", args=[workspace.pk]) + query


def _open(request: UserRequest, viewpoint: Viewpoint, line: Line) -> dict[str, Any]:
    """The open recommendation with what was said to it and of it."""
    workspace = viewpoint.workspace
    states = RecommendingState.objects.select_related("state").order_by("order", "pk")
    themes = RecommendationTheme.objects.select_related("theme").order_by("order", "pk")
    recommendation = (
        Recommendation.objects.visible_to(request.user)
        .prefetch_related(Prefetch("state_rows", states), Prefetch("theme_rows", themes))
        .get(pk=line.pk)
    )
    recommendation.review = workspace.review
    told = told_of(viewpoint, list(_ratings(request, workspace, line)))
    return {
        "recommendation": recommendation,
        "position": Position.objects.filter(recommendation=line.pk).order_by("recorded_at", "pk").last(),
        "evidence": _evidence(request, workspace, line),
        "state_claims": _claims(request, workspace, line),
        "told": told,
        "rating": told.own,
        "earlier": told.earlier[:HISTORY_LENGTH],
    }


def _ratings(request: UserRequest, workspace: Workspace, line: Line) -> QuerySet[Rating]:
    """Every rating of the open one, the newest first."""
    rows = Rating.objects.visible_to(request.user).filter(workspace=workspace, recommendation=line.pk)
    rows = rows.select_related("rated_by", "organisation", "decided_by", "cluster")
    return rows.order_by("-is_current", "-rated_at", "pk")


def _evidence(request: UserRequest, workspace: Workspace, line: Line) -> QuerySet[Evidence]:
    rows = Evidence.objects.visible_to(request.user).filter(workspace=workspace, recommendations=line.pk)
    return rows.order_by("created_at", "pk")


def _claims(request: UserRequest, workspace: Workspace, line: Line) -> QuerySet[StateClaim]:
    rows = StateClaim.objects.visible_to(request.user).filter(workspace=workspace, recommendation=line.pk)
    return rows.order_by("date", "created_at", "pk")


def _with_texts(request: UserRequest, sitting: Sitting, lines: list[Line]) -> dict[int, dict[str, Any]]:
    rows = Recommendation.objects.visible_to(request.user).filter(pk__in=[line.pk for line in lines])
    texts = dict(rows.values_list("pk", "text"))
    return {
        line.pk: {"line": line, "text": texts[line.pk], "address": sitting.choice.query(at=line.number)}
        for line in lines
    }


def _both_versions(conflict: RatingConflict, form: RatingForm) -> dict[str, Any]:
    """Theirs and ours beside each other; the form holds ours, now meant to stand in place of theirs."""
    theirs, ours = conflict.current, form.cleaned_data
    replaced = RatingForm.with_words(form.data, today=form.today, replaces=theirs.pk)
    return {
        "form": replaced,
        "theirs": theirs,
        "their_mark": LEVELS[theirs.level],
        "our_mark": LEVELS[ours["level"]],
        "their_note": mark_insertions(ours["note"], theirs.note),
        "our_note": mark_insertions(theirs.note, ours["note"]),
    }
