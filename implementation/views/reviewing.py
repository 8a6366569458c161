"""How a workspace comes to its ratings: its rules, what waits for a second pair of eyes, and what others say."""

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
from implementation import rules
from implementation.forms.reviewing import RatingRulesForm, ReturnForm, VoiceForm
from implementation.midterm_words import LEVELS
from implementation.models import Rating, StateClaim, Voice
from implementation.services import reviewing
from implementation.services.counting import rules_of
from implementation.services.ratings import rate_recommendation
from implementation.sitting import open_sitting
from implementation.views.rating_page import rating_address
from implementation.views.ratings import today


@require_http_methods(["GET", "POST"])
def rating_rules(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_coordinate_workspace(request.user, workspace))
    stand = rules_of(workspace)
    initial = {"needs_approval": stand.needs_approval, "rates_apart": stand.rates_apart}
    form = RatingRulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        reviewing.set_rating_rules(workspace=workspace, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. What counts was found again; nobody’s words changed."))
        return redirect("implementation:rating_list", pk=workspace.pk)
    return render(
        request, "implementation/rating_rules.html", {"workspace": workspace, "here": "ratings", "form": form}
    )


@require_GET
def rating_review_list(request: UserRequest, pk: UUID) -> HttpResponse:
    """What waits for another person's word, and what came back to oneself."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    rows = Rating.objects.visible_to(request.user).filter(workspace=workspace)
    rows = rows.select_related("recommendation", "rated_by", "organisation", "former", "decided_by")
    waiting = list(rows.to_be_approved())
    decidable = rules.decidable(waiting, by=request.user, workspace=workspace)
    returned = rows.current().filter(state=Rating.State.RETURNED, rated_by=request.user).order_by("-decided_at", "pk")
    context = {
        "workspace": workspace,
        "here": "ratings",
        "waiting": decidable,
        "own": [row for row in waiting if row not in decidable],
        "returned": returned,
        "levels": LEVELS,
        "can_edit": can_edit_workspace(request.user, workspace),
        "needs_approval": rules_of(workspace).needs_approval,
    }
    return render(request, "implementation/rating_review_list.html", context)


@require_POST
def rating_approve(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    keys = [key for key in request.POST.getlist("rating") if _is_key(key)]
    rows = Rating.objects.visible_to(request.user).filter(workspace=workspace, pk__in=keys)
    number = reviewing.approve_ratings(workspace=workspace, ratings=rows, by=request.user, at=timezone.now())
    if number:
        said = ngettext("%(number)s rating is approved.", "%(number)s ratings are approved.", number)
        messages.success(request, said % {"number": number})
    else:
        messages.warning(request, _("Nothing was approved. Tick ratings of other people that still wait."))
    return redirect("implementation:rating_review_list", pk=workspace.pk)


@require_http_methods(["GET", "POST"])
def rating_return(request: UserRequest, pk: UUID) -> HttpResponse:
    rating = get_object_or_404(
        Rating.objects.visible_to(request.user).select_related("recommendation", "rated_by", "organisation"), pk=pk
    )
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=rating.workspace_id)
    require(rules.can_decide_rating(request.user, rating))
    form = ReturnForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            note = form.cleaned_data["note"]
            reviewing.return_rating(rating=rating, note=note, by=request.user, at=timezone.now())
        except reviewing.NotWaiting:
            form.add_error(None, _("It waits no longer: somebody decided, or its author has written anew."))
            status = 409
        else:
            messages.success(request, _("It is back with its author, with your note."))
            return redirect("implementation:rating_review_list", pk=workspace.pk)
    context = {"workspace": workspace, "here": "ratings", "rating": rating, "form": form}
    context["mark"] = LEVELS[rating.level]
    return render(request, "implementation/rating_return.html", context, status=status)


@require_http_methods(["GET", "POST"])
def voice_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Writes down what another voice says, beside what the workspace itself says."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    sitting = open_sitting(workspace, request.GET)
    if not (sitting.at and sitting.current):
        raise Http404
    recommendation = Recommendation.objects.visible_to(request.user).get(pk=sitting.current.pk)
    begun = _begun(request, workspace, recommendation)
    form = VoiceForm(request.POST or None, initial=begun, today=today(), voices=rules_of(workspace).others)
    back = rating_address(workspace, sitting.choice.query(at=sitting.at))
    if request.method == "POST" and form.is_valid():
        row: dict[str, Any] = {
            "workspace": workspace,
            "recommendation": recommendation,
            "by": request.user,
            "at": timezone.now(),
        }
        rate_recommendation(**row, replaces=_standing_word(workspace, recommendation, form), **form.cleaned_data)
        messages.success(request, _("It stands beside your rating now, and changes nothing of it."))
        return redirect(back)
    context = {"workspace": workspace, "here": "ratings", "form": form, "recommendation": recommendation, "back": back}
    return render(request, "implementation/voice_create.html", context, status=422 if form.errors else 200)


def _begun(request: UserRequest, workspace: Workspace, recommendation: Recommendation) -> dict[str, Any]:
    """What the form begins with: after ``?claim=`` the government's words; the level is for people to say."""
    key = request.GET.get("claim", "")
    rows = StateClaim.objects.visible_to(request.user).filter(workspace=workspace, recommendation=recommendation)
    claim = rows.filter(pk=key).first() if _is_key(key) else None
    if claim is None:
        return {"rated_date": today()}
    day = min(claim.date or today(), today())
    return {"voice": Voice.GOVERNMENT, "source": claim.place, "note": claim.words, "rated_date": day}


def _standing_word(workspace: Workspace, recommendation: Recommendation, form: VoiceForm) -> UUID | None:
    """The rating of that voice that this one follows; both stay in the history."""
    rows = workspace.ratings.current().filter(
        is_ours=False, recommendation=recommendation, voice=form.cleaned_data["voice"]
    )
    return rows.order_by("-rated_at", "pk").values_list("pk", flat=True).first()


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
