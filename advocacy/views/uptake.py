"""What became of our proposals: the list with its figures, one proposal with its candidates, a decision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import rules, uptake_page
from advocacy.forms.uptake import NOBODY, OPEN_AGAIN, UptakeForm
from advocacy.models import UptakeMatch
from advocacy.services import uptake as services
from advocacy.uptake_put import PutBefore
from common.access import require
from submissions.models import ProposedRecommendation

HERE = "uptake"


@require_GET
def uptake_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    proposals = ProposedRecommendation.objects.visible_to(request.user).filter(workspace=workspace)
    kept = proposals.exclude(status=ProposedRecommendation.Status.DROPPED).with_all().in_order()
    matches = UptakeMatch.objects.visible_to(request.user).filter(workspace=workspace).with_recommendation()
    rows = uptake_page.lines(kept, workspace.review, matches)
    put = PutBefore.of(workspace.pk, request.user)
    context = {
        "workspace": workspace,
        "here": HERE,
        "lines": rows,
        "overall": uptake_page.overall(rows),
        "by_issue": uptake_page.shares_by_issue(rows, _("without a priority issue")),
        "by_state": uptake_page.shares_by_state(rows),
        "by_organisation": put.shares_by_organisation(rows),
        "by_meeting": put.shares_by_meeting(rows),
        "unasked": uptake_page.unasked(rows),
        "has_record": workspace.review.recommendations.exists(),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/uptake_list.html", context)


@require_GET
def uptake_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    proposal = _proposal(request, pk)
    return _page(request, proposal, UptakeForm(review=proposal.workspace.review))


@require_POST
def uptake_decide(request: UserRequest, pk: UUID) -> HttpResponse:
    proposal = _proposal(request, pk)
    require(rules.can_decide_uptake(request.user, proposal))
    form = UptakeForm(request.POST, review=proposal.workspace.review)
    if not form.is_valid():
        return _page(request, proposal, form)
    pair: dict[str, Any] = {
        "proposal": proposal,
        "recommendation": form.recommendation,
        "by": request.user,
        "at": timezone.now(),
        "seen": form.cleaned_data["seen"],
    }
    try:
        _decide(pair, form, proposal)
    except services.TakenUpAlready:
        messages.error(request, _("A recommendation took it up, somebody decided. Open that decision again first."))
    except services.DecidedMeanwhile as error:
        said = _("It is decided already: %(verdict)s. Nothing was changed; beside it you may decide otherwise.")
        messages.error(request, said % {"verdict": error.current.get_verdict_display()})
        return _page(request, proposal, UptakeForm(review=proposal.workspace.review), status=409)
    else:
        is_open = form.cleaned_data["verdict"] == OPEN_AGAIN
        messages.success(request, _("It is open again.") if is_open else _("Noted."))
    return redirect("advocacy:uptake_detail", pk=proposal.pk)


def _decide(pair: dict[str, Any], form: UptakeForm, proposal: ProposedRecommendation) -> None:
    verdict = form.cleaned_data["verdict"]
    if verdict == OPEN_AGAIN:
        services.withdraw_uptake(**pair)
    else:
        score = uptake_page.guesses(proposal, proposal.workspace.review).get(form.cleaned_data["number"])
        services.decide_uptake(**pair, verdict=verdict, score=score)


def _proposal(request: UserRequest, pk: UUID) -> ProposedRecommendation:
    return get_object_or_404(ProposedRecommendation.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)


def _page(
    request: UserRequest, proposal: ProposedRecommendation, form: UptakeForm, *, status: int = 200
) -> HttpResponse:
    matches = list(UptakeMatch.objects.visible_to(request.user).filter(proposal=proposal).with_recommendation())
    pairs = uptake_page.pairs(proposal, proposal.workspace.review, matches)
    context = {
        "workspace": proposal.workspace,
        "here": HERE,
        "proposal": proposal,
        "likely": [pair for pair in pairs if not pair.is_weak],
        "is_read": uptake_page.is_read(proposal),
        "weak": [pair for pair in pairs if pair.is_weak],
        "nobody": next((match for match in matches if match.recommendation_id is None), None),
        "nobody_number": NOBODY,
        "open_again": OPEN_AGAIN,
        "verdicts": UptakeMatch.Verdict.choices,
        "form": form,
        "can_edit": rules.can_decide_uptake(request.user, proposal),
    }
    return render(request, "advocacy/uptake_detail.html", context, status=status)
